"""Reads of the library."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.projects.models import Favourite, Project
from marketplace.projects.policies import is_author, may_keep_house, may_see, works_for
from marketplace.projects.queries.review import is_asked
from marketplace.projects.terms import IN_REVIEW, Status


class Excluded(NamedTuple):
    """An entry that does not count as new: as much of it as a list shows."""

    id: int
    title_zh: str
    title_en: str
    first_published_on: date
    reason: str


def get_project(session: Session, project_id: int, *, by: Person | None) -> Project:
    """One entry that the person may see; a hidden one is as absent as one that never was."""
    project = session.get(Project, project_id)
    if project is None or not (may_see(by, project) or is_asked(session, by, project)):
        raise NotFound()
    return project


def get_for_staff(session: Session, project_id: int, *, by: Person) -> Project:
    """One entry with opinions and reasons, for the staff of its counties; never one's own, nor one that one is asked about."""
    project = get_project(session, project_id, by=by)
    if not works_for(by, project) or is_author(by, project) or is_asked(session, by, project):
        raise NotFound()
    return project


def get_for_house(session: Session, project_id: int, *, by: Person) -> Project:
    """One entry that the person keeps house with."""
    project = get_project(session, project_id, by=by)
    if not may_keep_house(by, project):
        raise NotFound()
    return project


def projects_in_order(session: Session, ids: Sequence[int]) -> list[Project]:
    """Entries in the order of ``ids``; missing ones are left out."""
    found = {project.id: project for project in session.exec(select(Project).where(col(Project.id).in_(ids)))}
    return [found[number] for number in ids if number in found]


def published_projects(session: Session, ids: Iterable[int] | None = None) -> list[Project]:
    """All published entries, or those among ``ids``, oldest first."""
    rows = select(Project).where(Project.status == Status.published).order_by(col(Project.id))
    return list(session.exec(rows if ids is None else rows.where(col(Project.id).in_(list(ids)))))


def newest_projects(session: Session, limit: int = 6) -> list[Project]:
    """The latest additions, prize winners of the same day first."""
    rows = select(Project).where(Project.status == Status.published)
    return list(session.exec(rows.order_by(col(Project.first_published_on).desc(), col(Project.id).desc()).limit(limit)))


def favourites_of(session: Session, person_id: int) -> list[Project]:
    """What the person kept, latest first."""
    kept = select(Project).join(Favourite).where(Favourite.person_id == person_id)
    return list(session.exec(kept.order_by(col(Favourite.since).desc())))


# Asked for by every list that a signed-in person reads, so it is made once.
_KEPT = select(Favourite.project_id).where(Favourite.person_id == bindparam("person"))


def favourite_ids(session: Session, person_id: int) -> set[int]:
    """Ids of what the person kept."""
    return {number for (number,) in session.connection().execute(_KEPT, {"person": person_id})}


def kept_pairs(session: Session) -> list[tuple[int, int]]:
    """Everything kept, as pairs (person id, project id), of those who let matching learn from it."""
    rows = select(Favourite.person_id, Favourite.project_id).join(Person, col(Person.id) == Favourite.person_id)
    return list(session.exec(rows.where(col(Person.personalised))))


def projects_of(session: Session, author_id: int) -> list[Project]:
    """The person's own entries, latest first."""
    return list(session.exec(select(Project).where(Project.author_id == author_id).order_by(col(Project.id).desc())))


def new_projects_between(session: Session, first: date, last: date) -> list[Project]:
    """Entries that count as new (I11): first published in the period, not there before it began, not a merged duplicate."""
    return list(session.exec(_new_between(select(Project), first, last)))


def new_project_ids_between(session: Session, first: date, last: date) -> list[int]:
    """The same without their pages of text, for counting and paging."""
    return [number or 0 for number in session.exec(_new_between(select(Project.id), first, last))]


def _new_between(rows: Any, first: date, last: date) -> Any:
    counted = rows.where(
        col(Project.first_published_on).between(first, last), col(Project.legacy).is_(False), col(Project.merged_into_id).is_(None)
    )
    return counted.order_by(col(Project.first_published_on).desc(), col(Project.id).desc())


def excluded_projects(session: Session, first: date, last: date, limit: int) -> list[Excluded]:
    """The latest ``limit`` entries that were published once and do not count as new, each with its reason."""
    what = (Project.id, Project.title_zh, Project.title_en, Project.first_published_on)
    rows = _excluded(columns(*map(col, what), _why_excluded(first, last)), first, last)
    latest = rows.order_by(col(Project.first_published_on).desc(), col(Project.id).desc()).limit(limit)
    return [Excluded(*row) for row in session.execute(latest)]


def excluded_counts(session: Session, first: date, last: date) -> dict[str, int]:
    """How many those are in all, by reason: ``legacy``, ``merged`` or ``outside`` the period."""
    counted = _excluded(columns(_why_excluded(first, last), func.count()), first, last)
    found = {reason: count for reason, count in session.execute(counted.group_by("reason"))}  # noqa: C416 -- rows are no pairs to mypy
    return {"legacy": 0, "merged": 0, "outside": 0} | found


def _excluded(rows: Any, first: date, last: date) -> Any:
    inside = col(Project.first_published_on).between(first, last)
    of_the_library = rows.where(col(Project.first_published_on).is_not(None))
    return of_the_library.where(or_(~inside, col(Project.legacy), col(Project.merged_into_id).is_not(None)))


def _why_excluded(first: date, last: date) -> Any:
    inside = col(Project.first_published_on).between(first, last)
    return case((~inside, "outside"), (col(Project.legacy), "legacy"), else_="merged").label("reason")


def pipeline_counts(session: Session) -> dict[Status, int]:
    """New entries on their way into the library, by state; next versions of old ones are not counted."""
    rows = select(Project.status, func.count()).where(col(Project.status).in_(IN_REVIEW), col(Project.next_of_id).is_(None))
    return {Status(status): count for status, count in session.exec(rows.group_by(col(Project.status)))}


def withdrawn_count(session: Session, first: date, last: date) -> int:
    """Counted entries that left the list later: shown apart (A9)."""
    rows = select(func.count()).select_from(Project).where(col(Project.first_published_on).between(first, last))
    return session.exec(rows.where(col(Project.legacy).is_(False), Project.status == Status.archived)).one()
