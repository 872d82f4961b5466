"""Doors of the mentorships: goals, sessions, endings, and contact after the yes."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.terms import MentorshipState
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
MEETING = {"held_on": in_days(-1).isoformat(), "minutes": "45", "topics": "prices", "next_step": "sew samples"}


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_learner(session), make_mentor(session))


def fresh(session: Session, pair: Mentorship) -> Mentorship:
    session.rollback()
    session.expire_all()
    return session.get_one(Mentorship, pair.id)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_sides_open_the_workspace_and_can_reach_each_other(session: Session, visitor: Enter, pair: Mentorship, language: str) -> None:
    for person, other in ((pair.learner, pair.mentor.person), (pair.mentor.person, pair.learner)):
        page = visitor(person, language).visit(f"/mentorships/{pair.id}")
        assert other.email in page.select_one("#contact").get_text()


def test_nobody_else_opens_it_or_writes_in_it(session: Session, visitor: Enter, pair: Mentorship) -> None:
    goal, stranger = pair.goals[0].id, visitor(make_mentor(session).person)
    stranger.visit(f"/mentorships/{pair.id}", 404)
    stranger.post(f"/mentorships/{pair.id}/goals", 404, text="a goal of mine")
    stranger.post(f"/mentorships/{pair.id}/sessions", 404, **MEETING)
    stranger.post(f"/mentorships/{pair.id}/closing", 404, useful="5")
    stranger.post(f"/mentorships/{pair.id}/ending", 404, reason="no reason")
    stranger.post(f"/goals/{goal}/met", 404)
    assert fresh(session, pair).state == MentorshipState.active


@pytest.mark.parametrize(
    "door", ["mentorships/1/goals", "mentorships/1/sessions", "mentorships/1/closing", "mentorships/1/ending", "goals/1/met"]
)
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, door: str) -> None:
    nobody = visitor()
    nobody.post(f"/{door}")
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_a_goal_is_added_met_and_not_met_after_all(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/goals']", text="ten orders")
    learner.follow()
    learner.submit("form[action='/goals/2/met']")
    learner.follow()
    assert "met" in learner.page.select("#goals li")[1].get_text()
    learner.submit("form[action='/goals/2/met/removal']")
    assert [goal.met_on for goal in fresh(session, pair).goals] == [None, None]


def test_a_meeting_is_logged(session: Session, visitor: Enter, pair: Mentorship) -> None:
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("form[action$='/sessions']", **MEETING)
    mentor.follow()
    assert "45 minutes" in mentor.text
    assert "sew samples" in mentor.text


@pytest.mark.parametrize("wrong", [{"held_on": in_days(1).isoformat()}, {"held_on": "yesterday"}, {"minutes": "4"}, {"topics": ""}])
def test_a_poor_log_comes_back_with_all_that_was_typed(session: Session, visitor: Enter, pair: Mentorship, wrong: dict[str, str]) -> None:
    page = visitor(pair.learner).post(f"/mentorships/{pair.id}/sessions", 422, **(MEETING | wrong))
    assert page.select("#sessions .wrong li")
    assert page.select_one("#next_step")["value"] == "sew samples"
    assert fresh(session, pair).sessions == []


@pytest.mark.parametrize(("door", "wrong"), [("goals", {"text": "x"}), ("closing", {"word": "thanks"}), ("ending", {"reason": ""})])
def test_an_empty_form_comes_back_with_a_word(session: Session, visitor: Enter, pair: Mentorship, door: str, wrong: dict[str, str]) -> None:
    page = visitor(pair.learner).post(f"/mentorships/{pair.id}/{door}", 422, **wrong)
    assert page.select(f"form[action$='/{door}'] .wrong li")
    assert next(iter(wrong.values())) in str(page.select_one(f"form[action$='/{door}']"))


def test_neither_reads_the_others_word_before_both_are_in(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/closing']", useful="5", word="a great help")
    mentor = visitor(pair.mentor.person)
    assert "a great help" not in mentor.visit(f"/mentorships/{pair.id}").get_text()
    mentor.submit("form[action$='/closing']", useful="4", word="good luck")
    assert "a great help" in mentor.follow().get_text()
    assert fresh(session, pair).state == MentorshipState.completed


def test_ending_it_gives_the_place_back(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/ending']", reason="a new plan")
    learner.follow()
    assert "The place is free again" in learner.text
    assert "2 places free" in visitor().visit(f"/mentors/{pair.mentor_id}").get_text()


def test_an_ended_mentorship_offers_no_forms_and_takes_none(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.post(f"/mentorships/{pair.id}/ending", reason="a new plan")
    assert learner.visit(f"/mentorships/{pair.id}").select("main form:not([action$='/block'])") == []
    learner.post(f"/mentorships/{pair.id}/goals", 409, text="one more goal")
    assert len(fresh(session, pair).goals) == 1


def test_the_workspace_takes_the_same_statements_for_one_and_for_three_meetings(
    session: Session, visitor: Enter, pair: Mentorship, statements: list[str]
) -> None:
    learner, counts = visitor(pair.learner), []
    for more in (1, 2):
        for _ in range(more):
            learner.post(f"/mentorships/{pair.id}/sessions", **MEETING)
            learner.post(f"/mentorships/{pair.id}/goals", text="one more goal")
        statements.clear()
        learner.visit(f"/mentorships/{pair.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_person_who_holds_no_role_but_learner_is_no_mentor_here(session: Session, visitor: Enter) -> None:
    visitor(make_person(session)).visit("/mentorships/999", 404)
