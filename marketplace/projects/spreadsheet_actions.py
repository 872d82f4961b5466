"""Entries out of a sheet: may this row be written, and writing it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from marketplace.accounts.models import Person
from marketplace.accounts.terms import STAFF, Role
from marketplace.errors import N_, NotAllowed
from marketplace.imports.terms import Outcome
from marketplace.projects.actions import draft_project, publish_project
from marketplace.projects.actions.changes import move
from marketplace.projects.actions.content import put_content
from marketplace.projects.actions.versions import keep_version
from marketplace.projects.drafts import rewrite_draft
from marketplace.projects.models import Project
from marketplace.projects.policies import may_edit, may_see
from marketplace.projects.sheet_content import cells_of, completed, content_of
from marketplace.projects.sheet_words import Codes
from marketplace.projects.terms import Source, Status

IMPORTED = N_("imported; appraised outside")
Content = Mapping[str, Any]
Objection = tuple[str, str]

NOT_YOURS = N_("An entry with this key is in the library or with somebody else, and is not yours to change. Use another key.")
JUDGED = N_("This entry stands in a contest that is being judged: its text stands still until the result.")
OTHER_COUNTY = N_("You import for your own county. Leave other places out, or ask the city's staff.")
NOT_THE_LIBRARY = N_("Only staff import what the library wrote itself. Choose another source.")
ONLY_CITY = N_("Only the city's staff may publish at once. Import as drafts.")


def may_publish_imports(person: Person) -> bool:
    """Only the city's staff vouch for an appraisal that was made elsewhere."""
    return Role.city_staff in person.role_names


def may_amend(person: Person, project: Project) -> bool:
    """Staff change a published entry in its place: the city's any, a county's what fits only there."""
    return project.status == Status.published and (may_publish_imports(person) or _is_within(person, project.regions))


def _is_within(person: Person, regions: list[str]) -> bool:
    scopes = person.scopes(Role.county_staff)
    return bool(scopes) and (None in scopes or set(regions) <= scopes)


def project_by_key(session: Session, key: str) -> Project | None:
    """The entry that was imported or written under ``key``."""
    return session.exec(select(Project).where(Project.key == key)).first()


def judge_row(project: Project | None, content: Content, *, by: Person, codes: Codes) -> tuple[Outcome, list[Objection]]:
    """What a row would do to the entry of its key (new, changed, same), and what stands against it: column and msgid."""
    if project is None:
        return Outcome.new, _objections(content, by)
    known = content_of(project)
    whole = completed(content, known)
    if cells_of(known, codes) == cells_of(whole, codes) and may_see(by, project):
        return Outcome.same, []
    return Outcome.changed, [*_closed(project, by), *_objections(whole, by)]


def _closed(project: Project, by: Person) -> list[Objection]:
    if may_edit(by, project) or may_amend(by, project):
        return []
    own_but_judged = project.frozen and project.author_id == by.id and project.status == Status.draft
    return [("key", JUDGED if own_but_judged else NOT_YOURS)]


def _objections(content: Content, by: Person) -> list[Objection]:
    found = []
    if not by.role_names & {Role.organiser, Role.city_staff} and not _is_within(by, content["regions"]):
        found.append(("regions", OTHER_COUNTY))
    if content.get("source") == Source.library and not by.role_names & set(STAFF):
        found.append(("source", NOT_THE_LIBRARY))
    return found


def import_project(session: Session, content: Content, *, by: Person, publish: bool) -> Outcome:
    """Write one row: create, update, or leave what is equal; ``publish`` puts drafts into the library at once."""
    if publish and not may_publish_imports(by):
        raise NotAllowed(ONLY_CITY)
    known = project_by_key(session, content["key"])
    outcome, objections = judge_row(known, content, by=by, codes=Codes(session))
    if objections:
        raise NotAllowed(objections[0][1])
    whole = completed(content, content_of(known) if known else None)
    project = _written(session, known, outcome, whole, by=by)
    if publish and project.status == Status.draft and may_edit(by, project):
        publish_project(session, project, by=by, reason=IMPORTED)
        return Outcome.created if known is None else Outcome.updated
    return {Outcome.new: Outcome.created, Outcome.changed: Outcome.updated}.get(outcome, Outcome.unchanged)


def _written(session: Session, project: Project | None, outcome: Outcome, whole: dict[str, Any], *, by: Person) -> Project:
    if project is None:
        source = whole.pop("source")
        return draft_project(session, whole, source=source, by=by)
    if outcome == Outcome.same:
        return project
    if may_edit(by, project):
        return rewrite_draft(session, project.id or 0, whole, by=by)
    return amend_project(session, project, whole, by=by)


def amend_project(session: Session, project: Project, content: Content, *, by: Person) -> Project:
    """Put new content in place of a published entry's old one; readers see it at once."""
    if not may_amend(by, project):
        raise NotAllowed(NOT_YOURS)
    put_content(session, project, content)
    project.version += 1
    move(session, project, Status.published, by=by, reason=N_("changed by an import"))
    keep_version(session, project, by=by, note=N_("changed by an import"))
    return project
