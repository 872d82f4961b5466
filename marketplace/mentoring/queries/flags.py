"""How long pairs have not met: computed when it is asked, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile, Person
from marketplace.accounts.policies import regions_of_staff
from marketplace.mentoring.models import Mentor, MentoringSession, Mentorship
from marketplace.mentoring.terms import ASK_TO_CLOSE_DAYS, AT_RISK_DAYS, LIVE, QUIET_DAYS, Flag, MentorshipState

# Who has agreed to pause, or is about to close, is not silent.
WATCHED = (MentorshipState.trial, MentorshipState.active)


@dataclass(frozen=True)
class Watched:
    """A live pair as the staff of its county see it: who, since when, when they last met; nothing of what they write."""

    mentorship: Mentorship
    region: str | None
    last_met: date | None
    flag: Flag | None


def flag_of(mentorship: Mentorship, last_met: date | None) -> Flag | None:
    """What the days since the last session, or since the beginning, mean."""
    if mentorship.state not in WATCHED:
        return None
    since = last_met or mentorship.began_at.astimezone(clock.CITY_ZONE).date()
    days = (clock.today() - since) / timedelta(days=1)
    limits = ((ASK_TO_CLOSE_DAYS, Flag.overdue), (AT_RISK_DAYS, Flag.at_risk), (QUIET_DAYS, Flag.quiet))
    return next((flag for limit, flag in limits if days >= limit), None)


def watched_pairs(session: Session, staff: Person) -> Sequence[Watched]:
    """The live pairs of the counties that the person works for, those that have not met for longest first."""
    last = select(MentoringSession.mentorship_id, func.max(MentoringSession.held_on).label("day"))
    met = last.group_by(col(MentoringSession.mentorship_id)).subquery()
    rows = (
        select(Mentorship, LearnerProfile.region, met.c.day)
        .join(LearnerProfile, col(LearnerProfile.person_id) == Mentorship.learner_id, isouter=True)
        .join(met, met.c.mentorship_id == Mentorship.id, isouter=True)
        .where(col(Mentorship.state).in_(LIVE))
        .options(joinedload(Mentorship.learner), joinedload(Mentorship.mentor).joinedload(Mentor.person))  # type: ignore[arg-type]
    )
    regions = regions_of_staff(staff)
    if regions is not None:
        rows = rows.where(col(LearnerProfile.region).in_(regions))
    found = [Watched(pair, region, day, flag_of(pair, day)) for pair, region, day in session.execute(rows).unique()]
    return sorted(found, key=lambda one: one.last_met or one.mentorship.began_at.astimezone(clock.CITY_ZONE).date())
