"""Forms of the front rooms: what somebody has."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from marketplace.places.queries import CITY, active_terms, counties, dictionary, term, towns
from marketplace.web.forms import Checkboxes, Filter
from marketplace.web.i18n import said
from marketplace.web.session import get_session

# Who ticks a skill can do it alone.
ALONE = 3


def _places() -> dict[str, list[tuple[str, Any]]]:
    """The counties, each with its towns; near is what lies in one's county."""
    session = get_session()
    choices: dict[str, list[tuple[str, Any]]] = {said(dictionary(session, "region")[CITY]): [("", _l("anywhere in the city"))]}
    for county in counties(session):
        anywhere = (county.code, _l("anywhere in %(county)s", county=said(county)))
        choices[said(county)] = [anywhere, *((town.code, said(town)) for town in towns(session, county.code))]
    return choices


class WhatIHaveFilter(Filter):
    """Money, time, place, skills. ``region`` is a county or a town. ``profile`` and ``levels`` fill it before the first question."""

    money = IntegerField(
        _l("Money I can put in (yuan)"), validators=[Optional(), NumberRange(0, 100_000_000, _l("A sum in yuan, without decimals."))]
    )
    hours = IntegerField(_l("Hours a week"), validators=[Optional(), NumberRange(1, 100, _l("Between 1 and 100 hours, please."))])
    region = SelectField(_l("Where I want to start"), validators=[Optional()])
    skill = Checkboxes(_l("What I can do on my own"))
    sector = Checkboxes(_l("Sectors I like (optional)"))
    page = IntegerField(default=1, validators=[Optional(), NumberRange(1, 10_000)])

    def __init__(self, profile: Any = None, levels: dict[str, int] | None = None) -> None:
        super().__init__()
        self.levels = levels or {}
        session = get_session()
        self.region.choices = _places()
        self.skill.choices = [(one.code, said(one)) for one in active_terms(session, "skill")]
        self.sector.choices = [(one.code, said(one)) for one in active_terms(session, "sector")]
        if profile and not self.is_asked:
            self.money.data, self.hours.data, self.region.data = profile.capital, profile.hours, profile.town or profile.region
            self.skill.data, self.sector.data = [code for code, level in self.levels.items() if level], list(profile.sectors)

    @property
    def is_asked(self) -> bool:
        """Whether the address says anything of what one has."""
        return any(name in request.args for name in ("money", "hours", "region", "skill", "sector"))

    @property
    def have(self) -> dict[str, Any]:
        """What ``Have`` takes; a rated skill keeps its level, a ticked one is done alone."""
        asked = self.understood
        return {
            "money": asked.get("money"),
            "hours": asked.get("hours"),
            **self._place(asked.get("region") or ""),
            "skills": {code: self.levels.get(code) or ALONE for code in asked.get("skill") or ()},
            "sectors": asked.get("sector") or (),
        }

    def _place(self, code: str) -> dict[str, str]:
        town = term(get_session(), "town", code)
        return {"region": town.parent or "", "town": code} if town else {"region": code}
