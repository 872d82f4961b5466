"""Forms of the pair's workspace."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.mentoring.forms.words import FILL_IN
from marketplace.web.forms import Form, stripped


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
