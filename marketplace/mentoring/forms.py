"""Forms of mentoring."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.places.queries import active_terms, counties
from marketplace.search.engine import Query
from marketplace.web.forms import Checkboxes, Filter, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.paging import PER_PAGE, offset_of
from marketplace.web.session import get_session

FILL_IN = _l("Please fill this in.")
FACETS = ("mentor_kind", "sector", "region", "skill", "language", "free", "online")


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


class GoalForm(Form):
    """One more goal."""

    text = StringField(
        _l("A goal"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(3, 200, _l("Between 3 and 200 characters, please."))]
    )


class SessionForm(Form):
    """A meeting, logged in a minute."""

    held_on = DateField(_l("When"), validators=[InputRequired(FILL_IN)])
    minutes = IntegerField(
        _l("Minutes"), validators=[InputRequired(FILL_IN), NumberRange(5, 600, _l("Between 5 and 600 minutes, please."))]
    )
    topics = StringField(
        _l("What it was about"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(3, 400, _l("400 characters at most."))]
    )
    next_step = StringField(
        _l("Next step (optional)"), filters=[stripped], validators=[Optional(), Length(0, 300, _l("300 characters at most."))]
    )

    def validate_held_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_l("A session can be logged once it was held: choose today or an earlier day."))


class ClosingForm(Form):
    """One side's word at the end."""

    useful = RadioField(_l("How useful was it?"), validators=[InputRequired(FILL_IN)])
    word = TextAreaField(
        _l("Your word on it (the other reads it once both are in)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 600, _l("600 characters at most."))],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.useful.choices = [("5", _l("5 very")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _l("1 not at all"))]


class EndForm(Form):
    """Ending early: nobody has to agree."""

    reason = StringField(
        _l("Why does it end now?"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(3, 300, _l("300 characters at most."))]
    )


class MentorFilter(Filter):
    """What to look for among mentors."""

    q = StringField(_l("Search"), filters=[stripped], validators=[Optional(), Length(0, 120)])
    mentor_kind = Checkboxes(_l("Kind"))
    region = Checkboxes(_l("Region"))
    sector = Checkboxes(_l("Sector"))
    skill = Checkboxes(_l("Can teach"))
    language = Checkboxes(_l("Language"))
    free = Checkboxes(_l("Places"))
    online = Checkboxes(_l("How"))
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        for name in ("mentor_kind", "sector", "skill", "language"):
            self[name].choices = [(term.code, said(term)) for term in active_terms(session, name)]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]
        self.free.choices = [("yes", _l("has a free place"))]
        self.online.choices = [("yes", _l("also meets online"))]

    @property
    def query(self) -> Query:
        """The question to the search engine; mentors with free places come first when nothing was typed."""
        asked = self.understood
        return Query(
            text=asked.get("q") or "",
            kinds=frozenset({"mentor"}),
            filters={name: frozenset(asked[name]) for name in FACETS if asked.get(name)},
            sort="relevance" if asked.get("q") else "-free",
            offset=offset_of(asked.get("page") or 1),
            limit=PER_PAGE,
        )
