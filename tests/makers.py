"""Plain makers of things, through the actions; every argument has a dull default."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import grant_role, register_person, save_profile
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import accept_request, add_mentor, confirm_agreement, log_session, propose_agreement, send_request
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.projects.actions import (
    approve_project,
    ask_experts,
    draft_project,
    give_appraisal,
    publish_project,
    screen_project,
    submit_project,
)
from marketplace.projects.models import Project
from marketplace.projects.terms import RISK_DIMENSIONS, Mode, Recommendation, Source

_count = iter(range(1, 10**9))
PASSWORD = "a sentence nobody guesses"


def make_person(
    session: Session, *roles: Role, name: str = "王小明", region: str | None = None, provider_id: int | None = None, **fields: Any
) -> Person:
    """A person with roles (learner by default)."""
    person = register_person(session, name=name, email=fields.pop("email", f"person{next(_count)}@example.org"), **fields)
    for role in roles or (Role.learner,):
        grant_role(session, person, role, region=region, provider_id=provider_id)
    return person


def make_learner(session: Session, skills: dict[str, int] | None = None, **answers: Any) -> Person:
    """A learner with a profile."""
    person = make_person(session)
    defaults = {
        "sectors": ["JX05"],
        "hours": 40,
        "capital": 50000,
        "region": "330483",
        "stage": "P0",
        "help_wanted": ["SK401"],
        "group": "LG.GRAD",
        "about": "",
    }
    save_profile(session, by=person, answers=defaults | answers, skills=skills if skills is not None else {"SK801": 3})
    return person


def project_content(**changes: Any) -> dict[str, Any]:
    """The content of an entry as the actions take it."""
    content: dict[str, Any] = {
        "sector": "JX05",
        "regions": ["330483"],
        "town": "濮院镇",
        "stage": "P3",
        "mode": Mode.own,
        "groups": ["LG.GRAD"],
        "people": 2,
        "space_m2": 15,
        "weekly_hours": 40,
        "online": False,
        "title_zh": "毛衫小单直播间",
        "title_en": "Small-batch knitwear live room",
        "summary_zh": "和三家小厂约好三十件起订，用直播试款，卖动了再追单，不压货。",
        "summary_en": "Three small mills, thirty pieces each, tried out by live stream; reorder what sells.",
        "tags_zh": ["毛衫", "直播"],
        "tags_en": ["knitwear", "live stream"],
        **{
            f"{text}_{language}": f"{text} {language}"
            for text in ("detail", "first_90_days", "buyers", "licences", "not_for")
            for language in ("zh", "en")
        },
        "opening": [{"zh": "样衣", "en": "samples", "low": 20000, "high": 30000}, {"zh": "灯", "en": "lights", "low": 9000, "high": 13000}],
        "monthly": [{"zh": "房租", "en": "rent", "amount": 3200}, {"zh": "流量", "en": "traffic", "amount": 3000}],
        "unit_zh": "件",
        "unit_en": "piece",
        "price": 129.0,
        "variable_cost": 91.0,
        "units_month": 300,
        "risks": {name: {"score": 2, "zh": "一句话", "en": "one sentence"} for name in RISK_DIMENSIONS},
        "skills": {"SK801": 3, "SK401": 2},
    }
    return content | changes


def make_project(
    session: Session, *, author: Person | None = None, published: bool = True, on: date | None = None, **changes: Any
) -> Project:
    """An entry, published unless said otherwise."""
    project = draft_project(session, project_content(**changes), source=Source.library if author is None else Source.person, by=author)
    return publish_project(session, project, by=author, on=on) if published else project


def make_mentor(session: Session, *, name: str = "沈静", seats: int = 2, skills: dict[str, int] | None = None, **changes: Any) -> Mentor:
    """A published mentor."""
    person = make_person(session, name=name, name_en="Shen Jing")
    return add_mentor(session, person, mentor_content(seats=seats, skills=skills or {"SK401": 4, "SK902": 4}, **changes))


def mentor_content(**changes: Any) -> dict[str, Any]:
    """The content of a profile as the actions take it."""
    content: dict[str, Any] = {
        "kind": "MK1",
        "region": "330483",
        "sectors": ["JX05"],
        "languages": ["zh"],
        "seats": 2,
        "weekly_hours": 2,
        "online": True,
        "founder": True,
        "headline_zh": "濮院毛衫二十年",
        "headline_en": "Twenty years in knitwear",
        "bio_zh": "会小单快反，也会算成本。",
        "bio_en": "Knows small batches and costing.",
        "skills": {"SK401": 4, "SK902": 4},
    }
    return content | changes


LETTER: dict[str, Any] = {
    "goal": "三个月内拿到前三十个订单",
    "tried": "摆过几次摊，卖给朋友",
    "wanted": "想请您看看成本和定价",
    "hours": 12,
    "project_id": None,
}


def make_request(session: Session, learner: Person, mentor: Mentor, **changes: Any) -> MentoringRequest:
    """A pending request."""
    return send_request(session, mentor.person_id, LETTER | changes, by=learner)


AGREEMENT: dict[str, Any] = {"goals": "thirty orders", "rhythm": "every second week", "months": 6, "channel": "messages here"}


def make_trial(session: Session, learner: Person, mentor: Mentor) -> Mentorship:
    """A pair that was just made."""
    return accept_request(session, make_request(session, learner, mentor).id or 0, by=mentor.person)


def make_mentorship(session: Session, learner: Person, mentor: Mentor) -> Mentorship:
    """A running mentorship: agreed on, with its first session."""
    pair = make_trial(session, learner, mentor)
    agreement = propose_agreement(session, pair.id or 0, AGREEMENT, by=learner)
    confirm_agreement(session, pair.id or 0, agreement.version, by=mentor.person)
    log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today(), minutes=30, topics="first words")
    return pair


def in_days(days: int) -> date:
    """A day from today."""
    return clock.today() + timedelta(days=days)


def make_experts(session: Session, count: int = 3) -> list[Person]:
    """People with the role of judge."""
    return [make_person(session, Role.judge, name=f"专家{number}") for number in range(count)]


OPINION: dict[str, Any] = {
    "scores": {"feasible": 4, "market": 4, "money": 3, "law": 4},
    "recommendation": Recommendation.approve,
    "comment": "账算得清楚，先小做三个月。",
}


def make_approved(session: Session, project: Project, staff: Person) -> Project:
    """An entry brought through the review by three new experts."""
    submit_project(session, project.id or 0, by=session.get_one(Person, project.author_id))
    screen_project(session, project.id or 0, by=staff)
    make_experts(session)
    for appraisal in ask_experts(session, project.id or 0, by=staff):
        give_appraisal(session, appraisal.id or 0, **OPINION, by=appraisal.expert)
    return approve_project(session, project.id or 0, by=staff)
