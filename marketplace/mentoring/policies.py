"""Who may see and do what in mentoring."""

from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.mentoring.mentor_terms import PUBLIC
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship


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


def may_see_profile(person: Person | None, mentor: Mentor) -> bool:
    """Everybody while it is public; before and after, she herself and the staff of her county."""
    if mentor.state in PUBLIC:
        return True
    return person is not None and (person.id == mentor.person_id or is_staff_of(person, mentor.region))


def may_see_application(person: Person, mentor: Mentor) -> bool:
    """The staff of her county."""
    return is_staff_of(person, mentor.region)


def may_decide(person: Person, mentor: Mentor) -> bool:
    """The staff of her county, but nobody on herself."""
    return is_staff_of(person, mentor.region) and person.id != mentor.person_id
