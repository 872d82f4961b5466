"""The one door from the web app to ``matching``: rows become profiles, suggestions become things with reasons."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, select

from marketplace import clock
from marketplace.db import open_session
from marketplace.mentoring import profiles
from marketplace.mentoring.queries import mentors_in_order, seats_left
from marketplace.outbox import OutboxRow
from marketplace.projects.queries import projects_in_order
from marketplace.training.queries import classes_in_order
from marketplace.training.queries import seats_left as class_seats_left
from matching import Path, Recommender, Suggestion, main_reasons

SPARE = 6

_kept: dict[str, tuple[object, Recommender]] = {}
_patient: set[str] = set()
_lock = threading.Lock()


@dataclass(frozen=True)
class Suggested:
    """A thing for a person: up to three reasons, and what stays open, both as plain data for a sentence."""

    thing: Any
    reasons: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[dict[str, Any]] = field(default_factory=list)
    score: float = 0.0


@dataclass(frozen=True)
class Closing:
    """One missing skill, and who closes it."""

    skill: str
    wanted: int
    held: int
    classes: list[Any]
    mentors: list[Any]


def refit_in_background(engine: Engine) -> None:
    """From now on nobody waits for a new fit of this database: the old one answers until the new one is ready. Begins the first."""
    _patient.add(str(engine.url))
    threading.Thread(target=_refit, args=(engine,), daemon=True).start()


def recommender(session: Session) -> Recommender:
    """The fitted recommender; fitted anew when something it knows of has changed."""
    engine = session.get_bind().engine
    known = _kept.get(str(engine.url))
    if known is not None and known[0] == _version(session):
        return known[1]
    if known is not None and str(engine.url) in _patient:
        if not _lock.locked():
            threading.Thread(target=_refit, args=(engine,), daemon=True).start()
        return known[1]
    return _fitted(session)


def _version(session: Session) -> object:
    # Every change of a project, mentor or class leaves a row in the outbox; classes also begin by themselves.
    return session.exec(select(func.max(OutboxRow.id))).one(), clock.today()


def _refit(engine: Engine) -> None:
    with open_session(engine, writes=False) as session:
        _fitted(session)


def _fitted(session: Session) -> Recommender:
    database = str(session.get_bind().engine.url)
    # One fit at a time: whoever waited finds it done.
    with _lock:
        version = _version(session)
        known = _kept.get(database)
        if known is None or known[0] != version:
            known = _kept[database] = (version, fit(session))
        return known[1]


def fit(session: Session) -> Recommender:
    """A recommender that knows all published projects, mentors and coming classes."""
    return Recommender().fit(
        projects=profiles.projects(session), mentors=profiles.mentors(session), courses=profiles.courses(session, clock.today())
    )


def projects_for(session: Session, person_id: int, n: int = 6) -> list[Suggested]:
    """Projects that fit the person, best first."""
    found = recommender(session).suggest_projects(profiles.learner(session, person_id), n=n)
    return _with_things(found, projects_in_order(session, [one.id for one in found]), "id")


def mentors_for(session: Session, person_id: int, *, project_id: int | None = None, n: int = 6) -> list[Suggested]:
    """Mentors with a free seat who can close what the person (or the project) lacks, best first."""
    known = recommender(session)
    found = known.suggest_mentors(profiles.learner(session, person_id), n=n + SPARE, project_id=_at_hand(known, project_id))
    mentors = mentors_in_order(session, [one.id for one in found])
    # The fit may be a moment old; a seat is asked for now.
    free = seats_left(session, mentors)
    return _with_things(found, [mentor for mentor in mentors if free[mentor.person_id]], "person_id")[:n]


def classes_for(session: Session, person_id: int, *, project_id: int | None = None, n: int = 6) -> list[Suggested]:
    """Coming classes that teach what is missing, best first."""
    known = recommender(session)
    found = known.suggest_courses(profiles.learner(session, person_id), n=n + SPARE, project_id=_at_hand(known, project_id))
    free = class_seats_left(session, [one.id for one in found])
    return _with_things(found, [one for one in classes_in_order(session, [one.id for one in found]) if free.get(one.id or 0)], "id")[:n]


def similar_projects(session: Session, project_id: int, n: int = 4) -> list[Suggested]:
    """Projects alike in topic, skills, sector and money."""
    known = recommender(session)
    if project_id not in known.projects_:
        return []
    found = known.similar_projects(project_id, n=n)
    return _with_things(found, projects_in_order(session, [one.id for one in found]), "id")


def path_to(session: Session, person_id: int, project_id: int) -> list[Closing]:
    """What the person lacks for a project, each with the classes and mentors who close it."""
    known = recommender(session)
    if project_id not in known.projects_:
        return []
    path: Path = known.path(profiles.learner(session, person_id), project_id)
    classes = {one.id: one for one in classes_in_order(session, [number for closure in path.closures for number in closure.course_ids])}
    mentors = {
        one.person_id: one for one in mentors_in_order(session, [number for closure in path.closures for number in closure.mentor_ids])
    }
    return [
        Closing(
            skill=closure.gap.skill,
            wanted=closure.gap.wanted,
            held=closure.gap.held,
            classes=[classes[number] for number in closure.course_ids[:2] if number in classes],
            mentors=[mentors[number] for number in closure.mentor_ids[:2] if number in mentors],
        )
        for closure in path.closures
    ]


def reasons_for_project(session: Session, person_id: int, project_id: int) -> list[dict[str, Any]]:
    """Why this project fits this person; empty where a hard constraint stands between them."""
    known = recommender(session)
    found = known.suggest_projects(profiles.learner(session, person_id), n=len(known.projects_))
    return next((_plain(one) for one in found if one.id == project_id), [])


def reasons_for_pair(session: Session, learner_id: int, mentor_id: int, project_id: int | None) -> list[dict[str, Any]]:
    """Why learner and mentor fit, as plain data that can be kept with the request."""
    known = recommender(session)
    found = known.suggest_mentors(profiles.learner(session, learner_id), n=len(known.mentors_), project_id=_at_hand(known, project_id))
    return next((_plain(one) for one in found if one.id == mentor_id), [])


def _at_hand(known: Recommender, project_id: int | None) -> int | None:
    # A project published a moment ago may not be in the fit yet; a draft never is.
    return project_id if project_id in known.projects_ else None


def _with_things(found: Sequence[Suggestion], things: Sequence[Any], key: str) -> list[Suggested]:
    by_id = {getattr(thing, key): thing for thing in things}
    return [Suggested(by_id[one.id], _plain(one), _gaps(one), one.score) for one in found if one.id in by_id]


def _plain(suggestion: Suggestion, n: int = 3) -> list[dict[str, Any]]:
    return [{"part": reason.part, "value": round(reason.value, 4), "facts": dict(reason.facts)} for reason in main_reasons(suggestion, n)]


def _gaps(suggestion: Suggestion) -> list[dict[str, Any]]:
    return [{"skill": gap.skill, "wanted": gap.wanted, "held": gap.held} for gap in suggestion.gaps]
