"""What is given up: an author withdraws an entry, a next version is discarded."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.notifications.models import Notification
from marketplace.projects import actions, queries
from marketplace.projects.actions.life import AuthorsToOffer
from marketplace.projects.actions.versions import NotInTheLibrary
from marketplace.projects.actions.withdrawal import NoNextVersion, NotYetAbandoned
from marketplace.projects.drafts import rewrite_draft
from marketplace.projects.models import Project
from marketplace.projects.terms import ABANDONED_DAYS, ArchiveReason, Status
from tests.makers import make_person, make_project, project_content
from tests.marketplace.projects.takeup_makers import later
from tests.marks import on_sqlite

pytestmark = on_sqlite
WHY = "店面转出去了"


@pytest.fixture
def author(session: Session) -> Person:
    return make_person(session, name="林晓")


@pytest.fixture
def staff(session: Session) -> Person:
    return make_person(session, Role.county_staff, region="330483", name="钱进")


@pytest.fixture
def project(session: Session, author: Person) -> Project:
    return make_project(session, author=author)


def told(session: Session, person: Person) -> list[str]:
    return list(session.exec(select(Notification.kind).where(Notification.person_id == person.id)))


def published_again(session: Session, project: Project, author: Person, staff: Person) -> Project:
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    actions.approve_project(session, draft.id, by=staff)
    return actions.publish_approved(session, draft.id, by=staff)


def test_a_withdrawn_entry_is_archived_with_its_reason_and_staff_hear_of_it(session, project, author, staff) -> None:
    far = make_person(session, Role.county_staff, region="330402")
    actions.withdraw_project(session, project.id, WHY, by=author)
    row = history_of(session, "project", project.id)[-1]
    assert (project.status, project.archive_reason) == (Status.archived, ArchiveReason.withdrawn)
    assert (row.was, row.becomes, row.by_id, row.reason) == ("published", "archived", author.id, WHY)
    assert (told(session, staff), told(session, far)) == (["project_withdrawn"], [])


def test_where_no_county_staff_is_the_city_hears_of_it(session, project, author) -> None:
    city = make_person(session, Role.city_staff)
    actions.withdraw_project(session, project.id, WHY, by=author)
    assert told(session, city) == ["project_withdrawn"]


def test_only_its_author_withdraws(session, project, author, staff) -> None:
    for other in (staff, make_person(session)):
        with pytest.raises(NotAllowed):
            actions.withdraw_project(session, project.id, WHY, by=other)


def test_it_comes_back_through_the_review_under_its_address_and_is_counted_once(session, project, author, staff) -> None:
    first_day, today = project.first_published_on, clock.today()
    actions.withdraw_project(session, project.id, WHY, by=author)
    with later(days=100):
        assert published_again(session, project, author, staff) is project
    assert (project.status, project.archive_reason, project.version) == (Status.published, None, 2)
    assert project.first_published_on == first_day
    assert queries.new_projects_between(session, today, today + timedelta(days=200)) == [project]


def test_staff_do_not_bring_back_what_its_author_withdrew(session, project, author, staff) -> None:
    actions.withdraw_project(session, project.id, WHY, by=author)
    with pytest.raises(AuthorsToOffer):
        actions.restore_project(session, project.id, by=staff)
    with pytest.raises(NotAllowed):
        actions.begin_next_version(session, project.id, by=staff)


def test_a_version_by_the_staff_does_not_bring_it_back_either(session, project, author, staff) -> None:
    city = make_person(session, Role.city_staff)
    draft = actions.begin_next_version(session, project.id, by=staff)
    actions.submit_project(session, draft.id, by=staff)
    actions.withdraw_project(session, project.id, WHY, by=author)
    actions.screen_project(session, draft.id, by=city)
    actions.approve_project(session, draft.id, by=city)
    with pytest.raises(NotInTheLibrary):
        actions.publish_approved(session, draft.id, by=city)
    assert actions.reject_project(session, draft.id, WHY, by=city).status == Status.rejected


def test_her_own_version_under_review_becomes_a_draft_again(session, project, author) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.withdraw_project(session, project.id, WHY, by=author)
    assert (draft.status, actions.begin_next_version(session, project.id, by=author)) == (Status.draft, draft)


def test_an_author_discards_her_next_version_and_begins_another(session, project, author) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    assert actions.discard_next_version(session, project.id, by=author).status == Status.discarded
    assert history_of(session, "project", draft.id)[-1].becomes == "discarded"
    assert told(session, author) == []
    assert actions.begin_next_version(session, project.id, by=author).id != draft.id


def test_what_waits_for_the_staff_is_theirs_to_decide_not_to_discard(session, project, author, staff) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    with later(days=ABANDONED_DAYS + 1), pytest.raises(NotYetAbandoned):
        actions.discard_next_version(session, project.id, by=staff)


def test_she_may_discard_it_until_somebody_decides(session, project, author, staff) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    actions.approve_project(session, draft.id, by=staff)
    with pytest.raises(NotYetAbandoned):
        actions.discard_next_version(session, project.id, by=author)
    actions.take_back(session, draft.id, by=author)
    actions.discard_next_version(session, project.id, by=author)


def test_staff_discard_what_lay_untouched_for_sixty_days_and_its_author_hears_of_it(session, project, author, staff) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    with later(days=30):
        rewrite_draft(session, draft.id, project_content(price=139.0), by=author)
    with later(days=30 + ABANDONED_DAYS - 1), pytest.raises(NotYetAbandoned):
        actions.discard_next_version(session, project.id, by=staff)
    with later(days=31 + ABANDONED_DAYS):
        actions.discard_next_version(session, project.id, by=staff)
        assert actions.begin_next_version(session, project.id, by=staff).author_id == staff.id
    assert told(session, author) == ["project_discarded"]


def test_a_discarded_version_can_be_written_anew(session, project, author) -> None:
    draft = actions.begin_next_version(session, project.id, by=author)
    rewrite_draft(session, draft.id, project_content(price=139.0), by=author)
    actions.discard_next_version(session, project.id, by=author)
    again = actions.begin_copy(session, draft.id, by=author)
    assert (again.price, again.next_of_id) == (139.0, project.id)


def test_strangers_and_other_counties_discard_nothing(session, project, author) -> None:
    actions.begin_next_version(session, project.id, by=author)
    with later(days=ABANDONED_DAYS + 1):
        for other in (make_person(session), make_person(session, Role.county_staff, region="330402")):
            with pytest.raises(NotFound):
                actions.discard_next_version(session, project.id, by=other)


def test_what_is_not_there_is_not_discarded(session, project, author) -> None:
    with pytest.raises(NoNextVersion):
        actions.discard_next_version(session, project.id, by=author)


def test_withdrawing_by_clicking_and_back(session, visitor, project, author, staff) -> None:
    her = visitor(author)
    her.visit(f"/projects/{project.id}")
    page = her.submit("#withdrawal form", 422, **{"withdrawal-reason": "x" * 501})
    assert page.select_one("#withdrawal textarea").get_text(strip=True) == "x" * 501
    assert "500 characters at most" in her.text
    her.submit("#withdrawal form", 422, **{"withdrawal-reason": " "})
    assert "Say in a sentence why" in her.text
    her.submit("#withdrawal form", **{"withdrawal-reason": WHY})
    her.follow()
    assert "Withdrawn by its author" in her.text
    her.submit("form[action$='/next-version']")
    her.follow()
    assert WHY not in visitor().visit(f"/projects/{project.id}").get_text()
    assert WHY in visitor(staff).visit("/notifications").get_text()
    assert "can offer it again" in visitor(staff).visit(f"/projects/{project.id}/house").get_text()


def test_discarding_by_clicking(session, visitor, project, author, staff) -> None:
    her, desk = visitor(author, "zh"), visitor(staff)
    her.visit(f"/projects/{project.id}")
    her.submit("form[action$='/next-version']")
    desk.visit(f"/projects/{project.id}")
    assert "Somebody else is writing a next version" in desk.text
    assert not desk.page.select("form[action$='/next-version/removal'], form[action$='/next-version']")
    with later(days=ABANDONED_DAYS + 1):
        desk.visit(f"/projects/{project.id}")
        desk.submit("form[action$='/next-version/removal']")
    assert "60 天没有改动" in her.visit("/notifications").get_text()
    her.submit("form[action$='/opening']")
    her.follow()
    her.submit("form[action$='/copy']")


def test_doors_of_giving_up(session, visitor, project, author) -> None:
    for path in ("withdrawal", "next-version/removal"):
        reader = visitor()
        reader.post(f"/projects/{project.id}/{path}", 303)
        assert "/sign-in" in reader.response.headers["Location"]
    stranger = visitor(make_person(session))
    stranger.post(f"/projects/{project.id}/withdrawal", 403, **{"withdrawal-reason": WHY})
    stranger.post(f"/projects/{project.id}/next-version/removal", 404)
    her = visitor(author)
    her.post(f"/projects/{project.id}/next-version/removal", 409)
    her.post(f"/projects/{project.id}/withdrawal", 204, fragment=True, **{"withdrawal-reason": WHY})
