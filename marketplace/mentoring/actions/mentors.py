"""Mentors: published at once by staff or seeds, and their pause."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock, outbox
from marketplace.accounts.actions import grant_role
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_minor
from marketplace.accounts.terms import Role
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentor_content import new_mentor, write_content
from marketplace.mentoring.mentor_terms import PAUSE_DAYS, PUBLIC, REVIEW_DAYS
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import get_mentor, is_review_overdue
from marketplace.mentoring.terms import MentorState
from marketplace.notifications.actions import notify


class NotPublished(Refusal):
    """There is no public profile that could pause."""

    def __init__(self) -> None:
        super().__init__(N_("Your profile as a mentor is not public, so there is nothing to pause or to end."))


class NoPublicProfile(Refusal):
    """Who is under 18 is shown to nobody."""

    def __init__(self) -> None:
        super().__init__(N_("People under 18 have no public profile here."))


class ReturnDateNeeded(Refusal):
    """A pause of one's own has an end."""

    def __init__(self) -> None:
        super().__init__(
            N_("Choose a day after today, at most %(days)s days ahead. You can come back sooner at any time."), days=PAUSE_DAYS
        )


class ReviewFirst(Refusal):
    """The pause is one that a review ends."""

    def __init__(self) -> None:
        super().__init__(N_("The yearly review ends this pause: please do your part of it, then staff look at it."))


class PausedByStaff(Refusal):
    """Only staff let her come back."""

    def __init__(self) -> None:
        super().__init__(
            N_("The centre paused your profile; the reason stands on the page “Pause”. Please talk to the centre: it lets you come back.")
        )


def add_mentor(session: Session, person: Person, content: Mapping[str, Any]) -> Mentor:
    """Publish a person's profile as a mentor at once. ``content`` holds the model's plain fields and ``skills`` (code: level)."""
    mentor = write_content(session, new_mentor(person), content)
    publish(session, mentor, was=None, by_id=person.id)
    return mentor


def publish(session: Session, mentor: Mentor, *, was: MentorState | None, by_id: int | None) -> None:
    """Make a profile public; the first review comes in a year."""
    today = clock.today()
    if is_minor(mentor.person, today):
        raise NoPublicProfile()
    write_history(session, "mentor", mentor.person_id, was=was, becomes=MentorState.published, by_id=by_id)
    mentor.state, mentor.review_confirmed_at = MentorState.published, None
    mentor.published_on, mentor.review_due_on = mentor.published_on or today, today + timedelta(days=REVIEW_DAYS)
    session.add(mentor)
    session.flush()
    grant_role(session, mentor.person, Role.mentor)
    announce(session, mentor)


def pause_mentor(
    session: Session, mentor: Mentor, *, until: date | None, by_clock: bool, by: Person | None, reason: str | None = None
) -> None:
    """Take no new requests for a while; pairs and pending requests go on. Without ``until`` she comes back by her own word.

    ``reason`` is that of staff: then only staff let her come back.
    """
    if mentor.state not in PUBLIC:
        raise NotPublished()
    if mentor.state == MentorState.paused and by_clock:
        return
    mentor.paused_until, mentor.paused_by_clock, mentor.pause_reason = until, by_clock, reason
    become(session, mentor, MentorState.paused, by_id=by.id if by else None, reason=reason or (f"until {until}" if until else None))


def pause_myself(session: Session, *, by: Person, until: date | None) -> Mentor:
    """Pause until a day; another day may be chosen while one pauses."""
    mentor = get_mentor(session, by.id or 0)
    if until is None or not 0 < (until - clock.today()).days <= PAUSE_DAYS:
        raise ReturnDateNeeded()
    _check_is_free_to_choose(mentor)
    pause_mentor(session, mentor, until=until, by_clock=False, by=by)
    return mentor


def resume_mentor(session: Session, mentor: Mentor, *, by: Person | None) -> None:
    """Take requests again; on the day she named, the clock does it."""
    if mentor.state != MentorState.paused:
        return
    mentor.paused_until, mentor.paused_by_clock, mentor.pause_reason = None, False, None
    become(session, mentor, MentorState.published, by_id=by.id if by else None)
    open_seats(session, mentor)


def resume_myself(session: Session, *, by: Person) -> Mentor:
    """Come back sooner, or after a pause by the clock."""
    mentor = get_mentor(session, by.id or 0)
    _check_is_free_to_choose(mentor)
    resume_mentor(session, mentor, by=by)
    return mentor


def _check_is_free_to_choose(mentor: Mentor) -> None:
    if mentor.state not in PUBLIC:
        raise NotPublished()
    if mentor.pause_reason:
        raise PausedByStaff()
    if mentor.state == MentorState.paused and is_review_overdue(mentor, clock.today()):
        raise ReviewFirst()


def set_mentor_state(session: Session, state: MentorState, *, by: Person) -> Mentor:
    """Pause without a day, or come back."""
    mentor = get_mentor(session, by.id or 0)
    if state == MentorState.paused:
        pause_mentor(session, mentor, until=None, by_clock=False, by=by)
    else:
        resume_mentor(session, mentor, by=by)
    return mentor


def become(session: Session, mentor: Mentor, state: MentorState, *, by_id: int | None, reason: str | None = None) -> None:
    """One step of a mentor's way, with its row of history and the news to the index."""
    write_history(session, "mentor", mentor.person_id, was=mentor.state, becomes=state, by_id=by_id, reason=reason)
    mentor.state = state
    announce(session, mentor)


def announce(session: Session, mentor: Mentor) -> None:
    """Tell the index that the profile, or its free seats, changed."""
    mentor.revision += 1
    session.add(mentor)
    session.flush()
    outbox.post(session, "search", {"kind": "mentor", "id": mentor.person_id})


def open_seats(session: Session, mentor: Mentor) -> None:
    """More seats than before, by more of them or by an ended pause: the one place from which those who wait for her are served."""
    announce(session, mentor)


def tell_mentor(session: Session, mentor: Mentor, kind: str, address: str, *, key: str | None = None, **values: Any) -> None:
    """Tell a mentor what happened to her profile."""
    notify(session, mentor.person, kind, values, address, key=f"{kind}:{mentor.person_id}:{key}" if key else None)
