"""Doors of the front rooms."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.queries import profile_of
from marketplace.accounts.terms import ACCESS_FIELDS
from marketplace.front import visibility
from marketplace.front.queries import own_data
from marketplace.indicators.figures import headline_figures
from marketplace.mentoring import matchmaking
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import answer_records, mentors_in_order, published_mentors, seats_left, typical_wait
from marketplace.mentoring.sightings import sighting
from marketplace.places.queries import dictionary
from marketplace.projects.models import Project
from marketplace.projects.queries import favourite_ids, newest_projects, projects_in_order
from marketplace.search.current import search_engine
from marketplace.search.engine import ENOUGH, IndexUnusable, Query
from marketplace.training.models import Course
from marketplace.training.queries import classes_in_order, coming_classes, courses_in_order
from marketplace.training.queries import seats_left as class_seats_left
from marketplace.web.doors import members, public
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("front", __name__)


@rooms.get("/")
@public
def home() -> Response:
    """The front page."""
    session = get_session()
    mentors = published_mentors(session)
    return page(
        "front/home.html",
        figures=headline_figures(session, clock.today()),
        free_places=sum(seats_left(session, mentors).values()),
        wait=typical_wait(session),
        newest=newest_projects(session),
        counts=_county_counts(),
        **_words(),
        kept=_kept(),
    )


@rooms.get("/search")
@public
def search() -> Response:
    """One box over projects, mentors and courses."""
    text = (request.args.get("q") or "").strip()[:120]
    kind = request.args.get("kind")
    kinds = frozenset({kind}) if kind in ("project", "mentor", "course") else frozenset()
    number = request.args.get("page", 1, type=int)
    is_literal = "literal" in request.args
    asked = Query(text=text, kinds=kinds, offset=offset_of(number), limit=PER_PAGE, enough=ENOUGH, literal=is_literal)
    hits = search_engine().search(asked)
    session = get_session()
    ids: dict[str, list[int]] = {"project": [], "mentor": [], "course": []}
    for name, found in hits.ids:
        ids[name].append(found)
    mentors = mentors_in_order(session, ids["mentor"])
    things: dict[tuple[str, int | None], Project | Mentor | Course] = {
        **{("project", one.id): one for one in projects_in_order(session, ids["project"])},
        **{("mentor", one.person_id): one for one in mentors},
        **{("course", one.id): one for one in courses_in_order(session, ids["course"])},
    }
    found_page = Page([(name, things[name, found]) for name, found in hits.ids if (name, found) in things], hits.total, number)
    return page(
        "front/search.html", text=text, kind=kind, hits=hits, found=found_page, **_mentor_figures(mentors), **_words(), kept=_kept()
    )


@rooms.get("/suggestions")
@public
def suggestions() -> Response:
    """What the box offers while one types."""
    prefix = (request.args.get("q") or "").strip()[:60]
    found = search_engine().suggest(prefix) if prefix else ()
    return page("front/_suggestions.html", found=found)


@rooms.get("/for-me")
@members
def for_me() -> Response:
    """Projects, mentors and classes that fit, with their reasons; or in plain order."""
    session = get_session()
    has_profile = profile_of(session, current_user.id) is not None
    order = request.args.get("order") or ("fit" if current_user.personalised else "plain")
    chosen = _by_fit() if order == "fit" and current_user.personalised else _in_plain_order()
    mentors = [one.thing for one in chosen["mentors"]]
    seats = class_seats_left(session, [one.thing.id for one in chosen["classes"]])
    return page(
        "front/for_me.html",
        has_profile=has_profile,
        order=order,
        projects=chosen["projects"],
        mentors=chosen["mentors"],
        classes=chosen["classes"],
        trios=chosen["trios"],
        sightings=_sightings(chosen) if order == "fit" and current_user.personalised else {},
        seats=seats,
        **_mentor_figures(mentors),
        **_words(),
        kept=_kept(),
    )


def _by_fit() -> dict[str, list[Any]]:
    session = get_session()
    return {
        "projects": matchmaking.projects_for(session, current_user.id, explores=True),
        "mentors": matchmaking.mentors_for(session, current_user.id, n=3, explores=True),
        "classes": matchmaking.classes_for(session, current_user.id, n=3),
        "trios": matchmaking.trios_for(session, current_user.id),
    }


def _sightings(chosen: dict[str, list[Any]]) -> dict[str, str]:
    """What the page sends back once it was seen, for each list that is not empty."""
    choice_id = matchmaking.choice_of_fit(get_session())
    lists = (("projects", "project", "id"), ("mentors", "mentor", "person_id"), ("classes", "course", "id"))
    return {name: sighting(current_user.id, kind, chosen[name], key, choice_id) for name, kind, key in lists if chosen[name]}


def _in_plain_order() -> dict[str, list[Any]]:
    # Newest projects, mentors with most places, soonest classes: the same for everybody.
    session = get_session()
    mentors = published_mentors(session)
    free = seats_left(session, mentors)
    by_places = sorted(mentors, key=lambda mentor: (-free[mentor.person_id], mentor.person_id))
    soonest = [one.id or 0 for one in coming_classes(session, clock.today())[:3]]
    return {
        "projects": [matchmaking.Suggested(one) for one in newest_projects(session)],
        "mentors": [matchmaking.Suggested(one) for one in by_places[:3]],
        "classes": [matchmaking.Suggested(one) for one in classes_in_order(session, soonest)],
        "trios": [],
    }


@rooms.get("/mine")
@members
def mine() -> Response:
    """All that is one's own here, in one place."""
    return page("front/mine.html", has_profile=profile_of(get_session(), current_user.id) is not None)


@rooms.get("/mine/data.json")
@members
def my_data() -> Response:
    """Everything the house keeps of the person, as a file."""
    response = jsonify(own_data(get_session(), current_user))
    response.headers["Content-Disposition"] = "attachment; filename=qihang-my-data.json"
    return response


@rooms.get("/mine/who-can-see")
@members
def who_can_see() -> Response:
    """Who may see what of one's data today."""
    found = visibility.sights(get_session(), current_user)
    return page(
        "front/who_can_see.html", sights=found, data_words=ACCESS_FIELDS, who=visibility.WHO, grounds=visibility.GROUNDS, **_words()
    )


@rooms.get("/about")
@public
def about() -> Response:
    """What this is."""
    return page("front/about.html")


@rooms.get("/privacy")
@public
def privacy() -> Response:
    """What is kept, why, and who sees it."""
    return page("front/privacy.html")


@rooms.get("/health")
@public
def health() -> Response:
    """For the operator's monitor: the database answers and the index is usable."""
    get_session().connection()
    usable = search_engine().is_usable()
    response = jsonify(database=True, index=usable, version=current_app.config.get("VERSION", "0.1.0"))
    response.status_code = 200 if usable else 503
    return response


def _county_counts() -> Mapping[str, int]:
    # The front page opens even while the index is being built.
    with suppress(IndexUnusable):
        return search_engine().search(Query(kinds=frozenset({"project"}), limit=0)).facets.get("region", {})
    return {}


def _words() -> dict[str, Any]:
    session = get_session()
    names = ("sector", "region", "stage", "skill", "risk", "group", "grade", "mentor_kind", "course_kind", "tier")
    return {name: dictionary(session, name) for name in names}


def _mentor_figures(mentors: Sequence[Mentor]) -> dict[str, Any]:
    session = get_session()
    return {"free": seats_left(session, mentors), "records": answer_records(session, [mentor.person_id for mentor in mentors])}


def _kept() -> set[int]:
    return favourite_ids(get_session(), current_user.id) if current_user.is_authenticated else set()
