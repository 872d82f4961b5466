"""Forms of the safety room."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.accounts.terms import ConsentWay
from marketplace.safety.terms import KIND_WORDS, MEASURE_WORDS, MeasureKind, ReportKind
from marketplace.web.forms import Filter, Form, stripped

FILL_IN = _l("Please fill this in.")
MOST = 2**31 - 1


def _words(label: Any, hint: Any, longest: int, *, needed: bool = True) -> TextAreaField:
    first = InputRequired(FILL_IN) if needed else Optional()
    too_long = Length(3 if needed else 0, longest, _l("Between 3 and %(n)s characters, please.", n=longest))
    return TextAreaField(label, description=hint, filters=[stripped], validators=[first, too_long])


class Subject(Filter):
    """Where a report or a block begins: what was seen, and on whom."""

    subject = StringField(validators=[InputRequired(), Length(1, 24)])
    id = IntegerField(validators=[InputRequired(), NumberRange(1, MOST)])
    about = IntegerField(validators=[Optional(), NumberRange(1, MOST)])

    @property
    def place(self) -> tuple[str, int]:
        """Subject and number; what is not understood is found nowhere."""
        return self.understood.get("subject") or "", self.understood.get("id") or 0


class ReportForm(Form):
    """What happened."""

    subject = HiddenField(validators=[InputRequired(), Length(1, 24)])
    id = HiddenField(validators=[InputRequired()])
    about = HiddenField()
    kind = RadioField(_l("What is it about?"), validators=[InputRequired(_l("Please choose one."))])
    words = _words(
        _l("What happened?"),
        _l("In your own words: what was said or done, when, and where. A copy of the page you come from is kept with it."),
        2000,
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.kind.choices = [(kind.value, gettext(KIND_WORDS[kind])) for kind in ReportKind]

    @property
    def place(self) -> tuple[str, int]:
        """Subject and number."""
        return self.subject.data or "", _number(self.id.data) or 0

    @property
    def about_id(self) -> int | None:
        """Whom it is about, where it was said."""
        return _number(self.about.data)


class BlockForm(Form):
    """Where the two met."""

    subject = HiddenField(validators=[InputRequired(), Length(1, 24)])
    id = HiddenField(validators=[InputRequired()])

    @property
    def place(self) -> tuple[str, int]:
        """Subject and number."""
        return self.subject.data or "", _number(self.id.data) or 0


def _number(text: Any) -> int | None:
    return int(text) if str(text or "").isdigit() and int(text) <= MOST else None


class _MeasureFields(Form):
    """What a measure needs."""

    reason = _words(
        _l("What the person reads"),
        _l("Say what was found and which rule it breaks. Do not say who reported it."),
        1000,
        needed=False,
    )
    until = DateField(_l("Last day of the suspension"), description=_l("Empty: until an officer lifts it."), validators=[Optional()])

    def validate_until(self, field: Field) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_l("This day is over. Choose today or a later one."))


class DecisionForm(_MeasureFields):
    """The decision on a report."""

    verdict = RadioField(_l("Is the report upheld?"), validators=[InputRequired(_l("Please choose one."))])
    decision = _words(_l("Why"), _l("For the officers and the auditor; nobody else reads it."), 1000)
    measure = RadioField(_l("Measure"), validators=[Optional()])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.verdict.choices = [("upheld", _l("Upheld")), ("not_upheld", _l("Not upheld"))]
        self.measure.choices = [("", _l("no measure"))] + [(kind.value, gettext(MEASURE_WORDS[kind])) for kind in MeasureKind]
        self.measure.data = self.measure.data or ""

    def validate_measure(self, field: Field) -> None:
        if field.data and self.verdict.data != "upheld":
            raise ValidationError(_l("A measure needs a report that is upheld."))

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if self.measure.data and not self.reason.data:
            self.reason.errors = [*self.reason.errors, gettext("Say why: the person has to know what she can answer.")]
            return False
        return right

    @property
    def answer(self) -> dict[str, Any]:
        """What ``decide_report`` takes."""
        measure = MeasureKind(self.measure.data) if self.measure.data else None
        until = self.until.data if measure == MeasureKind.suspension else None
        return {
            "upheld": self.verdict.data == "upheld",
            "decision": self.decision.data,
            "measure": measure,
            "reason": self.reason.data or "",
            "until": until,
        }


class LiftForm(Form):
    """Why a measure is lifted."""

    reason = _words(_l("Why is it lifted?"), _l("The person reads this."), 1000)


class AppealForm(Form):
    """The person's word."""

    words = _words(
        _l("Why is this measure wrong?"),
        _l("A second officer, who had no part in it, reads this and answers within five working days."),
        2000,
    )


class AppealDecisionForm(Form):
    """The second officer's word."""

    verdict = RadioField(_l("Your decision"), validators=[InputRequired(_l("Please choose one."))])
    decision = _words(_l("Why"), _l("The person reads this."), 1000)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.verdict.choices = [("upheld", _l("The measure stays")), ("overturned", _l("The measure is overturned"))]


class ConsentForm(Form):
    """What the guardian said."""

    answer = RadioField(_l("The guardian"), validators=[InputRequired(_l("Please choose one."))])
    said_by = StringField(
        _l("Who said it"),
        description=_l("Name, and what she is to the minor: mother, father, guardian."),
        filters=[stripped],
        validators=[InputRequired(FILL_IN), Length(2, 60, _l("Between 2 and %(n)s characters, please.", n=60))],
    )
    way = RadioField(_l("How"), validators=[InputRequired(_l("Please choose one."))])
    said_on = DateField(_l("When"), validators=[InputRequired(FILL_IN)])
    note = StringField(_l("A note (optional)"), filters=[stripped], validators=[Optional(), Length(0, 300, _l("300 characters at most."))])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.answer.choices = [("given", _l("agrees")), ("refused", _l("does not agree"))]
        ways = {ConsentWay.phone: _l("by phone"), ConsentWay.visit: _l("in person"), ConsentWay.writing: _l("in writing")}
        self.way.choices = [(way.value, words) for way, words in ways.items()]

    def validate_said_on(self, field: Field) -> None:
        if field.data and not date(2013, 1, 1) <= field.data <= clock.today():
            raise ValidationError(_l("Choose today or an earlier day."))

    @property
    def said(self) -> dict[str, Any]:
        """What ``answer_for_guardian`` takes."""
        return {
            "given": self.answer.data == "given",
            "said_by": self.said_by.data,
            "way": ConsentWay(self.way.data),
            "said_on": self.said_on.data,
            "note": self.note.data or "",
        }


class PageQuestion(Filter):
    """Which page of a list."""

    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    @property
    def number(self) -> int:
        """From 1."""
        return self.understood.get("page") or 1
