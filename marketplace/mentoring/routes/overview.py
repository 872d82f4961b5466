"""The staff's one screen: who is paired, who meets, who waits and for how long; and how evenly mentors are shown."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.mentoring.exposure import SEEN_DAYS, exposure
from marketplace.mentoring.forms.overview import OverviewFilter
from marketplace.mentoring.policies import may_read_names, read_regions
from marketplace.mentoring.queries.overview import UNKNOWN, names_of, overview, people_behind
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.mentoring.terms import LATE_DAYS, MENTOR_FIGURES, PAIR_FIGURES, WAIT_FIGURES, Figure
from marketplace.places.queries import counties
from marketplace.web.doors import only
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

READERS = (Role.county_staff, Role.city_staff, Role.auditor)


@rooms.get("/mentoring/overview")
@only(*READERS)
def show_overview() -> Response:
    """All numbers, by county."""
    session, chosen = get_session(), _county()
    return page(
        "mentoring/overview.html",
        seen=overview(session, _regions(chosen)),
        county=chosen,
        choices=_choices(),
        pairs=PAIR_FIGURES,
        waits=WAIT_FIGURES,
        mentors=MENTOR_FIGURES,
        late_days=LATE_DAYS,
        UNKNOWN=UNKNOWN,
        **words(),
    )


@rooms.get("/mentoring/overview/<figure>")
@only(*READERS)
def show_figure(figure: str) -> Response:
    """Whom one number stands for."""
    if figure not in set(Figure):
        raise NotFound()
    session, chosen, asked = get_session(), _county(), OverviewFilter().understood
    only_late, number = bool(asked.get("late")) and Figure(figure) in WAIT_FIGURES, asked.get("page") or 1
    rows = people_behind(session, Figure(figure), _regions(chosen), only_late=only_late)
    shown = rows[offset_of(number) :][:PER_PAGE]
    return page(
        "mentoring/overview_list.html",
        figure=Figure(figure),
        found=Page(shown, len(rows), number),
        names=names_of(session, shown),
        may_read_names=may_read_names,
        of_mentors=Figure(figure) in MENTOR_FIGURES,
        of_pairs=Figure(figure) in PAIR_FIGURES,
        now=clock.now(),
        only_late=only_late,
        late_days=LATE_DAYS,
        county=chosen,
        UNKNOWN=UNKNOWN,
        **words(),
    )


@rooms.get("/mentoring/exposure")
@only(*READERS)
def show_exposure() -> Response:
    """How evenly mentors are shown, asked and won."""
    session, chosen, number = get_session(), _county(), OverviewFilter().understood.get("page") or 1
    seen = exposure(session, _regions(chosen))
    return page(
        "mentoring/exposure.html",
        seen=seen,
        never=Page(seen.never[offset_of(number) :][:PER_PAGE], len(seen.never), number),
        days=SEEN_DAYS,
        county=chosen,
        choices=_choices(),
        UNKNOWN=UNKNOWN,
        **words(),
    )


def _choices() -> list[str]:
    """The counties one may choose between; none where there is only one's own."""
    mine = read_regions(current_user)
    found = [one.code for one in counties(get_session()) if mine is None or one.code in mine]
    return found if len(found) > 1 else []


def _county() -> str:
    """The county that is asked for, where the reader may see it; "" for all of hers."""
    asked, mine = OverviewFilter().understood.get("county") or "", read_regions(current_user)
    known = {one.code for one in counties(get_session())} | {UNKNOWN}
    return asked if asked in (known if mine is None else mine) else ""


def _regions(chosen: str) -> frozenset[str] | None:
    return frozenset({chosen}) if chosen else read_regions(current_user)
