"""The one door from the web app to ``matching``: rows become profiles, suggestions become things with reasons."""

import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from math import floor
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary
from zlib import crc32

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.db import is_reading, open_session
from marketplace.mentoring import profiles
from marketplace.mentoring.artefacts import in_use
from marketplace.mentoring.models import Mentor, ModelChoice
from marketplace.mentoring.queries import mentors_in_order, seats_left
from marketplace.mentoring.terms import MentorState
from marketplace.outbox import OutboxRow
from marketplace.projects.queries import kept_pairs, projects_in_order
from marketplace.projects.terms import Status
from marketplace.recent import Recent
from marketplace.training.queries import classes_in_order
from marketplace.training.queries import seats_left as class_seats_left
from matching import Gap, Learner, Path, Recommender, Slot, Suggestion, explore, main_reasons

# How many more are asked for than are shown: some may have gone since the fit, and a lot is drawn from the rest.
SPARE, RESERVE = 6, 20
# Some tens of kilobytes each.
ANSWERS = 300
# How far rows of the outbox may be committed out of their order.
RECENT = 1000
# Who is not signed in, or wants nothing personal.
NOBODY = 0


class Version(NamedTuple):
    """What a fit is made of: the outbox, the training chosen, the day."""

    last: int
    recent: int
    choice_id: int | None
    day: date


_kept: dict[str, tuple[Version, Recommender]] = {}
# Only numbers and reasons, never rows: what a page shows of a project, a mentor or a seat is read anew.
_answers: WeakKeyDictionary[Recommender, Recent[Any]] = WeakKeyDictionary()
_patient: set[str] = set()
_lock = threading.Lock()


@dataclass(frozen=True)
class Suggested:
    """A thing for a person: up to three reasons, and what stays open, both as plain data for a sentence."""

    thing: Any
    reasons: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[dict[str, Any]] = field(default_factory=list)
    score: float = 0.0
    propensity: float = 1.0
    is_explored: bool = False


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
    """The fitted recommender; fitted anew when something it knows of has changed. One page has one of them."""
    if not is_reading(session):
        return _current(session)
    if "recommender" not in session.info:
        session.info["recommender"] = _current(session)
    known: Recommender = session.info["recommender"]
    return known


def _current(session: Session) -> Recommender:
    engine = session.get_bind().engine
    known = _kept.get(str(engine.url))
    if known is not None and known[0] == _version(session):
        return known[1]
    if known is not None and str(engine.url) in _patient:
        if not _lock.locked():
            threading.Thread(target=_refit, args=(engine,), daemon=True).start()
        return known[1]
    return _fitted(session)


def _version(session: Session) -> Version:
    # Every change of a project, mentor or class leaves a row in the outbox; classes also begin by themselves. A row with a
    # lower number may be committed later than one with a higher: so the last ones are counted, too.
    border = select(func.max(OutboxRow.id) - RECENT).scalar_subquery()
    last, recent = session.exec(select(func.max(OutboxRow.id), func.count()).where(col(OutboxRow.id) > border)).one()
    return Version(last or 0, recent, session.exec(select(func.max(ModelChoice.id))).one(), clock.today())


def choice_of_fit(session: Session) -> int | None:
    """The training behind the suggestions that are given now."""
    recommender(session)
    return _kept[str(session.get_bind().engine.url)][0].choice_id


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
    """A recommender that knows all published projects, mentors and coming classes, with the training in use."""
    learnt = in_use(session).artefact
    recommender = Recommender(models=learnt.models, vocabulary=learnt.vocabulary) if learnt else Recommender()
    return recommender.fit(
        projects=profiles.projects(session),
        mentors=profiles.mentors(session),
        courses=profiles.courses(session, clock.today()),
        kept=kept_pairs(session),
    )


def _learner(session: Session, person_id: int) -> Learner:
    """The person as a learner, read once for a page."""
    if person_id == NOBODY:
        return Learner(id=NOBODY)
    if not is_reading(session):
        return profiles.learner(session, person_id)
    known: dict[int, Learner] = session.info.setdefault("learners", {})
    if person_id not in known:
        known[person_id] = profiles.learner(session, person_id)
    return known[person_id]


def _told(learner: Learner) -> Hashable:
    """All that a learner says, as a part of a question."""
    values = (getattr(learner, one.name) for one in fields(learner))
    return tuple(frozenset(value.items()) if isinstance(value, Mapping) else value for value in values)


def _answers_of(known: Recommender) -> Recent[Any]:
    """The answers of one fit, kept as long as the fit: a question that was asked before has the same answer again."""
    return _answers.setdefault(known, Recent(ANSWERS))


def projects_for(session: Session, person_id: int, n: int = 6, *, explores: bool = False) -> list[Suggested]:
    """Projects that fit the person, best first; who explores may find one in the last place that would not be shown."""
    known, learner = recommender(session), _learner(session, person_id)
    asked = n + (RESERVE if explores else SPARE)
    found = _answers_of(known).get(("projects", _told(learner), asked), lambda: known.suggest_projects(learner, n=asked))
    # The fit may be a moment old: what has left the library since is not shown.
    projects = [one for one in projects_in_order(session, [one.id for one in found]) if one.status == Status.published]
    there = {project.id for project in projects}
    slots = _slots([one for one in found if one.id in there], n, f"projects of {person_id}", explores=explores)
    return _in_slots(found, slots, projects, "id")


def mentors_for(session: Session, person_id: int, *, project_id: int | None = None, n: int = 6, explores: bool = False) -> list[Suggested]:
    """Mentors with a free seat who can close what the person (or the project) lacks, best first; see `projects_for`."""
    known, learner = recommender(session), _learner(session, person_id)
    at_hand, asked = _at_hand(known, project_id), n + (RESERVE if explores else SPARE)
    found = _answers_of(known).get(
        ("mentors", _told(learner), at_hand, asked), lambda: known.suggest_mentors(learner, n=asked, project_id=at_hand)
    )
    mentors = mentors_in_order(session, [one.id for one in found])
    # The fit may be a moment old; a seat is asked for now.
    free = _free(session, mentors)
    open_now = [one for one in found if one.id in free]
    return _in_slots(found, _slots(open_now, n, f"mentors of {person_id}", explores=explores), mentors, "person_id")


def classes_for(session: Session, person_id: int, *, project_id: int | None = None, n: int = 6) -> list[Suggested]:
    """Coming classes that teach what is missing, best first."""
    known, learner = recommender(session), _learner(session, person_id)
    at_hand = _at_hand(known, project_id)
    found = _answers_of(known).get(
        ("classes", _told(learner), at_hand, n), lambda: known.suggest_courses(learner, n=n + SPARE, project_id=at_hand)
    )
    free = class_seats_left(session, [one.id for one in found])
    return _with_things(found, [one for one in classes_in_order(session, [one.id for one in found]) if free.get(one.id or 0)], "id")[:n]


def similar_projects(session: Session, project_id: int, n: int = 4) -> list[Suggested]:
    """Projects alike in topic, skills, sector and money."""
    known = recommender(session)
    if project_id not in known.projects_:
        return []
    found = _answers_of(known).get(("similar", project_id, n), lambda: known.similar_projects(project_id, n=n))
    return _with_things(found, projects_in_order(session, [one.id for one in found]), "id")


@dataclass(frozen=True)
class Trio:
    """A project with the mentor and the class that close what is missing for it."""

    project: Any
    mentor: Any
    training_class: Any
    closed: int
    gaps: list[dict[str, Any]]


def trios_for(session: Session, person_id: int, n: int = 3) -> list[Trio]:
    """Projects with those who close what the person lacks for them; only where somebody closes something."""
    known, learner = recommender(session), _learner(session, person_id)
    triads = _answers_of(known).get(("triads", _told(learner), n), lambda: known.suggest_triads(learner, n=n + SPARE))
    found = [one for one in triads if one.mentor_id or one.course_id]
    projects = {one.id or 0: one for one in projects_in_order(session, [one.project_id for one in found])}
    mentors = {one.person_id: one for one in mentors_in_order(session, [one.mentor_id for one in found if one.mentor_id])}
    classes = {one.id or 0: one for one in classes_in_order(session, [one.course_id for one in found if one.course_id])}
    free, seats = _free(session, list(mentors.values())), class_seats_left(session, list(classes))
    return [
        Trio(
            projects[one.project_id],
            mentors.get(one.mentor_id or 0),
            classes.get(one.course_id or 0),
            floor(100 * one.closed_share),
            _gaps(one.open_gaps),
        )
        for one in found
        if projects[one.project_id].status == Status.published
        # What the sentence says must hold now: with a seat gone, the three are no three.
        and (one.mentor_id is None or one.mentor_id in free)
        and (one.course_id is None or seats.get(one.course_id))
    ][:n]


def path_to(session: Session, person_id: int, project_id: int) -> list[Closing]:
    """What the person lacks for a project, each with the classes and mentors who close it."""
    known, learner = recommender(session), _learner(session, person_id)
    if project_id not in known.projects_:
        return []
    path: Path = _answers_of(known).get(("path", _told(learner), project_id), lambda: known.path(learner, project_id))
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
    known, learner = recommender(session), _learner(session, person_id)
    if project_id not in known.projects_:
        return []
    found = _answers_of(known).get(("why", _told(learner), project_id), lambda: known.explain(learner, "project", project_id))
    return _plain(found) if found else []


def reasons_for_pair(session: Session, learner_id: int, mentor_id: int, project_id: int | None) -> list[dict[str, Any]]:
    """Why learner and mentor fit, as plain data that can be kept with the request."""
    known = recommender(session)
    if mentor_id not in known.mentors_:
        return []
    found = known.explain(_learner(session, learner_id), "mentor", mentor_id, _at_hand(known, project_id))
    return _plain(found) if found else []


def chance_of_yes(session: Session, learner_id: int, mentor_id: int) -> float | None:
    """How likely the mentor says yes to this learner; None where the recommender does not know her, or something stands between them."""
    known = recommender(session)
    if mentor_id not in known.mentors_:
        return None
    found = known.explain(_learner(session, learner_id), "mentor", mentor_id)
    return found.chance if found else None


def _at_hand(known: Recommender, project_id: int | None) -> int | None:
    # A project published a moment ago may not be in the fit yet; a draft never is.
    return project_id if project_id in known.projects_ else None


def _with_things(found: Sequence[Suggestion], things: Sequence[Any], key: str) -> list[Suggested]:
    by_id = {getattr(thing, key): thing for thing in things}
    return [Suggested(by_id[one.id], _plain(one), _gaps(one.gaps), one.score) for one in found if one.id in by_id]


def _free(session: Session, mentors: Sequence[Mentor]) -> set[int]:
    """Who of them takes requests and has a seat, now."""
    free = seats_left(session, mentors)
    return {mentor.person_id for mentor in mentors if mentor.state == MentorState.published and free[mentor.person_id] > 0}


def _slots(found: Sequence[Suggestion], n: int, whose: str, *, explores: bool) -> tuple[Slot, ...]:
    ids = [one.id for one in found]
    # The same list all day: nobody hunts a card that was there a minute ago.
    return explore(ids, n, crc32(f"{whose} {clock.today()}".encode())) if explores else tuple(Slot(number, 1.0) for number in ids[:n])


def _in_slots(found: Sequence[Suggestion], slots: Sequence[Slot], things: Sequence[Any], key: str) -> list[Suggested]:
    by_id = {one.id: one for one in found}
    # Slots are drawn from what is there, so each has its thing.
    shown = _with_things([by_id[slot.item_id] for slot in slots], things, key)
    return [replace(one, propensity=slot.propensity, is_explored=slot.is_explored) for one, slot in zip(shown, slots, strict=True)]


def _plain(suggestion: Suggestion, n: int = 3) -> list[dict[str, Any]]:
    return [{"part": reason.part, "value": round(reason.value, 4), "facts": dict(reason.facts)} for reason in main_reasons(suggestion, n)]


def _gaps(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    return [{"skill": gap.skill, "wanted": gap.wanted, "held": gap.held} for gap in gaps]
