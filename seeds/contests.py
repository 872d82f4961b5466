"""Three contests: one published, one judged and waiting for its organiser, one open for entries."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.actions import (
    create_contest,
    enter_contest,
    finish_judging,
    open_contest,
    publish_winners,
    score_entry,
    seat_judge,
    start_judging,
)
from marketplace.competitions.models import Contest, Entry
from marketplace.competitions.terms import CRITERIA
from marketplace.db import transaction
from marketplace.projects.actions import draft_project
from marketplace.projects.terms import Source
from seeds import content
from seeds.people import member
from seeds.population import synthetic_learners

WEIGHTS = dict.fromkeys(CRITERIA, 25)


def load(engine: Engine) -> str:
    """All three, through the organiser's and judges' own actions."""
    chance = random.Random(3)
    projects = content.contest_entries()
    with transaction(engine) as session:
        _contest(session, chance, "first", months_ago=14, projects=projects[:3], winners=2, publish=True)
        _contest(session, chance, "second", months_ago=2, projects=projects[3:], winners=3, publish=False)
        _contest(session, chance, "third", months_ago=0, projects=[], winners=3, publish=False)
    return f"3 contests, {len(projects)} entries"


NAMES = {
    "first": ("嘉兴市青年创业大赛（第一届）", "Jiaxing youth start-up contest, first edition"),
    "second": ("嘉兴市青年创业大赛（第二届）", "Jiaxing youth start-up contest, second edition"),
    "third": ("嘉兴市毛衫时尚创业专项赛", "Jiaxing knitwear start-up challenge"),
}
ABOUT = (
    "面向 18 岁以上的青年创业者，按总体构思、经营策略、市场分析、项目成效四项评分，优胜项目经作者同意后进入项目库。",
    "For founders of 18 and more. Judged on concept, strategy, market analysis and results; "
    "with their authors' consent the winners enter the library.",
)


def _contest(
    session: Session, chance: random.Random, key: str, *, months_ago: int, projects: list[dict[str, Any]], winners: int, publish: bool
) -> Contest:
    zhou = member(session, "zhou")
    opened = datetime.combine(clock.months_after(clock.today(), -months_ago), time(10), tzinfo=clock.CITY_ZONE) - timedelta(days=1)
    details = {
        "name_zh": NAMES[key][0],
        "name_en": NAMES[key][1],
        "about_zh": ABOUT[0],
        "about_en": ABOUT[1],
        "region": "330400",
        "level": "AL3",
        "closes_on": opened.date() + timedelta(days=30),
        "winners": winners,
        "weights": WEIGHTS,
    }
    with clock.stopped_at(opened):
        contest = create_contest(session, details, by=zhou)
        contest.synthetic = True
        open_contest(session, contest.id or 0, by=zhou)
    if not projects:
        return contest
    with clock.stopped_at(opened + timedelta(days=10)):
        entries = [_enter(session, contest, project, _author(session, number, key)) for number, project in enumerate(projects)]
        judges = [member(session, name) for name in ("he", "gu", "lu")]
        for judge in judges:
            seat_judge(session, contest.id or 0, judge.id or 0, by=zhou)
    with clock.stopped_at(opened + timedelta(days=31)):
        start_judging(session, contest.id or 0, by=zhou)
    with clock.stopped_at(opened + timedelta(days=40)):
        _score(session, chance, entries, judges)
        finish_judging(session, contest.id or 0, by=zhou)
        if publish:
            publish_winners(session, contest.id or 0, by=zhou)
    return contest


def _author(session: Session, number: int, key: str) -> Person:
    if key == "second" and number == 0:
        return member(session, "zhu")
    return synthetic_learners(session)[100 + number if key == "first" else 200 + number]


def _enter(session: Session, contest: Contest, project: dict[str, Any], author: Person) -> Entry:
    draft = draft_project(session, project, source=Source.contest, by=author)
    return enter_contest(session, contest.id or 0, draft.id or 0, by=author, consents=True)


def _score(session: Session, chance: random.Random, entries: list[Entry], judges: list[Person]) -> None:
    severity = dict(zip([judge.id for judge in judges], (-4, 0, 5), strict=True))
    for number, entry in enumerate(entries):
        worth = 88 - 4 * number
        for judge in judges:
            points = {name: max(40, min(100, round(worth + severity[judge.id] + chance.gauss(0, 3)))) for name in CRITERIA}
            score_entry(session, entry.id or 0, points, by=judge)
