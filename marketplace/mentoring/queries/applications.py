"""Reads of applications to be a mentor, and of what a mentor has read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import regions_of_staff
from marketplace.errors import NotFound
from marketplace.mentoring.mentor_terms import APPLY_AGAIN_DAYS, REVIEW_DAYS, ReadingKind
from marketplace.mentoring.models import Mentor, MentorApplication, MentorReading
from marketplace.mentoring.policies import may_see_application
from marketplace.mentoring.readings import version_of
from marketplace.mentoring.terms import MentorState


@dataclass(frozen=True)
class Standing:
    """Where a person stands on her way to be a mentor. ``again_on`` is the day from which she may apply, or None where she may not."""

    mentor: Mentor | None
    application: MentorApplication | None
    again_on: date | None

    @property
    def may_apply(self) -> bool:
        """True from the day on which she may apply."""
        return self.again_on is not None and self.again_on <= clock.today()


def standing_of(session: Session, person_id: int) -> Standing:
    """Where the person stands."""
    mentor = session.get(Mentor, person_id)
    application = latest_application(session, person_id)
    if mentor is None or mentor.state == MentorState.retired:
        return Standing(mentor, application, clock.today())
    if mentor.state == MentorState.refused and application and application.ended_at:
        refused_on = application.ended_at.astimezone(clock.CITY_ZONE).date()
        return Standing(mentor, application, refused_on + timedelta(days=APPLY_AGAIN_DAYS))
    return Standing(mentor, application, None)


def latest_application(session: Session, mentor_id: int) -> MentorApplication | None:
    """The last time she applied."""
    rows = select(MentorApplication).where(MentorApplication.mentor_id == mentor_id)
    return session.exec(rows.order_by(col(MentorApplication.id).desc())).first()


def open_application(session: Session, mentor_id: int) -> MentorApplication | None:
    """What staff still have to look at."""
    rows = select(MentorApplication).where(MentorApplication.mentor_id == mentor_id, col(MentorApplication.ended_at).is_(None))
    return session.exec(rows).first()


def open_applications(session: Session, *, by: Person) -> list[MentorApplication]:
    """What waits for the staff member, oldest first."""
    mentor = joinedload(MentorApplication.mentor).joinedload(Mentor.person)  # type: ignore[arg-type]
    rows = select(MentorApplication).join(Mentor).where(col(MentorApplication.ended_at).is_(None)).options(mentor)
    regions = regions_of_staff(by)
    if regions is not None:
        rows = rows.where(col(Mentor.region).in_(regions))
    return list(session.exec(rows.order_by(col(MentorApplication.applied_at))).unique())


def get_application(session: Session, mentor_id: int, *, by: Person) -> MentorApplication:
    """The last application of somebody of the staff member's county."""
    application = latest_application(session, mentor_id)
    if application is None or not may_see_application(by, application.mentor):
        raise NotFound()
    return application


def readings_of(session: Session, mentor_id: int, since: datetime | None = None) -> dict[ReadingKind, MentorReading]:
    """The last reading of each kind in its present version, if it is not older than ``since`` (a review's length, when left out)."""
    rows = select(MentorReading).where(
        MentorReading.mentor_id == mentor_id, MentorReading.at >= (since or clock.now() - timedelta(days=REVIEW_DAYS))
    )
    found = session.exec(rows.order_by(col(MentorReading.id)))
    return {reading.kind: reading for reading in found if reading.version == version_of(reading.kind)}


def has_read_all(readings: Collection[ReadingKind]) -> bool:
    """Both the agreement and the training."""
    return set(readings) == set(ReadingKind)
