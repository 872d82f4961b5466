"""Reads of the library: lists, what is new, and what the index is told."""

from datetime import date

import pytest
from sqlmodel import Session

from marketplace.errors import NotFound
from marketplace.projects import documents
from marketplace.projects.actions import keep_project
from marketplace.projects.queries import (
    excluded_counts,
    excluded_projects,
    favourites_of,
    get_project,
    new_projects_between,
    newest_projects,
    projects_in_order,
    projects_of,
    withdrawn_count,
)
from marketplace.projects.terms import ArchiveReason, Status
from tests.makers import make_person, make_project
from tests.marks import on_sqlite

pytestmark = on_sqlite


def test_projects_come_in_the_order_that_was_asked_for(session: Session) -> None:
    one, two, three = [make_project(session).id for _ in range(3)]
    assert [project.id for project in projects_in_order(session, [three, 999, one, two])] == [three, one, two]


def test_the_newest_come_first_and_drafts_never(session: Session) -> None:
    old, new = make_project(session, on=date(2014, 1, 1)), make_project(session, on=date(2015, 1, 1))
    make_project(session, published=False)
    assert newest_projects(session) == [new, old]


def test_a_hidden_entry_is_as_absent_as_one_that_never_was(session: Session) -> None:
    draft = make_project(session, author=make_person(session), published=False)
    for number, by in ((draft.id, None), (draft.id, make_person(session)), (999, None)):
        with pytest.raises(NotFound):
            get_project(session, number, by=by)


def test_favourites_come_latest_first(session: Session) -> None:
    person, one, two = make_person(session), make_project(session), make_project(session)
    for project in (one, two):
        keep_project(session, project.id, by=person)
    assert favourites_of(session, person.id) == [two, one]


def test_an_authors_own_entries_include_the_drafts(session: Session) -> None:
    author = make_person(session)
    published, draft = make_project(session, author=author), make_project(session, author=author, published=False)
    assert projects_of(session, author.id) == [draft, published]


def test_new_entries_are_counted_and_the_others_accounted_for(session: Session) -> None:
    inside, period = date(2015, 6, 1), (date(2015, 1, 1), date(2015, 12, 31))
    counted, legacy, merged = [make_project(session, on=inside) for _ in range(3)]
    make_project(session, on=date(2016, 1, 1))
    withdrawn = make_project(session, on=inside)
    legacy.legacy, merged.merged_into_id, merged.status = True, counted.id, Status.merged
    withdrawn.status, withdrawn.archive_reason = Status.archived, ArchiveReason.withdrawn
    session.flush()
    assert new_projects_between(session, *period) == [withdrawn, counted]
    assert [one.reason for one in excluded_projects(session, *period, 9)] == ["outside", "merged", "legacy"]
    assert [one.reason for one in excluded_projects(session, *period, 1)] == ["outside"]
    assert excluded_counts(session, *period) == {"legacy": 1, "merged": 1, "outside": 1}
    assert withdrawn_count(session, *period) == 1


def test_an_entry_for_the_whole_city_is_found_under_every_county(session: Session) -> None:
    make_project(session, regions=["330400"])
    (document,) = documents.documents(session)
    assert len(document.facets["region"]) == 7


def test_a_document_holds_both_languages_and_the_smaller_sum(session: Session) -> None:
    make_project(session)
    (document,) = documents.documents(session)
    assert document.title == ("毛衫小单直播间", "Small-batch knitwear live room")
    assert (document.numbers["capital"], document.facets["award"]) == (29000.0, ())


def test_a_draft_and_an_archived_entry_have_no_document(session: Session) -> None:
    make_project(session, published=False)
    archived = make_project(session)
    archived.status, archived.archive_reason = Status.archived, ArchiveReason.withdrawn
    session.flush()
    assert list(documents.documents(session)) == []
