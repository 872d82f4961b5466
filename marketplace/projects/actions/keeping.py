"""What people keep of the library."""

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.projects.models import Favourite, Project
from marketplace.projects.queries import get_project


def keep_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Put an entry among the person's favourites; twice is once."""
    project = get_project(session, project_id, by=by)
    me = by.id or 0
    # A double click comes as two requests at once: the second one waits here and finds it kept.
    session.exec(select(Person.id).where(Person.id == me).with_for_update()).one()
    if session.get(Favourite, (me, project_id)) is None:
        session.add(Favourite(person_id=me, project_id=project_id, since=clock.now()))
        session.flush()
    return project


def drop_favourite(session: Session, project_id: int, *, by: Person) -> Project:
    """Take an entry out of the favourites."""
    project = get_project(session, project_id, by=by)
    if kept := session.get(Favourite, (by.id, project_id)):
        session.delete(kept)
        session.flush()
    return project
