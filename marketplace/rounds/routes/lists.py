"""All rounds, a new one, and the page of one round for those who take part."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.queries import profile_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_, NotFound
from marketplace.mentoring.models import Mentor
from marketplace.rounds import actions, queries
from marketplace.rounds.forms import RoundForm
from marketplace.rounds.models import RoundPlace
from marketplace.rounds.policies import is_staff, may_read, takes_choices
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.rounds.terms import TOLD, RoundState
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/rounds")
@members
def index() -> Response:
    """Rounds one may take part in; for staff and auditors also those they look after."""
    session = get_session()
    reads = is_staff(current_user) or Role.auditor in current_user.role_names
    profile = profile_of(session, current_user.id)
    return page(
        "rounds/index.html",
        own=queries.readable_rounds(session, current_user) if reads else [],
        shown=queries.public_rounds(session, profile.region if profile else None),
        reads=reads,
        makes=is_staff(current_user),
        **words(),
    )


@rooms.get("/rounds/new")
@only(Role.city_staff, Role.county_staff)
def new_round() -> Response:
    """The form of a new round."""
    return page("rounds/round_new.html", form=RoundForm(regions_of_staff(current_user)), **words())


@rooms.post("/rounds")
@only(Role.city_staff, Role.county_staff)
def create_round() -> Response:
    """Write a round down."""
    form = RoundForm(regions_of_staff(current_user))
    if not form.validate():
        return page("rounds/round_new.html", status=422, form=form, **words())
    made = actions.create_round(get_session(), form.content, by=current_user)
    tell(N_("The round is written down. Look at it once more, then open it."))
    return go_to(f"/rounds/{made.id}/desk")


@rooms.get("/rounds/<int:round_id>")
@members
def show(round_id: int) -> Response:
    """One round, as a learner or a mentor sees it."""
    session, me = get_session(), current_user.id
    found = queries.get_round(session, round_id)
    if found.state == RoundState.draft and not may_read(current_user, found):
        raise NotFound()
    part = queries.part_in(session, round_id, me)
    return page(
        "rounds/show.html",
        round=found,
        part=part,
        place=session.get(RoundPlace, (round_id, me)) if part and found.state in TOLD else None,
        is_mentor=session.get(Mentor, me) is not None,
        takes_choices=takes_choices(found, clock.today()),
        reads=may_read(current_user, found),
        **words(),
    )
