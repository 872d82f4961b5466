"""A report leads to a suspension, an appeal and its answer, in four browsers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pairs import make_pair
from tests.journeys.phone import shot


@pytest.fixture
def village(own_village: str) -> str:
    """A mentor is taken out of the list: in a village of its own."""
    return own_village


def test_a_report_a_suspension_an_appeal_and_back(enter: Callable[..., Page]) -> None:
    lin, shen, pair = make_pair(enter)
    _report(lin, pair)
    _uphold(enter("luo"))
    _is_out(lin, shen, pair)
    _appeal(shen)
    _overturn(enter("yu", language="zh"))
    _is_back(lin, shen, pair)


def _report(lin: Page, pair: str) -> None:
    """From the page of the pair; nobody else learns who it was."""
    lin.goto(pair)
    lin.locator("[id^=report-mentorship] a").click()
    lin.locator("input[name=kind][value=money_asked]").check()
    lin.fill("#words", "He asked me for 20 000 yuan as a deposit before the second meeting.")
    lin.locator("main form.stack button").click()
    lin.wait_for_url("**/reports/*")
    expect(lin.locator("main .state.wait")).to_be_visible()
    shot(lin, "report-1280-en")


def _uphold(luo: Page) -> None:
    """The first officer takes the case, upholds it and suspends."""
    luo.goto("/safety")
    shot(luo, "safety-queue-1280-en")
    luo.locator("#cases tr", has_text="Shen Jing").locator("th a").first.click()
    expect(luo.locator("main")).to_contain_text("20 000 yuan")
    luo.locator("#handling form[action$=review] button").click()
    luo.locator("input[name=verdict][value=upheld]").check()
    luo.fill("#decision", "Three messages ask for a deposit; that is against the agreement.")
    luo.locator("input[name=measure][value=suspension]").check()
    luo.fill("#reason", "A mentor may not ask learners for money.")
    shot(luo, "safety-case-1280-en")
    luo.locator("#handling form[action$=decision] button").click()
    expect(luo.locator("#handling")).to_contain_text("Decided by")


def _is_out(lin: Page, shen: Page, pair: str) -> None:
    """She may sign in and read why; she is in no list, and her pair stands still."""
    _listed(lin, "沈静", times=0)
    lin.goto(pair)
    expect(lin.locator("h1 + p .state.late")).to_be_visible()
    expect(lin.locator("#message")).to_have_count(0)
    shen.goto(pair)
    expect(shen.locator("h1 + p .state.late")).to_be_visible()
    shen.goto("/notifications")
    shen.locator("#told li strong", has_text="暂停").first.click()
    shen.wait_for_url("**/mine/measures*")
    expect(shen.locator("main")).to_contain_text("may not ask learners for money")
    expect(shen.locator("main")).not_to_contain_text("林晓")
    shot(shen, "measures-360-zh")


def _appeal(shen: Page) -> None:
    shen.goto("/mine/measures")
    shen.fill("textarea[name=words]", "押金是服装城收的摊位费，我只是转达，收据在这里。")
    shen.locator("form[action$=appeal] button").click()
    expect(shen.locator("main")).to_contain_text("押金是服装城收的摊位费")


def _overturn(yu: Page) -> None:
    """The second officer, who had no part in it."""
    yu.goto("/safety")
    yu.locator("a[href*='/safety/appeals/']", has_text="沈静").click()
    shot(yu, "safety-appeal-1280-zh")
    yu.locator("input[name=verdict][value=overturned]").check()
    yu.fill("#decision", "收据说明钱不是她收的，暂停撤销。")
    yu.locator("form[action$=decision] button").click()
    yu.wait_for_url("**/safety")


def _is_back(lin: Page, shen: Page, pair: str) -> None:
    shen.goto("/mine/measures")
    expect(shen.locator("main")).to_contain_text("收据说明钱不是她收的")
    lin.goto(pair)
    expect(lin.locator("h1 + p .state.late")).to_have_count(0)
    lin.fill("#message", "Shall we go on?")
    lin.locator("#messages form.stack button").click()
    expect(lin.locator("#messages .thread li.mine")).to_contain_text("Shall we go on?")
    _listed(lin, "沈静", times=1)


def _listed(page: Page, name: str, *, times: int) -> None:
    """How often the mentor stands in the list; the index follows within seconds."""
    for _ in range(20):
        page.goto(f"/mentors?q={name}")
        if page.locator("#results article", has_text="Shen Jing").count() == times:
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{name} is not {times} times in the list")
