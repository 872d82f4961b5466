"""A learner's doors: taking part, and her choices."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.errors import N_, NotFound
from marketplace.mentoring.matchmaking import Suggested, mentors_for
from marketplace.mentoring.queries import answer_records, mentors_in_order, seats_left
from marketplace.rounds import actions, queries
from marketplace.rounds.forms import ChoicesForm, choices_form
from marketplace.rounds.models import Round
from marketplace.rounds.policies import takes_choices
from marketplace.rounds.refusals import ClosedForChoices
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.rounds.terms import Side
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import named, said
from marketplace.web.session import get_session

SUGGESTED = 12


@rooms.post("/rounds/<int:round_id>/participation")
@members
def create_participation(round_id: int) -> Response:
    """Take part."""
    actions.join_round(get_session(), round_id, by=current_user)
    tell(N_("You take part. Rank the mentors you would like."))
    return go_to(f"/rounds/{round_id}/choices")


@rooms.post("/rounds/<int:round_id>/participation/removal")
@members
def delete_participation(round_id: int) -> Response:
    """Take no part any more."""
    actions.leave_round(get_session(), round_id, by=current_user)
    tell(N_("You take no part in this round any more; what you wrote for it is deleted."))
    return go_to(f"/rounds/{round_id}")


@rooms.get("/rounds/<int:round_id>/choices")
@members
def show_choices(round_id: int) -> Response:
    """Suggested mentors and what one chose so far."""
    found = _own_round(round_id)
    return _choices_page(found, _form(found))


@rooms.post("/rounds/<int:round_id>/choices")
@members
def update_choices(round_id: int) -> Response:
    """Put the choices down; they may be changed until the last day."""
    found = _own_round(round_id)
    if not takes_choices(found, clock.today()):
        raise ClosedForChoices()
    form = _form(found)
    if not form.validate():
        return _choices_page(found, form, status=422)
    if granted(form.avoid, lambda: actions.save_choices(get_session(), round_id, form.wishes, by=current_user)) is None:
        return _choices_page(found, form, status=422)
    tell(N_("Saved. You can change it until the last day; the mentors do not see it."))
    return go_to(f"/rounds/{round_id}/choices")


def _own_round(round_id: int) -> Round:
    session = get_session()
    found = queries.get_round(session, round_id)
    if queries.part_in(session, round_id, current_user.id) is None:
        raise NotFound()
    return found


def _form(found: Round) -> ChoicesForm:
    session, me = get_session(), current_user.id
    here = [offer.mentor_id for offer in queries.mentors_in_scope(session, found) if offer.mentor_id != me]
    mentors = [(one.person_id, f"{named(one.person)} · {said(one, 'headline')}") for one in mentors_in_order(session, here)]
    return choices_form(found.max_choices, mentors, queries.wishes_of(session, found.id or 0, Side.learner, me))


def _choices_page(found: Round, form: ChoicesForm, status: int = 200) -> Response:
    session = get_session()
    suggested = _suggested(found)
    mentors = [one.thing for one in suggested]
    return page(
        "rounds/choices.html",
        status=status,
        round=found,
        form=form,
        suggested=suggested,
        free=seats_left(session, mentors),
        records=answer_records(session, [mentor.person_id for mentor in mentors]),
        takes_choices=takes_choices(found, clock.today()),
        **words(),
    )


def _suggested(found: Round) -> list[Suggested]:
    session = get_session()
    if not current_user.personalised:
        return []
    here = {offer.mentor_id for offer in queries.mentors_in_scope(session, found)}
    return [one for one in mentors_for(session, current_user.id, n=SUGGESTED) if one.thing.person_id in here]
