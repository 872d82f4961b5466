"""Forms of beginning and ending: the agreement, a pause, a later last day, the closing word, an early end, a hand-over."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.mentoring.forms.words import FILL_IN, NO_DAY, SAY_YES
from marketplace.mentoring.terms import LONGEST_MONTHS, EndReason, VentureStatus
from marketplace.web.forms import Checkboxes, Form, stripped

END_REASONS = {
    EndReason.goal_reached: _l("the goal is reached"),
    EndReason.no_time: _l("no time any more"),
    EndReason.other_needs: _l("other help is needed now"),
    EndReason.no_contact: _l("the other does not answer"),
    EndReason.not_a_fit: _l("we do not fit"),
    EndReason.moved: _l("moved away"),
    EndReason.other: _l("another reason"),
}
VENTURES = {
    VentureStatus.idea: _l("still an idea"),
    VentureStatus.preparing: _l("being prepared"),
    VentureStatus.trading: _l("open and selling"),
    VentureStatus.closed: _l("was open, is closed"),
    VentureStatus.dropped: _l("given up"),
}


class PairAgreementForm(Form):
    """What the two agree on."""

    goals = TextAreaField(
        _l("What we want to reach"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(3, 600, _l("600 characters at most."))]
    )
    rhythm = StringField(
        _l("How often and how long"),
        description=_l("for example: every second week, one hour"),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(2, 120, _l("120 characters at most."))],
    )
    months = IntegerField(
        _l("For how many months"),
        validators=[InputRequired(FILL_IN), NumberRange(1, LONGEST_MONTHS, _l("Between 1 and 12 months, please."))],
    )
    channel = StringField(
        _l("How we write to each other between the meetings"),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(2, 120, _l("120 characters at most."))],
    )
    confidential = BooleanField(_l("What we tell each other stays between us."), validators=[InputRequired(SAY_YES)])
    no_interest = BooleanField(
        _l("Neither lends the other money, sells her anything, or takes a share in the business."), validators=[InputRequired(SAY_YES)]
    )

    @property
    def content(self) -> dict[str, Any]:
        """What the agreement keeps; the two promises are part of its wording."""
        return {name: self[name].data for name in ("goals", "rhythm", "months", "channel")}


class PairPauseForm(Form):
    """Until when."""

    until = DateField(_l("Back on"), validators=[InputRequired(NO_DAY)])


class NewEndForm(Form):
    """A later last day."""

    new_end = DateField(_l("New last day"), validators=[InputRequired(NO_DAY)])


class ClosingForm(Form):
    """One side's word at the end."""

    goals_met = Checkboxes(_l("Which goals were met?"), coerce=int, validators=[Optional()])
    useful = RadioField(_l("How useful was it?"), validators=[InputRequired(FILL_IN)])
    recommend = SelectField(_l("Would you recommend this mentoring to a friend? (0 never, 10 by all means)"), validators=[Optional()])
    venture = SelectField(_l("Where does your business stand?"), validators=[Optional()])
    word = TextAreaField(
        _l("Your word on it (the other reads it once both are in)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 600, _l("600 characters at most."))],
    )
    thanks = StringField(
        _l("A thank-you to the other (optional)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 300, _l("300 characters at most."))],
    )

    def __init__(self, goals: Sequence[tuple[int, str]] = (), **values: Any) -> None:
        super().__init__(**values)
        self.goals_met.choices = list(goals)
        self.useful.choices = [("5", _l("5 very")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _l("1 not at all"))]
        self.recommend.choices = [("", "–"), *((str(number), str(number)) for number in range(10, -1, -1))]
        self.venture.choices = [("", "–"), *((code.value, word) for code, word in VENTURES.items())]

    @property
    def content(self) -> Mapping[str, Any]:
        """What the action takes."""
        return {
            "useful": int(self.useful.data),
            "recommend": int(self.recommend.data) if self.recommend.data else None,
            "goals_met": self.goals_met.data or (),
            "venture": VentureStatus(self.venture.data) if self.venture.data else None,
            "word": self.word.data or "",
            "thanks": self.thanks.data or "",
        }


class EndForm(Form):
    """Ending early: nobody has to agree."""

    code = SelectField(_l("Why does it end now?"), validators=[InputRequired(FILL_IN)])
    reason = StringField(
        _l("In your own words (optional, the other reads it)"),
        filters=[stripped],
        validators=[Optional(), Length(0, 300, _l("300 characters at most."))],
    )
    wants_another = BooleanField(_l("I would like another mentor: put me in front of those who wait for the start-up centre's help."))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.code.choices = [("", "–"), *((code.value, word) for code, word in END_REASONS.items())]


class NoStartForm(Form):
    """We do not start."""

    another = BooleanField(_l("I would like another mentor: put me in front of those who wait for the start-up centre's help."))


class HandOverForm(Form):
    """What the next mentor should know."""

    handover = TextAreaField(
        _l("What the next mentor should know"),
        description=_l("The two read it, too. No health or family matters, please."),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(10, 1000, _l("Between 10 and 1,000 characters, please."))],
    )
    next_mentor = SelectField(_l("The next mentor, if you know one (both confirm it)"), coerce=int, default=0)

    def __init__(self, mentors: Sequence[tuple[int, str]] = (), **values: Any) -> None:
        super().__init__(**values)
        self.next_mentor.choices = [(0, "–"), *mentors]
