"""Who may see and do what in mentoring."""

from datetime import timedelta

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.accounts.terms import Role
from marketplace.mentoring.models import MentoringRequest, MentoringSession, Mentorship, Waiting
from marketplace.mentoring.terms import OWN_LOG_DAYS, SEEN_BY_MENTOR, TOGETHER


def may_answer(person: Person, request: MentoringRequest) -> bool:
    """The mentor who was asked."""
    return person.id == request.mentor_id


def may_withdraw(person: Person, request: MentoringRequest) -> bool:
    """The learner who asked."""
    return person.id == request.learner_id


def may_see_request(person: Person, request: MentoringRequest) -> bool:
    """The learner always; the mentor while she has it and after she answered, or did not.

    What she was never sent, or what was taken back, is not hers to read.
    """
    return person.id == request.learner_id or (person.id == request.mentor_id and request.state in SEEN_BY_MENTOR)


def may_work_in(person: Person, mentorship: Mentorship) -> bool:
    """The two who are paired."""
    return person.id in (mentorship.learner_id, mentorship.mentor_id)


def side_of(person: Person, mentorship: Mentorship) -> str:
    """``learner`` or ``mentor``, for one of the two."""
    return "learner" if person.id == mentorship.learner_id else "mentor"


def may_change_log(person: Person, logged: MentoringSession) -> bool:
    """One's own, within seven days."""
    return logged.logged_by_id == person.id and logged.logged_at > clock.now() - timedelta(days=OWN_LOG_DAYS)


def may_hand_over(person: Person, region: str | None) -> bool:
    """Staff of the learner's county; where she named none, the city's."""
    return is_staff_of(person, region or "")


def contact_is_open(mentorship: Mentorship, other: Person) -> bool:
    """Mail and mobile of the other: from the trial on while the two work together, never a minor's, never while a report is looked into."""
    return mentorship.state in TOGETHER and not is_young(other)


def is_young(person: Person) -> bool:
    """A person whom the house knows to be younger than 18: only those are asked for the month of their birth."""
    born = getattr(person, "birth_month", None)
    return born is not None and clock.today() < clock.months_after(born, 18 * 12 + 1)


def is_suspended(person: Person) -> bool:
    """Kept out of mentoring by a measure of the safeguarding officers."""
    return getattr(person, "suspended_at", None) is not None


def needs_guardian(session: Session, person: Person) -> bool:
    """Whether a request waits until a guardian has said yes."""
    return False


def may_help(person: Person, waiting: Waiting) -> bool:
    """Staff of the learner's county; who named none is helped by the city."""
    return is_staff_of(person, waiting.region) if waiting.region else Role.city_staff in person.role_names
