"""A whole city for a round: many learners with answers, many mentors with places, and what they wish. Bulk rows, by a seed."""

import random
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile, Person, ProfileSkill, RoleGrant
from marketplace.accounts.terms import Role
from marketplace.mentoring.models import Mentor, MentorSkill
from marketplace.mentoring.terms import MentorState
from marketplace.places.queries import counties, dictionary
from marketplace.rounds.models import RoundWish
from marketplace.rounds.terms import Side

SEATS, CHOICES = 5, 5


def make_city(session: Session, learners: int, mentors: int, seed: int = 1) -> tuple[list[int], list[int]]:
    """Numbers of the learners and of the mentors."""
    chance = random.Random(seed)
    places = [county.code for county in counties(session)]
    sectors, skills = list(dictionary(session, "sector")), list(dictionary(session, "skill"))
    numbers = _people(session, learners + mentors)
    profiles, rated = [], []
    for number in numbers[:learners]:
        wanted = chance.sample(skills, 3)
        profiles.append(_profile(number, chance.choice(places), chance.sample(sectors, 2), wanted))
        rated += [{"person_id": number, "skill": skill, "level": chance.randint(1, 3)} for skill in chance.sample(skills, 4)]
    session.execute(insert(LearnerProfile), profiles)
    session.execute(insert(ProfileSkill), rated)
    guides, taught = [], []
    for number in numbers[learners:]:
        guides.append(_mentor(number, chance.choice(places), chance.sample(sectors, 2), online=chance.random() < 0.5))
        taught += [{"mentor_id": number, "skill": skill, "level": chance.randint(3, 4)} for skill in chance.sample(skills, 5)]
    session.execute(insert(Mentor), guides)
    session.execute(insert(MentorSkill), taught)
    session.execute(insert(RoleGrant), [{"person_id": number, "role": Role.mentor} for number in numbers[learners:]])
    session.flush()
    return numbers[:learners], numbers[learners:]


def make_wishes(session: Session, round_id: int, learners: list[int], mentors: list[int], seed: int = 2) -> None:
    """Every learner ranks some mentors, the well-known ones more often; every mentor names some learners."""
    chance = random.Random(seed)
    known = [1 / (place + 10) for place in range(len(mentors))]
    rows: list[dict[str, Any]] = []
    for number in learners:
        chosen = list(dict.fromkeys(chance.choices(mentors, known, k=3 * CHOICES)))[:CHOICES]
        rows += [_wish(round_id, Side.learner, number, mentor, rank) for rank, mentor in enumerate(chosen, start=1)]
    for number in mentors:
        rows += [_wish(round_id, Side.mentor, number, learner, 1) for learner in chance.sample(learners, min(4, len(learners)))]
    session.execute(insert(RoundWish), rows)


def _people(session: Session, count: int) -> list[int]:
    rows = [
        {"name": f"学员{place}", "email": f"crowd{place}@example.org", "synthetic": True, "created_at": clock.now()}
        for place in range(count)
    ]
    session.execute(insert(Person), rows)
    found = session.exec(select(Person.id).where(Person.email.like("crowd%")).order_by(Person.id)).all()  # type: ignore[union-attr,arg-type]
    return [number or 0 for number in found]


def _profile(number: int, place: str, sectors: list[str], wanted: list[str]) -> dict[str, Any]:
    return {
        "person_id": number,
        "region": place,
        "sectors": sectors,
        "help_wanted": wanted,
        "hours": 20,
        "capital": 50_000,
        "stage": "P1",
        "about": "想把小店开起来",
        "updated_at": clock.now(),
    }


def _mentor(number: int, place: str, sectors: list[str], *, online: bool) -> dict[str, Any]:
    return {
        "person_id": number,
        "kind": "MK1",
        "region": place,
        "sectors": sectors,
        "languages": ["zh"],
        "seats": SEATS,
        "weekly_hours": 2,
        "formats": ["person", "video"] if online else ["person"],
        "online": online,
        "founder": True,
        "conflicts_named": [],
        "headline_zh": "开店二十年",
        "headline_en": "Twenty years in trade",
        "bio_zh": "会算成本，也会带人。",
        "bio_en": "Knows costing and people.",
        "state": MentorState.published,
    }


def _wish(round_id: int, side: Side, who: int, whom: int, rank: int) -> dict[str, Any]:
    return {"round_id": round_id, "side": side, "person_id": who, "other_id": whom, "rank": rank, "reason": ""}
