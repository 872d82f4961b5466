"""Minors and their guardians: the minor's own page, and the staff's list."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_access, note_accesses
from marketplace.accounts.forms import GuardianForm
from marketplace.accounts.guardians import guardian_for_staff, name_guardian
from marketplace.accounts.policies import is_minor, regions_of_staff
from marketplace.accounts.queries import guardian_of, minors_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.safety import actions
from marketplace.safety.forms import ConsentForm, PageQuestion
from marketplace.safety.routes.blueprint import rooms
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session


@rooms.get("/mine/guardian")
@members
def own_guardian() -> Response:
    """Who answers for a minor, and what they said."""
    return _own(GuardianForm(formdata=None, obj=guardian_of(get_session(), current_user.id)))


@rooms.post("/mine/guardian")
@members
def update_guardian() -> Response:
    """Name somebody, or somebody else."""
    form = GuardianForm()
    if not form.validate():
        return _own(form, status=422)
    if granted(form.name, lambda: name_guardian(get_session(), form.named, by=current_user)) is None:
        return _own(form, status=422)
    tell(N_("Kept. Staff of your county call them."))
    return go_to("/mine/guardian")


@rooms.get("/minors")
@only(Role.county_staff, Role.city_staff)
def minors() -> Response:
    """Minors of the county: who waits for a guardian's answer, and who has one."""
    number = PageQuestion().number
    found = minors_of(get_session(), regions_of_staff(current_user))
    note_accesses(
        by=current_user, people=[one.person_id for one in found[offset_of(number) :][:PER_PAGE]], fields=("name",), reason="minor"
    )
    shown = Page(found[offset_of(number) :][:PER_PAGE], len(found), number)
    return page("safety/minors.html", found=shown, region=dictionary(get_session(), "region"))


@rooms.get("/minors/<int:person_id>")
@only(Role.county_staff, Role.city_staff)
def show_minor(person_id: int) -> Response:
    """One minor's guardian, and the sheet for the answer."""
    return _minor(person_id, ConsentForm(formdata=None, said_on=clock.today()))


@rooms.post("/minors/<int:person_id>/consent")
@only(Role.county_staff, Role.city_staff)
def create_consent(person_id: int) -> Response:
    """Record what the guardian said."""
    form = ConsentForm()
    if not form.validate():
        return _minor(person_id, form, status=422)
    guardian = granted(form.answer, lambda: actions.answer_for_guardian(get_session(), person_id, by=current_user, **form.said))
    if guardian is None:
        return _minor(person_id, form, status=422)
    tell(N_("Recorded. The minor is told."))
    return go_to("/minors")


def _own(form: GuardianForm, status: int = 200) -> Response:
    guardian = guardian_of(get_session(), current_user.id)
    grown = not is_minor(current_user, clock.today())
    return page("safety/own_guardian.html", status=status, form=form, guardian=guardian, is_grown=grown)


def _minor(person_id: int, form: ConsentForm, status: int = 200) -> Response:
    session = get_session()
    guardian = guardian_for_staff(session, person_id, by=current_user)
    note_access(by=current_user, person_id=person_id, fields=("name", "guardian"), reason="minor")
    return page("safety/minor.html", status=status, guardian=guardian, form=form, region=dictionary(session, "region"))
