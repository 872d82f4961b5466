"""Blocks: one mechanism for everybody, and nobody is told."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.queries import blocked_by
from marketplace.errors import Refusal
from marketplace.mentoring.actions import accept_request, keep_apart, send_request
from marketplace.mentoring.queries import avoided_mentors
from marketplace.mentoring.terms import RequestState
from tests.makers import LETTER, make_learner, make_mentor, make_person, make_request
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


def test_a_mentor_blocks_a_learner_and_they_are_never_suggested_or_asked_again(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    keep_apart(session, learner.id, by=mentor.person)
    assert avoided_mentors(session, learner.id) == {mentor.person_id}
    with pytest.raises(Refusal, match="cannot be asked"):
        send_request(session, mentor.person_id, LETTER, by=learner)
    reader = visitor(learner)
    assert not reader.visit("/for-me").select(f"#mentor-{mentor.person_id}")
    reader.visit(f"/mentors/{mentor.person_id}")
    # Neither told nor able to take back what is not hers.
    assert "You chose" not in reader.text
    assert not reader.page.select("form[action$='/avoidance/removal']")


def test_what_waits_between_them_ends_on_either_side(session: Session) -> None:
    learner, mentor, other = make_learner(session), make_mentor(session), make_mentor(session)
    first, second = make_request(session, learner, mentor), make_request(session, learner, other)
    keep_apart(session, learner.id, by=mentor.person)
    keep_apart(session, other.person_id, by=learner)
    assert (first.state, second.state) == (RequestState.declined, RequestState.withdrawn)


def test_from_the_request_page_to_the_list_and_back(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    block, me = f"/people/{learner.id}/block", mentor.person_id
    reader = visitor(mentor.person)
    reader.visit(f"/requests/{asked.id}")
    reader.submit(f"form[action='{block}']")
    reader.follow()
    assert [person.id for person, _ in blocked_by(session, me)] == [asked.learner_id]
    session.rollback()
    reader.submit(f"form[action='{block}/removal']")
    session.rollback()
    assert blocked_by(session, me) == []
    assert "You block nobody" in reader.follow().get_text()


@on_sqlite
def test_nobody_reads_names_by_blocking_numbers(session: Session, visitor: Enter) -> None:
    stranger, other = make_person(session), make_person(session)
    visitor(stranger).post(f"/people/{other.id}/block", 404, subject="request", id="1")
    visitor(stranger).post(f"/people/{other.id}/block", 404)
    assert blocked_by(session, stranger.id) == []


@on_sqlite
def test_one_does_not_block_oneself(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    visitor(mentor.person).post(f"/people/{mentor.person_id}/block", 404, subject="mentor", id=str(mentor.person_id))


@on_sqlite
def test_report_and_block_stand_wherever_two_meet(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    pages = [f"/mentors/{mentor.person_id}", f"/requests/{asked.id}"]
    pair = accept_request(session, asked.id, by=mentor.person)
    session.commit()
    for page in [*pages, f"/mentorships/{pair.id}"]:
        seen = visitor(learner).visit(page)
        assert seen.select(f"a[href*='/reports/new'][href*='about={mentor.person_id}']"), page
        assert seen.select("form[action$='/block'], form[action$='/avoidance']"), page
