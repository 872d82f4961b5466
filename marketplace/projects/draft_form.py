"""The form in which somebody writes a project: short texts, a cost sheet, six risks."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, FloatField, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace.places.queries import CITY, active_terms, counties, dictionary
from marketplace.projects.models import Project
from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS, Mode, Source
from marketplace.web.forms import Checkboxes, Form, stripped
from marketplace.web.i18n import language, number, said
from marketplace.web.session import get_session

FILL_IN = _l("Please fill this in.")
LIKE_CHINESE = _l("Empty: the Chinese text is shown.")
LEVELS = [(1, _l("1 aware")), (2, _l("2 with help")), (3, _l("3 on my own")), (4, _l("4 can teach it"))]
SIZES = [(1, _l("1 very small")), (2, _l("2 small")), (3, _l("3 middling")), (4, _l("4 large")), (5, _l("5 very large"))]
SUM = NumberRange(0, 100_000_000, _l("A sum in yuan, without decimals."))
OFFERED_BY = (
    (Source.person.value, _l("a person")),
    (Source.company.value, _l("a firm")),
    (Source.college.value, _l("a college or school")),
    (Source.organiser.value, _l("a contest or event organiser")),
)
BILINGUAL = ("title", "summary", *TEXTS, "unit")
PLAIN = (
    "sector",
    "stage",
    "mode",
    "groups",
    "organisation",
    "people",
    "space_m2",
    "weekly_hours",
    "online",
    "price",
    "variable_cost",
    "units_month",
    "regions",
)


def _words(label: Any, longest: int, hint: Any = "", *, needed: bool = True) -> dict[str, Any]:
    must = DataRequired(FILL_IN) if needed else Optional()
    return {
        "label": label,
        "description": hint,
        "filters": [stripped],
        "validators": [must, Length(0, longest, _l("%(n)s characters at most.", n=longest))],
    }


def _english(label: Any, longest: int) -> dict[str, Any]:
    return _words(label, longest, LIKE_CHINESE, needed=False)


def _count(label: Any, least: int, most: int, usual: int | None = None, hint: Any = "") -> IntegerField:
    between = NumberRange(least, most, _l("Between %(least)s and %(most)s, please.", least=least, most=most))
    return IntegerField(label, description=hint, default=usual, validators=[InputRequired(_l("A whole number, please.")), between])


def _amount(label: Any, least: float) -> FloatField:
    between = NumberRange(least, 10_000_000, _l("A price above 0, please.") if least else _l("A number from 0 on, please."))
    return FloatField(label, validators=[InputRequired(_l("A number, please.")), between])


class Line(FlaskForm):
    """A few fields that belong together inside the form."""

    class Meta:
        csrf = False


class CostLine(Line):
    """Something that is paid once, to open."""

    what = StringField(**_words(_l("What"), 60, needed=False))
    low = IntegerField(_l("at least"), validators=[Optional(), SUM])
    high = IntegerField(_l("with ease"), validators=[Optional(), SUM])

    def validate_high(self, field: Any) -> None:
        if None not in (self.low.data, field.data) and field.data < self.low.data:
            raise ValidationError(_l("Not less than the first sum, please."))

    def validate_what(self, field: Any) -> None:
        if field.data and self.low.data is None:
            raise ValidationError(_l("What does it cost at least?"))

    @property
    def row(self) -> dict[str, Any]:
        """The line as the project keeps it; one sum stands for both."""
        low, high = self.low.data or 0, self.high.data
        return {"zh": self.what.data, "en": self.what.data, "low": low, "high": low if high is None else high}


class MonthlyLine(Line):
    """Something that is paid every month."""

    what = StringField(**_words(_l("What"), 60, needed=False))
    amount = IntegerField(_l("a month"), validators=[Optional(), SUM])

    def validate_what(self, field: Any) -> None:
        if field.data and self.amount.data is None:
            raise ValidationError(_l("How much is it a month?"))

    @property
    def row(self) -> dict[str, Any]:
        """The line as the project keeps it."""
        return {"zh": self.what.data, "en": self.what.data, "amount": self.amount.data or 0}


class SkillLine(Line):
    """A skill that the project wants, and how well."""

    skill = SelectField(_l("Skill"))
    level = SelectField(
        _l("How well"),
        coerce=int,
        default=2,
    )

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.skill.choices = _skill_choices()
        self.level.choices = LEVELS


def _skill_choices() -> list[tuple[str, Any]]:
    # Every line of every sheet asks for the same sixty words, so they are looked up once.
    session = get_session()
    kept: dict[str, list[tuple[str, Any]]] = session.info.setdefault("skill choices", {})
    if language() not in kept:
        kept[language()] = [("", _l("choose")), *((term.code, said(term)) for term in active_terms(session, "skill"))]
    return kept[language()]


class RiskLine(Line):
    """How large one risk is, and why."""

    score = SelectField(
        _l("How large"),
        coerce=int,
        default=3,
    )
    why = StringField(**_words(_l("Why"), 160))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.score.choices = SIZES


class ProjectDraftForm(Form):
    """A project, whole. One sheet for writing and for rewriting."""

    title_zh = StringField(**_words(_l("Title, in Chinese"), 40))
    title_en = StringField(**_english(_l("Title, in English"), 120))
    summary_zh = TextAreaField(**_words(_l("In short, in Chinese"), 200, _l("What, for whom, and why here: two or three sentences.")))
    summary_en = TextAreaField(**_english(_l("In short, in English"), 200))
    sector = SelectField(_l("Sector"))
    regions = Checkboxes(_l("Where it fits"), validators=[InputRequired(_l("Choose at least one place."))])
    stage = SelectField(_l("How far it is"), default="P1")
    mode = SelectField(_l("How one comes to run it"), default=Mode.own.value)
    groups = Checkboxes(_l("For whom (optional)"))
    source = SelectField(_l("Offered by"), default=Source.person.value)
    organisation = StringField(**_words(_l("Name of the firm, college or organiser"), 80, needed=False))
    change_note = StringField(**_words(_l("What is different, in one sentence"), 500, _l("Only for a next version."), needed=False))
    detail_zh = TextAreaField(**_words(_l("What it is, in Chinese"), 2000))
    detail_en = TextAreaField(**_english(_l("What it is, in English"), 4000))
    buyers_zh = TextAreaField(**_words(_l("Who buys, and why, in Chinese"), 1000))
    buyers_en = TextAreaField(**_english(_l("Who buys, and why, in English"), 2000))
    first_90_days_zh = TextAreaField(
        **_words(_l("The first 90 days, in Chinese"), 1500, _l("Week by week, with the figure at which you go on, or stop."))
    )
    first_90_days_en = TextAreaField(**_english(_l("The first 90 days, in English"), 3000))
    licences_zh = TextAreaField(**_words(_l("Licences, in Chinese"), 1000))
    licences_en = TextAreaField(**_english(_l("Licences, in English"), 2000))
    not_for_zh = TextAreaField(**_words(_l("Who should not do this, in Chinese"), 600))
    not_for_en = TextAreaField(**_english(_l("Who should not do this, in English"), 1200))

    opening = FieldList(FormField(CostLine), label=_l("Spent once, to open (yuan)"), min_entries=4, max_entries=24)
    monthly = FieldList(FormField(MonthlyLine), label=_l("Every month, whatever is sold (yuan)"), min_entries=2, max_entries=24)
    unit_zh = StringField(**_words(_l("What one sale is, in Chinese"), 20, _l("For example 件, 份, 次.")))
    unit_en = StringField(**_english(_l("What one sale is, in English"), 40))
    price = _amount(_l("Price of one (yuan)"), 0.01)
    variable_cost = _amount(_l("Cost of making and selling one (yuan)"), 0)
    units_month = _count(_l("Sold in a month, soberly, after half a year"), 1, 10_000_000)

    people = _count(_l("People"), 1, 500, 2)
    space_m2 = _count(_l("Space (m²)"), 0, 100_000, 0)
    weekly_hours = _count(_l("Your hours a week"), 1, 100, 40)
    online = BooleanField(_l("It can be run from anywhere"))
    skills = FieldList(FormField(SkillLine), label=_l("Three skills it wants"), min_entries=3, max_entries=24)

    market = FormField(RiskLine)
    finance = FormField(RiskLine)
    technology = FormField(RiskLine)
    law = FormField(RiskLine)
    team = FormField(RiskLine)
    supply = FormField(RiskLine)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        self.sector.choices = [(term.code, said(term)) for term in active_terms(session, "sector")]
        self.regions.choices = [(term.code, said(term)) for term in (*counties(session), dictionary(session, "region")[CITY])]
        self.source.choices = list(OFFERED_BY)
        for name, listed in (("stage", "stage"), ("mode", "mode"), ("groups", "group")):
            self[name].choices = [(term.code, said(term)) for term in active_terms(session, listed)]

    def validate_opening(self, field: Any) -> None:
        _need_one_line(field, _l("Name at least one thing that has to be paid before you open."))

    def validate_monthly(self, field: Any) -> None:
        _need_one_line(field, _l("Name at least one monthly cost; write 0 if there is truly none."))

    def validate_skills(self, field: Any) -> None:
        chosen = [line.form.skill.data for line in field if line.form.skill.data]
        if not chosen:
            _say(field[0].form.skill, _l("Choose at least one skill."))
        if len(chosen) != len(set(chosen)):
            _say(field[-1].form.skill, _l("Choose each skill only once."))

    def validate_organisation(self, field: Any) -> None:
        if "source" in self and self.source.data != Source.person and not field.data:
            raise ValidationError(_l("Who offers it? Write the name."))

    def validate_variable_cost(self, field: Any) -> None:
        if self.price.data is not None and field.data is not None and field.data >= self.price.data:
            raise ValidationError(_l("One costs as much as it sells for, so nothing is ever left. Check both numbers."))

    def validate_units_month(self, field: Any) -> None:
        if None in (self.price.data, self.variable_cost.data, field.data):
            return
        left = field.data * (self.price.data - self.variable_cost.data) - sum(line.form.amount.data or 0 for line in self.monthly)
        if left <= 0 and self.price.data > self.variable_cost.data:
            saying = _l(
                "At these sales a month ends with %(left)s yuan. Check price, costs and sales: a plan must be able to pay.",
                left=number(left),
            )
            raise ValidationError(saying)

    @property
    def offer(self) -> dict[str, Any]:
        """Who offers it and, for a next version, what is different."""
        said_by = {"source": Source(self.source.data)} if "source" in self else {}
        return said_by | {"change_note": self.change_note.data or ""}

    @property
    def content(self) -> dict[str, Any]:
        """What ``draft_project`` and ``rewrite_draft`` take; an empty English text says the same as the Chinese one."""
        plain = {name: self[name].data for name in PLAIN} | {"organisation": self.organisation.data or ""}
        chinese = {f"{name}_zh": self[f"{name}_zh"].data for name in BILINGUAL}
        english = {f"{name}_en": self[f"{name}_en"].data or self[f"{name}_zh"].data for name in BILINGUAL}
        lines = {name: [line.form.row for line in self[name] if line.form.what.data] for name in ("opening", "monthly")}
        return plain | chinese | english | lines | {"skills": self._skills(), "risks": self._risks()}

    def _skills(self) -> dict[str, int]:
        return {line.form.skill.data: line.form.level.data for line in self.skills if line.form.skill.data}

    def _risks(self) -> dict[str, Any]:
        sheets = {dimension: self[dimension].form for dimension in RISK_DIMENSIONS}
        return {name: {"score": sheet.score.data, "zh": sheet.why.data, "en": sheet.why.data} for name, sheet in sheets.items()}


# What the form does not ask; a draft written before keeps its own.
UNASKED: Mapping[str, Any] = {"tags_zh": [], "tags_en": []}


def answers_of(project: Project) -> dict[str, Any]:
    """A draft as the form shows it; an English text that only repeats the Chinese one stays empty."""
    texts = {f"{name}_zh": getattr(project, f"{name}_zh") for name in BILINGUAL}
    english = {f"{name}_en": _unless_same(getattr(project, f"{name}_en"), getattr(project, f"{name}_zh")) for name in BILINGUAL}
    lines = {
        "opening": [*({"what": item["zh"], "low": item["low"], "high": item["high"]} for item in project.opening), {}],
        "monthly": [*({"what": item["zh"], "amount": item["amount"]} for item in project.monthly), {}],
        "skills": [{"skill": wanted.skill, "level": wanted.level} for wanted in project.skills],
    }
    risks = {name: {"score": project.risks[name]["score"], "why": project.risks[name]["zh"]} for name in RISK_DIMENSIONS}
    more = {"source": str(project.source), "change_note": project.change_note}
    return {name: getattr(project, name) for name in PLAIN} | more | texts | english | lines | risks


def _unless_same(english: str, chinese: str) -> str:
    return "" if english == chinese else english


def _need_one_line(field: Any, saying: Any) -> None:
    if not any(line.form.what.data for line in field):
        _say(field[0].form.what, saying)


def _say(field: Any, saying: Any) -> None:
    # The list's own errors are those of its lines, so the word goes beside the line, and the list refuses.
    field.errors = [saying]
    raise ValidationError(saying)
