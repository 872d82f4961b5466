"""Forms of the library: query strings."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from marketplace.places.queries import active_terms, counties
from marketplace.projects.saved_queries import stored_query
from marketplace.search.engine import ENOUGH, Query
from marketplace.web.forms import Checkboxes, Filter, stripped
from marketplace.web.i18n import said
from marketplace.web.paging import PER_PAGE, offset_of
from marketplace.web.session import get_session

FACETS = ("sector", "region", "capital", "stage", "risk", "skill", "award")
SORTS = {"relevance": "relevance", "newest": "-published", "cheapest": "capital", "nearest": "relevance"}


class ProjectFilter(Filter):
    """What to look for in the library."""

    q = StringField(_l("Search"), filters=[stripped], validators=[Optional(), Length(0, 120)])
    at_most = IntegerField(_l("Money I have, at most (yuan)"), validators=[Optional(), NumberRange(0, 100_000_000)])
    at_least = IntegerField(_l("Money to begin with, at least (yuan)"), validators=[Optional(), NumberRange(0, 100_000_000)])
    sector = Checkboxes(_l("Sector"))
    region = Checkboxes(_l("Region"))
    capital = Checkboxes(_l("Start-up money"))
    stage = Checkboxes(_l("Stage"))
    risk = Checkboxes(_l("Risk"))
    skill = Checkboxes(_l("Skills wanted"))
    award = Checkboxes(_l("Prize"))
    sort = SelectField(
        _l("Order"),
        validators=[Optional()],
        default="relevance",
    )
    literal = BooleanField()
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        session = get_session()
        for name in ("sector", "capital", "stage", "risk", "skill"):
            self[name].choices = [(term.code, said(term)) for term in active_terms(session, name)]
        self.region.choices = [(county.code, said(county)) for county in counties(session)]
        self.award.choices = [("yes", _l("won a prize"))]
        self.sort.choices = [
            ("relevance", _l("best fit")),
            ("newest", _l("newest")),
            ("cheapest", _l("least money")),
            ("nearest", _l("nearest")),
        ]

    @property
    def stored(self) -> str:
        """What is looked for, as one line that a saved search keeps."""
        return stored_query(self.understood, FACETS)

    @property
    def query(self) -> Query:
        """The question to the search engine."""
        asked = self.understood
        chosen = {name: frozenset(asked[name]) for name in FACETS if asked.get(name)}
        number = asked.get("page") or 1
        near = asked.get("sort") == "nearest"
        return Query(
            text=asked.get("q") or "",
            kinds=frozenset({"project"}),
            filters=chosen,
            at_most={"capital": float(asked["at_most"])} if asked.get("at_most") is not None else {},
            at_least={"capital": float(asked["at_least"])} if asked.get("at_least") is not None else {},
            sort=SORTS.get(asked.get("sort") or "relevance", "relevance")
            if asked.get("q") or asked.get("sort") not in (None, "", "relevance")
            else "-published",
            # Nearness is known by the database rows, so all hits are needed to put them in that order.
            offset=0 if near else offset_of(number),
            limit=10_000 if near else PER_PAGE,
            enough=0 if near else ENOUGH,
            literal=bool(asked.get("literal")),
        )


class LikenessQuestion(Filter):
    """What somebody is writing just now."""

    title_zh = StringField(filters=[stripped], validators=[Optional(), Length(0, 120)])
    title_en = StringField(filters=[stripped], validators=[Optional(), Length(0, 120)])
    summary_zh = StringField(filters=[stripped], validators=[Optional(), Length(0, 400)])
    summary_en = StringField(filters=[stripped], validators=[Optional(), Length(0, 400)])
    own = IntegerField(validators=[Optional(), NumberRange(0, 2**31 - 1)])

    @property
    def texts(self) -> dict[str, str]:
        """What is written, by language."""
        asked = self.understood
        return {
            language: f"{asked.get(f'title_{language}') or ''} {asked.get(f'summary_{language}') or ''}".strip()
            for language in ("zh", "en")
        }

    @property
    def own_id(self) -> int | None:
        """The draft itself, which is no double."""
        return self.understood.get("own")
