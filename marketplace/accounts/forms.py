"""Forms of the accounts room."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace import clock
from marketplace.accounts.access_log import months_logged
from marketplace.accounts.passwords import MIN_LENGTH, is_common
from marketplace.accounts.queries import is_email, is_mobile, tidy_contact
from marketplace.accounts.terms import ADULT_YEARS, LEAST_YEARS, AgeBand
from marketplace.places.queries import active_terms, counties
from marketplace.web.forms import Checkboxes, Filter, Form, stripped
from marketplace.web.i18n import month_of, said
from marketplace.web.session import get_session


def _tidied(value: Any) -> Any:
    return tidy_contact(stripped(value)) if value else value


def _good_password(_form: Form, field: Field) -> None:
    if is_common(field.data or ""):
        raise ValidationError(_l("This password is on the list that everybody tries first. Choose another one."))


class ContactForm(Form):
    """A mobile number or a mail address."""

    contact = StringField(
        _l("Mobile number or e-mail"),
        filters=[_tidied],
        validators=[InputRequired(_l("Please fill this in.")), Length(0, 120, _l("%(n)s characters at most.", n=120))],
        render_kw={"autocomplete": "username"},
    )

    def validate_contact(self, field: Field) -> None:
        if not (is_mobile(field.data) or is_email(field.data)):
            raise ValidationError(_l("This is neither a mobile number (11 digits) nor a mail address."))


class SignInForm(ContactForm):
    """Contact and password."""

    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Please fill this in."))], render_kw={"autocomplete": "current-password"}
    )


class NewPasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _l("New password"),
        description=_l("At least 10 characters; a sentence is fine."),
        validators=[
            InputRequired(_l("Please fill this in.")),
            Length(MIN_LENGTH, 200, _l("At least 10 characters, please.")),
            _good_password,
        ],
        render_kw={"autocomplete": "new-password"},
    )


class SignUpForm(NewPasswordForm, ContactForm):
    """All that an account needs."""

    name = StringField(
        _l("Your name"),
        filters=[stripped],
        validators=[InputRequired(_l("Please fill this in.")), Length(1, 40)],
        render_kw={"autocomplete": "name"},
    )
    age = RadioField(_l("How old are you?"), validators=[InputRequired(_l("Please choose one."))])
    birth_month = SelectField(_l("Month of your birth"), validate_choice=False)
    guardian_name = StringField(_l("Name of your parent or guardian"), filters=[stripped], validators=[Length(0, 40)])
    guardian_contact = StringField(_l("Their mobile number or e-mail"), filters=[_tidied], validators=[Length(0, 120)])
    guardian_region = SelectField(_l("Where do you live?"), validate_choice=False)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.age.choices = [
            (AgeBand.adult.value, _l("18 or older")),
            (AgeBand.minor.value, _l("14 to 17")),
            (AgeBand.child.value, _l("under 14")),
        ]
        self.birth_month.choices = [("", "–")] + [(month.isoformat(), month_of(month)) for month in _months_of_minors()]
        self.guardian_region.choices = [("", "–")] + [(county.code, said(county)) for county in counties(get_session())]

    def validate_age(self, field: Field) -> None:
        if field.data == AgeBand.child:
            raise ValidationError(
                _l(
                    "From 14 on you can have an account here. Until then everything in the library is open to you without one, and the "
                    "start-up centre is glad to see you together with your parents. Nothing you typed was kept."
                )
            )

    def validate_birth_month(self, field: Field) -> None:
        self._is_needed(field)

    def validate_guardian_name(self, field: Field) -> None:
        self._is_needed(field)

    def validate_guardian_contact(self, field: Field) -> None:
        self._is_needed(field)
        if self._is_minor and field.data and not (is_mobile(field.data) or is_email(field.data)):
            raise ValidationError(_l("This is neither a mobile number (11 digits) nor a mail address."))

    def validate_guardian_region(self, field: Field) -> None:
        self._is_needed(field)

    @property
    def _is_minor(self) -> bool:
        return bool(self.age.data == AgeBand.minor)

    def _is_needed(self, field: Field) -> None:
        if not self._is_minor:
            return
        if not field.data:
            raise ValidationError(_l("Please fill this in: we ask everybody who is 14 to 17."))
        choices = getattr(field, "choices", None)
        if choices and field.data not in dict(choices):
            raise ValidationError(_l("Choose from the list."))

    @property
    def answers(self) -> dict[str, Any]:
        """What ``sign_up`` takes; of an adult no month of birth and no guardian."""
        plain = {"name": self.name.data, "contact": self.contact.data, "password": self.password.data}
        if not self._is_minor:
            return plain
        guardian = {"name": self.guardian_name.data, "contact": self.guardian_contact.data, "region": self.guardian_region.data}
        return plain | {"birth_month": date.fromisoformat(self.birth_month.data), "guardian": guardian}


def _months_of_minors() -> list[date]:
    """Every month in which somebody of 14 to 17 can be born, the latest first."""
    this = clock.today().replace(day=1)
    return [clock.months_after(this, -months) for months in range(LEAST_YEARS * 12, ADULT_YEARS * 12 + 1)]


class GuardianForm(Form):
    """Who answers for somebody of 14 to 17."""

    name = StringField(
        _l("Name of your parent or guardian"), filters=[stripped], validators=[InputRequired(_l("Please fill this in.")), Length(1, 40)]
    )
    contact = StringField(
        _l("Their mobile number or e-mail"), filters=[_tidied], validators=[InputRequired(_l("Please fill this in.")), Length(0, 120)]
    )
    region = SelectField(_l("Where do you live?"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.region.choices = [(county.code, said(county)) for county in counties(get_session())]

    def validate_contact(self, field: Field) -> None:
        if not (is_mobile(field.data) or is_email(field.data)):
            raise ValidationError(_l("This is neither a mobile number (11 digits) nor a mail address."))

    @property
    def named(self) -> dict[str, str]:
        """What ``name_guardian`` takes."""
        return {name: self[name].data for name in ("name", "contact", "region")}


class SkillLevels(Field):
    """Levels 0-4 for every skill: fields named ``skill-SK101`` and so on; ``data`` is a mapping of code to level."""

    def process(self, formdata: Any, data: Any = None, **_extra: Any) -> None:
        self.process_errors: list[str] = []
        self.data = dict(data or {})
        if formdata:
            known = {f"skill-{term.code}" for term in active_terms(get_session(), "skill")}
            self.data = {key[6:]: int(value) for key, value in formdata.items() if key in known and value in set("01234")}

    def _value(self) -> str:
        return ""


class ProfileForm(Form):
    """The eight questions."""

    skills = SkillLevels(_l("What can you do already?"))
    sectors = Checkboxes(_l("Which sectors draw you?"))
    hours = IntegerField(
        _l("How many hours a week can you give?"), validators=[Optional(), NumberRange(1, 100, _l("Between 1 and 100 hours, please."))]
    )
    capital = IntegerField(
        _l("How much money can you put in? (yuan)"),
        validators=[Optional(), NumberRange(0, 100_000_000, _l("A sum in yuan, without decimals."))],
    )
    region = SelectField(_l("Where do you want to start?"))
    stage = RadioField(_l("How far are you?"))
    help_wanted = Checkboxes(_l("What do you want help with?"))
    group = SelectField(_l("Which group fits you?"))
    graduation_year = IntegerField(_l("Year of graduation (if any)"), validators=[Optional()])
    about = TextAreaField(
        _l("In your own words: what would you like to do?"),
        description=_l("Please leave out ID numbers, health and family matters."),
        filters=[stripped],
        validators=[Length(0, 600, _l("600 characters at most."))],
    )

    def __init__(self, **values: Any) -> None:
        session = get_session()
        super().__init__(**values)
        self.sectors.choices = [(term.code, said(term)) for term in active_terms(session, "sector")]
        self.region.choices = [("", _l("not decided"))] + [(term.code, said(term)) for term in counties(session)]
        self.stage.choices = [(term.code, said(term)) for term in active_terms(session, "stage")]
        self.stage.validate_choice = False
        self.help_wanted.choices = [(term.code, said(term)) for term in active_terms(session, "skill")]
        self.group.choices = [("", _l("rather not say"))] + [
            (term.code, said(term)) for term in active_terms(session, "group") if term.code != "LG.DISAB"
        ]

    def validate_graduation_year(self, field: Field) -> None:
        if field.data is not None and not 1950 <= field.data <= clock.today().year + 6:
            raise ValidationError(_l("A year such as 2025, please."))

    def validate_stage(self, field: Field) -> None:
        if field.data and field.data not in dict(self.stage.choices):
            raise ValidationError(_l("Choose from the list."))

    @property
    def answers(self) -> dict[str, Any]:
        """What ``save_profile`` keeps, empty answers as None."""
        named = ("sectors", "hours", "capital", "region", "stage", "help_wanted", "group", "graduation_year", "about")
        answers = {name: self[name].data for name in named}
        return {name: (value or None) if name in ("region", "stage", "group") else value for name, value in answers.items()} | {
            "about": self.about.data or ""
        }


class AccessFilter(Filter):
    """What to look for in the access log."""

    month = SelectField(_l("Month"), validate_choice=False)
    person = IntegerField(_l("Number of the person looked at"), validators=[Optional(), NumberRange(1, 2**31 - 1)])
    by = IntegerField(_l("Number of the person who looked"), validators=[Optional(), NumberRange(1, 2**31 - 1)])
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        this = f"{clock.today():%Y-%m}"
        months = sorted({this, *months_logged(get_session())}, reverse=True)
        if self.month.data not in months:
            self.month.data = this
        self.month.choices = [(month, month_of(date.fromisoformat(f"{month}-01"))) for month in months]

    @property
    def month_asked(self) -> str:
        """The month that was chosen, or this one."""
        return str(self.month.data)

    @property
    def number(self) -> int:
        """The page, from 1."""
        return self.understood.get("page") or 1
