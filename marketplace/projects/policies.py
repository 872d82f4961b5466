"""Who may see and change entries."""

from datetime import timedelta

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.accounts.terms import Role
from marketplace.places.queries import CITY
from marketplace.projects.models import Evidence, Project, TakeUp
from marketplace.projects.terms import (
    ABANDONED_DAYS,
    IN_REVIEW,
    RATING_AFTER_DAYS,
    READABLE,
    UNDECIDED,
    UNFINISHED,
    ArchiveReason,
    Status,
)


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
    """Staff of a county in which the entry fits; what fits the whole city is the city's alone, whatever county stands beside it."""
    if CITY in project.regions:
        return Role.city_staff in person.role_names
    return any(is_staff_of(person, region) for region in project.regions)


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
    """The author of a published entry, and the staff, write its next version; what its author withdrew comes back by one of hers."""
    if project.archive_reason == ArchiveReason.withdrawn:
        return is_author(person, project)
    return project.status == Status.published and (is_author(person, project) or works_for(person, project))


def may_withdraw(person: Person, project: Project) -> bool:
    """Who offered an entry need not go on offering it."""
    return project.status == Status.published and is_author(person, project)


def may_discard(person: Person, draft: Project, project: Project) -> bool:
    """The author of a next version of ``project`` until somebody decides on it; the staff when it lay still too long."""
    if draft.frozen:
        return False
    if is_author(person, draft):
        return draft.status in UNDECIDED
    abandoned = draft.untouched_since <= clock.now() - timedelta(days=ABANDONED_DAYS)
    return draft.status in UNFINISHED and abandoned and works_for(person, project)


def may_keep_house(person: Person, project: Project) -> bool:
    """Staff recheck, verify, archive and merge what is in the library."""
    return project.status in (Status.published, Status.archived) and works_for(person, project) and not is_author(person, project)


def may_see_evidence(person: Person, project: Project) -> bool:
    """Documents are for its author and the staff who check the entry, and for nobody else."""
    return is_author(person, project) or works_for(person, project)


def may_remove_evidence(person: Person, evidence: Evidence, project: Project) -> bool:
    """Who put it there, and the staff."""
    return person.id == evidence.by_id or works_for(person, project)


def rights_of(person: Person | None, project: Project) -> frozenset[str]:
    """What the person may do with the entry, by name, for the page that shows it."""
    if person is None:
        return frozenset()
    asked = {
        "author": is_author,
        "edit": may_edit,
        "take_back": may_take_back,
        "revise": may_revise,
        "withdraw": may_withdraw,
        "evidence": may_see_evidence,
        "review": may_review,
        "keep_house": may_keep_house,
    }
    return frozenset(name for name, may in asked.items() if may(person, project))


def may_answer(person: Person, take_up: TakeUp) -> bool:
    """The entry's author; the staff of its counties for entries of the library itself, and where an author has kept silent too long."""
    project = take_up.project
    if person.id == take_up.person_id:
        return False
    if is_author(person, project):
        return True
    return works_for(person, project) and (project.author_id is None or take_up.waits_too_long)


def may_see_take_up(person: Person, take_up: TakeUp) -> bool:
    """Who goes the way, who answered, and who may answer once there is a question."""
    if person.id in (take_up.person_id, take_up.answered_by_id):
        return True
    return bool(take_up.question) and may_answer(person, take_up)


def may_rate(person: Person, take_up: TakeUp) -> bool:
    """People who know: adopted long enough ago, or given up after having adopted. Nobody rates what she wrote herself."""
    if person.id != take_up.person_id or is_author(person, take_up.project) or take_up.adopted_on is None:
        return False
    return take_up.stopped_on is not None or take_up.adopted_on + timedelta(days=RATING_AFTER_DAYS) <= clock.today()
