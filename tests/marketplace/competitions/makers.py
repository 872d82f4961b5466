"""Contests at each step of their way, through the actions."""

from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.competitions import actions
from marketplace.competitions.models import Contest, Entry
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.sheets import workloads
from marketplace.competitions.terms import CRITERIA
from tests.makers import in_days, make_person, make_project


def contest_content(**changes: Any) -> dict[str, Any]:
    """A contest as the actions take it."""
    content: dict[str, Any] = {"name_zh": "青年创业大赛", "name_en": "Youth contest", "about_zh": "来参加", "about_en": "Come along"}
    content |= {"region": "330483", "level": "AL4", "closes_on": in_days(10), "winners": 2, "weights": dict.fromkeys(CRITERIA, 25)}
    return content | changes


def make_contest(session: Session, *, opened: bool = True, judges: int = 0, entries: int = 0, **changes: Any) -> tuple[Contest, Person]:
    """A contest with its organiser."""
    organiser = make_person(session, Role.organiser, name="周明")
    contest = actions.create_contest(session, contest_content(**changes), by=organiser)
    if opened:
        actions.open_contest(session, contest.id or 0, by=organiser)
    for number in range(judges):
        judge = make_person(session, Role.judge, name=f"评委{number}")
        actions.seat_judge(session, contest.id or 0, judge.id or 0, by=organiser)
    for number in range(entries):
        make_entry(session, contest, title_zh=f"项目{number}", title_en=f"Project {number}")
    return contest, organiser


def make_entry(session: Session, contest: Contest, *, author: Person | None = None, consents: bool = True, **changes: Any) -> Entry:
    """A draft that takes part."""
    author = author or make_person(session)
    project = make_project(session, author=author, published=False, **changes)
    return actions.enter_contest(session, contest.id or 0, project.id or 0, by=author, consents=consents)


def make_judging(session: Session, *, judges: int = 2, entries: int = 3, **changes: Any) -> tuple[Contest, Person]:
    """A contest that is being judged."""
    contest, organiser = make_contest(session, judges=judges, entries=entries, **changes)
    return actions.start_judging(session, contest.id or 0, by=organiser), organiser


def score_all(session: Session, contest: Contest, *points: int) -> None:
    """Every judge gives the first entry the first points for all criteria, and so on."""
    for entry, value in zip(entries_of(session, [contest.id or 0]), points, strict=True):
        for judge in judges_of(session, contest.id or 0):
            actions.score_entry(session, entry.id or 0, dict.fromkeys(CRITERIA, value), by=judge)


def score_drawn(session: Session, contest: Contest) -> None:
    """Every judge fills the sheets that are left: later entries are worth less, later judges are stricter."""
    for strict, work in enumerate(workloads(session, contest)):
        for entry in work.left:
            worth = 90 - 5 * [one.id for one in entries_of(session, [contest.id or 0])].index(entry.id)
            points = {criterion: worth - 4 * strict + (entry.id or 0) * (n + strict) % 3 for n, criterion in enumerate(CRITERIA)}
            actions.score_entry(session, entry.id or 0, points, by=work.judge)


def make_drawn_result(session: Session, *, judges: int = 4, entries: int = 8, per_entry: int = 3) -> tuple[Contest, Person]:
    """A contest with a result in which not everybody read everything."""
    contest, organiser = make_judging(session, judges=judges, entries=entries, judges_per_entry=per_entry)
    score_drawn(session, contest)
    return actions.finish_judging(session, contest.id or 0, by=organiser), organiser


def make_judged(session: Session, *points: int, judges: int = 2, **changes: Any) -> tuple[Contest, Person]:
    """A contest with a result: one entry for each of ``points``."""
    contest, organiser = make_judging(session, judges=judges, entries=len(points), **changes)
    score_all(session, contest, *points)
    return actions.finish_judging(session, contest.id or 0, by=organiser), organiser
