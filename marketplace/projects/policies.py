"""Who may see and change entries."""

from marketplace.accounts.models import Person
from marketplace.projects.models import Project
from marketplace.projects.terms import Status


def may_see(person: Person | None, project: Project) -> bool:
    """Published and archived entries are everybody's; a draft is its author's."""
    return project.status != Status.draft or (person is not None and person.id == project.author_id)


def may_edit(person: Person, project: Project) -> bool:
    """Authors edit their own drafts, but not while a contest judges them."""
    return project.status == Status.draft and not project.frozen and person.id == project.author_id
