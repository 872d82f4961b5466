"""Forms of mentors."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from marketplace.places.queries import active_terms, counties
from marketplace.search.engine import Query
from marketplace.web.forms import Checkboxes, Filter, stripped
from marketplace.web.i18n import said
from marketplace.web.paging import PER_PAGE, offset_of
from marketplace.web.session import get_session

FACETS = ("mentor_kind", "sector", "region", "skill", "language", "free", "online")


class MentorFilter(Filter):
    """What to look for among mentors."""

    q = StringField(_l("Search"), filters=[stripped], validators=[Optional(), Length(0, 120)])
    mentor_kind = Checkboxes(_l("Kind"))
    region = Checkboxes(_l("Region"))
    sector = Checkboxes(_l("Sector"))
    skill = Checkboxes(_l("Can teach"))
    language = Checkboxes(_l("Language"))
    free = Checkboxes(_l("Places"))
    online = Checkboxes(_l("How"))
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        for name in ("mentor_kind", "sector", "skill", "language"):
            self[name].choices = [(term.code, said(term)) for term in active_terms(session, name)]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]
        self.free.choices = [("yes", _l("has a free place"))]
        self.online.choices = [("yes", _l("also meets online"))]

    @property
    def query(self) -> Query:
        """The question to the search engine; mentors with free places come first when nothing was typed."""
        asked = self.understood
        return Query(
            text=asked.get("q") or "",
            kinds=frozenset({"mentor"}),
            filters={name: frozenset(asked[name]) for name in FACETS if asked.get(name)},
            sort="relevance" if asked.get("q") else "-free",
            offset=offset_of(asked.get("page") or 1),
            limit=PER_PAGE,
        )
