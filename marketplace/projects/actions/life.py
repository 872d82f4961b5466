"""The later life of an entry: looked through every year, verified, archived, brought back, merged with its double."""

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.projects.actions.changes import held_project, move, note_change
from marketplace.projects.actions.review import OutOfTurn
from marketplace.projects.models import Favourite, Project, Verification
from marketplace.projects.policies import is_author, may_keep_house, may_see
from marketplace.projects.terms import REVIEW_MONTHS, ArchiveReason, Status


class WithItself(Refusal):
    """An entry is no double of itself, nor of one that is not in the library."""

    def __init__(self) -> None:
        super().__init__(N_("Give the number of another entry that is in the library now; this one will lead to it."))


class AuthorsToOffer(Refusal):
    """What its author took back is hers to offer."""

    def __init__(self) -> None:
        super().__init__(N_("Its author withdrew this entry. Only she can offer it again: by handing in a next version on its page."))


class NotTheirWord(Refusal):
    """That an author withdrew an entry is the author's to say."""

    def __init__(self) -> None:
        super().__init__(N_("Only its author withdraws an entry. Choose the reason why you take it off the list; nothing was changed."))


def confirm_project(session: Session, project_id: int, *, by: Person) -> Project:
    """The yearly recheck: all of it still holds. Its author may say so too."""
    project = _in_the_library(session, project_id, by, author_may=True)
    if project.status != Status.published:
        raise OutOfTurn()
    project.review_by = clock.months_after(clock.today(), REVIEW_MONTHS)
    return move(session, project, Status.published, by=by, reason="confirmed")


def verify_project(session: Session, project_id: int, level: int, note: str, *, by: Person) -> Verification:
    """Write down what was looked at: 1 the form, 2 documents, 3 the place. The latest one counts."""
    project = _in_the_library(session, project_id, by)
    row = Verification(project_id=project_id, level=level, on=clock.today(), by_id=by.id, note=note)
    session.add(row)
    project.verification = level
    note_change(session, project)
    return row


def archive_project(session: Session, project_id: int, reason: ArchiveReason, note: str, *, by: Person) -> Project:
    """Take an entry off the list; its page stays. Its author has ``withdraw_project``."""
    project = _in_the_library(session, project_id, by)
    if project.status != Status.published:
        raise OutOfTurn()
    if reason == ArchiveReason.withdrawn:
        raise NotTheirWord()
    project.archive_reason = reason
    return move(session, project, Status.archived, by=by, reason=note or None)


def restore_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Bring an archived entry back, rechecked. It is not counted a second time."""
    project = _in_the_library(session, project_id, by)
    if project.status != Status.archived:
        raise OutOfTurn()
    if project.archive_reason == ArchiveReason.withdrawn and project.author_id is not None:
        raise AuthorsToOffer()
    project.archive_reason = None
    project.review_by = clock.months_after(clock.today(), REVIEW_MONTHS)
    return move(session, project, Status.published, by=by)


def merge_project(session: Session, project_id: int, into_id: int, *, by: Person) -> Project:
    """Say that an entry is a double: its address leads to the other one, and who kept it keeps that one."""
    project = _in_the_library(session, project_id, by)
    other = session.get(Project, into_id)
    if other is None or other.id == project_id or held_project(session, into_id).status != Status.published:
        raise WithItself()
    project.merged_into_id, project.archive_reason = into_id, None
    move(session, project, Status.merged, by=by, reason=f"into {into_id}")
    _move_favourites(session, project_id, into_id)
    note_change(session, other)
    return project


def _in_the_library(session: Session, project_id: int, by: Person, *, author_may: bool = False) -> Project:
    project = held_project(session, project_id)
    if not may_see(by, project):
        raise NotFound()
    if not may_keep_house(by, project) and not (author_may and is_author(by, project)):
        raise NotFound()
    return project


def _move_favourites(session: Session, from_id: int, into_id: int) -> None:
    has = set(session.exec(select(Favourite.person_id).where(Favourite.project_id == into_id)))
    for kept in session.exec(select(Favourite).where(Favourite.project_id == from_id)):
        if kept.person_id not in has:
            session.add(Favourite(person_id=kept.person_id, project_id=into_id, since=kept.since))
        session.delete(kept)
    session.flush()
