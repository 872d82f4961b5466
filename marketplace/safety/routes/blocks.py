"""Blocks: keeping somebody away, and whom one keeps away."""

from flask import Response
from flask_login import current_user

from marketplace.accounts.queries import blocked_by
from marketplace.errors import N_, NotFound
from marketplace.mentoring.actions import keep_apart, let_meet
from marketplace.safety.evidence import person_seen_on
from marketplace.safety.forms import BlockForm
from marketplace.safety.routes.blueprint import rooms
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.post("/people/<int:person_id>/block")
@members
def create_block(person_id: int) -> Response:
    """Never be suggested to or paired with somebody one met here."""
    form = BlockForm()
    if not form.validate():
        raise NotFound()
    subject, number = form.place
    person_seen_on(get_session(), subject, number, by=current_user, about_id=person_id)
    keep_apart(get_session(), person_id, by=current_user)
    tell(N_("Blocked: you will not be suggested to or paired with each other. Nobody is told."))
    return go_to("/mine/blocks")


@rooms.post("/people/<int:person_id>/block/removal")
@members
def delete_block(person_id: int) -> Response:
    """Take it back."""
    let_meet(get_session(), person_id, by=current_user)
    tell(N_("Taken back."))
    return go_to("/mine/blocks")


@rooms.get("/mine/blocks")
@members
def own_blocks() -> Response:
    """Whom one keeps away."""
    return page("safety/blocks.html", blocked=blocked_by(get_session(), current_user.id))
