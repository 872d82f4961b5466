"""What a mentor did: her record, the printable certificate, and the page on which anybody can check it."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.terms import STAFF, Role
from marketplace.mentoring import actions, queries
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.web.doors import only, public
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mentoring/record")
@only(Role.mentor)
def record() -> Response:
    """One's own record, year by year."""
    return _record_page(queries.get_mentor(get_session(), current_user.id))


@rooms.get("/mentors/<int:mentor_id>/record")
@only(*STAFF)
def show_record(mentor_id: int) -> Response:
    """A mentor's record, for the staff of her county."""
    return _record_page(queries.get_mentor_of_staff(get_session(), mentor_id, by=current_user))


def _record_page(mentor: Mentor) -> Response:
    session = get_session()
    return page(
        "mentoring/record.html",
        mentor=mentor,
        years=queries.service_by_year(session, mentor.person_id),
        certificates=queries.certificates_of(session, mentor.person_id),
        this_year=clock.today().year,
    )


@rooms.get("/mentoring/record/<int:year>/certificate")
@only(Role.mentor)
def certificate(year: int) -> Response:
    """The certificate, ready to print."""
    return page("mentoring/certificate.html", certificate=queries.get_own_certificate(get_session(), current_user.id, year))


@rooms.post("/mentoring/record/<int:year>/certificate")
@only(Role.mentor)
def create_certificate(year: int) -> Response:
    """Issue it with today's counts."""
    actions.issue_certificate(get_session(), year, by=current_user)
    return go_to(f"/mentoring/record/{year}/certificate")


@rooms.get("/certificates/<code>")
@public
def show_certificate(code: str) -> Response:
    """Whether a certificate is ours: name, year and counts, nothing else."""
    return page("mentoring/certificate_check.html", certificate=queries.get_certificate(get_session(), code))
