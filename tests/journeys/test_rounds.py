"""A round in the browser: staff open, freeze, solve and look; a second person approves; both sides say yes."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import grant_role, register_person
from marketplace.accounts.terms import Role
from marketplace.db import make_engine, transaction
from seeds.people import PASSWORD
from tests.journeys.phone import shot
from tests.marketplace.rounds.crowd import make_city, make_wishes


@pytest.fixture
def village(own_village: str) -> str:
    """A round takes everybody who waits: in a village of its own."""
    return own_village


def test_staff_run_a_round_and_two_become_a_pair(enter: Callable[..., Page]) -> None:
    qian, lin = _says_yes(enter("qian")), enter("lin", width=360, language="zh")
    place = _open_round(qian, "330483")
    _choose(lin, place, "沈静")
    _press(qian, place, "learners")
    _press(qian, place, "freezing")
    _solve(qian)
    _look(qian, place)
    _lock(qian, place, "Lin Xiao", "Shen Jing")
    _leave_one_out(qian, place)
    _press(qian, place, "review")
    expect(qian.locator("#next form[action$=approval]")).to_have_count(0)
    shi = _says_yes(enter("shi", language="zh"))
    _press(shi, place, "approval")
    _press(shi, place, "publication")
    shot(shi, "round-desk-published-1280-zh")
    _both_say_yes(lin, enter("shen", width=360, language="zh"), place)
    _prove(enter("wang"), place)


def _says_yes(staff: Page) -> Page:
    """Whoever is asked whether she means it does."""
    staff.on("dialog", lambda dialog: dialog.accept())
    return staff


def _open_round(staff: Page, region: str) -> str:
    """A new round, opened; gives its address."""
    staff.goto("/rounds")
    staff.locator("main a[href='/rounds/new']").first.click()
    staff.fill("#name_zh", "冬季结对批次")
    staff.select_option("#region", region)
    staff.fill("#closes_on", (clock.today() + timedelta(days=7)).isoformat())
    staff.locator("main form.stack button").click()
    staff.wait_for_url("**/desk")
    place = staff.url.removesuffix("/desk")
    _press(staff, place, "opening")
    return place


def _press(staff: Page, place: str, step: str) -> None:
    """The button of the next step, on the desk of the round; the desk then shows that it is done."""
    if not staff.url.startswith(f"{place}/desk"):
        staff.goto(f"{place}/desk")
    button = staff.locator(f"#next form[action$={step}] button")
    button.click()
    expect(button).to_have_count(0, timeout=120_000)


def _choose(learner: Page, place: str, mentor: str) -> None:
    """A learner takes part and ranks."""
    learner.goto("/rounds")
    learner.locator("#shown article a").first.click()
    learner.locator("#learner form[action$=participation] button").click()
    learner.wait_for_url("**/choices")
    label = learner.locator("#choice_1 option", has_text=mentor).first.inner_text()
    learner.select_option("#choice_1", label=label)
    learner.fill("#reason_1", "她做毛衫，也在桐乡")
    learner.locator("#choice_2").select_option(index=2)
    with learner.expect_navigation():
        learner.locator("#choices .actions button").click()
    learner.goto(f"{place}/choices")
    expect(learner.locator("#choice_1 option:checked")).to_have_text(label)
    shot(learner, "round-choices-360-zh")


def _solve(staff: Page) -> float:
    """Solve; gives the seconds the page states."""
    staff.locator("#solve button").click()
    expect(staff.locator("#certificate")).to_be_visible(timeout=60_000)
    return float(staff.locator("#solves tbody tr").first.locator("td").nth(7).inner_text())


def _look(staff: Page, place: str) -> None:
    """What was reached is proven, and what another aim would have reached stands beside it."""
    expect(staff.locator("#certificate")).to_contain_text("This is proven")
    expect(staff.locator("#certificate tbody tr")).to_have_count(3)
    shot(staff, "round-certificate-1280-en")
    staff.goto(f"{place}/pairs")
    expect(staff.locator("main tbody tr").first).to_be_visible()


def _numbers(staff: Page, place: str, name: str) -> str:
    """The number of a learner, as the tables show it."""
    for page in range(1, 30):
        staff.goto(f"{place}/pairs?page={page}")
        row = staff.locator("main tbody tr th", has_text=name)
        if row.count():
            return row.inner_text().split()[0]
    pytest.fail(f"{name} has no pair")


def _lock(staff: Page, place: str, learner: str, mentor: str) -> None:
    """Two who have to be put together, with the reason; then it is solved again."""
    number = _numbers(staff, place, learner)
    staff.goto(f"/mentors?q={mentor}")
    guide = str(staff.locator("#results article h3 a").first.get_attribute("href")).rsplit("/", 1)[1]
    staff.goto(f"{place}/desk")
    staff.locator("#pins details > summary").click()
    staff.locator("#pins [name$=learner_id]").fill(number)
    staff.locator("#pins [name$=mentor_id]").fill(guide)
    staff.locator("#pins form.stack [name$=reason]").fill("Both asked for it at the open day")
    staff.locator("#pins form.stack button").click()
    expect(staff.locator("#pins tbody")).to_contain_text("Both asked for it")
    answers = staff.locator("#solves tbody tr").count()
    staff.locator("#solve button").click()
    expect(staff.locator("#solves tbody tr")).to_have_count(answers + 1)


def _leave_one_out(staff: Page, place: str) -> None:
    """One pair is changed by hand, with the reason."""
    staff.goto(f"{place}/pairs")
    other = staff.locator("main tbody tr th").filter(has_not_text="Lin Xiao").first.inner_text().split()[0]
    staff.goto(f"{place}/desk")
    staff.locator("#changes details > summary").click()
    staff.locator("#changes [name$=learner_id]").fill(other)
    staff.locator("#changes [name$=reason]").fill("Moved to another city last week")
    staff.locator("#changes form button").click()
    expect(staff.locator("#certificate")).to_contain_text("Changed by hand: 1")


def _both_say_yes(lin: Page, shen: Page, place: str) -> None:
    """The learner first, then the mentor: from then on they are a pair."""
    lin.goto(place)
    lin.locator("#learner a[href*='/requests/']").click()
    expect(lin.locator("main")).to_contain_text("沈静")
    shot(lin, "round-proposal-360-zh")
    lin.locator("#answer form[action$=confirmation] button").click()
    expect(lin.locator("#answer form[action$=confirmation]")).to_have_count(0)
    shen.goto("/mentoring")
    shen.locator("#inbox article", has_text="林晓").locator("a.button").click()
    shen.locator("#answer form[action$=confirmation] button").click()
    shen.wait_for_url("**/mentorships/*")
    expect(shen.locator("h1")).to_contain_text("林晓")


def _prove(auditor: Page, place: str) -> None:
    """The auditor finds the chain whole and works the answer out again."""
    auditor.goto(f"{place}/ledger")
    expect(auditor.locator(".note.good")).to_contain_text("whole")
    expect(auditor.locator("ol.timeline")).to_contain_text("Moved to another city last week")
    shot(auditor, "round-ledger-1280-en")
    auditor.goto(f"{place}/desk")
    auditor.locator("#solves tbody tr", has=auditor.locator(".tag.good")).locator("a[href$=recomputation]").click()
    expect(auditor.locator("#same")).to_contain_text("The same bytes")


class Watch:
    """How long a person sits in front of the screen, step by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """From the first click of a step to its answer on the screen."""
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began

    def __str__(self) -> str:
        return "".join(f"\n  {name:24} {seconds:6.1f} s" for name, seconds in {**self.seconds, "all": sum(self.seconds.values())}.items())


def test_a_round_of_a_thousand_takes_a_person_less_than_five_minutes(own_home: Path, enter: Callable[..., Page]) -> None:
    with _people(own_home) as session:
        learners, mentors = make_city(session, 1000, 200)
        second = register_person(session, name="沈科长", name_en="Shen Ke", email="second@example.org", password=PASSWORD, synthetic=True)
        grant_role(session, second, Role.city_staff)
    shi, watch = _says_yes(enter("shi")), Watch()
    with watch.step("made and opened"):
        place = _open_round(shi, "330400")
    with watch.step("all who wait are added"):
        _press(shi, place, "learners")
    with _people(own_home) as session:
        make_wishes(session, int(place.rsplit("/", 1)[1]), learners, mentors)
    with watch.step("frozen"):
        _press(shi, place, "freezing")
    with watch.step("solved"):
        solve = _solve(shi)
    assert int(re.sub(r"\D", "", shi.locator("#counts dd").first.inner_text().split("of whom")[0])) >= 1000
    with watch.step("looked at"):
        _look(shi, place)
    with watch.step("handed in"):
        _press(shi, place, "review")
    other = _says_yes(enter("second"))
    with watch.step("approved"):
        _press(other, place, "approval")
    with watch.step("published"):
        _press(other, place, "publication")
    expect(other.locator("#summary")).to_be_visible()
    print(watch, f"\n  the solve itself, as the page states it: {solve:.2f} s")
    assert sum(watch.seconds.values()) < 300
    assert solve < 2


@contextmanager
def _people(home: Path) -> Iterator[Session]:
    """A writing session beside the server."""
    engine = make_engine(f"sqlite:///{home / 'qihang.db'}")
    with transaction(engine) as session:
        yield session
    engine.dispose()
