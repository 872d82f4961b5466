"""The two forms of an assignment: who is to get a mentor, and which of the pairs are proposed."""

import re
from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from marketplace.mentoring.models import Waiting
from marketplace.web.forms import Checkboxes, Filter, Form, stripped
from marketplace.web.i18n import named

PAIR = re.compile(r"^(\d{1,9})-(\d{1,9})$")


class CountyFilter(Filter):
    """The county whose learners are looked at."""

    county = StringField(default="", filters=[stripped], validators=[Optional(), Length(0, 6)])


class WhoForm(Form):
    """All who wait, or those that are ticked."""

    county = StringField(default="", filters=[stripped], validators=[Optional(), Length(0, 6)])
    who = RadioField(_l("For whom?"), default="all")
    learners = Checkboxes(_l("Learners who wait"), coerce=int)

    def __init__(self, waits: Iterable[Waiting], **values: object) -> None:
        super().__init__(**values)
        self.who.choices = [("all", _l("all of them")), ("ticked", _l("only those I tick"))]
        self.learners.choices = [(wait.person_id, named(wait.person)) for wait in waits]

    @property
    def chosen(self) -> list[int]:
        """The numbers of those who are to get a mentor."""
        return [number for number, *_ in self.learners.choices] if self.who.data == "all" else list(self.learners.data or [])

    def validate(self, extra_validators: object = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not self.chosen:
            self.learners.errors = [gettext("Tick at least one learner, or choose all of them.")]
            return False
        return valid


class PairsForm(Form):
    """The pairs of a preview that are to be proposed."""

    county = StringField(default="", filters=[stripped], validators=[Optional(), Length(0, 6)])
    learners = StringField(default="", filters=[stripped], validators=[Length(0, 4000)])
    pairs = SelectMultipleField(_l("Pairs"), validate_choice=False)

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """The pairs as (learner, mentor)."""
        found = [PAIR.match(one) for one in self.pairs.data or []]
        return [(int(one[1]), int(one[2])) for one in found if one]

    @property
    def shown(self) -> list[int]:
        """The learners of the preview that the pairs came from."""
        return [int(one) for one in self.learners.data.split(",") if one.isdigit()]

    def validate(self, extra_validators: object = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not self.chosen:
            self.pairs.errors = [gettext("Tick at least one pair.")]
            return False
        return valid
