"""Forms of the training room."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.places.queries import active_terms, counties
from marketplace.search.engine import Query
from marketplace.training.models import Provider
from marketplace.training.queries import courses_with_skills
from marketplace.web.forms import Checkboxes, Filter, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

FACETS = ("region", "kind", "tier", "sector", "skill", "online")
# The whole catalogue: it is small, and only the database knows today's classes, by which it is put in order.
ALL = 10_000
ORDERS = {"relevance": _l("best fit"), "soonest": _l("soonest"), "nearest": _l("nearest"), "newest": _l("newest class")}


class CourseFilter(Filter):
    """What to look for among the courses."""

    q = StringField(_l("Search"), filters=[stripped], validators=[Optional(), Length(0, 120)])
    region = Checkboxes(_l("Region"))
    kind = Checkboxes(_l("Kind"))
    tier = Checkboxes(_l("Level"))
    sector = Checkboxes(_l("Sector"))
    skill = Checkboxes(_l("Skills taught"))
    online = Checkboxes(_l("Online"))
    sort = SelectField(_l("Order"), validators=[Optional()])
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        for name, dictionary in {"kind": "course_kind", "tier": "tier", "sector": "sector", "skill": "skill"}.items():
            self[name].choices = [(term.code, said(term)) for term in active_terms(session, dictionary)]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]
        self.online.choices = [("yes", _l("can be taken online"))]
        self.sort.choices = list(ORDERS.items())

    @property
    def query(self) -> Query:
        """The question to the search engine."""
        asked = self.understood
        chosen = {name: frozenset(asked[name]) for name in FACETS if asked.get(name)}
        return Query(text=asked.get("q") or "", kinds=frozenset({"course"}), filters=chosen, limit=ALL)

    @property
    def order(self) -> str:
        """The order asked for; without words nothing fits best, and the soonest comes first."""
        asked = self.understood
        usual = "relevance" if asked.get("q") else "soonest"
        return usual if asked.get("sort") in (None, "", "relevance") else str(asked["sort"])


class ClassForm(Form):
    """A dated class of a catalogue course."""

    course = SelectField(_l("Course"), coerce=int)
    provider = SelectField(_l("Training provider"), coerce=int)
    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Please fill this in."))])
    ends_on = DateField(_l("Last day"), validators=[InputRequired(_l("Please fill this in."))])
    region = SelectField(_l("County"))
    online = BooleanField(_l("The class is held online"))
    place_zh = StringField(
        _l("Place, in Chinese"),
        description=_l("Street, house and room; may stay empty for a class held online."),
        filters=[stripped],
        validators=[Length(0, 120, _l("120 characters at most."))],
    )
    place_en = StringField(
        _l("Place, in English"),
        description=_l("Empty: the Chinese one is shown."),
        filters=[stripped],
        validators=[Length(0, 200, _l("200 characters at most."))],
    )
    seats = IntegerField(
        _l("Seats"),
        description=_l("10 to 30 is usual."),
        default=30,
        validators=[InputRequired(_l("Please fill this in.")), NumberRange(1, 300, _l("Between 1 and 300 seats, please."))],
    )

    def __init__(self, providers: list[Provider], **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        self.course.choices = [(course.id, f"{course.kind} · {said(course, 'title')}") for course in courses_with_skills(session)]
        self.provider.choices = [(provider.id, said(provider)) for provider in providers]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]

    def validate_starts_on(self, field: Any) -> None:
        if field.data and field.data <= clock.today():
            raise ValidationError(_l("The first day must lie ahead, so that people can enrol."))

    def validate_ends_on(self, field: Any) -> None:
        first: date | None = self.starts_on.data
        if first and field.data and field.data < first:
            raise ValidationError(_l("The last day cannot come before the first."))

    def validate_place_zh(self, field: Any) -> None:
        if not (field.data or self.place_en.data or self.online.data):
            raise ValidationError(_l("Say where to come, or tick that the class is held online."))

    @property
    def answers(self) -> dict[str, Any]:
        """What ``open_class`` asks for."""
        plain = {name: self[name].data for name in ("region", "online", "starts_on", "ends_on", "seats")}
        places = {name: self[name].data or "" for name in ("place_zh", "place_en")}
        return plain | places | {"course_id": self.course.data, "provider_id": self.provider.data}


class ResultForm(Form):
    """Whether somebody passed."""

    result = RadioField(_l("Result"), validators=[InputRequired(_l("Say for each person who started: passed, or failed."))])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.result.choices = [("passed", _l("passed")), ("failed", _l("failed or dropped out"))]
