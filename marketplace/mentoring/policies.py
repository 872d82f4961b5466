"""Who may see and do what in mentoring."""

from datetime import timedelta

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of, is_suspended, may_see_contact, regions_of_staff
from marketplace.accounts.queries import has_guardian_consent
from marketplace.accounts.terms import Role
from marketplace.mentoring.mentor_terms import PUBLIC
from marketplace.mentoring.models import Mentor, MentoringRequest, MentoringSession, Mentorship, Waiting
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


def may_leave_frozen(person: Person, mentorship: Mentorship) -> bool:
    """Who is not suspended may leave a pair that stands still because the other is; while a report is looked into, nobody may."""
    other = mentorship.mentor.person if person.id == mentorship.learner_id else mentorship.learner
    return is_suspended(other) and not is_suspended(person)


def may_change_log(person: Person, logged: MentoringSession) -> bool:
    """One's own, within seven days."""
    return logged.logged_by_id == person.id and logged.logged_at > clock.now() - timedelta(days=OWN_LOG_DAYS)


def may_hand_over(person: Person, region: str | None) -> bool:
    """Staff of the learner's county; where she named none, the city's."""
    return is_staff_of(person, region or "")


def contact_is_open(mentorship: Mentorship) -> bool:
    """Mail and mobile of the other: from the trial on while the two work together, never where one is a minor, never while frozen."""
    return mentorship.state in TOGETHER and may_see_contact(mentorship.learner, mentorship.mentor.person, clock.today())


def needs_guardian(session: Session, person: Person) -> bool:
    """Whether a request waits until a guardian has said yes."""
    return not has_guardian_consent(session, person)


def may_help(person: Person, waiting: Waiting) -> bool:
    """Staff of the learner's county; who named none is helped by the city."""
    return is_staff_of(person, waiting.region) if waiting.region else Role.city_staff in person.role_names


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


def read_regions(person: Person) -> frozenset[str] | None:
    """The counties whose figures the person reads; None stands for all: the city's staff, and auditors."""
    return None if Role.auditor in person.role_names else regions_of_staff(person)


def may_read_names(person: Person, region: str | None) -> bool:
    """Staff of the county; auditors read figures, not people. Who named no county is the city's."""
    return is_staff_of(person, region) if region else Role.city_staff in person.role_names
