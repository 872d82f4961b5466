"""Writes of the ventures room."""

from datetime import date, timedelta

import pytest

from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.ventures import actions
from marketplace.ventures.queries import get_venture
from marketplace.ventures.terms import ClosingReason, FollowUpState, VentureState, Way
from tests.makers import make_person, make_project
from tests.marketplace.ventures.makers import TODAY, make_qualified, make_staff, make_venture

OLD = date(2016, 1, 31)
WAYS = [Way.phone, Way.message]


def test_an_opening_plans_three_questions(session):
    venture = make_venture(session, opened_on=OLD)
    assert [(one.months, one.due_on) for one in venture.follow_ups] == [
        (3, date(2016, 4, 30)),
        (6, date(2016, 7, 31)),
        (12, date(2017, 1, 31)),
    ]
    assert [row.becomes for row in history_of(session, "venture", venture.id)] == ["trading"]


def test_an_opening_lies_not_in_the_future(session):
    with pytest.raises(actions.InTheFuture):
        make_venture(session, opened_on=TODAY + timedelta(days=1))


def test_the_same_business_is_told_once(session):
    founder = make_person(session)
    make_venture(session, founder)
    with pytest.raises(actions.AlreadyTold):
        make_venture(session, founder)


def test_a_draft_cannot_have_been_taken_up(session):
    author = make_person(session)
    draft = make_project(session, author=author, published=False)
    with pytest.raises(NotFound):
        make_venture(session, author, project_id=draft.id)


def test_an_answer_is_kept_once(session):
    venture = make_venture(session, opened_on=OLD)
    asked = actions.record_follow_up(session, venture.id, 3, trading=True, jobs=2, note="ok", by=venture.founder)
    assert (asked.state, asked.answered_on, asked.jobs) == (FollowUpState.done, TODAY, 2)
    with pytest.raises(actions.AlreadyAnswered):
        actions.record_follow_up(session, venture.id, 3, trading=True, jobs=2, by=venture.founder)


def test_an_answer_does_not_come_before_its_time(session):
    venture = make_venture(session, opened_on=OLD)
    with pytest.raises(actions.NotDueYet):
        actions.record_follow_up(session, venture.id, 12, trading=True, jobs=2, by=venture.founder)


def test_not_trading_closes_and_the_reason_can_follow(session):
    venture = make_venture(session, opened_on=OLD)
    asked = actions.record_follow_up(session, venture.id, 6, trading=False, jobs=9, by=venture.founder)
    assert (asked.jobs, venture.state, venture.closed_on, venture.closing_reason) == (0, VentureState.closed, TODAY, None)
    actions.close_venture(session, venture.id, on=date(2016, 9, 1), reason="costs", by=venture.founder)
    assert (venture.closed_on, venture.closing_reason) == (date(2016, 9, 1), ClosingReason.costs)


def test_a_closing_fits_what_was_told(session):
    venture = make_venture(session, opened_on=OLD)
    actions.record_follow_up(session, venture.id, 6, trading=True, jobs=0, by=venture.founder, on=date(2016, 8, 1))
    with pytest.raises(actions.StillTrading):
        actions.close_venture(session, venture.id, on=date(2016, 7, 1), reason="costs", by=venture.founder)
    with pytest.raises(actions.BeforeTheOpening):
        actions.close_venture(session, venture.id, on=date(2015, 7, 1), reason="costs", by=venture.founder)
    actions.close_venture(session, venture.id, on=TODAY, reason="costs", by=venture.founder)
    with pytest.raises(actions.AlreadyClosed):
        actions.close_venture(session, venture.id, on=TODAY, reason="costs", by=venture.founder)


def test_lost_only_after_honest_tries_and_not_for_ever(session):
    venture, staff = make_venture(session, opened_on=OLD), make_staff(session)
    with pytest.raises(actions.TooFewTries):
        actions.mark_lost(session, venture.id, 3, tries=3, ways=[Way.phone, Way.phone], by=staff)
    assert actions.mark_lost(session, venture.id, 3, tries=3, ways=WAYS, by=staff).state == FollowUpState.lost
    assert actions.record_follow_up(session, venture.id, 3, trading=True, jobs=1, by=venture.founder).state == FollowUpState.done
    assert [row.becomes for row in history_of(session, "follow_up", venture.follow_ups[0].id)] == ["lost", "done"]


def test_founders_do_not_call_themselves_lost(session):
    venture = make_venture(session, opened_on=OLD)
    with pytest.raises(NotAllowed):
        actions.mark_lost(session, venture.id, 3, tries=3, ways=WAYS, by=venture.founder)


@pytest.mark.parametrize(
    ("role", "region", "sees"),
    [
        (Role.county_staff, "330483", True),
        (Role.city_staff, None, True),
        (Role.county_staff, "330402", False),
        (Role.auditor, None, False),
        (Role.mentor, None, False),
    ],
)
def test_only_founder_and_staff_of_the_county_see_a_venture(session, role, region, sees):
    venture, reader = make_venture(session), make_person(session, role, region=region)
    if sees:
        assert get_venture(session, venture.id, by=reader) is venture
    else:
        with pytest.raises(NotFound):
            get_venture(session, venture.id, by=reader)


def test_checks_are_for_staff_of_a_county_where_the_person_passed(session):
    person = make_qualified(session, date(2015, 6, 1))
    check = actions.record_outcome_check(session, person.id, reached=False, by=make_staff(session))
    assert not check.reached
    assert actions.record_outcome_check(session, person.id, reached=True, by=make_staff(session)).id == check.id
    with pytest.raises(NotFound):
        actions.record_outcome_check(session, person.id, reached=True, by=make_staff(session, "330402"))
