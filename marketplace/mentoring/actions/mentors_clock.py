"""What time does with mentors: pauses end, reviews fall due, and who does not answer a review pauses."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.mentoring.actions.mentors import pause_mentor, resume_mentor, tell_mentor
from marketplace.mentoring.mentor_terms import PUBLIC, REVIEW_GRACE_DAYS, REVIEW_NOTICE_DAYS
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.terms import MentorState


def run_mentors_clock(session: Session) -> int:
    """Do all that is due; returns how many mentors changed their state. Running it twice changes nothing."""
    today = clock.today()
    return _return(session, today) + _pause_the_overdue(session, today) + _remind(session, today)


def _return(session: Session, today: date) -> int:
    back = select(Mentor).where(Mentor.state == MentorState.paused, col(Mentor.paused_until) <= today).order_by(col(Mentor.person_id))
    mentors = list(session.exec(back.with_for_update(of=Mentor)).unique())
    for mentor in mentors:
        resume_mentor(session, mentor, by=None)
        tell_mentor(session, mentor, "mentor_resumed", "/mentoring", key=today.isoformat())
    return len(mentors)


def _pause_the_overdue(session: Session, today: date) -> int:
    # She who has done her part waits for staff, not the other way round.
    late = select(Mentor).where(
        Mentor.state == MentorState.published,
        col(Mentor.review_due_on) <= today - timedelta(days=REVIEW_GRACE_DAYS),
        col(Mentor.review_confirmed_at).is_(None),
    )
    mentors = list(session.exec(late.order_by(col(Mentor.person_id)).with_for_update(of=Mentor)).unique())
    for mentor in mentors:
        pause_mentor(session, mentor, until=None, by_clock=True, by=None)
        tell_mentor(session, mentor, "mentor_review_overdue", "/mentoring/review", key=str(mentor.review_due_on))
    return len(mentors)


def _remind(session: Session, today: date) -> int:
    due = select(Mentor).where(
        col(Mentor.state).in_(PUBLIC),
        col(Mentor.review_due_on) <= today + timedelta(days=REVIEW_NOTICE_DAYS),
        col(Mentor.review_due_on) > today - timedelta(days=REVIEW_GRACE_DAYS),
        col(Mentor.review_confirmed_at).is_(None),
    )
    for mentor in session.exec(due).unique():
        day = str(mentor.review_due_on)
        # Told once for each review: the key sees to it.
        tell_mentor(session, mentor, "mentor_review_due", "/mentoring/review", key=day, day=day)
    return 0
