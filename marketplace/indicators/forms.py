"""Query strings of the outcomes pages."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from marketplace.ventures.terms import HEADLINE_MONTHS
from marketplace.web.forms import Filter

WINDOWS = (6, 12, 24)


class OutcomeFilter(Filter):
    """Which window, and which page of the rows."""

    months = SelectField(_l("Window"), choices=[(months, str(months)) for months in WINDOWS], coerce=int, default=HEADLINE_MONTHS)
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    @property
    def window(self) -> int:
        """Months after the certificate."""
        return int(self.understood.get("months") or HEADLINE_MONTHS)

    @property
    def number(self) -> int:
        """The page of the list."""
        return int(self.understood.get("page") or 1)
