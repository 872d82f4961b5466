"""Mentorships: the lock and the states of a pair; what the two do in it stands in the files beside this one."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.calendar_files import CalendarEvent
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.news import names_of
from marketplace.mentoring.actions.seats import seat_freed
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.policies import side_of
from marketplace.mentoring.queries import get_mentor, get_mentorship
from marketplace.mentoring.terms import LIVE, TOGETHER, MentorshipState
from marketplace.notifications.actions import notify

SUBJECT = "mentorship"


class MentorshipOver(Refusal):
    """Nothing can be added to an ended mentorship."""

    def __init__(self) -> None:
        super().__init__(N_("This mentorship has ended; its pages stay as they were."))


class StandsStill(Refusal):
    """While a report is looked into, nothing is written."""

    def __init__(self) -> None:
        super().__init__(N_("This mentorship stands still while a report is looked into. Nothing of it is lost."))


class NotNow(Refusal):
    """The mentorship is not in a state in which this can be done."""

    def __init__(self) -> None:
        super().__init__(N_("This cannot be done at this point of the mentorship. Look at its page: it says what comes next."))


_OWN = [column.key for column in Mentorship.__table__.columns]  # type: ignore[attr-defined]


def held(session: Session, mentorship_id: int, by: Person, states: tuple[MentorshipState, ...] = TOGETHER) -> Mentorship:
    """A pair that ``by`` is part of, locked, in one of ``states``."""
    return lock(session, get_mentorship(session, mentorship_id, by=by), states)


def lock(session: Session, mentorship: Mentorship, states: tuple[MentorshipState, ...] = TOGETHER) -> Mentorship:
    """Lock a pair and look at it anew: both sides may click at the same moment, and the second must see what the first did."""
    # The learner's row first, as in an acceptance: who ends a pair and who makes one never wait for each other.
    session.exec(select(Person.id).where(Person.id == mentorship.learner_id).with_for_update()).one()
    session.refresh(mentorship, _OWN, with_for_update=True)
    if mentorship.state in states:
        return mentorship
    if mentorship.state == MentorshipState.suspended:
        raise StandsStill()
    raise NotNow() if mentorship.state in LIVE else MentorshipOver()


def become(session: Session, mentorship: Mentorship, state: MentorshipState, *, by_id: int | None, reason: str | None = None) -> None:
    """One step of the pair's way, with its row of history."""
    write_history(session, SUBJECT, mentorship.id or 0, was=mentorship.state, becomes=state, by_id=by_id, reason=reason)
    mentorship.state = state
    session.add(mentorship)
    session.flush()


def finish(session: Session, mentorship: Mentorship, state: MentorshipState, *, by_id: int | None, reason: str | None = None) -> None:
    """End a mentorship and give the seat back."""
    mentorship.ended_at = clock.now()
    mentorship.proposed_end = mentorship.proposed_end_by_id = None
    become(session, mentorship, state, by_id=by_id, reason=reason)
    seat_freed(session, get_mentor(session, mentorship.mentor_id))


def tell_one(
    session: Session,
    mentorship: Mentorship,
    kind: str,
    *,
    to: Person,
    key: str,
    values: Mapping[str, Any] | None = None,
    event: CalendarEvent | None = None,
    anchor: str = "",
) -> None:
    """Tell one of the two something about their pair; told once for each ``key`` and person."""
    address = f"/mentorships/{mentorship.id}{anchor}"
    notify(
        session,
        to,
        kind,
        {"name": names_of(other_of(mentorship, to)), **(values or {})},
        address,
        key=f"{kind}:{mentorship.id}:{key}:{to.id}",
        event=event,
    )


def tell_both(session: Session, mentorship: Mentorship, kind: str, *, key: str, values: Mapping[str, Any] | None = None) -> None:
    """Tell both."""
    for person in (mentorship.learner, mentorship.mentor.person):
        tell_one(session, mentorship, kind, to=person, key=key, values=values)


def other_of(mentorship: Mentorship, person: Person) -> Person:
    """The other one of the two."""
    return mentorship.mentor.person if side_of(person, mentorship) == "learner" else mentorship.learner


def freeze_mentorships(session: Session, person_id: int, *, by: Person | None, reason: str) -> list[Mentorship]:
    """A suspension: the live mentorships of the person stand still, on either side. The seats stay taken and nothing is lost."""
    frozen = [mentorship for mentorship in _live_of(session, person_id) if mentorship.state != MentorshipState.suspended]
    for mentorship in frozen:
        mentorship.frozen_from = mentorship.state
        become(session, mentorship, MentorshipState.suspended, by_id=by.id if by else None, reason=reason)
    return frozen


def thaw_mentorships(session: Session, person_id: int, *, by: Person | None, reason: str) -> list[Mentorship]:
    """A suspension is lifted: what stood still goes on where it was, unless the other side is suspended, too."""
    frozen = [
        one
        for one in _live_of(session, person_id)
        if one.state == MentorshipState.suspended
        and not is_suspended(session.get_one(Person, one.mentor_id if one.learner_id == person_id else one.learner_id))
    ]
    for mentorship in frozen:
        before = MentorshipState(mentorship.frozen_from or MentorshipState.active)
        mentorship.frozen_from = None
        become(session, mentorship, before, by_id=by.id if by else None, reason=reason)
    return frozen


def _live_of(session: Session, person_id: int) -> list[Mentorship]:
    rows = select(Mentorship).where(
        (col(Mentorship.learner_id) == person_id) | (col(Mentorship.mentor_id) == person_id), col(Mentorship.state).in_(LIVE)
    )
    return list(session.exec(rows.order_by(col(Mentorship.id)).with_for_update().execution_options(populate_existing=True)))
