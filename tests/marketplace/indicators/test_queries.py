"""The programme, and the rows."""

from datetime import date

import pytest

from marketplace.indicators import actions, figures, queries
from marketplace.projects.queries import new_projects_between
from marketplace.projects.terms import Status
from marketplace.training.actions import close_class
from marketplace.training.models import TrainingClass
from marketplace.training.queries import pass_counts
from tests.makers import make_person, make_project
from tests.marketplace.ventures.makers import TODAY, make_qualified, make_venture

PROGRAMME = {"name_zh": "计划", "name_en": "Plan", "starts_on": date(2013, 10, 11), "ends_on": date(2016, 10, 10)}


@pytest.fixture
def programme(session):
    return actions.set_programme(session, PROGRAMME, {"I03": (0.5, date(2015, 12, 31)), "I11": (450.0, date(2016, 10, 10))})


def test_a_programme_is_set_once_and_changed_afterwards(session, programme):
    again = actions.set_programme(session, PROGRAMME | {"name_en": "The plan"}, {"I02": (0.9, TODAY)})
    assert (again.id, again.name_en) == (programme.id, "The plan")
    assert list(queries.targets_of(session, again)) == ["I02"]


def test_no_target_without_a_definition(session):
    with pytest.raises(actions.UnknownIndicator):
        actions.set_programme(session, PROGRAMME, {"I99": (1.0, TODAY)})


def test_new_entries_are_those_of_the_library(session, programme):
    inside = make_project(session, on=date(2014, 5, 1))
    make_project(session, on=date(2016, 10, 11))
    make_project(session, on=date(2014, 5, 1), legacy=True)
    double = make_project(session, on=date(2014, 5, 1))
    double.status, double.merged_into_id = Status.merged, inside.id
    session.flush()
    ids = queries.new_entry_ids(session, programme, TODAY)
    assert ids == [inside.id] == [one.id for one in new_projects_between(session, programme.starts_on, programme.ends_on)]


def test_pass_rows_add_up_to_the_rate_of_the_course_pages(session):
    person = make_qualified(session, date(2015, 6, 1))
    held = session.get(TrainingClass, 1)
    teacher = make_person(session, "provider", provider_id=held.provider_id)
    assert queries.pass_rows(session, TODAY) == []
    close_class(session, held.id, by=teacher, on=date(2015, 6, 2))
    share = figures.passing(queries.pass_rows(session, TODAY))
    assert (share.passed, share.started) == pass_counts(session) == (1, 1)
    assert person.id


def test_jobs_count_only_the_programmes_ventures(session, programme):
    make_venture(session, opened_on=date(2013, 1, 1))
    inside = make_venture(session, opened_on=date(2014, 1, 1))
    assert [row.venture_id for row in queries.programme_jobs(session, programme, TODAY)] == [inside.id]


def test_standings_against_the_targets(session, programme):
    people = [make_qualified(session, date(2015, 6, 1)) for _ in range(5)]
    for person in people[:2]:
        make_venture(session, person, opened_on=date(2015, 8, 1))
    shown = figures.headline_figures(session, TODAY)
    assert shown.success.official.value == 0.4
    assert (shown.standings["I03"], shown.standings["I02"], shown.standings["I11"]) == ("missed", "unknown", "missed")
    assert shown.elapsed == 1.0
    assert not shown.synthetic
