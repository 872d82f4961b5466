"""Query strings of the outcomes pages."""

from wtforms import IntegerField
from wtforms.validators import AnyOf, NumberRange, Optional

from marketplace.ventures.terms import HEADLINE_MONTHS
from marketplace.web.forms import Filter

WINDOWS = (6, 12, 24)


class OutcomeFilter(Filter):
    """Which window, and which page of the rows."""

    months = IntegerField(default=HEADLINE_MONTHS, validators=[Optional(), AnyOf(WINDOWS)])
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    @property
    def window(self) -> int:
        """Months after the certificate."""
        return int(self.understood.get("months") or HEADLINE_MONTHS)

    @property
    def number(self) -> int:
        """The page of the list."""
        return int(self.understood.get("page") or 1)
