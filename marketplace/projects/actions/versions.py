"""Versions: what stood in the library is kept, and a next one is written beside it."""

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, Refusal
from marketplace.projects.actions.changes import held_project, id_of, move
from marketplace.projects.actions.content import draft_project, put_content
from marketplace.projects.models import Project, ProjectVersion
from marketplace.projects.policies import may_revise
from marketplace.projects.queries import get_project, next_version_of, versions_of
from marketplace.projects.terms import REVIEW_MONTHS, ArchiveReason, Status
from marketplace.projects.versions import content_of


class NotInTheLibrary(Refusal):
    """The entry that a next version belongs to has gone."""

    def __init__(self) -> None:
        super().__init__(N_("The entry that this would change is not in the library any more, so there is nothing to put it in place of."))


def keep_version(session: Session, project: Project, *, by: Person | None, note: str = "") -> ProjectVersion:
    """Write down the content as it stands in the library from now on."""
    kept = ProjectVersion(
        project_id=id_of(project),
        number=project.version,
        content=content_of(project),
        published_at=clock.now(),
        by_id=by.id if by else None,
        note=note,
    )
    session.add(kept)
    session.flush()
    return kept


def begin_next_version(session: Session, project_id: int, *, by: Person) -> Project:
    """A draft with the content of a published entry, to change it; the one that is being written already if there is one."""
    project = get_project(session, project_id, by=by)
    if not may_revise(by, project):
        raise NotAllowed(N_("Only its author and the start-up centre write a next version of an entry."))
    return _begun(session, project_id) or _next_of(session, project_id, project, by=by)


def begin_copy(session: Session, project_id: int, *, by: Person) -> Project:
    """A rejected entry's content as a new draft of its author: the way on after a "no"."""
    project = get_project(session, project_id, by=by)
    if project.status not in (Status.rejected, Status.discarded) or project.author_id != by.id:
        raise NotAllowed(N_("Only one's own rejected entry is written anew."))
    if project.next_of_id is None:
        return _copied(session, project, by=by)
    # A version that was not taken is written anew as a version: it is no new entry.
    if not may_revise(by, session.get_one(Project, project.next_of_id)):
        raise NotInTheLibrary()
    return _begun(session, project.next_of_id) or _next_of(session, project.next_of_id, project, by=by)


def _begun(session: Session, project_id: int) -> Project | None:
    held_project(session, project_id)
    return next_version_of(session, project_id)


def _next_of(session: Session, project_id: int, content: Project, *, by: Person) -> Project:
    draft = _copied(session, content, by=by)
    draft.next_of_id = project_id
    session.flush()
    return draft


def take_the_place(session: Session, draft: Project, *, by: Person | None) -> Project:
    """An approved next version becomes the entry; its address, first day, awards and take-ups stay."""
    project = held_project(session, draft.next_of_id or 0)
    if not _takes(project, draft):
        raise NotInTheLibrary()
    if not versions_of(session, id_of(project)):
        # It was in the library before versions were kept.
        keep_version(session, project, by=None)
    put_content(session, project, content_of(draft))
    project.version += 1
    project.archive_reason = None
    project.review_by = clock.months_after(clock.today(), REVIEW_MONTHS)
    move(session, project, Status.published, by=by, reason=draft.change_note or None)
    keep_version(session, project, by=by, note=draft.change_note)
    move(session, draft, Status.applied, by=by)
    return project


def _takes(project: Project, draft: Project) -> bool:
    # What its author withdrew comes back by her own version only.
    is_hers = project.archive_reason == ArchiveReason.withdrawn and draft.author_id == project.author_id
    return project.status == Status.published or is_hers


def _copied(session: Session, project: Project, *, by: Person) -> Project:
    return draft_project(session, content_of(project), source=project.source, by=by)
