"""What the clock tells people of the library, on both databases: each once."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock, jobs
from marketplace.accounts.models import Person
from marketplace.notifications.models import Notification
from marketplace.outbox import OutboxRow
from marketplace.projects import actions
from marketplace.projects.actions.reminders import ask_for_ratings, remind_of_recheck
from marketplace.projects.models import Project
from marketplace.projects.terms import RATING_AFTER_DAYS, StopReason
from tests.makers import make_person, make_project
from tests.marketplace.projects.takeup_makers import later, make_enquiry, make_rating
from tests.marks import on_sqlite


@pytest.fixture
def founder(session: Session) -> Person:
    return make_person(session)


@pytest.fixture
def project(session: Session) -> Project:
    return make_project(session, author=make_person(session))


def told(session: Session, person: Person) -> list[tuple[str, str]]:
    rows = select(Notification.kind, Notification.address).where(Notification.person_id == person.id)
    return list(session.exec(rows).all())


def test_who_began_is_asked_once_after_ninety_days(session, project, founder) -> None:
    take_up = actions.adopt(session, project.id, by=founder)
    with later(days=RATING_AFTER_DAYS - 1):
        assert ask_for_ratings(session) == 0
    with later(days=RATING_AFTER_DAYS):
        assert (ask_for_ratings(session), ask_for_ratings(session)) == (1, 0)
    with later(days=400):
        assert ask_for_ratings(session) == 0
    assert told(session, founder) == [("takeup_rating_open", f"/take-ups/{take_up.id}")]
    (mail,) = session.exec(select(OutboxRow).where(OutboxRow.topic == "mail"))
    assert mail.payload["values"]["kind"] == "takeup_rating_open"


def test_who_stops_is_asked_at_once_and_not_again_later(session, project, founder) -> None:
    take_up = actions.adopt(session, project.id, by=founder)
    actions.stop(session, take_up.id, StopReason.money, "", by=founder)
    assert ask_for_ratings(session) == 1
    with later(days=RATING_AFTER_DAYS):
        assert ask_for_ratings(session) == 0


@on_sqlite
def test_who_never_began_has_nothing_to_rate(session, project, founder) -> None:
    take_up = make_enquiry(session, project, founder)
    actions.stop(session, take_up.id, StopReason.no_answer, "", by=founder)
    assert ask_for_ratings(session) == 0


@on_sqlite
def test_who_has_rated_is_not_asked(session, project) -> None:
    make_rating(session, project)
    assert ask_for_ratings(session) == 0


@on_sqlite
def test_nobody_is_asked_about_her_own_entry_or_after_leaving(session, project, founder) -> None:
    actions.adopt(session, project.id, by=session.get_one(Person, project.author_id))
    actions.adopt(session, project.id, by=founder)
    founder.active = False
    session.flush()
    with later(days=RATING_AFTER_DAYS):
        assert ask_for_ratings(session) == 0


@on_sqlite
def test_the_worker_asks(session, app, project, founder) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=RATING_AFTER_DAYS)):
        actions.adopt(session, project.id, by=founder)
    session.commit()
    jobs.run_clock(app.extensions["engine"])
    jobs.run_clock(app.extensions["engine"])
    assert [kind for kind, _ in told(session, founder)] == ["takeup_rating_open"]


def test_an_author_is_reminded_once_a_year(session, project) -> None:
    with later(days=370):
        assert (remind_of_recheck(session), remind_of_recheck(session)) == (1, 0)
        actions.confirm_project(session, project.id, by=session.get_one(Person, project.author_id))
    with later(days=740):
        assert remind_of_recheck(session) == 1


def test_an_author_who_has_left_is_not_reminded(session, project) -> None:
    session.get_one(Person, project.author_id).active = False
    session.flush()
    with later(days=370):
        assert remind_of_recheck(session) == 0


@on_sqlite
def test_what_was_told_is_not_read_again(session, app, project, statements) -> None:
    make_project(session)  # of the library itself: nobody to remind
    with later(days=370):
        remind_of_recheck(session)
        session.commit()
        statements.clear()
        jobs.run_clock(app.extensions["engine"])
        assert not [one for one in statements if "project_skill" in one or "FROM award" in one], "a whole entry was loaded"
