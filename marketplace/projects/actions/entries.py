"""Entries are put into the library, honoured, and held still while a contest judges them."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.projects.actions.changes import id_of, move, note_change
from marketplace.projects.actions.versions import keep_version
from marketplace.projects.models import Award, Project
from marketplace.projects.terms import REVIEW_MONTHS, Status


class AlreadyPublished(Refusal):
    """An entry is published once."""

    def __init__(self) -> None:
        super().__init__(N_("This project is in the library already."))


def publish_project(session: Session, project: Project, *, by: Person | None, on: date | None = None, reason: str | None = None) -> Project:
    """Put an entry into the library; its first day there is what the counter counts."""
    if project.status == Status.published:
        raise AlreadyPublished()
    project.first_published_on = project.first_published_on or on or clock.today()
    project.review_by = clock.months_after(project.first_published_on, REVIEW_MONTHS)
    project.archive_reason = None
    project.version += 1
    move(session, project, Status.published, by=by, reason=reason)
    keep_version(session, project, by=by)
    return project


def give_award(session: Session, project: Project, award: Award) -> Award:
    """Hang a prize on an entry."""
    award.project_id = id_of(project)
    project.awards.append(award)
    note_change(session, project)
    return award


def freeze_project(session: Session, project: Project) -> Project:
    """From now on the text stands still: judges read all the same words."""
    project.frozen = True
    session.add(project)
    session.flush()
    return project


def release_project(session: Session, project: Project) -> Project:
    """The contest is over: the author may change the text again."""
    project.frozen = False
    session.add(project)
    session.flush()
    return project
