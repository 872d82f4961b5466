"""Who may do what in a contest, and when."""

from datetime import date

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.competitions.models import Contest, Entry
from marketplace.competitions.terms import SETTLED, ContestState
from marketplace.projects.models import Project
from marketplace.projects.terms import READABLE, Status


def may_organise(person: Person) -> bool:
    """Organisers create contests."""
    return Role.organiser in person.role_names


def runs(person: Person | None, contest: Contest) -> bool:
    """A contest is run by the organiser who created it, and by nobody else."""
    return person is not None and person.id == contest.organiser_id


def may_see(person: Person | None, contest: Contest) -> bool:
    """A draft is its organiser's; from the opening on a contest is everybody's."""
    return contest.state != ContestState.draft or runs(person, contest)


def takes_entries(contest: Contest, on: date) -> bool:
    """Open, up to and with the last day."""
    return contest.state == ContestState.open and on <= contest.closes_on


def may_enter(person: Person, project: Project) -> bool:
    """Authors enter their own drafts: what is in the library already has been read by all."""
    return project.author_id == person.id and project.status == Status.draft and project.next_of_id is None


def may_decide_consent(person: Person, entry: Entry) -> bool:
    """The author alone."""
    return entry.author_id == person.id


def may_hold_sheets(person: Person | None, contest: Contest) -> bool:
    """Frozen sheets are the organiser's at once, and everybody's with the result."""
    return contest.state == ContestState.published or (contest.state in SETTLED and runs(person, contest))


def is_public(entry: Entry) -> bool:
    """An entry has a name for the public once its project is in the library."""
    return entry.project.status in READABLE
