"""Certificates of a year of service."""

import secrets

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.mentoring.models import ServiceCertificate
from marketplace.mentoring.queries import certificates_of, get_mentor, service_by_year


class NoSessionThatYear(Refusal):
    """There is nothing to certify."""

    def __init__(self) -> None:
        super().__init__(N_("No session was logged in that year, so there is no certificate for it."))


def issue_certificate(session: Session, year: int, *, by: Person) -> ServiceCertificate:
    """Certify what was done in a year, as it is counted now; unchanged counts give the same certificate again."""
    mentor = get_mentor(session, by.id or 0)
    service = service_by_year(session, mentor.person_id).get(year)
    if service is None:
        raise NoSessionThatYear()
    counts = {name: getattr(service, name) for name in ("sessions", "minutes", "learners", "months")}
    last = certificates_of(session, mentor.person_id).get(year)
    if last and all(getattr(last, name) == value for name, value in counts.items()):
        return last
    certificate = ServiceCertificate(code=secrets.token_urlsafe(12), mentor_id=mentor.person_id, year=year, issued_at=clock.now(), **counts)
    session.add(certificate)
    session.flush()
    return certificate
