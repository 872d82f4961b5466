"""Mentors: their profile, their pause, and whom a learner would rather not meet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from marketplace import outbox
from marketplace.accounts.actions import grant_role, tie, untie
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role, TieKind
from marketplace.history import write_history
from marketplace.mentoring.models import Mentor, MentorSkill
from marketplace.mentoring.queries import get_mentor
from marketplace.mentoring.terms import MentorState


def add_mentor(session: Session, person: Person, content: Mapping[str, Any]) -> Mentor:
    """Publish a person's profile as a mentor. ``content`` holds the model's plain fields and ``skills`` (code: level)."""
    fields = {name: value for name, value in content.items() if name != "skills"}
    mentor = Mentor(person_id=person.id or 0, **fields)
    mentor.skills = [MentorSkill(mentor_id=mentor.person_id, skill=skill, level=level) for skill, level in content["skills"].items()]
    session.add(mentor)
    session.flush()
    grant_role(session, person, Role.mentor)
    write_history(session, "mentor", mentor.person_id, was=None, becomes=mentor.state, by_id=person.id)
    announce(session, mentor)
    return mentor


def set_mentor_state(session: Session, state: MentorState, *, by: Person) -> Mentor:
    """Pause until one comes back, or come back."""
    mentor = get_mentor(session, by.id or 0)
    if state == MentorState.paused:
        pause_mentor(session, mentor, until=None, by_clock=False, by=by)
    else:
        resume_mentor(session, mentor, by=by)
    return mentor


def pause_mentor(session: Session, mentor: Mentor, *, until: date | None, by_clock: bool, by: Person | None) -> None:
    """Take no new requests for a while; pairs and what waits go on."""
    mentor.paused_until, mentor.paused_by_clock = until, by_clock
    _become(session, mentor, MentorState.paused, by, "requests went unanswered" if by_clock else None)


def resume_mentor(session: Session, mentor: Mentor, *, by: Person | None) -> None:
    """Take requests again."""
    mentor.paused_until, mentor.paused_by_clock = None, False
    _become(session, mentor, MentorState.published, by, None)


def _become(session: Session, mentor: Mentor, state: MentorState, by: Person | None, reason: str | None) -> None:
    if mentor.state != state:
        write_history(session, "mentor", mentor.person_id, was=mentor.state, becomes=state, by_id=by.id if by else None, reason=reason)
        mentor.state = state
    announce(session, mentor)


def announce(session: Session, mentor: Mentor) -> None:
    """Tell the index that the profile, or its free seats, changed."""
    mentor.revision += 1
    session.add(mentor)
    session.flush()
    outbox.post(session, "search", {"kind": "mentor", "id": mentor.person_id})


def avoid_mentor(session: Session, mentor_id: int, *, by: Person) -> None:
    """Never suggest or pair these two again; the mentor is not told."""
    get_mentor(session, mentor_id)
    tie(session, by.id or 0, mentor_id, TieKind.blocked)


def meet_mentor_again(session: Session, mentor_id: int, *, by: Person) -> None:
    """Take the block back."""
    untie(session, by.id or 0, mentor_id, TieKind.blocked)
