"""Forms of the review and of the later life of an entry."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from marketplace.places.queries import dictionary
from marketplace.projects.terms import APPRAISAL_CRITERIA, ArchiveReason, Recommendation
from marketplace.web.forms import Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

SCORES = [(n, str(n)) for n in range(1, 6)]
CHOOSE = _l("Please choose one.")


class ReasonForm(Form):
    """Why an entry goes back, or is not taken."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("The author reads it. Say what is wrong and what would help."),
        filters=[stripped],
        validators=[DataRequired(_l("Say in a sentence or two why: the author reads it.")), Length(0, 500)],
    )


class WithdrawalForm(Form):
    """Why an author does not offer an entry any more."""

    reason = TextAreaField(
        _l("Why you withdraw it"),
        description=_l("The start-up centre reads it; readers see only that you withdrew it."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Say in a sentence why: the start-up centre reads it.")),
            Length(0, 500, _l("%(n)s characters at most.", n=500)),
        ],
    )


class AppraisalForm(Form):
    """An expert's opinion."""

    feasible = RadioField(coerce=int, validators=[InputRequired(CHOOSE)])
    market = RadioField(coerce=int, validators=[InputRequired(CHOOSE)])
    money = RadioField(coerce=int, validators=[InputRequired(CHOOSE)])
    law = RadioField(coerce=int, validators=[InputRequired(CHOOSE)])
    recommendation = RadioField(_l("Your advice"), validators=[InputRequired(CHOOSE)])
    comment = TextAreaField(
        _l("In your words"),
        description=_l("For the staff, and for the author without your name: what is good, what is to be changed."),
        filters=[stripped],
        validators=[DataRequired(_l("A sentence or two, please: points alone help nobody.")), Length(0, 2000)],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        for code, term in dictionary(session, "appraisal_criterion").items():
            self[code].label.text, self[code].choices = said(term), list(SCORES)
        self.recommendation.choices = [(code, said(term)) for code, term in dictionary(session, "recommendation").items()]

    @property
    def opinion(self) -> dict[str, Any]:
        """What ``give_appraisal`` takes."""
        scores = {code: self[code].data for code in APPRAISAL_CRITERIA}
        return {"scores": scores, "recommendation": Recommendation(self.recommendation.data), "comment": self.comment.data}


class StepBackForm(Form):
    """Why an expert cannot judge this."""

    reason = StringField(
        _l("Why you step back"),
        description=_l("For example: I know the author; I have a share in the same trade."),
        filters=[stripped],
        validators=[DataRequired(_l("Please fill this in.")), Length(0, 200)],
    )


class VerificationForm(Form):
    """What somebody of the staff looked at."""

    level = SelectField(_l("What was looked at"), coerce=int, default=1)
    note = StringField(_l("Note"), filters=[stripped], validators=[Optional(), Length(0, 500)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.level.choices = [(1, _l("the form")), (2, _l("documents")), (3, _l("the place"))]


class ArchivingForm(Form):
    """Why an entry leaves the list."""

    reason = SelectField(_l("Why it leaves the list"))
    note = StringField(_l("Note"), filters=[stripped], validators=[Optional(), Length(0, 500)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        known = dictionary(get_session(), "archive_reason").items()
        # That its author withdrew it only the author says: see WithdrawalForm.
        self.reason.choices = [(code, said(term)) for code, term in known if code != ArchiveReason.withdrawn]

    @property
    def chosen(self) -> ArchiveReason:
        """The reason as the actions take it."""
        return ArchiveReason(self.reason.data)


class MergerForm(Form):
    """Into which entry a double goes."""

    into = IntegerField(
        _l("Number of the entry it is a double of"),
        validators=[InputRequired(_l("A whole number, please.")), NumberRange(1, 2**31 - 1, _l("A whole number, please."))],
    )
