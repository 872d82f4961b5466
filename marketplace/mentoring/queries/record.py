"""Reads of what mentors did: by year, for themselves and for the staff who review them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from marketplace.errors import NotFound
from marketplace.mentoring.mentor_terms import BENCHMARK_MINUTES, BENCHMARK_SESSIONS
from marketplace.mentoring.models import MentoringSession, Mentorship, ServiceCertificate

Held = tuple[int, date, int, int]


@dataclass(frozen=True)
class Service:
    """What was done in a time: sessions, minutes, with how many learners, in how many months; ``long`` ones count for the benchmark."""

    sessions: int = 0
    minutes: int = 0
    learners: int = 0
    months: int = 0
    long: int = 0

    @property
    def meets_benchmark(self) -> bool:
        """Ten sessions of half an hour or more."""
        return self.long >= BENCHMARK_SESSIONS


def service_by_year(session: Session, mentor_id: int) -> dict[int, Service]:
    """The mentor's years with at least one session, the latest first."""
    held = _held(session, [mentor_id])
    years = sorted({day.year for _, day, _, _ in held}, reverse=True)
    return {year: _sum([one for one in held if one[1].year == year]) for year in years}


def service_since(session: Session, mentor_ids: Iterable[int], day: date) -> dict[int, Service]:
    """What each mentor did from ``day`` on."""
    by_mentor: dict[int, list[Held]] = {}
    for one in _held(session, mentor_ids, day):
        by_mentor.setdefault(one[0], []).append(one)
    return {mentor_id: _sum(held) for mentor_id, held in by_mentor.items()}


def _held(session: Session, mentor_ids: Iterable[int], since: date | None = None) -> list[Held]:
    rows = (
        select(Mentorship.mentor_id, col(MentoringSession.held_on), MentoringSession.minutes, Mentorship.learner_id)
        .join(Mentorship, col(Mentorship.id) == MentoringSession.mentorship_id)
        .where(col(Mentorship.mentor_id).in_(list(mentor_ids)))
    )
    if since is not None:
        rows = rows.where(MentoringSession.held_on >= since)
    return [(mentor, day, minutes, learner) for mentor, day, minutes, learner in session.exec(rows)]


def _sum(held: list[Held]) -> Service:
    return Service(
        sessions=len(held),
        minutes=sum(minutes for _, _, minutes, _ in held),
        learners=len({learner for _, _, _, learner in held}),
        months=len({(day.year, day.month) for _, day, _, _ in held}),
        long=sum(minutes >= BENCHMARK_MINUTES for _, _, minutes, _ in held),
    )


def certificates_of(session: Session, mentor_id: int) -> dict[int, ServiceCertificate]:
    """The last certificate of each year."""
    rows = select(ServiceCertificate).where(ServiceCertificate.mentor_id == mentor_id).order_by(col(ServiceCertificate.id))
    return {certificate.year: certificate for certificate in session.exec(rows)}


def get_certificate(session: Session, code: str) -> ServiceCertificate:
    """The certificate with this code, for whoever holds the paper."""
    certificate = session.exec(select(ServiceCertificate).where(ServiceCertificate.code == code)).first()
    if certificate is None:
        raise NotFound()
    return certificate


def get_own_certificate(session: Session, mentor_id: int, year: int) -> ServiceCertificate:
    """The mentor's last certificate of a year."""
    certificate = certificates_of(session, mentor_id).get(year)
    if certificate is None:
        raise NotFound()
    return certificate
