"""From asking to be a mentor to the public profile: applied, vetted or refused, agreement and training read, published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentor_content import check_official, new_mentor, tie_conflicts, write_content
from marketplace.mentoring.actions.mentors import announce, become, open_seats, publish, tell_mentor
from marketplace.mentoring.mentor_terms import EDITABLE, ApplicationOutcome, ReadingKind
from marketplace.mentoring.models import Mentor, MentorApplication, MentorReading
from marketplace.mentoring.policies import may_decide, may_see_application
from marketplace.mentoring.queries import has_read_all, open_application, readings_of, standing_of
from marketplace.mentoring.readings import reading, version_of
from marketplace.mentoring.terms import MentorState


class MentorAlready(Refusal):
    """She applied already, or is a mentor."""

    def __init__(self) -> None:
        super().__init__(N_("You have applied already, or are a mentor. This page shows where it stands."))


class TooSoonToApply(Refusal):
    """The refusal is not long enough ago."""

    def __init__(self, day: date) -> None:
        super().__init__(N_("You can apply again from %(day)s on. Until then nothing is lost: your text is kept."), day=day.isoformat())


class DecidedAlready(Refusal):
    """Somebody else was quicker, or she withdrew."""

    def __init__(self) -> None:
        super().__init__(N_("This application has ended in the meantime: it was decided or withdrawn. Nothing was changed."))


class NotOnOneself(NotAllowed):
    """Nobody decides on herself."""

    def __init__(self) -> None:
        super().__init__(N_("Nobody decides on her own application; a colleague of the city does it."))


class NotYet(Refusal):
    """Agreement and training come after the vetting."""

    def __init__(self) -> None:
        super().__init__(N_("Agreement and training are read once the application was looked at."))


class WrongAnswers(Refusal):
    """A question was answered wrongly."""

    def __init__(self) -> None:
        super().__init__(N_("Some answers are not right yet. Read the explanation beside each, and answer again."))


def apply_as_mentor(session: Session, content: Mapping[str, Any], *, by: Person) -> MentorApplication:
    """Ask to be a mentor. Who was one before keeps her profile and takes the same way again."""
    # The person's row is the lock: two clicks make one application.
    session.exec(select(Person.id).where(Person.id == by.id).with_for_update()).one()
    standing = standing_of(session, by.id or 0)
    if standing.again_on is None:
        raise MentorAlready()
    if not standing.may_apply:
        raise TooSoonToApply(standing.again_on)
    check_official(content["kind"], content)
    was = standing.mentor.state if standing.mentor else None
    mentor = standing.mentor or new_mentor(by)
    mentor.state = MentorState.applied
    write_content(session, mentor, content)
    write_history(session, "mentor", mentor.person_id, was=was, becomes=MentorState.applied, by_id=by.id)
    return _ask(session, mentor, content["kind"])


def _ask(session: Session, mentor: Mentor, kind: str) -> MentorApplication:
    application = MentorApplication(mentor_id=mentor.person_id, kind=kind, applied_at=clock.now())
    session.add(application)
    session.flush()
    return application


def withdraw_application(session: Session, *, by: Person) -> Mentor:
    """Take it back before the profile is public; a mentor who asked for another kind only keeps the one she has."""
    mentor = _locked(session, by.id or 0)
    application = open_application(session, mentor.person_id)
    if application is None and mentor.state != MentorState.vetted:
        raise DecidedAlready()
    if application:
        _end(session, application, ApplicationOutcome.withdrawn, by_id=by.id)
    if mentor.state in (MentorState.applied, MentorState.vetted):
        become(session, mentor, MentorState.retired, by_id=by.id, reason="application withdrawn")
    return mentor


def vet_mentor(session: Session, mentor_id: int, *, by: Person, identity_seen: str, experience_seen: str) -> Mentor:
    """Say that she is who she says and can do what she says. Next she reads agreement and training."""
    mentor, application = _for_decision(session, mentor_id, by)
    application.identity_seen, application.experience_seen = identity_seen, experience_seen
    _end(session, application, ApplicationOutcome.vetted, by_id=by.id)
    mentor.kind, mentor.vetted_at = application.kind, clock.now()
    tie_conflicts(session, mentor)
    if mentor.state == MentorState.applied:
        become(session, mentor, MentorState.vetted, by_id=by.id)
        tell_mentor(session, mentor, "mentor_vetted", "/mentoring/application")
        _publish_if_ready(session, mentor)
    else:
        announce(session, mentor)
        tell_mentor(session, mentor, "mentor_kind_changed", "/mentoring/profile")
    return mentor


def refuse_mentor(session: Session, mentor_id: int, *, by: Person, reason: str) -> Mentor:
    """Say no, with a reason she reads. A mentor who asked for another kind stays what she was."""
    mentor, application = _for_decision(session, mentor_id, by)
    application.reason = reason
    _end(session, application, ApplicationOutcome.refused, by_id=by.id)
    if mentor.state == MentorState.applied:
        become(session, mentor, MentorState.refused, by_id=by.id, reason=reason)
        tell_mentor(session, mentor, "mentor_refused", "/mentoring/application", reason=reason)
    else:
        tell_mentor(session, mentor, "mentor_kind_kept", "/mentoring/profile", reason=reason)
    return mentor


def _for_decision(session: Session, mentor_id: int, by: Person) -> tuple[Mentor, MentorApplication]:
    mentor = _locked(session, mentor_id)
    if not may_see_application(by, mentor):
        raise NotFound()
    if not may_decide(by, mentor):
        raise NotOnOneself()
    application = open_application(session, mentor_id)
    if application is None:
        raise DecidedAlready()
    return mentor, application


def _locked(session: Session, mentor_id: int) -> Mentor:
    rows = select(Mentor).where(Mentor.person_id == mentor_id).with_for_update(of=Mentor).execution_options(populate_existing=True)
    mentor = session.exec(rows).first()
    if mentor is None:
        raise NotFound()
    return mentor


def _end(session: Session, application: MentorApplication, outcome: ApplicationOutcome, *, by_id: int | None) -> None:
    application.outcome, application.ended_at, application.decided_by_id = outcome, clock.now(), by_id
    session.add(application)
    session.flush()
    write_history(session, "mentor_application", application.id or 0, was=None, becomes=outcome, by_id=by_id, reason=application.reason)


def agree(session: Session, *, by: Person) -> Mentor:
    """The mentor agrees to the present agreement."""
    return _note_reading(session, ReadingKind.agreement, by)


def pass_training(session: Session, answers: Mapping[int, int], *, by: Person) -> Mentor:
    """The mentor read the training; all questions (by place: place of the answer) have to be answered rightly."""
    questions = reading(ReadingKind.training).questions
    if any(answers.get(place) != question.right for place, question in enumerate(questions)):
        raise WrongAnswers()
    return _note_reading(session, ReadingKind.training, by)


def _note_reading(session: Session, kind: ReadingKind, by: Person) -> Mentor:
    mentor = _locked(session, by.id or 0)
    if mentor.state not in EDITABLE or mentor.state == MentorState.applied:
        raise NotYet()
    session.add(MentorReading(mentor_id=mentor.person_id, kind=kind, version=version_of(kind), at=clock.now()))
    session.flush()
    _publish_if_ready(session, mentor)
    return mentor


def _publish_if_ready(session: Session, mentor: Mentor) -> None:
    if mentor.state == MentorState.vetted and has_read_all(readings_of(session, mentor.person_id).keys()):
        publish(session, mentor, was=mentor.state, by_id=mentor.person_id)
        open_seats(session, mentor)
        tell_mentor(session, mentor, "mentor_published", f"/mentors/{mentor.person_id}")


def save_mentor_profile(session: Session, content: Mapping[str, Any], *, by: Person) -> Mentor:
    """Change one's own profile. Fewer seats than are taken end no pair, they only block new ones; another kind is looked at by staff."""
    mentor = _locked(session, by.id or 0)
    if mentor.state not in EDITABLE:
        raise NotFound()
    check_official(content["kind"], content)
    seats = mentor.seats
    write_content(session, mentor, {name: value for name, value in content.items() if name != "kind"})
    _ask_for_kind(session, mentor, content["kind"])
    if mentor.seats > seats:
        open_seats(session, mentor)
    else:
        announce(session, mentor)
    return mentor


def _ask_for_kind(session: Session, mentor: Mentor, kind: str) -> None:
    application = open_application(session, mentor.person_id)
    if mentor.state == MentorState.applied:
        mentor.kind = kind
    if application:
        application.kind = kind
        if mentor.state != MentorState.applied and kind == mentor.kind:
            _end(session, application, ApplicationOutcome.withdrawn, by_id=mentor.person_id)
    elif kind != mentor.kind:
        _ask(session, mentor, kind)
