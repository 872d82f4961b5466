"""Seats, the roll, and the life of a class."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import transaction
from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.training.actions import close_class, enrol, mark_started, record_result, start_due_classes, withdraw
from marketplace.training.actions.classes import ClassNotBegun, ClassOver, ResultsMissing
from marketplace.training.actions.enrolments import AlreadyEnrolled, ClassFull, EnrolmentOver, NotWaiting, SeatGivenBack, TooLateToWithdraw
from marketplace.training.queries import people_in, seats_left
from marketplace.training.terms import SEATED, ClassState, EnrolmentState


def test_a_seat_is_taken_once(session, make_class, make_person):
    one, ming = make_class(), make_person("ming")
    enrol(session, one.id, by=ming)
    with pytest.raises(AlreadyEnrolled):
        enrol(session, one.id, by=ming)
    assert seats_left(session, [one.id]) == {one.id: 9}


def test_a_full_class_refuses_and_a_seat_given_back_is_free_again(session, make_class, make_person):
    one, ming, hua = make_class(seats=1), make_person("ming"), make_person("hua")
    kept = enrol(session, one.id, by=ming)
    with pytest.raises(ClassFull):
        enrol(session, one.id, by=hua)
    withdraw(session, kept.id, by=ming)
    assert enrol(session, one.id, by=hua).state == EnrolmentState.enrolled


def test_fifty_at_once_get_exactly_the_seats(session, engine, make_class, make_person):
    one, ids = make_class(seats=7).id, [make_person(f"p{number}").id for number in range(50)]
    session.commit()

    def try_it(person_id):
        try:
            with transaction(engine) as own:
                enrol(own, one, by=own.get(Person, person_id))
        except ClassFull:
            return "full"
        return "seat"

    with ThreadPoolExecutor(50) as crowd:
        assert Counter(crowd.map(try_it, ids)) == {"seat": 7, "full": 43}
    assert people_in(session, one, *SEATED) == 7


def test_who_gave_a_seat_back_may_come_again(session, make_class, make_person):
    one, ming = make_class(), make_person("ming")
    first = enrol(session, one.id, by=ming)
    withdraw(session, first.id, by=ming)
    with pytest.raises(SeatGivenBack):
        withdraw(session, first.id, by=ming)
    assert enrol(session, one.id, by=ming).id == first.id
    assert [row.becomes for row in history_of(session, "enrolment", first.id)] == ["enrolled", "withdrawn", "enrolled"]


def test_from_the_first_day_on_nobody_comes_in_or_leaves(session, make_class, make_person):
    one, ming, hua = make_class(starts_in=1), make_person("ming"), make_person("hua")
    kept = enrol(session, one.id, by=ming)
    with clock.stopped_at(datetime(2016, 3, 2, 2, tzinfo=UTC)):
        with pytest.raises(EnrolmentOver):
            enrol(session, one.id, by=hua)
        with pytest.raises(TooLateToWithdraw):
            withdraw(session, kept.id, by=ming)


def test_the_first_mark_begins_the_class(session, make_class, make_person, teacher):
    one = make_class()
    came = enrol(session, one.id, by=make_person("ming"))
    mark_started(session, came.id, by=teacher)
    assert (one.state, came.state) == (ClassState.running, EnrolmentState.started)
    with pytest.raises(NotWaiting):
        mark_started(session, came.id, by=teacher)


def test_the_clock_begins_a_class_on_its_first_day(session, make_class):
    one, later = make_class(starts_in=0), make_class(starts_in=1)
    assert start_due_classes(session) == 1
    assert (one.state, later.state) == (ClassState.running, ClassState.enrolling)
    assert start_due_classes(session) == 0


def test_a_result_is_recorded_once_and_dates_the_certificate(session, make_class, make_person, teacher):
    came = enrol(session, make_class().id, by=make_person("ming"))
    with pytest.raises(NotWaiting):
        record_result(session, came.id, passed=True, by=teacher)
    mark_started(session, came.id, by=teacher)
    record_result(session, came.id, passed=True, on=date(2016, 3, 20), by=teacher)
    with pytest.raises(NotWaiting):
        record_result(session, came.id, passed=False, by=teacher)
    assert (came.state, came.passed_on) == (EnrolmentState.passed, date(2016, 3, 20))


def test_a_class_closes_when_all_who_started_have_a_result(session, make_class, make_person, teacher):
    one = make_class()
    came, absent = enrol(session, one.id, by=make_person("ming")), enrol(session, one.id, by=make_person("hua"))
    with pytest.raises(ClassNotBegun):
        close_class(session, one.id, by=teacher)
    mark_started(session, came.id, by=teacher)
    with pytest.raises(ResultsMissing):
        close_class(session, one.id, by=teacher)
    record_result(session, came.id, passed=False, by=teacher)
    close_class(session, one.id, by=teacher)
    assert (one.state, one.closed_on, absent.state) == (ClassState.closed, date(2016, 3, 1), EnrolmentState.withdrawn)
    with pytest.raises(ClassOver):
        close_class(session, one.id, by=teacher)


@pytest.mark.parametrize("act", [mark_started, lambda *given, by: record_result(*given, passed=True, by=by)])
def test_another_providers_roll_is_not_there(session, make_class, make_person, rival, act):
    came = enrol(session, make_class().id, by=make_person("ming"))
    with pytest.raises(NotFound):
        act(session, came.id, by=rival)


def test_nobody_gives_back_the_seat_of_another(session, make_class, make_person, teacher):
    kept = enrol(session, make_class().id, by=make_person("ming"))
    with pytest.raises(NotFound):
        withdraw(session, kept.id, by=teacher)


def test_classes_are_opened_for_ones_own_provider(make_class, providers, rival):
    with pytest.raises(NotAllowed):
        make_class(provider_id=providers[0].id, by=rival)
    assert make_class(provider_id=providers[1].id, by=rival).state == ClassState.enrolling
