"""Publishing a next version beside withdrawing and discarding, on both databases: one after the other, nobody in a ring."""

import pytest
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.projects import actions
from marketplace.projects.actions.changes import held_project
from marketplace.projects.models import Project
from marketplace.projects.terms import ArchiveReason, Status
from tests.crowd import one, while_open
from tests.makers import make_person, make_project


@pytest.fixture
def approved(session: Session) -> tuple[Project, Project, Person, Person]:
    """An entry, its next version, which is approved, its author, somebody of the staff."""
    author, staff = make_person(session), make_person(session, Role.city_staff)
    project = make_project(session, author=author)
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    actions.approve_project(session, draft.id, by=staff)
    session.commit()
    return project, draft, author, staff


def test_publishing_waits_for_who_withdraws_and_then_sees_it(session: Session, database_url: str, approved) -> None:
    project, draft, author, staff = approved
    refused = while_open(
        database_url,
        lambda session: held_project(session, project.id),
        lambda session: actions.publish_approved(session, draft.id, by=one(session, staff.id)),
        then=lambda session: actions.withdraw_project(session, project.id, "不做了", by=one(session, author.id)),
    )
    session.expire_all()
    assert isinstance(refused, NotFound)
    assert (project.archive_reason, draft.status) == (ArchiveReason.withdrawn, Status.draft)


def test_withdrawing_waits_for_who_publishes(session: Session, database_url: str, approved) -> None:
    project, draft, author, staff = approved
    refused = while_open(
        database_url,
        lambda session: actions.publish_approved(session, draft.id, by=one(session, staff.id)),
        lambda session: actions.withdraw_project(session, project.id, "不做了", by=one(session, author.id)),
    )
    session.expire_all()
    assert refused is None
    assert (project.version, project.archive_reason, draft.status) == (2, ArchiveReason.withdrawn, Status.applied)
