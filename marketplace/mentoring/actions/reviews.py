"""The yearly review: the mentor confirms her profile and reads again, staff look at her year and confirm or pause."""

from datetime import timedelta

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.applications import NotOnOneself
from marketplace.mentoring.actions.mentor_content import tie_conflicts
from marketplace.mentoring.actions.mentors import pause_mentor, resume_mentor, tell_mentor
from marketplace.mentoring.mentor_terms import REVIEW_DAYS
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.policies import may_decide
from marketplace.mentoring.queries import get_public_mentor, get_reviewed, has_read_all, is_review_open, readings_of, review_opened_at


class ReadFirst(Refusal):
    """Agreement and training come before the confirmation."""

    def __init__(self) -> None:
        super().__init__(N_("Please read the agreement and the training again first; both are linked on this page."))


class HerPartFirst(Refusal):
    """The mentor has not done her part."""

    def __init__(self) -> None:
        super().__init__(N_("The mentor has not confirmed her profile yet; she is reminded. You can pause her with a reason."))


def confirm_profile(session: Session, *, by: Person) -> Mentor:
    """The mentor's part: her profile holds, and she has read agreement and training since the review began."""
    mentor = get_public_mentor(session, by.id or 0)
    if not is_review_open(mentor, clock.today()):
        raise NotFound()
    if not has_read_all(readings_of(session, mentor.person_id, since=review_opened_at(mentor)).keys()):
        raise ReadFirst()
    mentor.review_confirmed_at = clock.now()
    session.add(mentor)
    session.flush()
    return mentor


def confirm_review(session: Session, mentor_id: int, *, by: Person) -> Mentor:
    """The staff's part: another year. A pause that only the review or staff could end is over."""
    mentor = _reviewed(session, mentor_id, by)
    if mentor.review_confirmed_at is None:
        raise HerPartFirst()
    mentor.review_due_on, mentor.review_confirmed_at = clock.today() + timedelta(days=REVIEW_DAYS), None
    write_history(session, "mentor", mentor_id, was=mentor.state, becomes=mentor.state, by_id=by.id, reason="yearly review")
    session.add(mentor)
    session.flush()
    tie_conflicts(session, mentor)
    if mentor.paused_by_clock or mentor.pause_reason:
        resume_mentor(session, mentor, by=by)
    tell_mentor(session, mentor, "mentor_reviewed", "/mentoring/profile", key=mentor.review_due_on.isoformat())
    return mentor


def pause_at_review(session: Session, mentor_id: int, *, by: Person, reason: str) -> Mentor:
    """Staff pause a mentor with a reason she reads; the review stays open and ends the pause."""
    mentor = _reviewed(session, mentor_id, by)
    pause_mentor(session, mentor, until=None, by_clock=False, by=by, reason=reason)
    tell_mentor(session, mentor, "mentor_paused_by_staff", "/mentoring/review", reason=reason)
    return mentor


def _reviewed(session: Session, mentor_id: int, by: Person) -> Mentor:
    mentor = get_reviewed(session, mentor_id, by=by)
    if not may_decide(by, mentor):
        raise NotOnOneself()
    return mentor
