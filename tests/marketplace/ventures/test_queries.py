"""What became of people, counted."""

from datetime import date, timedelta

import pytest

from marketplace.ventures import actions, queries
from marketplace.ventures.terms import ClosingReason, Form, Way
from tests.makers import make_person, make_project
from tests.marketplace.ventures.makers import TODAY, make_class, make_qualified, make_staff, make_venture, on

PASSED = date(2015, 3, 10)  # its year is over


def states(session, months=12, as_of=TODAY):
    return [case.state for case in queries.case_states(session, as_of, months)]


@pytest.mark.parametrize(
    ("opened_on", "state"),
    [
        (date(2015, 3, 1), "success"),  # during the class
        (date(2016, 3, 10), "success"),  # the last day of the window
        (date(2016, 3, 11), "failure"),
    ],
)
def test_a_case_is_decided_by_its_window(session, opened_on, state):
    make_venture(session, make_qualified(session, PASSED), opened_on=opened_on)
    assert states(session) == [state]


def test_an_early_opening_makes_no_window_ripe(session):
    make_venture(session, make_qualified(session, TODAY - timedelta(days=90)), opened_on=TODAY)
    assert states(session) == ["pending"]
    assert states(session, months=6) == ["pending"]


def test_the_window_ends_with_its_last_day(session):
    make_qualified(session, date(2015, 11, 1))
    make_qualified(session, date(2015, 11, 2))
    assert states(session) == ["failure", "pending"]


def test_who_had_a_business_before_is_no_case(session):
    person = make_qualified(session, PASSED)
    make_venture(session, person, opened_on=PASSED - timedelta(days=11))
    assert states(session) == []


def test_only_the_first_capability_certificate_counts(session):
    make_qualified(session, PASSED, tier="guidance", kind="GYB")
    assert states(session) == []


def test_lost_is_who_was_not_reached_after_the_window(session):
    early, late, found = (make_qualified(session, PASSED) for _ in range(3))
    staff = make_staff(session)
    actions.record_outcome_check(session, early.id, reached=False, by=staff, on=date(2015, 9, 1))
    actions.record_outcome_check(session, late.id, reached=False, by=staff, on=date(2016, 4, 1))
    actions.record_outcome_check(session, found.id, reached=False, by=staff, on=date(2016, 4, 1))
    actions.record_outcome_check(session, found.id, reached=True, by=staff, on=date(2016, 5, 1))
    assert states(session) == ["failure", "lost", "failure"]
    assert [person.id for _, person in queries.people_to_ask(session, TODAY, {"330483"})] == [early.id]
    assert queries.people_to_ask(session, TODAY, {"330402"}) == []


def test_a_day_in_the_past_is_counted_as_it_was(session):
    make_venture(session, make_qualified(session, PASSED), opened_on=date(2016, 1, 1))
    assert states(session, as_of=date(2015, 2, 1)) == []
    assert states(session, as_of=date(2015, 12, 1)) == ["pending"]
    assert queries.lives(session, date(2015, 12, 1)) == []


def test_courses_are_judged_by_ripe_cases_only(session):
    held = make_class(session, ends_on=PASSED)
    make_venture(session, make_qualified(session, PASSED, held), opened_on=date(2015, 5, 1))
    make_qualified(session, PASSED, held)
    make_qualified(session, TODAY)
    assert queries.course_outcomes(session, TODAY) == {held.course_id: (1, 2)}


def test_lives_are_cut_off_where_sight_ends(session):
    day, staff = date(2016, 1, 1), make_staff(session)
    make_venture(session, opened_on=day)
    closed, taken, lost = (make_venture(session, opened_on=day) for _ in range(3))
    actions.close_venture(session, closed.id, on=day + timedelta(days=50), reason="costs", by=closed.founder)
    actions.close_venture(session, taken.id, on=day + timedelta(days=60), reason="taken_over", by=taken.founder)
    actions.record_follow_up(session, lost.id, 3, trading=True, jobs=0, by=lost.founder, on=day + timedelta(days=95))
    actions.mark_lost(session, lost.id, 6, tries=4, ways=[Way.phone, Way.visit], by=staff)
    assert queries.survival_rows(session, TODAY) == [(305, False), (50, True), (60, False), (95, False)]


def test_jobs_are_read_nearest_to_one_year(session):
    day = date(2015, 9, 1)
    told, silent, closed, young = (make_venture(session, opened_on=day, form=Form.company, jobs=9) for _ in range(4))
    young.opened_on = TODAY
    for months, jobs, day_told in ((6, 3, date(2016, 3, 5)), (12, 5, date(2016, 9, 5))):
        with on(day_told):
            actions.record_follow_up(session, told.id, months, trading=True, jobs=jobs, by=told.founder)
    actions.close_venture(session, closed.id, on=date(2016, 8, 1), reason="costs", by=closed.founder)
    rows = {row.venture_id: (row.jobs, row.pending) for row in queries.jobs_rows(session, TODAY)}
    assert rows == {told.id: (5, False), silent.id: (None, False), closed.id: (0, False), young.id: (None, True)}
    assert queries.jobs_rows(session, TODAY, since=TODAY)[0].venture_id == young.id


def test_takeup_shows_failures_with_their_reasons(session):
    project = make_project(session)
    old = [make_venture(session, opened_on=date(2015, 9, 1), project_id=project.id) for _ in range(4)]
    make_venture(session, opened_on=TODAY, project_id=project.id)
    actions.close_venture(session, old[0].id, on=date(2016, 8, 1), reason="costs", by=old[0].founder)
    actions.close_venture(session, old[1].id, on=date(2016, 10, 1), reason="study", by=old[1].founder)
    actions.mark_lost(session, old[2].id, 12, tries=3, ways=[Way.phone, Way.visit], by=make_staff(session))
    takeup = queries.takeup_of(session, project.id)
    assert (takeup.n, takeup.trading, takeup.closed) == (5, 3, 2)
    assert (takeup.trading_after_year, takeup.matured) == (2, 4)
    assert takeup.reasons == (ClosingReason.costs, ClosingReason.study)
    assert queries.project_outcomes(session) == {project.id: (2, 4)}


def test_first_openings_and_own_ventures(session):
    founder = make_person(session)
    first = make_venture(session, founder, opened_on=date(2015, 1, 1), name="一")
    second = make_venture(session, founder, opened_on=date(2016, 1, 1), name="二")
    assert queries.first_openings(session) == {founder.id: date(2015, 1, 1)}
    assert queries.ventures_of(session, founder.id) == [second, first]


def test_due_questions_by_county_and_age(session):
    venture = make_venture(session, opened_on=date(2016, 7, 25))
    make_venture(session, opened_on=date(2016, 7, 25), region="330402")
    closed = make_venture(session, opened_on=date(2016, 7, 25))
    actions.close_venture(session, closed.id, on=TODAY, reason="costs", by=closed.founder)
    assert [(one.venture.id, one.days) for one in queries.due_follow_ups(session, TODAY, {"330483"})] == [(venture.id, 7)]
    assert len(queries.due_follow_ups(session, TODAY, None)) == 2
