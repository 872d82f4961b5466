"""What people keep of the library."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.projects.models import Favourite, Project
from marketplace.projects.queries import get_project


def keep_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Put an entry among the person's favourites; twice is once."""
    (project,) = keep_projects(session, [project_id], by=by)
    return project


def keep_projects(session: Session, project_ids: Collection[int], *, by: Person) -> list[Project]:
    """Put several entries among the person's favourites."""
    projects = [get_project(session, number, by=by) for number in project_ids]
    me = by.id or 0
    # A double click comes as two requests at once: the second one waits here and finds it kept.
    session.exec(select(Person.id).where(Person.id == me).with_for_update()).one()
    kept = set(session.exec(select(Favourite.project_id).where(Favourite.person_id == me, col(Favourite.project_id).in_(project_ids))))
    session.add_all(Favourite(person_id=me, project_id=number, since=clock.now()) for number in project_ids if number not in kept)
    session.flush()
    return projects


def drop_favourite(session: Session, project_id: int, *, by: Person) -> Project:
    """Take an entry out of the favourites."""
    project = get_project(session, project_id, by=by)
    if kept := session.get(Favourite, (by.id, project_id)):
        session.delete(kept)
        session.flush()
    return project
