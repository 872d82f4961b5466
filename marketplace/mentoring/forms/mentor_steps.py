"""The steps of a mentor's way: training, pause, retirement, and the staff's decisions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from marketplace import clock
from marketplace.mentoring.forms.words import FILL_IN
from marketplace.mentoring.mentor_terms import PAUSE_DAYS, Handover, ReadingKind
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.readings import Question, reading
from marketplace.web.forms import Form, stripped
from marketplace.web.i18n import named, said


def _words(label: Any, longest: int, hint: Any = "") -> TextAreaField:
    checks = [InputRequired(FILL_IN), Length(3, longest, _l("Between %(least)s and %(most)s characters, please.", least=3, most=longest))]
    return TextAreaField(label, description=hint, filters=[stripped], validators=checks)


class AgreementForm(Form):
    """The mentor agrees."""

    agreed = BooleanField(
        _l("I have read the agreement and keep to it."), validators=[InputRequired(_l("Tick it once you have read the agreement."))]
    )


class VettingForm(Form):
    """What staff saw; no number of a document is kept."""

    identity_seen = _words(_l("What did you see of her identity?"), 300, _l("For example: ID card seen at the counter. Never the number."))
    experience_seen = _words(_l("What did you see of her experience?"), 300, _l("For example: business licence, three years of trading."))


class ReasonForm(Form):
    """Why not; the person reads it."""

    reason = _words(_l("The reason (the person reads it)"), 300)


class PauseForm(Form):
    """Until when."""

    until = DateField(_l("Back on"), validators=[InputRequired(FILL_IN)])

    def validate_until(self, field: DateField) -> None:
        if field.data and not 0 < (field.data - clock.today()).days <= PAUSE_DAYS:
            words = gettext("Choose a day after today, at most %(days)s days ahead. You can come back sooner at any time.", days=PAUSE_DAYS)
            raise ValidationError(words)


def pause_form(**values: Any) -> PauseForm:
    """A month is proposed."""
    return PauseForm(**{"until": clock.today() + timedelta(days=30), **values})


class RetirementForm(Form):
    """For each running pair, what becomes of it; its fields are made for the pairs of the one who retires."""

    sure = BooleanField(_l("I want to stop being a mentor."), validators=[InputRequired(_l("Tick it if you are sure."))])

    @property
    def choices(self) -> dict[int, Handover]:
        """By number of the mentorship."""
        return {int(name[5:]): Handover(field.data) for name, field in self._fields.items() if name.startswith("pair-")}


def retirement_form(pairs: Sequence[Mentorship]) -> RetirementForm:
    """A question for each pair."""
    ways = [(Handover.hand_over.value, _l("hand over to another mentor")), (Handover.end.value, _l("end it now"))]
    fields = {f"pair-{pair.id}": RadioField(named(pair.learner), validators=[InputRequired(FILL_IN)]) for pair in pairs}
    made: RetirementForm = type("RetirementForm", (RetirementForm,), fields)()
    for name in fields:
        made[name].choices = ways
    return made


class TrainingForm(Form):
    """The questions about the training; a wrong answer is explained beside the question."""

    @property
    def answers(self) -> dict[int, int]:
        """Place of the question: place of the answer."""
        return {int(name[9:]): int(field.data) for name, field in self._fields.items() if name.startswith("question-") and field.data}


def training_form() -> TrainingForm:
    """One field for each question."""
    asked = {f"question-{place}": question for place, question in enumerate(reading(ReadingKind.training).questions)}
    made: TrainingForm = type("TrainingForm", (TrainingForm,), {name: _field(question) for name, question in asked.items()})()
    for name, question in asked.items():
        made[name].choices = [(str(place), said(answer, "text")) for place, answer in enumerate(question.answers)]
    return made


def _field(question: Question) -> RadioField:
    def is_right(_form: Form, field: RadioField) -> None:
        known = {str(place): answer for place, answer in enumerate(question.answers)}
        given = known.get(field.data)
        if given and not given.right:
            raise ValidationError(said(given, "why"))

    return RadioField(said(question, "text"), validators=[InputRequired(_l("Choose an answer.")), is_right])
