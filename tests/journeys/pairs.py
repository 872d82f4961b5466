"""How two of the village become a pair, in the browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.phone import Thumb

GOAL = "三个月内拿到前三十个陌生人的订单"


def ask(learner: Page, mentor: str, *, second: str | None = None) -> None:
    """Write the guided request to a mentor and send it."""
    learner.goto(f"/mentors?q={mentor}")
    learner.locator("#results article h3 a").first.click()
    learner.locator("#glance a.button").click()
    learner.wait_for_url("**/requests/new*")
    learner.fill("#goal", GOAL)
    learner.fill("#tried", "在网上卖过半年旧衣服，做过二十场直播")
    learner.fill("#wanted", "想请您看看成本和定价，帮我避开压货")
    learner.fill("#hours", "12")
    if second:
        learner.select_option("#second", label=second)
    learner.locator("form.stack .actions button").first.click()
    learner.wait_for_url("**/mentoring")
    expect(learner.locator("#asked .state.wait").first).to_be_visible()


def accept(mentor: Page, thumb: Thumb) -> str:
    """From the list of notices to the pair; gives the address of the pair's page."""
    mentor.goto("/notifications")
    thumb.start()
    thumb.tap(mentor.locator("#told li", has=mentor.locator("strong")).first.locator("button.told"))
    mentor.wait_for_url("**/requests/*")
    thumb.tap(mentor.locator("#answer form[action$=acceptance] button"))
    mentor.wait_for_url("**/mentorships/*")
    return mentor.url


def make_pair(enter: Callable[..., Page]) -> tuple[Page, Page, str]:
    """Lin and Shen, each in front of a browser, and the address of their page."""
    lin, shen = enter("lin"), enter("shen", width=360, language="zh")
    ask(lin, "沈静")
    return lin, shen, accept(shen, Thumb())


def agree(writes: Page, confirms: Page, pair: str) -> None:
    """One proposes the agreement, the other confirms it."""
    writes.goto(pair)
    writes.locator("#first-thing a.button").click()
    writes.wait_for_url("**/agreement")
    writes.fill("#goals", GOAL)
    writes.fill("#rhythm", "每两周一次，每次一小时")
    writes.fill("#months", "3")
    writes.fill("#channel", "站内留言")
    writes.check("#confidential")
    writes.check("#no_interest")
    writes.locator("main form.stack button").click()
    writes.wait_for_url(f"{pair}*")
    confirms.goto(pair)
    confirms.locator("#agreement form[action$=confirmation] button").click()
    expect(confirms.locator("#agreement .state.ok")).to_be_visible()
