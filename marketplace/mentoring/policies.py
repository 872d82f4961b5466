"""Who may see and do what in mentoring."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.mentoring.models import MentoringRequest, Mentorship


def may_answer(person: Person, request: MentoringRequest) -> bool:
    """The mentor who was asked."""
    return person.id == request.mentor_id


def may_withdraw(person: Person, request: MentoringRequest) -> bool:
    """The learner who asked."""
    return person.id == request.learner_id


def may_see_request(person: Person, request: MentoringRequest) -> bool:
    """The two it is about."""
    return person.id in (request.learner_id, request.mentor_id)


def may_work_in(person: Person, mentorship: Mentorship) -> bool:
    """The two who are paired."""
    return person.id in (mentorship.learner_id, mentorship.mentor_id)


def is_suspended(person: Person) -> bool:
    return getattr(person, "suspended_at", None) is not None


def needs_guardian(session: Session, person: Person) -> bool:
    """Whether a request waits until a guardian has said yes."""
    return False
