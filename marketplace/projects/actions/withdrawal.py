"""What is given up: an author withdraws an entry, a next version is discarded."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.notifications.actions import notify
from marketplace.projects.actions.changes import held_project, move, tell_author, titled
from marketplace.projects.actions.review import OutOfTurn, release_experts, take_back
from marketplace.projects.models import Project
from marketplace.projects.policies import is_author, may_discard, may_see, may_take_back, works_for
from marketplace.projects.queries import caretakers_of, next_version_of
from marketplace.projects.terms import ArchiveReason, Status


class NoNextVersion(Refusal):
    """There is nothing to give up."""

    def __init__(self) -> None:
        super().__init__(N_("No next version of this entry is on its way any more. Load the page again; nothing was changed."))


class NotYetAbandoned(Refusal):
    """Somebody still writes, or the decision is near."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This next version is not to be discarded: somebody changed it within the last 60 days, or it was decided on. "
                "Its author may take it back first."
            )
        )


class NoReason(Refusal):
    """Who looks after the library learns why it grows smaller."""

    def __init__(self) -> None:
        super().__init__(N_("Say in a sentence why: the start-up centre reads it."))


def withdraw_project(session: Session, project_id: int, reason: str, *, by: Person) -> Project:
    """Its author offers an entry no more: off the list, its page stays. It comes back as a next version, through the review."""
    project = held_project(session, project_id)
    if not may_see(by, project):
        raise NotFound()
    if not is_author(by, project):
        raise NotAllowed(N_("Only its author withdraws an entry."))
    if project.status != Status.published:
        raise OutOfTurn()
    if not reason.strip():
        raise NoReason()
    project.archive_reason = ArchiveReason.withdrawn
    move(session, project, Status.archived, by=by, reason=reason.strip())
    _take_back_next_version(session, project_id, by)
    _tell_caretakers(session, project, reason.strip())
    return project


def discard_next_version(session: Session, project_id: int, *, by: Person) -> Project:
    """Give up the next version of an entry, so that another can be begun. Returns the discarded one, which its author can still read."""
    project = held_project(session, project_id)
    found = next_version_of(session, project_id)
    if not may_see(by, project) or not (works_for(by, project) or any(is_author(by, one) for one in (project, found) if one)):
        raise NotFound()
    if found is None:
        raise NoNextVersion()
    draft = held_project(session, found.id or 0)
    if not may_discard(by, draft, project):
        raise NotYetAbandoned()
    release_experts(session, draft)
    move(session, draft, Status.discarded, by=by)
    if not is_author(by, draft):
        tell_author(session, draft, "project_discarded", f"/projects/{draft.id}", key=f"project_discarded:{draft.id}")
    return draft


def _take_back_next_version(session: Session, project_id: int, by: Person) -> None:
    # What is not offered any more needs no experts; as a draft it is the way back.
    draft = next_version_of(session, project_id)
    if draft and may_take_back(by, draft):
        take_back(session, draft.id or 0, by=by)


def _tell_caretakers(session: Session, project: Project, reason: str) -> None:
    for person in caretakers_of(session, project):
        key = f"project_withdrawn:{project.id}:{project.version}:{person.id}"
        notify(session, person, "project_withdrawn", titled(project) | {"reason": reason}, f"/projects/{project.id}", key=key)
