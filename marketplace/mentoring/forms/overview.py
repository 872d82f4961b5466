"""The query strings of the staff's one screen and its lists."""

from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from marketplace.web.forms import Filter, stripped


class OverviewFilter(Filter):
    """Which county, only those who wait too long, and the page."""

    county = StringField(default="", filters=[stripped], validators=[Optional(), Length(0, 6)])
    late = BooleanField()
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])
