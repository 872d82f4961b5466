"""A founder answers a follow-up, and closes; staff see only their county."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_founder_answers_the_follow_up(enter: Callable[..., Page]) -> None:
    chen = enter("chen", width=360, language="zh")
    chen.goto("/ventures/mine")
    chen.locator("main a[href^='/ventures/']:not([href*=new])").first.click()
    form = chen.locator("form[action$='/follow-ups/3']").first
    form.locator("input[type=radio]").first.check()
    form.locator("input[name=jobs]").fill("2")
    form.locator("button").click()
    expect(chen.locator("form[action$='/follow-ups/3']")).to_have_count(0)


def test_county_staff_see_their_county_only(enter: Callable[..., Page]) -> None:
    qian, shi = enter("qian"), enter("shi")
    qian.goto("/follow-ups")
    shi.goto("/follow-ups")
    mine = qian.locator("main a[href^='/ventures/']")
    expect(mine.first).to_be_visible()
    hers = {link.get_attribute("href") for link in mine.all()}
    others = [
        link.get_attribute("href") for link in shi.locator("main a[href^='/ventures/']").all() if link.get_attribute("href") not in hers
    ]
    assert others
    assert qian.goto(str(others[0])).status == 404  # type: ignore[union-attr]
