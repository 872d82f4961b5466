"""The door through which a page says what was seen."""

from flask import Response, request
from flask_login import current_user

from marketplace.errors import N_, Refusal
from marketplace.mentoring.actions.impressions import note_impressions
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.mentoring.sightings import read_sighting
from marketplace.web.doors import members
from marketplace.web.session import get_session


@rooms.post("/impressions")
@members
def create_impressions() -> Response:
    """Note what the person had before her eyes."""
    read = read_sighting(request.form.get("seen", ""), current_user.id)
    if read is None:
        raise Refusal(N_("This list is too old to be noted; nothing was lost."))
    note_impressions(get_session(), *read, by=current_user)
    return Response(status=204)
