"""How an entry is changed at all: held, moved with a row of history, announced to index and caches."""

from typing import Any

from sqlmodel import Session, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.history import write_history
from marketplace.notifications.actions import notify
from marketplace.projects.models import Project
from marketplace.projects.terms import Status
from marketplace.stamps import raise_stamp

SUBJECT = "project"
STAMP = "library"


def held_project(session: Session, project_id: int) -> Project:
    """One entry, held until the end of the transaction: its steps come one after the other. Raises NotFound."""
    row = select(Project).where(Project.id == project_id).with_for_update().execution_options(populate_existing=True)
    project = session.exec(row).first()
    if project is None:
        raise NotFound()
    return project


def hold_base_of(session: Session, project_id: int) -> None:
    """Hold the entry that a next version belongs to, if it is one, before the version itself.

    Withdrawing and discarding come from the entry to its version. Where everybody goes that way, nobody waits in a ring.
    """
    # What a version belongs to never changes, so it is known without holding it.
    base_id = session.exec(select(Project.next_of_id).where(Project.id == project_id)).first()
    if base_id:
        held_project(session, base_id)


def move(session: Session, project: Project, becomes: Status, *, by: Person | None, reason: str | None = None) -> Project:
    """The next state of an entry, with its row of history."""
    was, project.status = project.status, becomes
    project.state_since = clock.now()
    note_change(session, project)
    write_history(
        session, SUBJECT, id_of(project), was=was, becomes=becomes, by_id=by.id if by else None, reason=(reason or "")[:500] or None
    )
    return project


def note_change(session: Session, project: Project) -> None:
    """Something that readers see has changed: raise the revision, and let index and caches know."""
    project.revision += 1
    session.add(project)
    session.flush()
    raise_stamp(session, STAMP)
    outbox.post(session, "search", {"kind": SUBJECT, "id": project.id})


def titled(project: Project) -> dict[str, Any]:
    """What the sentence of a notification needs to name an entry."""
    return {"title": {"zh": project.title_zh, "en": project.title_en}}


def tell_author(session: Session, project: Project, kind: str, address: str, *, key: str) -> None:
    """Tell the author of an entry something, in the app and by mail; entries of the library itself have none."""
    if project.author_id:
        notify(session, session.get_one(Person, project.author_id), kind, titled(project), address, key=key)


def id_of(project: Project) -> int:
    """The number of a flushed row; mypy cannot know that it has one."""
    return project.id or 0
