"""Writes of the library: publishing, risks, favourites."""

from datetime import date
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis.strategies import fixed_dictionaries, integers
from sqlmodel import Session, select

from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.outbox import OutboxRow
from marketplace.projects.actions import (
    AlreadyPublished,
    drop_favourite,
    give_award,
    keep_project,
    keep_projects,
    overall_risk,
    publish_project,
)
from marketplace.projects.drafts import rewrite_draft
from marketplace.projects.models import Award
from marketplace.projects.queries import favourite_ids
from marketplace.projects.terms import RISK_DIMENSIONS, ArchiveReason, Status
from tests.crowd import at_once, one
from tests.makers import make_person, make_project, project_content
from tests.marks import on_sqlite


@on_sqlite
def test_a_published_entry_has_its_days_and_its_history(session: Session) -> None:
    project = make_project(session, on=date(2015, 2, 28))
    assert (project.first_published_on, project.review_by) == (date(2015, 2, 28), date(2016, 2, 28))
    assert [row.becomes for row in history_of(session, "project", project.id)] == ["draft", "published"]


@on_sqlite
def test_publishing_announces_the_entry_to_the_index(session: Session) -> None:
    project = make_project(session, published=False)
    assert session.exec(select(OutboxRow)).all() == []
    publish_project(session, project, by=None)
    assert [row.payload for row in session.exec(select(OutboxRow))] == [{"kind": "project", "id": project.id}]


@on_sqlite
def test_an_entry_is_published_once(session: Session) -> None:
    with pytest.raises(AlreadyPublished):
        publish_project(session, make_project(session), by=None)


@on_sqlite
def test_an_entry_from_the_archive_keeps_its_first_day(session: Session) -> None:
    project = make_project(session, on=date(2014, 5, 1))
    project.status, project.archive_reason = Status.archived, ArchiveReason.withdrawn
    assert publish_project(session, project, by=None, on=date(2016, 5, 1)).first_published_on == date(2014, 5, 1)


@on_sqlite
def test_the_opening_sums_are_those_of_the_cost_sheet(session: Session) -> None:
    project = make_project(session)
    assert (project.capital_min, project.capital_max) == (29000, 43000)
    assert (project.fixed_cost, project.margin, project.break_even_units) == (6200, 38.0, 164)
    assert (project.monthly_profit, project.payback_months) == (5200.0, 9)


@given(fixed_dictionaries({name: integers(1, 5) for name in RISK_DIMENSIONS}))
def test_the_overall_risk_is_never_below_the_second_highest(scores: dict[str, int]) -> None:
    overall = overall_risk(scores)
    assert sorted(scores.values())[-2] <= overall <= max(scores.values())


@on_sqlite
def test_an_award_changes_the_entry_for_the_index(session: Session) -> None:
    project = make_project(session)
    before = project.revision
    give_award(
        session, project, Award(contest_id=1, contest_zh="赛", contest_en="Cup", level="AL1", grade="AG1", decided_on=date(2015, 6, 1))
    )
    assert project.revision == before + 1
    assert [award.contest_en for award in project.awards] == ["Cup"]


@on_sqlite
def test_keeping_twice_is_keeping_once_and_letting_go_twice_no_matter(session: Session) -> None:
    person, project = make_person(session), make_project(session)
    for _ in range(2):
        keep_project(session, project.id, by=person)
    assert favourite_ids(session, person.id) == {project.id}
    for _ in range(2):
        drop_favourite(session, project.id, by=person)
    assert favourite_ids(session, person.id) == set()


@on_sqlite
def test_several_are_kept_at_once_and_none_twice(session: Session) -> None:
    person, numbers = make_person(session), [make_project(session).id for _ in range(3)]
    keep_project(session, numbers[1], by=person)
    assert [project.id for project in keep_projects(session, numbers, by=person)] == numbers
    assert favourite_ids(session, person.id) == set(numbers)


def test_a_double_click_keeps_once(session: Session, database_url: str) -> None:
    person, project = make_person(session), make_project(session)
    session.commit()
    clicks = [*repeat(lambda session: keep_project(session, project.id, by=one(session, person.id)), 5)]
    assert at_once(database_url, clicks) == [None] * 5
    assert favourite_ids(session, person.id) == {project.id}


@on_sqlite
def test_a_draft_is_nobodys_but_its_authors(session: Session) -> None:
    author, other = make_person(session), make_person(session)
    draft = make_project(session, author=author, published=False)
    with pytest.raises(NotFound):
        keep_project(session, draft.id, by=other)
    with pytest.raises(NotFound):
        rewrite_draft(session, draft.id, project_content(people=3), by=other)
    assert rewrite_draft(session, draft.id, project_content(people=3), by=author).people == 3


@on_sqlite
def test_what_is_published_is_not_edited_by_its_author(session: Session) -> None:
    author = make_person(session)
    with pytest.raises(NotAllowed):
        rewrite_draft(session, make_project(session, author=author).id, project_content(people=3), by=author)
