"""The doors through which a page says what was seen, and what was opened."""

from collections.abc import Sequence

from flask import Response, request
from flask_login import current_user

from marketplace.errors import N_, Refusal
from marketplace.mentoring.actions.impressions import Shown, note_click, note_impressions
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.mentoring.sightings import one_of, read_sighting
from marketplace.web.doors import members
from marketplace.web.session import get_session


@rooms.post("/impressions")
@members
def create_impressions() -> Response:
    """Note what the person had before her eyes."""
    note_impressions(get_session(), *_list_of(), by=current_user)
    return Response(status=204)


@rooms.post("/clicks")
@members
def create_click() -> Response:
    """Note which one of a list the person opened."""
    kind, shown, choice_id = _list_of()
    note_click(get_session(), kind, one_of(shown, request.form.get("place", default=0, type=int)), choice_id, by=current_user)
    return Response(status=204)


def _list_of() -> tuple[str, Sequence[Shown], int | None]:
    read = read_sighting(request.form.get("seen", ""), current_user.id)
    if read is None:
        raise Refusal(N_("This list is too old to be noted; nothing was lost."))
    return read
