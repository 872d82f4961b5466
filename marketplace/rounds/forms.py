"""Forms of the rounds room."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.places.queries import CITY, counties, dictionary
from marketplace.rounds.models import RoundWish
from marketplace.rounds.queries.wishes import Participant
from marketplace.rounds.terms import MOST_CHOICES, Objective, PinKind, Wish
from marketplace.web.addresses import LARGEST
from marketplace.web.forms import Checkboxes, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

FILL_IN = _l("Please fill this in.")
DAY = _l("A day such as 2026-05-31, please.")
LIKE_CHINESE = _l("Empty: the Chinese one is shown.")
NO_NAMES = _l("It stands in the ledger for good: no names and no contacts, please.")

OBJECTIVES = {
    Objective.welfare: _l("Best fit: the greatest sum of what the pairs are worth"),
    Objective.participation: _l("As many pairs as possible, then the best fit"),
    Objective.stable: _l("Stable: no two who would rather have each other"),
}


# For tables, where the whole sentence stands elsewhere on the page.
SHORT = {Objective.welfare: _l("Best fit"), Objective.participation: _l("Most pairs"), Objective.stable: _l("Stable")}


def _reason() -> StringField:
    return StringField(
        _l("Reason"),
        description=NO_NAMES,
        filters=[stripped],
        validators=[DataRequired(FILL_IN), Length(3, 300, _l("Between 3 and 300 characters, please."))],
    )


def _number(label: Any) -> IntegerField:
    return IntegerField(label, validators=[InputRequired(FILL_IN), NumberRange(1, LARGEST, _l("The number from the table, please."))])


class RoundForm(Form):
    """A new round."""

    name_zh = StringField(
        _l("Name, in Chinese"), filters=[stripped], validators=[DataRequired(FILL_IN), Length(0, 80, _l("%(n)s characters at most.", n=80))]
    )
    name_en = StringField(
        _l("Name, in English"),
        description=LIKE_CHINESE,
        filters=[stripped],
        validators=[Optional(), Length(0, 160, _l("%(n)s characters at most.", n=160))],
    )
    region = SelectField(_l("Whom it is for"))
    opens_on = DateField(_l("First day for choices"), default=clock.today, validators=[InputRequired(DAY)])
    closes_on = DateField(_l("Last day for choices"), validators=[InputRequired(DAY)])
    max_choices = IntegerField(
        _l("How many mentors a learner may rank"),
        default=5,
        validators=[InputRequired(FILL_IN), NumberRange(1, MOST_CHOICES, _l("Between 1 and 10, please."))],
    )
    objective = RadioField(_l("What the round is solved for"), default=Objective.participation.value)

    def __init__(self, regions: Iterable[str] | None, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        own = [term for term in counties(session) if regions is None or term.code in regions]
        whole = [dictionary(session, "region")[CITY]] if regions is None else []
        self.region.choices = [(term.code, said(term)) for term in [*whole, *own]]
        self.objective.choices = [(name.value, words) for name, words in OBJECTIVES.items()]

    def validate_closes_on(self, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_l("This day is over. People need time to choose: take a later one."))
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_l("The last day comes before the first."))

    @property
    def content(self) -> dict[str, Any]:
        """What ``create_round`` takes."""
        plain = {name: self[name].data for name in ("name_zh", "opens_on", "closes_on", "max_choices")}
        region = None if self.region.data == CITY else self.region.data
        return plain | {"name_en": self.name_en.data or self.name_zh.data, "region": region, "objective": Objective(self.objective.data)}


class ReasonForm(Form):
    """A decision that needs its reason."""

    reason = _reason()


class PinForm(Form):
    """A pair that is locked or forbidden before solving."""

    learner_id = _number(_l("Learner's number"))
    mentor_id = _number(_l("Mentor's number"))
    kind = RadioField(_l("What holds for these two"), default=PinKind.lock.value)
    reason = _reason()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        kinds = {PinKind.lock: _l("locked: they are put together"), PinKind.forbid: _l("forbidden: they are not")}
        self.kind.choices = [(kind.value, words) for kind, words in kinds.items()]


class ChangeForm(Form):
    """Another mentor than the solver's, or none."""

    learner_id = _number(_l("Learner's number"))
    mentor_id = IntegerField(
        _l("Mentor's number"),
        description=_l("Empty: the learner gets nobody in this round."),
        validators=[Optional(), NumberRange(1, LARGEST, _l("The number from the table, please."))],
    )
    reason = _reason()


class SolveForm(Form):
    """Solve, or solve again."""

    objective = RadioField(_l("What it is solved for"))
    seed = IntegerField(
        _l("Seed of the lots"),
        description=_l("Decides between equals in a stable round. Say it beforehand, then nobody can say it was chosen."),
        validators=[InputRequired(FILL_IN), NumberRange(0, LARGEST, _l("A whole number from 0 on, please."))],
    )
    solver = SelectField(_l("Solver"))

    def __init__(self, solvers: Sequence[str], **values: Any) -> None:
        super().__init__(**values)
        self.objective.choices = [(name.value, words) for name, words in OBJECTIVES.items()]
        self.solver.choices = [(name, {"ortools": "OR-tools", "scipy": "SciPy"}[name]) for name in solvers]


class SeatsForm(Form):
    """How many places a mentor gives to the round."""

    seats = IntegerField(
        _l("Places for this round"),
        description=_l("As many as are free, or fewer; 0: I take no part in this round."),
        validators=[InputRequired(FILL_IN), NumberRange(0, 50, _l("Between 0 and 50 places, please."))],
    )


class WhyForm(Form):
    """Which two one asks about; a question, so it is asked by an address."""

    class Meta:
        csrf = False

    learner = _number(_l("Learner's number"))
    mentor = _number(_l("Mentor's number"))


class ChoicesForm(Form):
    """A learner's ranked mentors with her reasons, and whom she would rather not meet. Made by ``choices_form``."""

    places: int = 0
    avoid = Checkboxes(_l("I would rather not have"), coerce=int)

    def lines(self) -> list[tuple[Any, Any]]:
        """Mentor and reason of each rank."""
        return [(self[f"choice_{rank}"], self[f"reason_{rank}"]) for rank in range(1, self.places + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """A mentor stands in one rank, and is not avoided at the same time."""
        valid, seen = super().validate(extra_validators), set(self.avoid.data or ())
        for mentor, _ in self.lines():
            if mentor.data and mentor.data in seen:
                mentor.errors = [*mentor.errors, _l("This mentor stands twice in your list.")]
                valid = False
            seen.add(mentor.data)
        return valid

    @property
    def wishes(self) -> list[Wish]:
        """What ``save_choices`` takes; ranks that were left empty are closed up."""
        chosen = [(mentor.data, reason.data or "") for mentor, reason in self.lines() if mentor.data]
        ranked = [Wish(number, rank, reason) for rank, (number, reason) in enumerate(chosen, start=1)]
        return ranked + [Wish(number, None) for number in self.avoid.data or ()]


def choices_form(places: int, mentors: Sequence[tuple[int, str]], said_before: Sequence[RoundWish]) -> ChoicesForm:
    """The form with so many ranks, filled with what was said before."""
    fields: dict[str, Any] = {"places": places}
    for rank in range(1, places + 1):
        fields[f"choice_{rank}"] = SelectField(_l("Choice %(rank)s", rank=rank), coerce=_number_or_none, validators=[Optional()])
        fields[f"reason_{rank}"] = StringField(
            _l("Why (optional)"), filters=[stripped], validators=[Optional(), Length(0, 300, _l("%(n)s characters at most.", n=300))]
        )
    values: dict[str, Any] = {"avoid": [wish.other_id for wish in said_before if wish.rank is None]}
    for wish in said_before:
        if wish.rank and wish.rank <= places:
            values |= {f"choice_{wish.rank}": wish.other_id, f"reason_{wish.rank}": wish.reason}
    form: ChoicesForm = type("ChoicesForm", (ChoicesForm,), fields)(data=values)
    for mentor, _ in form.lines():
        mentor.choices = [("", "–"), *mentors]
    form.avoid.choices = list(mentors)
    return form


def _number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class PreferencesForm(Form):
    """What a mentor says of the learners on one page. Made by ``preferences_form``."""

    shown: tuple[int, ...] = ()

    @property
    def said(self) -> dict[int, bool | None]:
        """What ``save_preferences`` takes."""
        return {number: {"like": True, "avoid": False}.get(self[f"learner_{number}"].data) for number in self.shown}


def preferences_form(shown: Sequence[Participant], said_before: Sequence[RoundWish]) -> PreferencesForm:
    """The form for the learners of one page, filled with what was said before."""
    answers = [("none", _l("nothing")), ("like", _l("I would like to")), ("avoid", _l("rather not"))]
    fields: dict[str, Any] = {"shown": tuple(one.person_id for one in shown)}
    for number in fields["shown"]:
        fields[f"learner_{number}"] = RadioField(_l("What you say of learner %(number)s", number=number), default="none")
    before = {wish.other_id: "like" if wish.rank else "avoid" for wish in said_before}
    values = {f"learner_{number}": before.get(number, "none") for number in fields["shown"]}
    form: PreferencesForm = type("PreferencesForm", (PreferencesForm,), fields)(data=values)
    for number in form.shown:
        form[f"learner_{number}"].choices = answers
    return form
