"""The form of a meeting: up to three times, how long, how, where."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace import clock
from marketplace.mentoring.forms.words import FILL_IN
from marketplace.mentoring.terms import MeetingFormat
from marketplace.places.queries import active_terms
from marketplace.web.forms import Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

FORMATS = {MeetingFormat.in_person: _l("in person"), MeetingFormat.online: _l("online"), MeetingFormat.phone: _l("by phone")}
NO_TIME = _l("Please choose a day and a time.")


class MeetingForm(Form):
    """Times are the city's."""

    first = DateTimeLocalField(_l("A time"), validators=[InputRequired(NO_TIME)])
    second = DateTimeLocalField(_l("Another time (optional)"), validators=[Optional()])
    third = DateTimeLocalField(_l("A third time (optional)"), validators=[Optional()])
    length = IntegerField(
        _l("How long, in minutes"),
        default=60,
        validators=[InputRequired(FILL_IN), NumberRange(5, 600, _l("Between 5 and 600 minutes, please."))],
    )
    format = SelectField(_l("How"), validators=[InputRequired(FILL_IN)])
    body = SelectField(_l("In a service body"), validators=[Optional()])
    place = StringField(
        _l("Where, or the link or number"), filters=[stripped], validators=[Optional(), Length(0, 160, _l("160 characters at most."))]
    )
    is_group = BooleanField(_l("Others are there, too"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.format.choices = [(code.value, word) for code, word in FORMATS.items()]
        self.body.choices = [("", "–")] + [(term.code, said(term)) for term in active_terms(get_session(), "service_body")]

    @property
    def times(self) -> list[datetime]:
        """The proposed times, in the city's zone."""
        given = (self.first.data, self.second.data, self.third.data)
        return [time.replace(tzinfo=clock.CITY_ZONE) for time in given if time]

    @property
    def content(self) -> dict[str, Any]:
        """What the meeting keeps beside its times."""
        return {
            "minutes": self.length.data,
            "format": MeetingFormat(self.format.data),
            "body": self.body.data or None,
            "place": self.place.data or "",
            "is_group": bool(self.is_group.data),
        }


def moment_of(text: str) -> datetime | None:
    """A time as a button of the page says it; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
