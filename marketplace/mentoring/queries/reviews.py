"""Reads of the yearly review."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import regions_of_staff
from marketplace.errors import NotFound
from marketplace.mentoring.mentor_terms import PUBLIC, REVIEW_GRACE_DAYS, REVIEW_NOTICE_DAYS
from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.policies import may_see_application
from marketplace.mentoring.terms import LIVE, MentorState


def is_review_open(mentor: Mentor, today: date) -> bool:
    """True from a month before it is due."""
    return mentor.state in PUBLIC and mentor.review_due_on is not None and opens_on(mentor.review_due_on) <= today


def is_review_overdue(mentor: Mentor, today: date) -> bool:
    """True once the time that is given after the due day is over, too."""
    return mentor.review_due_on is not None and mentor.review_due_on + timedelta(days=REVIEW_GRACE_DAYS) <= today


def opens_on(due: date) -> date:
    """The first day of a review."""
    return due - timedelta(days=REVIEW_NOTICE_DAYS)


def review_opened_at(mentor: Mentor) -> datetime:
    """What was read before this moment does not count for the review."""
    day = opens_on(mentor.review_due_on or clock.today())
    return datetime.combine(day, time(), tzinfo=clock.CITY_ZONE)


def open_reviews(session: Session, *, by: Person) -> list[Mentor]:
    """Mentors of the staff member's county whose review is open, the longest due first."""
    rows = select(Mentor).where(
        col(Mentor.state).in_(PUBLIC), col(Mentor.review_due_on) <= clock.today() + timedelta(days=REVIEW_NOTICE_DAYS)
    )
    regions = regions_of_staff(by)
    if regions is not None:
        rows = rows.where(col(Mentor.region).in_(regions))
    return list(session.exec(rows.order_by(col(Mentor.review_due_on), col(Mentor.person_id))).unique())


def get_reviewed(session: Session, mentor_id: int, *, by: Person) -> Mentor:
    """A mentor whose review is open, of the staff member's county; the row is locked."""
    rows = select(Mentor).where(Mentor.person_id == mentor_id).with_for_update(of=Mentor).execution_options(populate_existing=True)
    mentor = session.exec(rows).first()
    if mentor is None or not may_see_application(by, mentor) or not is_review_open(mentor, clock.today()):
        raise NotFound()
    return mentor


def pairs_to_hand_over(session: Session, *, by: Person) -> list[Mentorship]:
    """Live pairs of mentors who have retired: somebody has to take them over."""
    rows = select(Mentorship).join(Mentor).where(Mentor.state == MentorState.retired, col(Mentorship.state).in_(LIVE))
    regions = regions_of_staff(by)
    if regions is not None:
        rows = rows.where(col(Mentor.region).in_(regions))
    return list(session.exec(rows.order_by(col(Mentorship.began_at))))
