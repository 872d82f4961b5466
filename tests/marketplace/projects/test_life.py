"""The later life of an entry: versions, recheck, verification, archive, merger."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed, NotFound
from marketplace.notifications.models import Notification
from marketplace.projects import actions
from marketplace.projects.actions.life import NotTheirWord, WithItself
from marketplace.projects.actions.reminders import remind_of_recheck
from marketplace.projects.actions.review import OutOfTurn
from marketplace.projects.drafts import rewrite_draft
from marketplace.projects.queries import favourite_ids, new_projects_between, projects_due, versions_of
from marketplace.projects.terms import ArchiveReason, Status
from marketplace.projects.versions import content_of, differences
from marketplace.stamps import stamp_of
from tests.makers import make_learner, make_person, make_project, project_content
from tests.marks import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def author(session: Session) -> Person:
    return make_person(session, name="林晓")


@pytest.fixture
def staff(session: Session) -> Person:
    return make_person(session, Role.city_staff, name="石头")


def with_next_version(session: Session, author: Person, staff: Person, **changes: object):
    project = make_project(session, author=author)
    draft = actions.begin_next_version(session, project.id, by=author)
    rewrite_draft(session, draft.id, project_content(**changes) | {"change_note": "涨价了"}, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    return project, draft


def test_the_present_version_stays_until_the_next_is_published(session: Session, author: Person, staff: Person) -> None:
    project, draft = with_next_version(session, author, staff, price=139.0)
    assert (project.price, project.status) == (129.0, Status.published)
    actions.approve_project(session, draft.id, by=staff)
    assert actions.publish_approved(session, draft.id, by=staff) is project
    assert (project.price, project.version, draft.status) == (139.0, 2, Status.applied)


def test_versions_are_kept_and_their_difference_can_be_read(session: Session, author: Person, staff: Person) -> None:
    project, draft = with_next_version(session, author, staff, price=139.0, title_zh="毛衫小单直播间二号")
    actions.approve_project(session, draft.id, by=staff)
    actions.publish_approved(session, draft.id, by=staff)
    new, old = versions_of(session, project.id)
    assert (new.number, new.note, old.number) == (2, "涨价了", 1)
    changes = {change.field: change.pieces for change in differences(old.content, new.content)}
    assert changes == {
        "title_zh": (("same", "毛衫小单直播间"), ("new", "二号")),
        "price": (("gone", "129"), ("new", "139"), ("same", ".0")),
    }


def test_a_next_version_is_begun_once_and_not_counted(session: Session, author: Person) -> None:
    project = make_project(session, author=author)
    draft = actions.begin_next_version(session, project.id, by=author)
    assert actions.begin_next_version(session, project.id, by=author) is draft
    today = clock.today()
    assert new_projects_between(session, today, today) == [project]


def test_a_stranger_writes_no_next_version(session: Session, author: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_next_version(session, make_project(session, author=author).id, by=make_person(session))


def test_an_entry_is_due_after_a_year_and_its_author_is_told_once(session: Session, author: Person) -> None:
    project = make_project(session, author=author)
    with clock.stopped_at(clock.now() + timedelta(days=370)):
        assert (remind_of_recheck(session), remind_of_recheck(session)) == (1, 0)
        told = session.exec(select(Notification.kind).where(Notification.person_id == author.id)).all()
        assert told == ["project_due"]
        actions.confirm_project(session, project.id, by=author)
        assert projects_due(session) == []


def test_verification_says_who_looked_and_when(session: Session, staff: Person) -> None:
    project = make_project(session)
    row = actions.verify_project(session, project.id, 3, "去看过车间", by=staff)
    assert (project.verification, row.by_id, row.on) == (3, staff.id, clock.today())


def test_archived_and_brought_back_it_is_counted_once(session: Session, staff: Person) -> None:
    project, today = make_project(session), clock.today()
    actions.archive_project(session, project.id, ArchiveReason.out_of_date, "涨租", by=staff)
    assert (project.status, new_projects_between(session, today, today)) == (Status.archived, [project])
    actions.restore_project(session, project.id, by=staff)
    assert (project.status, project.archive_reason) == (Status.published, None)


def test_staff_do_not_say_that_its_author_withdrew_it(session: Session, author: Person, staff: Person) -> None:
    project = make_project(session, author=author)
    with pytest.raises(NotTheirWord):
        actions.archive_project(session, project.id, ArchiveReason.withdrawn, "", by=staff)
    assert (project.status, project.archive_reason) == (Status.published, None)


def test_an_author_does_not_archive(session: Session, author: Person) -> None:
    project = make_project(session, author=author)
    for reason in ArchiveReason:
        with pytest.raises(NotFound):
            actions.archive_project(session, project.id, reason, "", by=author)


def test_a_merged_double_is_not_counted_and_who_kept_it_keeps_the_other(session: Session, staff: Person) -> None:
    double, project, today = make_project(session), make_project(session), clock.today()
    one, both = make_learner(session), make_learner(session)
    for person, kept in ((one, double), (both, double), (both, project)):
        actions.keep_project(session, kept.id, by=person)
    actions.merge_project(session, double.id, project.id, by=staff)
    assert favourite_ids(session, one.id) == favourite_ids(session, both.id) == {project.id}
    assert new_projects_between(session, today, today) == [project]


def test_an_entry_is_no_double_of_itself_or_of_a_draft(session: Session, author: Person, staff: Person) -> None:
    project, draft = make_project(session), make_project(session, author=author, published=False)
    for other in (project.id, draft.id, 999):
        with pytest.raises(WithItself):
            actions.merge_project(session, project.id, other, by=staff)


def test_an_archived_entry_is_not_confirmed(session: Session, staff: Person) -> None:
    project = make_project(session)
    actions.archive_project(session, project.id, ArchiveReason.out_of_date, "", by=staff)
    with pytest.raises(OutOfTurn):
        actions.confirm_project(session, project.id, by=staff)


def test_every_change_raises_the_stamp(session: Session, staff: Person) -> None:
    project = make_project(session)
    before = stamp_of(session, "library")
    actions.verify_project(session, project.id, 1, "", by=staff)
    assert stamp_of(session, "library") == before + 1


def test_content_is_what_a_draft_is_made_of(session: Session, author: Person) -> None:
    project = make_project(session)
    copy = actions.draft_project(session, content_of(project), source=project.source, by=author)
    assert content_of(copy) == content_of(project)
