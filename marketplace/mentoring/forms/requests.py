"""Forms of requests: asking, and answering."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.mentoring.forms.words import FILL_IN
from marketplace.places.queries import active_terms
from marketplace.web.forms import Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session


def _text(label: Any, hint: Any, longest: int, *, shortest: int = 10) -> TextAreaField:
    too_short = _l("A sentence or two, please: the mentor decides on this.")
    return TextAreaField(
        label, description=hint, filters=[stripped], validators=[InputRequired(FILL_IN), Length(shortest, longest, too_short)]
    )


class RequestForm(Form):
    """The guided request: four short answers."""

    goal = _text(
        _l("What do you want to reach in three months?"), _l("One goal one can see, for example: the first 30 orders from strangers."), 400
    )
    tried = _text(
        _l("What have you done or tried so far?"),
        _l("Also what did not work. “Nothing yet” is an honest answer: say what you read or saw."),
        600,
    )
    wanted = _text(
        _l("What do you want from this mentor?"),
        _l("Please leave out phone numbers, ID numbers and health matters; contact comes after a yes."),
        600,
    )
    hours = IntegerField(
        _l("Hours a month you can give to it"),
        validators=[InputRequired(FILL_IN), NumberRange(1, 200, _l("Between 1 and 200 hours, please."))],
    )
    project_id = SelectField(
        _l("Is it about one of these projects?"), coerce=lambda value: int(value) if value else None, validators=[Optional()]
    )

    @property
    def letter(self) -> dict[str, Any]:
        """What ``send_request`` takes."""
        return {name: self[name].data for name in ("goal", "tried", "wanted", "hours", "project_id")}


class AcceptanceForm(Form):
    """Yes; the goal may be put in other words."""

    goal = StringField(
        _l("First goal you agree on"), filters=[stripped], validators=[Optional(), Length(0, 200, _l("200 characters at most."))]
    )


class DeclineForm(Form):
    """No, and why."""

    reason = RadioField(_l("Why not this time?"), validators=[InputRequired(_l("Choose a reason; it helps the learner to go on."))])
    note = TextAreaField(
        _l("A word for the learner (optional)"), filters=[stripped], validators=[Optional(), Length(0, 400, _l("400 characters at most."))]
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.reason.choices = [(term.code, said(term)) for term in active_terms(get_session(), "decline_reason")]
