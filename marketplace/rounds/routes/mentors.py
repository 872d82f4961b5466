"""A mentor's doors: her places for the round, who takes part, and whom she would like or rather not have."""

from flask import Response, request
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_accesses
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring.queries import get_mentor
from marketplace.rounds import actions, queries
from marketplace.rounds.forms import PreferencesForm, SeatsForm, preferences_form
from marketplace.rounds.models import Round, RoundMentor
from marketplace.rounds.policies import takes_choices
from marketplace.rounds.queries.wishes import Participant
from marketplace.rounds.refusals import NoMentorHere
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.rounds.terms import RoundState, Side
from marketplace.web.addresses import row_number
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session


@rooms.get("/rounds/<int:round_id>/preferences")
@only(Role.mentor)
def show_preferences(round_id: int) -> Response:
    """Who takes part, without contacts, and what one says of each."""
    found = _round(round_id)
    return _page(found, _seats(found), *_learners(found))


@rooms.post("/rounds/<int:round_id>/preferences")
@only(Role.mentor)
def update_preferences(round_id: int) -> Response:
    """Put down what one says of the learners on this page."""
    found = _round(round_id)
    form, shown = _learners(found)
    if not form.validate():
        return _page(found, _seats(found), form, shown, status=422)
    actions.save_preferences(get_session(), round_id, form.said, by=current_user)
    tell(N_("Saved. The learners do not see it."))
    return go_to(f"/rounds/{round_id}/preferences?page={shown.number}")


@rooms.post("/rounds/<int:round_id>/seats")
@only(Role.mentor)
def update_seats(round_id: int) -> Response:
    """Say how many places one gives."""
    found, form = _round(round_id), SeatsForm()
    if not form.validate():
        return _page(found, form, *_learners(found), status=422)
    given = granted(form.seats, lambda: actions.give_seats(get_session(), round_id, form.seats.data, by=current_user))
    if given is None:
        return _page(found, form, *_learners(found), status=422)
    tell(N_("Saved. You can change it until the last day."))
    return go_to(f"/rounds/{round_id}/preferences")


def _round(round_id: int) -> Round:
    session = get_session()
    found = queries.get_round(session, round_id)
    if found.state in (RoundState.draft, RoundState.cancelled) or queries.free_seats(session, found, current_user.id) is None:
        raise NoMentorHere()
    return found


def _seats(found: Round) -> SeatsForm:
    session, me = get_session(), current_user.id
    offer = session.get(RoundMentor, (found.id or 0, me))
    return SeatsForm(formdata=None, seats=offer.seats if offer else queries.free_seats(session, found, me))


def _learners(found: Round) -> tuple[PreferencesForm, Page[Participant]]:
    session, me = get_session(), current_user.id
    number = request.args.get("page", 1, type=row_number)
    skills = {one.skill for one in get_mentor(session, me).skills}
    shown, total = queries.participants(session, found.id or 0, skills, offset_of(number), PER_PAGE)
    before = queries.wishes_of(session, found.id or 0, Side.mentor, me)
    return preferences_form(shown, before), Page(shown, total, number)


def _page(found: Round, seats: SeatsForm, form: PreferencesForm, shown: Page[Participant], status: int = 200) -> Response:
    session = get_session()
    named = [one.person_id for one in shown.items if one.person]
    others = [one.person_id for one in shown.items if not one.person]
    note_accesses(by=current_user, people=named, fields=("name", "answers"), reason="matching")
    note_accesses(by=current_user, people=others, fields=("answers",), reason="matching")
    return page(
        "rounds/preferences.html",
        status=status,
        round=found,
        seats=seats,
        form=form,
        found=shown,
        free=queries.free_seats(session, found, current_user.id) or 0,
        has_said=session.get(RoundMentor, (found.id or 0, current_user.id)) is not None,
        takes_choices=takes_choices(found, clock.today()),
        **words(),
    )
