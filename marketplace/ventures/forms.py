"""Forms of the ventures room."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import DateField, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from marketplace import clock
from marketplace.places.queries import active_terms, counties
from marketplace.projects.queries import favourites_of, projects_in_order
from marketplace.projects.terms import READABLE
from marketplace.ventures.terms import TRIES, WAYS, Way
from marketplace.web.forms import Checkboxes, Filter, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

FILL_IN = _l("Please fill this in.")
NO_FUTURE = _l("This day is still to come: choose today or an earlier day.")
JOBS = NumberRange(0, 100_000, _l("Between 0 and 100,000 people, please."))


def _has_been(_form: Form, field: DateField) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(NO_FUTURE)


def _number_or_none(value: Any) -> int | None:
    return int(value) if value else None


class OpeningQuestion(Filter):
    """Which library entry the opening is about, if any."""

    project = IntegerField(validators=[Optional(), NumberRange(1)])


class PageQuestion(Filter):
    """Which page of a list."""

    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    @property
    def number(self) -> int:
        return self.understood.get("page") or 1


class OpeningForm(Form):
    """A business that was opened."""

    name = StringField(
        _l("Name of the business"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(1, 80, _l("80 characters at most."))]
    )
    form = RadioField(_l("Legal form"), validators=[InputRequired(_l("Choose one; what the licence says."))])
    region = SelectField(_l("County where it is registered"))
    sector = SelectField(_l("Sector"), coerce=lambda value: value or None)
    opened_on = DateField(
        _l("Opened on"),
        description=_l("The day of the licence, or the first day of trading."),
        validators=[InputRequired(FILL_IN), _has_been],
    )
    project_id = SelectField(_l("The project it came from"), description=_l("One you kept in the library."), coerce=_number_or_none)
    jobs = IntegerField(
        _l("People employed besides you"),
        description=_l("0 is a good answer: most begin alone."),
        default=0,
        validators=[InputRequired(FILL_IN), JOBS],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        self.form.choices = [(term.code, said(term)) for term in active_terms(session, "venture_form")]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]
        self.sector.choices = [("", _l("not said")), *((term.code, said(term)) for term in active_terms(session, "sector"))]
        self.project_id.choices = [("", _l("none of the library")), *_entries(self.project_id.data)]

    @property
    def content(self) -> dict[str, Any]:
        """What ``register_opening`` takes."""
        return {name: self[name].data for name in ("name", "form", "region", "sector", "opened_on", "project_id", "jobs")}


class WhenTrading:
    """Asked for only when the business still trades."""

    def __call__(self, form: Any, field: Any) -> None:
        if not (field.raw_data and str(field.raw_data[0]).strip()):
            field.errors = []
            raise StopValidation(_l("Please say a number; 0 is a good answer.") if form.trading.data == "yes" else "")


class FollowUpForm(Form):
    """How it goes."""

    trading = RadioField(
        _l("Is the business still trading?"),
        choices=[SelectChoice("yes", _l("yes")), SelectChoice("no", _l("no, it has stopped"))],
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    jobs = IntegerField(_l("How many people work there besides the founder?"), validators=[WhenTrading(), JOBS])
    note = TextAreaField(
        _l("Anything we should know, or can help with? (optional)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 500, _l("500 characters at most."))],
    )

    @property
    def answer(self) -> dict[str, Any]:
        """What ``record_follow_up`` takes."""
        return {"trading": self.trading.data == "yes", "jobs": self.jobs.data, "note": self.note.data}


class ClosingForm(Form):
    """When and why it ended."""

    closed_on = DateField(_l("Last day of trading"), validators=[InputRequired(FILL_IN), _has_been])
    reason = RadioField(
        _l("What was the main reason?"),
        description=_l("Only sums over many are ever shown, never your answer."),
        validators=[InputRequired(_l("Choose the one that comes closest; it helps those who come after."))],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.reason.choices = [(term.code, said(term)) for term in active_terms(get_session(), "closing_reason")]


class LossForm(Form):
    """How often and how it was tried."""

    tries = IntegerField(
        _l("How many times did you try?"), validators=[InputRequired(FILL_IN), NumberRange(TRIES, 99, _l("Three times at least, please."))]
    )
    ways = Checkboxes(
        _l("In which ways?"),
        choices=[
            SelectChoice(Way.phone.value, _l("by phone")),
            SelectChoice(Way.message.value, _l("by message")),
            SelectChoice(Way.mail.value, _l("by mail")),
            SelectChoice(Way.visit.value, _l("by a visit")),
        ],
    )

    def validate_ways(self, field: Checkboxes) -> None:
        if len(set(field.data or ())) < WAYS:
            raise ValidationError(_l("In two different ways at least, please."))


class CheckForm(Form):
    """Whether somebody was reached."""

    reached = RadioField(
        choices=[SelectChoice("yes", _l("reached")), SelectChoice("no", _l("not reached"))],
        validators=[InputRequired(_l("Say whether the person was reached."))],
    )


def _entries(preset: int | None) -> list[tuple[int | None, str]]:
    # The favourites and the preset one: a list of 450 would be no help.
    session = get_session()
    kept = favourites_of(session, current_user.id)
    asked = [] if preset is None or preset in {one.id for one in kept} else projects_in_order(session, [preset])
    return [(one.id, said(one, "title")) for one in [*asked, *kept] if one.status in READABLE]
