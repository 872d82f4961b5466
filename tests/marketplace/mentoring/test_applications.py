"""From asking to be a mentor to the public profile, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.history import history_of
from marketplace.mentoring.actions import (
    accept_request,
    apply_as_mentor,
    pass_training,
    refuse_mentor,
    retire_mentor,
    save_mentor_profile,
    vet_mentor,
    withdraw_application,
)
from marketplace.mentoring.actions.refusals import SeatsFull
from marketplace.mentoring.mentor_terms import APPLY_AGAIN_DAYS, ApplicationOutcome
from marketplace.mentoring.models import Mentor, MentorReading
from marketplace.mentoring.queries import (
    avoided_mentors,
    free_seats,
    get_profile,
    latest_application,
    open_application,
    open_applications,
    public_pages,
    published_mentors,
)
from marketplace.mentoring.terms import MentorState
from marketplace.notifications.queries import notifications_of
from tests.makers import make_mentor, make_mentorship, make_person, make_request
from tests.marketplace.mentoring.mentor_makers import (
    ANSWERS,
    CONTENT,
    SEEN,
    make_applicant,
    make_county_staff,
    make_vetted,
    read_all,
)


def test_the_whole_way_leaves_a_row_for_each_step(session: Session) -> None:
    mentor = make_vetted(session)
    read_all(session, mentor.person)
    steps = [(row.was, row.becomes) for row in history_of(session, "mentor", mentor.person_id)]
    assert steps == [(None, "applied"), ("applied", "vetted"), ("vetted", "published")]
    assert Role.mentor in mentor.person.role_names
    assert mentor.review_due_on == clock.today() + timedelta(days=365)
    assert {row.kind for row in notifications_of(session, mentor.person_id, 0, 9)} == {"mentor_vetted", "mentor_published"}


def test_both_readings_are_kept_with_their_version(session: Session) -> None:
    mentor = make_vetted(session)
    read_all(session, mentor.person)
    kept = session.exec(select(MentorReading).where(MentorReading.mentor_id == mentor.person_id)).all()
    assert {(row.kind, row.version) for row in kept} == {("agreement", "2026-1"), ("training", "2026-1")}


@pytest.mark.parametrize("state", ["applied", "vetted", "refused", "retired"])
def test_who_is_not_public_is_nowhere_for_others(session: Session, state: str) -> None:
    mentor = make_mentor(session)
    mentor.state = MentorState(state)
    session.flush()
    with pytest.raises(NotFound):
        get_profile(session, mentor.person_id, by=None)
    with pytest.raises(NotFound):
        get_profile(session, mentor.person_id, by=make_county_staff(session, "330402"))
    assert get_profile(session, mentor.person_id, by=mentor.person) is mentor
    assert get_profile(session, mentor.person_id, by=make_county_staff(session)) is mentor
    assert mentor not in published_mentors(session)
    assert f"/mentors/{mentor.person_id}" not in [address for address, _ in public_pages(session)]


def test_applying_twice_is_refused(session: Session) -> None:
    person = make_applicant(session)
    with pytest.raises(Refusal, match="applied already"):
        apply_as_mentor(session, CONTENT, by=person)


def test_nobody_vets_herself(session: Session) -> None:
    staff = make_person(session, Role.city_staff)
    apply_as_mentor(session, CONTENT, by=staff)
    with pytest.raises(NotAllowed):
        vet_mentor(session, staff.id or 0, by=staff, **SEEN)


def test_county_staff_vet_their_own_county_only(session: Session) -> None:
    person = make_applicant(session)
    with pytest.raises(NotFound):
        vet_mentor(session, person.id or 0, by=make_county_staff(session, "330402"), **SEEN)
    assert open_applications(session, by=make_county_staff(session, "330402")) == []
    assert vet_mentor(session, person.id or 0, by=make_county_staff(session), **SEEN).state == MentorState.vetted


def test_the_queue_is_oldest_first(session: Session) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=3)):
        old = make_applicant(session)
    new = make_applicant(session)
    waiting = [asked.mentor_id for asked in open_applications(session, by=make_person(session, Role.city_staff))]
    assert waiting == [old.id, new.id]


def test_a_second_decision_is_refused(session: Session) -> None:
    mentor = make_vetted(session)
    with pytest.raises(Refusal, match="ended in the meantime"):
        refuse_mentor(session, mentor.person_id, by=make_county_staff(session), reason="zu spät")


def test_a_refused_applicant_may_apply_again_after_ninety_days(session: Session) -> None:
    person = make_applicant(session)
    refuse_mentor(session, person.id or 0, by=make_county_staff(session), reason="经历还不够")
    with pytest.raises(Refusal, match="apply again from"):
        apply_as_mentor(session, CONTENT, by=person)
    with clock.stopped_at(clock.now() + timedelta(days=APPLY_AGAIN_DAYS)):
        apply_as_mentor(session, CONTENT, by=person)
    assert session.get_one(Mentor, person.id).state == MentorState.applied


def test_a_withdrawn_application_keeps_the_text_and_can_be_sent_again(session: Session) -> None:
    person = make_applicant(session)
    assert withdraw_application(session, by=person).state == MentorState.retired
    assert latest_application(session, person.id or 0).outcome == ApplicationOutcome.withdrawn  # type: ignore[union-attr]
    apply_as_mentor(session, CONTENT, by=person)
    assert session.get_one(Mentor, person.id).bio_zh == CONTENT["bio_zh"]


def test_one_wrong_answer_does_not_pass(session: Session) -> None:
    mentor = make_vetted(session)
    with pytest.raises(Refusal, match="not right yet"):
        pass_training(session, ANSWERS | {0: (ANSWERS[0] + 1) % 3}, by=mentor.person)
    assert mentor.state == MentorState.vetted


def test_training_comes_after_the_vetting(session: Session) -> None:
    person = make_applicant(session)
    with pytest.raises(Refusal, match="once the application"):
        pass_training(session, ANSWERS, by=person)


def test_an_official_has_to_agree_never_to_be_paid(session: Session) -> None:
    person = make_person(session)
    with pytest.raises(Refusal, match="without pay"):
        apply_as_mentor(session, CONTENT | {"kind": "MK4"}, by=person)
    apply_as_mentor(session, CONTENT | {"kind": "MK4", "unpaid": True}, by=person)
    assert session.get_one(Mentor, person.id).unpaid_agreed_at


def test_named_people_are_kept_apart_and_let_go_again(session: Session) -> None:
    rival = make_person(session, email="rival@example.org")
    person = make_applicant(session, conflicts_named=["钱某 Rival@example.org", "某某毛衫厂"])
    assert avoided_mentors(session, rival.id or 0) == {person.id}
    save_mentor_profile(session, CONTENT, by=person)
    assert avoided_mentors(session, rival.id or 0) == set()


def test_who_signs_up_later_is_kept_apart_from_the_vetting_on(session: Session) -> None:
    person = make_applicant(session, conflicts_named=["钱某 later@example.org"])
    rival = make_person(session, email="later@example.org")
    vet_mentor(session, person.id or 0, by=make_county_staff(session), **SEEN)
    assert avoided_mentors(session, rival.id or 0) == {person.id}


def test_another_kind_is_looked_at_and_the_profile_stays_public(session: Session) -> None:
    mentor = make_mentor(session)
    save_mentor_profile(session, CONTENT | {"kind": "MK3"}, by=mentor.person)
    assert (mentor.kind, mentor.state) == ("MK1", MentorState.published)
    vet_mentor(session, mentor.person_id, by=make_county_staff(session), **SEEN)
    assert (mentor.kind, mentor.state) == ("MK3", MentorState.published)


def test_another_kind_that_is_refused_changes_nothing(session: Session) -> None:
    mentor = make_mentor(session)
    save_mentor_profile(session, CONTENT | {"kind": "MK3"}, by=mentor.person)
    refuse_mentor(session, mentor.person_id, by=make_county_staff(session), reason="没有看到职称")
    assert (mentor.kind, mentor.state) == ("MK1", MentorState.published)


def test_going_back_to_the_present_kind_takes_the_question_back(session: Session) -> None:
    mentor = make_mentor(session)
    save_mentor_profile(session, CONTENT | {"kind": "MK3"}, by=mentor.person)
    save_mentor_profile(session, CONTENT, by=mentor.person)
    assert open_application(session, mentor.person_id) is None


def test_fewer_seats_than_pairs_end_no_pair(session: Session) -> None:
    mentor = make_mentor(session, seats=2)
    pairs = [make_mentorship(session, make_person(session), mentor) for _ in range(2)]
    save_mentor_profile(session, CONTENT | {"seats": 1}, by=mentor.person)
    assert free_seats(session, mentor) == -1
    assert all(pair.ended_at is None for pair in pairs)


def test_fewer_seats_than_pairs_take_nobody_new(session: Session) -> None:
    mentor = make_mentor(session, seats=2)
    pair, asked = make_mentorship(session, make_person(session), mentor), make_request(session, make_person(session), mentor)
    save_mentor_profile(session, CONTENT | {"seats": 1}, by=mentor.person)
    with pytest.raises(SeatsFull):
        accept_request(session, asked.id or 0, by=mentor.person)
    with pytest.raises(SeatsFull):
        make_request(session, make_person(session), mentor)
    assert pair.ended_at is None


def test_who_retired_comes_back_by_the_same_way_with_her_readings(session: Session) -> None:
    mentor = make_vetted(session)
    read_all(session, mentor.person)
    retire_mentor(session, {}, by=mentor.person)
    apply_as_mentor(session, CONTENT, by=mentor.person)
    vet_mentor(session, mentor.person_id, by=make_county_staff(session), **SEEN)
    assert mentor.state == MentorState.published
