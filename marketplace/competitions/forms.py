"""Forms of the competitions room."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.terms import CRITERIA, MEANINGS
from marketplace.places.queries import CITY, active_terms, counties, dictionary
from marketplace.projects.models import Project
from marketplace.web.forms import Form, stripped
from marketplace.web.i18n import language, said
from marketplace.web.session import get_session

FILL_IN = _l("Please fill this in.")
LIKE_CHINESE = _l("Empty: the Chinese one is shown.")


def _text(label: Any, longest: int, **more: Any) -> dict[str, Any]:
    too_long = _l("%(n)s characters at most.", n=longest)
    return {"label": label, "filters": [stripped], "validators": [*more.pop("validators", []), Length(0, longest, too_long)], **more}


def _weight() -> IntegerField:
    return IntegerField(
        default=25, validators=[InputRequired(FILL_IN), NumberRange(1, 97, _l("Each of the four counts: between 1 and 97."))]
    )


class ContestForm(Form):
    """A new contest."""

    name_zh = StringField(**_text(_l("Name, in Chinese"), 80, validators=[DataRequired(FILL_IN)]))
    name_en = StringField(**_text(_l("Name, in English"), 160, description=LIKE_CHINESE))
    about_zh = TextAreaField(
        **_text(
            _l("What it is about, in Chinese"),
            600,
            description=_l("Who may enter, what there is to win, whom to ask."),
            validators=[DataRequired(FILL_IN)],
        )
    )
    about_en = TextAreaField(**_text(_l("What it is about, in English"), 1200, description=LIKE_CHINESE))
    region = SelectField(_l("Where"))
    level = SelectField(_l("Level"), default="AL4")
    closes_on = DateField(_l("Last day for entries"), validators=[InputRequired(_l("A day such as 2026-05-31, please."))])
    winners = IntegerField(
        _l("How many places win"),
        description=_l("First, second and third prize, then merit awards. Whoever has the same points as the last winner wins too."),
        default=3,
        validators=[InputRequired(FILL_IN), NumberRange(1, 100, _l("Between 1 and 100 places, please."))],
    )
    judges_per_entry = IntegerField(
        _l("How many judges read each entry"),
        description=_l(
            "Empty: every judge reads every entry. Otherwise judges are drawn by lot, each about as much; three is a good number."
        ),
        validators=[Optional(), NumberRange(2, 20, _l("Between 2 and 20 judges, please, or nothing."))],
    )
    concept, strategy, market, results = _weight(), _weight(), _weight(), _weight()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        regions = [dictionary(session, "region")[CITY], *counties(session)]
        self.region.choices = [(term.code, said(term)) for term in regions]
        self.level.choices = [(term.code, said(term)) for term in active_terms(session, "award_level")]
        for code, criterion in dictionary(session, "criterion").items():
            self[code].label.text = said(criterion)

    def validate_closes_on(self, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_l("This day is over. People need time to enter: choose a later one."))

    def validate_results(self, field: Any) -> None:
        given = [self[criterion].data for criterion in CRITERIA]
        if None not in given and sum(given) != 100:
            raise ValidationError(_l("The four weights must add up to 100; now they add up to %(total)s.", total=sum(given)))

    @property
    def content(self) -> dict[str, Any]:
        """What ``create_contest`` takes; an empty English text says the same as the Chinese one."""
        plain = {name: self[name].data for name in ("name_zh", "about_zh", "region", "level", "closes_on", "winners", "judges_per_entry")}
        english = {f"{name}_en": self[f"{name}_en"].data or self[f"{name}_zh"].data for name in ("name", "about")}
        return plain | english | {"weights": {criterion: self[criterion].data for criterion in CRITERIA}}


class SeatForm(Form):
    """Who joins the panel."""

    person_id = SelectField(_l("Add a judge"), coerce=int)

    def __init__(self, people: Iterable[Person], **values: Any) -> None:
        super().__init__(**values)
        english = language() == "en"
        self.person_id.choices = [(person.id, (english and person.name_en) or person.name) for person in people]


class EntryForm(Form):
    """Which draft takes part, and whether a win may be published."""

    project_id = RadioField(_l("Which project?"), coerce=int, validators=[InputRequired(_l("Choose one of your drafts."))])
    consents = BooleanField(_l("If my project wins, it may be published in the library with my texts, for everybody to read."))

    def __init__(self, drafts: list[Project], **values: Any) -> None:
        super().__init__(**values)
        self.project_id.choices = [(draft.id, said(draft, "title")) for draft in drafts]
        self.project_id.validate_choice = False

    def validate_project_id(self, field: Any) -> None:
        if field.data not in [number for number, _title in field.choices]:
            raise ValidationError(_l("Choose one of your drafts."))


def _points() -> IntegerField:
    return IntegerField(
        validators=[InputRequired(_l("Points from 0 to 100, please.")), NumberRange(0, 100, _l("Points from 0 to 100, please."))]
    )


class SheetForm(Form):
    """One judge's points for one entry."""

    concept, strategy, market, results = _points(), _points(), _points(), _points()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        for code, criterion in dictionary(get_session(), "criterion").items():
            self[code].label.text, self[code].description = said(criterion), gettext(MEANINGS[code])

    @property
    def points(self) -> dict[str, int]:
        """What ``score_entry`` takes."""
        return {criterion: self[criterion].data for criterion in CRITERIA}


class RecusalForm(Form):
    """Why a judge steps back."""

    reason = StringField(
        **_text(
            _l("Why do you step back?"),
            200,
            description=_l("For example: we worked together, I advised them, I invest in a rival. The organiser reads this."),
            validators=[DataRequired(_l("A few words, please: the organiser has to record the reason."))],
        )
    )
