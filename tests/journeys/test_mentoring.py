"""A mentorship from the first question to both closing words: the learner at a desk, the mentor on a phone."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from marketplace import clock
from tests.journeys import pairs
from tests.journeys.phone import Thumb, shot


@pytest.fixture
def village(own_village: str) -> str:
    """Places and requests are counted: these people walk alone."""
    return own_village


def test_from_the_first_request_to_both_closing_words(enter: Callable[..., Page], tmp_path: Path) -> None:
    lin, shen, thumb = enter("lin", language="zh"), enter("shen", width=360, language="zh"), Thumb()
    _see_what_to_expect(lin)
    pairs.ask(lin, "沈静", second=_second_choice(lin))
    shot(lin, "desk-learner-1280-zh")
    pair = pairs.accept(shen, thumb)
    assert (thumb.taps, thumb.typed) == (2, 0)
    shot(shen, "pair-trial-360-zh")
    pairs.agree(lin, shen, pair)
    _meet(lin, shen, pair)
    _log_in_a_minute(shen, pair, thumb)
    _write(lin, shen, pair, tmp_path)
    _reach_the_goal(lin, pair)
    shot(lin, "pair-1280-zh")
    shot(shen, "pair-360-zh")
    _close(lin, shen, pair)


def _see_what_to_expect(lin: Page) -> None:
    """Before the first field she reads how likely a yes is and how long it takes."""
    lin.goto("/mentors?q=沈静")
    lin.locator("#results article", has_text="沈静").locator("h3 a").first.click()
    lin.locator("#glance a.button").click()
    expect(lin.locator("h1 + p.lead")).to_contain_text("个空位")
    expect(lin.locator("aside .facts dd").first).to_contain_text(re.compile(r"\d"))
    expect(lin.locator("#second option").nth(1)).to_be_attached()
    shot(lin, "request-new-1280-zh")


def _second_choice(lin: Page) -> str:
    return lin.locator("#second option").nth(1).inner_text()


def _meet(lin: Page, shen: Page, pair: str) -> None:
    """The mentor proposes two times, the learner takes the second and puts it into her calendar."""
    shen.goto(pair)
    shen.locator("#propose-meeting > summary").click()
    for field, days in (("#first", 3), ("#second", 4)):
        shen.fill(field, f"{clock.today() + timedelta(days=days)}T15:00")
    shen.locator("#propose-meeting form .actions button").click()
    expect(shen.locator("#meetings .meeting li")).to_have_count(2)
    lin.goto(pair)
    lin.locator("#meetings form[action$=acceptance] button").nth(1).click()
    link = lin.locator("#meetings a[href$='calendar.ics']")
    expect(link).to_be_visible()
    with lin.expect_download() as coming:
        link.click()
    written = Path(coming.value.path()).read_text()
    assert "BEGIN:VEVENT" in written
    assert f"{clock.today() + timedelta(days=4):%Y%m%d}T" in written


def _log_in_a_minute(shen: Page, pair: str, thumb: Thumb) -> None:
    """Day and minutes stand there already: what is left is one tap to the pair, two lines and a tap."""
    shen.goto("/mentoring")
    thumb.start()
    began = time.perf_counter()
    thumb.tap(shen.locator(f"#mentorships a[href='/mentorships/{pair.rsplit('/', 1)[1]}']"))
    if not shen.locator("#log[open]").count():
        thumb.tap(shen.locator("#log > summary"))
    assert shen.input_value("#held_on") == clock.today().isoformat()
    assert int(shen.input_value("#minutes")) > 0
    shot(shen, "log-360-zh")
    thumb.type(shen.locator("#topics"), "看了样衣和成本，定了第一批的件数")
    thumb.type(shen.locator("#next_step"), "周五前问三家纱厂的价")
    thumb.tap(shen.locator("#log form[action$=sessions] button"))
    expect(shen.locator("#sessions .timeline li")).to_have_count(1)
    assert (thumb.taps, thumb.typed) <= (3, 2)
    assert time.perf_counter() - began < 30
    expect(shen.locator("h1 + p .state.ok")).to_be_visible()


def _write(lin: Page, shen: Page, pair: str, folder: Path) -> None:
    """A message with a file, read by the other."""
    sheet = folder / "成本表.txt"
    sheet.write_text("纱线 30，加工 18，快递 4，合计 52\n")
    lin.goto(pair)
    lin.fill("#message", "沈老师，成本表在附件里。")
    lin.locator("#messages details.more > summary").click()
    lin.set_input_files("#files", sheet)
    lin.locator("#messages form.stack button").click()
    expect(lin.locator("#messages .thread li.mine")).to_contain_text("成本表.txt")
    shen.goto("/mentoring")
    expect(shen.locator("#mentorships .tag.bad").first).to_be_visible()
    shen.goto(pair)
    with shen.expect_download() as coming:
        shen.locator("#messages .thread li", has_text="成本表").locator("form button").click()
    assert Path(coming.value.path()).read_text() == sheet.read_text()


def _reach_the_goal(lin: Page, pair: str) -> None:
    lin.goto(pair)
    goal = lin.locator("#goals .timeline > li", has_text=pairs.GOAL)
    goal.locator("input[name=milestone]").fill("第一批三十件样衣")
    goal.locator("form.inline button").click()
    goal.locator("form.box button", has_text="第一批三十件样衣").click()
    expect(goal.locator("form.box button")).to_have_attribute("aria-pressed", "true")
    goal.locator("form[action$='/met'] button").click()
    expect(goal.locator(".state.ok")).to_be_visible()


def _close(lin: Page, shen: Page, pair: str) -> None:
    """Each writes before she can read; when both are in, both read."""
    _say(lin, pair, "学会了先算成本再开口", "谢谢沈老师的耐心")
    shen.goto(pair)
    expect(shen.locator("main")).not_to_contain_text("学会了先算成本再开口")
    _say(shen, pair, "她每次都带着数字来", "祝生意兴隆")
    expect(shen.locator("#closing")).to_contain_text("谢谢沈老师的耐心")
    lin.goto(pair)
    expect(lin.locator("#closing")).to_contain_text("她每次都带着数字来")
    expect(lin.locator("#closing")).to_contain_text("祝生意兴隆")
    expect(lin.locator("h1 + p .state")).to_have_text("已完成")
    shot(shen, "pair-completed-360-zh")


def _say(page: Page, pair: str, word: str, thanks: str) -> None:
    page.goto(pair)
    closing = page.locator("#closing details", has=page.locator("form[action$=closing]"))
    if closing.get_attribute("open") is None:
        closing.locator("summary").click()
    page.locator("#closing input[name=useful][value='5']").check()
    page.select_option("#recommend", "10")
    page.fill("#word", word)
    page.fill("#thanks", thanks)
    page.locator("#closing form[action$=closing] button").click()
    expect(page.locator("#closing > p").first).to_be_visible()
