"""Who may see and change entries."""

from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.accounts.terms import STAFF
from marketplace.projects.models import Project
from marketplace.projects.terms import IN_REVIEW, READABLE, UNFINISHED, Status


def may_see(person: Person | None, project: Project) -> bool:
    """What is or was in the library is everybody's; the rest is its author's and, once handed in, the staff's. See also ``is_asked``."""
    if project.status in READABLE:
        return True
    if person is None:
        return False
    handed_in = project.review_round > 0 and project.status != Status.draft
    return is_author(person, project) or (handed_in and works_for(person, project))


def is_author(person: Person, project: Project) -> bool:
    """Who wrote it."""
    return person.id is not None and person.id == project.author_id


def works_for(person: Person, project: Project) -> bool:
    """Staff of the city, or of a county in which the entry fits."""
    return bool(person.role_names & set(STAFF)) and any(is_staff_of(person, region) for region in project.regions)


def may_edit(person: Person, project: Project) -> bool:
    """Authors edit their own unfinished entries, but not while a contest judges them."""
    return project.status in UNFINISHED and not project.frozen and is_author(person, project)


def may_review(person: Person, project: Project) -> bool:
    """Staff on its way through the review. Nobody decides on what she wrote herself."""
    return project.status in IN_REVIEW and works_for(person, project) and not is_author(person, project)


def may_take_back(person: Person, project: Project) -> bool:
    """An author takes an entry back until it is published."""
    return project.status in IN_REVIEW and is_author(person, project)


def may_revise(person: Person, project: Project) -> bool:
    """The author of a published entry, and the staff, write its next version."""
    return project.status == Status.published and (is_author(person, project) or works_for(person, project))


def may_keep_house(person: Person, project: Project) -> bool:
    """Staff recheck, verify, archive and merge what is in the library."""
    return project.status in (Status.published, Status.archived) and works_for(person, project)


def rights_of(person: Person | None, project: Project) -> frozenset[str]:
    """What the person may do with the entry, by name, for the page that shows it."""
    if person is None:
        return frozenset()
    asked = {
        "author": is_author,
        "edit": may_edit,
        "take_back": may_take_back,
        "revise": may_revise,
        "review": may_review,
        "keep_house": may_keep_house,
    }
    return frozenset(name for name, may in asked.items() if may(person, project))
