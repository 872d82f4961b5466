"""Mentors: their profile and their pause."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from marketplace import clock, outbox
from marketplace.accounts.actions import grant_role
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_minor
from marketplace.accounts.terms import Role
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.models import Mentor, MentorSkill
from marketplace.mentoring.queries import get_mentor
from marketplace.mentoring.terms import MentorState


class NoPublicProfile(Refusal):
    """Who is under 18 is shown to nobody."""

    def __init__(self) -> None:
        super().__init__(N_("People under 18 have no public profile here."))


def add_mentor(session: Session, person: Person, content: Mapping[str, Any]) -> Mentor:
    """Publish a person's profile as a mentor. ``content`` holds the model's plain fields and ``skills`` (code: level)."""
    if is_minor(person, clock.today()):
        raise NoPublicProfile()
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
