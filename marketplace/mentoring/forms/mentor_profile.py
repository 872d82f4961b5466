"""What a mentor says of herself: the long form of application and profile."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace.accounts.forms import SkillLevels
from marketplace.mentoring.forms.words import FILL_IN
from marketplace.mentoring.mentor_terms import OFFICIAL, MeetingFormat
from marketplace.mentoring.models import Mentor
from marketplace.places.queries import active_terms, counties, term, towns
from marketplace.web.forms import Checkboxes, Form, stripped
from marketplace.web.i18n import said
from marketplace.web.session import get_session

FORMATS = {
    MeetingFormat.person: _l("in person"),
    MeetingFormat.video: _l("by video"),
    MeetingFormat.phone: _l("by phone"),
    MeetingFormat.text: _l("in writing"),
}
PLAIN = ("kind", "region", "sectors", "languages", "formats", "seats", "weekly_hours", "founder", "employer", "conflicts", "unpaid")
TEXTS = ("headline_zh", "bio_zh", "cannot_zh", "headline_en", "bio_en", "cannot_en")
CONFLICT_LINES = 20


def _ticks(label: Any) -> Checkboxes:
    return Checkboxes(label, validators=[InputRequired(_l("Choose at least one."))])


def _text(label: Any, longest: int, *, hint: Any = "", long: bool = False, needed: bool = False) -> Field:
    checks = [InputRequired(FILL_IN) if needed else Optional(), Length(0, longest, _l("%(n)s characters at most.", n=longest))]
    return (TextAreaField if long else StringField)(label, description=hint, filters=[stripped], validators=checks)


class MentorForm(Form):
    """Application and profile; ``content`` is what the actions take."""

    kind = RadioField(_l("What kind of mentor are you?"), validators=[InputRequired(FILL_IN)])
    unpaid = BooleanField(_l("As a government officer I am never paid for mentoring, and step back from approvals of people I mentored."))
    region = SelectField(_l("County"), validators=[InputRequired(FILL_IN)])
    town = SelectField(_l("Town (optional)"), validators=[Optional()])
    sectors = _ticks(_l("Sectors you know"))
    skills = SkillLevels(_l("What can you teach?"))
    languages = _ticks(_l("Languages"))
    formats = _ticks(_l("How do you meet people?"))
    seats = IntegerField(
        _l("Places: how many learners at the same time?"),
        description=_l("Fewer than you have now ends no mentorship; it only stops new ones until places are free."),
        validators=[InputRequired(FILL_IN), NumberRange(1, 20, _l("Between 1 and 20 places, please."))],
    )
    weekly_hours = IntegerField(
        _l("Hours a week you can give"), validators=[InputRequired(FILL_IN), NumberRange(1, 40, _l("Between 1 and 40 hours, please."))]
    )
    founder = BooleanField(_l("I have founded a business myself."))
    headline_zh = _text(_l("What you help with, in one line (Chinese)"), 60, needed=True)
    bio_zh = _text(_l("About you (Chinese)"), 400, long=True, needed=True, hint=_l("Please leave out phone numbers and ID numbers."))
    cannot_zh = _text(_l("What I can't help with (Chinese, optional)"), 120)
    headline_en = _text(_l("What you help with, in one line (English)"), 160)
    bio_en = _text(_l("About you (English)"), 1000, long=True)
    cannot_en = _text(_l("What I can't help with (English)"), 300)
    employer = _text(_l("Employer or firm (optional)"), 60, hint=_l("Only staff see it."))
    conflicts = _text(
        _l("Conflicts of interest, in your words (optional)"),
        400,
        long=True,
        hint=_l("Firms you own or advise, loans, approvals you decide on. Only staff see it."),
    )
    conflicts_named = _text(
        _l("People and companies you must not be matched with (optional)"),
        2000,
        long=True,
        hint=_l("One a line; for a person add the mobile number or mail address. They are never told."),
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        self.kind.choices = [(one.code, said(one)) for one in active_terms(session, "mentor_kind")]
        self.region.choices = [("", "–")] + [(one.code, said(one)) for one in counties(session)]
        of_county = {said(one): [(town.code, said(town)) for town in towns(session, one.code)] for one in counties(session)}
        self.town.choices = {"–": [("", "–")], **of_county}
        for name in ("sectors", "languages"):
            self[name].choices = [(one.code, said(one)) for one in active_terms(session, name[:-1])]
        self.formats.choices = [(one.value, words) for one, words in FORMATS.items()]

    def validate_unpaid(self, field: Field) -> None:
        if self.kind.data == OFFICIAL and not field.data:
            raise ValidationError(
                _l("Government officers mentor without pay and step back from approvals: please agree to it, or choose another kind.")
            )

    def validate_town(self, field: Field) -> None:
        town = term(get_session(), "town", field.data)
        if town and town.parent != self.region.data:
            raise ValidationError(_l("This town is in another county."))

    def validate_skills(self, field: Field) -> None:
        if not any(field.data.values()):
            raise ValidationError(_l("Choose at least one skill you can teach."))

    def validate_conflicts_named(self, field: Field) -> None:
        if len(self._lines) > CONFLICT_LINES:
            raise ValidationError(_l("%(n)s lines at most.", n=CONFLICT_LINES))

    @property
    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.conflicts_named.data or "").splitlines() if line.strip()]

    @property
    def held(self) -> dict[str, int]:
        """The skills with a level."""
        return {code: level for code, level in self.skills.data.items() if level}

    @property
    def content(self) -> dict[str, Any]:
        """What ``apply_as_mentor`` and ``save_mentor_profile`` take."""
        texts = {name: self[name].data or "" for name in TEXTS}
        plain = {name: self[name].data for name in PLAIN} | {"employer": self.employer.data or "", "conflicts": self.conflicts.data or ""}
        return {**plain, **texts, "town": self.town.data or None, "skills": self.held, "conflicts_named": self._lines}


def form_of(mentor: Mentor | None, kind: str | None = None) -> MentorForm:
    """The form, filled with the profile she has, if any; ``kind`` is the one she has asked for."""
    if mentor is None:
        return MentorForm(languages=["zh"], formats=[MeetingFormat.person.value], seats=2, weekly_hours=2)
    names = (*PLAIN, *TEXTS, "town")
    values = {name: getattr(mentor, name) for name in names if name != "unpaid"} | {"kind": kind or mentor.kind}
    skills = {one.skill: one.level for one in mentor.skills}
    return MentorForm(
        **values, skills=skills, unpaid=mentor.unpaid_agreed_at is not None, conflicts_named="\n".join(mentor.conflicts_named)
    )
