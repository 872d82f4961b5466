"""Forms of the pair's workspace: goals, next steps, sessions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.mentoring.forms.words import FILL_IN, NO_DAY
from marketplace.web.forms import Form, stripped


class GoalForm(Form):
    """One more goal."""

    text = StringField(
        _l("A goal"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(3, 200, _l("Between 3 and 200 characters, please."))]
    )
    goal_due = DateField(_l("Until when (optional)"), validators=[Optional()])


class MilestoneForm(Form):
    """One step on the way to a goal; its page writes the field itself, one for each goal."""

    goal_id: int | None = None
    milestone = StringField(
        _l("A milestone"),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(2, 160, _l("Between 2 and 160 characters, please."))],
    )


class NextStepForm(Form):
    """What comes next, who does it, until when."""

    step = StringField(
        _l("What comes next"),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(3, 300, _l("Between 3 and 300 characters, please."))],
    )
    who = RadioField(_l("Who does it"), default="both", validators=[InputRequired(FILL_IN)])
    step_due = DateField(_l("Until when (optional)"), validators=[Optional()])

    def __init__(self, learner: str = "", mentor: str = "", **values: Any) -> None:
        super().__init__(**values)
        self.who.choices = [("learner", learner), ("mentor", mentor), ("both", _l("both"))]


class SessionForm(Form):
    """A meeting, logged in a minute."""

    meeting_id = IntegerField(_l("The appointment it was"), validators=[Optional()])
    held_on = DateField(_l("When"), validators=[InputRequired(NO_DAY)])
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
