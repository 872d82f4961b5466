"""Forms of requests: asking, and answering."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.mentoring.forms.words import FILL_IN
from marketplace.places.queries import active_terms
from marketplace.web.forms import Filter, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

MOST_HOURS = 200


def _text(label: Any, hint: Any, longest: int, *, shortest: int = 10) -> TextAreaField:
    too_short = _l("A sentence or two, please: the mentor decides on this.")
    return TextAreaField(
        label, description=hint, filters=[stripped], validators=[InputRequired(FILL_IN), Length(shortest, longest, too_short)]
    )


def _number(value: Any) -> int | None:
    return int(value) if value and str(value).isdigit() else None


def _choice(label: Any) -> SelectField:
    return SelectField(label, coerce=_number, validators=[Optional()])


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
        validators=[InputRequired(FILL_IN), NumberRange(1, MOST_HOURS, _l("Between 1 and 200 hours, please."))],
    )
    project_id = SelectField(
        _l("Is it about one of these projects?"), coerce=lambda value: int(value) if value else None, validators=[Optional()]
    )

    second = _choice(_l("If that does not work out, ask second"))
    third = _choice(_l("Then third"))
    fourth = _choice(_l("Then fourth"))
    fifth = _choice(_l("Then fifth"))
    waits = BooleanField(_l("Where all places are taken, put me on the waiting list"))

    def offer_choices(self, mentors: Mapping[int, str]) -> None:
        """Whom to ask next, by name; in the order of how well they fit."""
        for field in self._ranked:
            field.choices = [("", "–"), *mentors.items()]

    @property
    def _ranked(self) -> list[Any]:
        return [self.second, self.third, self.fourth, self.fifth]

    @property
    def others(self) -> list[int]:
        """The choices after the first, in order."""
        return [field.data for field in self._ranked if field.data]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        seen: set[int] = set()
        for field in self._ranked:
            if field.data in seen:
                field.errors = [*field.errors, gettext("This mentor stands in your list twice.")]
                valid = False
            seen |= {field.data} if field.data else set()
        return valid

    @property
    def written(self) -> dict[str, Any]:
        """What is there so far, for a draft: too short is no matter, too long is cut."""
        texts = {name: (self[name].data or "")[:longest] for name, longest in (("goal", 400), ("tried", 600), ("wanted", 600))}
        hours = self.hours.data if isinstance(self.hours.data, int) and 0 < self.hours.data <= MOST_HOURS else 0
        return {**texts, "hours": hours, "project_id": self.project_id.data if not self.project_id.errors else None}

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

    colleague = SelectField(_l("A colleague who fits better (optional)"), coerce=_number, validators=[Optional()])

    def __init__(self, colleagues: Mapping[int, str] | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.colleague.choices = [("", "–"), *(colleagues or {}).items()]
        self.reason.choices = [(term.code, said(term)) for term in active_terms(get_session(), "decline_reason")]


class ProposalRefusalForm(Form):
    """No to a proposal; a word is welcome, not wanted."""

    note = TextAreaField(
        _l("A word for the other side (optional)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 400, _l("400 characters at most."))],
    )


class WaitEndForm(Form):
    """Staff end a wait without a mentor; the learner reads why."""

    note = TextAreaField(
        _l("What the learner should know"),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(10, 300, _l("Between 10 and 300 characters, please: the learner reads it."))],
    )


class WaitingFilter(Filter):
    """The page of the queue."""

    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])
