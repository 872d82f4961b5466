"""This database as it was at a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace import clock
from marketplace.mentoring.actions import accept_request
from marketplace.mentoring.evaluation import TooLittle, evaluate_own, said
from marketplace.mentoring.evaluation.own import OwnPast
from marketplace.projects.actions import enquire, keep_project
from tests.makers import make_learner, make_mentor, make_person, make_project, make_request

BEGINNING = datetime(2025, 3, 1, 4, tzinfo=UTC)


def on(day: int):
    return clock.stopped_at(BEGINNING + timedelta(days=day))


def keep(session, learner, project, day: int) -> None:
    with on(day):
        keep_project(session, project.id or 0, by=learner)


def test_a_learner_knows_only_what_she_had_kept(session):
    first, second = make_project(session), make_project(session)
    learner = make_learner(session)
    keep(session, learner, first, 1)
    keep(session, learner, second, 9)
    found = OwnPast(session).learner(BEGINNING + timedelta(days=5), learner.id)
    assert found.favourites == {first.id}
    assert found.text.count(first.title_zh) == 1


def test_the_first_step_counts_whichever_it_was(session):
    project, learner = make_project(session), make_learner(session)
    with on(3):
        enquire(session, project.id or 0, "一个人能做吗？", by=learner)
    keep(session, learner, project, 8)
    (event,) = OwnPast(session).events("project")
    assert event.at == BEGINNING + timedelta(days=3)


def test_mentors_are_known_as_they_had_answered_and_full_while_they_had_pairs(session):
    mentor, learner = make_mentor(session, seats=1), make_learner(session)
    with on(2):
        request = make_request(session, learner, mentor)
    with on(4):
        accept_request(session, request.id or 0, by=mentor.person)
    past = OwnPast(session)
    before, after = (past.city(BEGINNING + timedelta(days=day), []).mentors_[mentor.person_id] for day in (3, 5))
    assert (before.answered, after.answered, after.accepted) == (0, 1, 1)
    assert after.seats_free == 1
    assert [past.full(BEGINNING + timedelta(days=day)) for day in (3, 5)] == [set(), {mentor.person_id}]
    assert [one.asked.at for one in past.answers()] == [BEGINNING + timedelta(days=2)]


def test_the_whole_is_measured_and_said(session):
    projects = [make_project(session) for _ in range(8)]
    for number in range(8):
        learner = make_learner(session)
        for visit in range(3):
            keep(session, learner, projects[(number + visit) % 8], 10 * visit + number)
    found = evaluate_own(session)
    (comparison,) = found.comparisons
    assert (comparison.before, comparison.after, comparison.cases) == (16, 8, 8)
    assert {line.key for line in found.by_county} == {"330483"}
    assert [line.persons for line in found.by_group] == [8]
    assert "recommender" in said(found)


def test_an_empty_town_has_too_little(session):
    make_person(session)
    with pytest.raises(TooLittle):
        evaluate_own(session)
