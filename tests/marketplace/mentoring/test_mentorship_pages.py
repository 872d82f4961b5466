"""Doors of the mentorships: goals, next steps, sessions, agreement, time, endings, and contact for those who may."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from marketplace.accounts.terms import Role
from marketplace.history import history_of
from marketplace.mentoring import actions
from marketplace.mentoring.models import Agreement, Mentorship
from marketplace.mentoring.queries import closings_of
from marketplace.mentoring.terms import MentorshipState
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person, make_trial
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
MEETING = {"held_on": in_days(-1).isoformat(), "minutes": "45", "topics": "prices", "next_step": "sew samples"}
AGREED = {"goals": "ten orders", "rhythm": "weekly", "months": "3", "channel": "here", "confidential": "y", "no_interest": "y"}


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_learner(session), make_mentor(session))


@pytest.fixture
def trial(session: Session) -> Mentorship:
    return make_trial(session, make_learner(session), make_mentor(session))


def fresh(session: Session, pair: Mentorship) -> Mentorship:
    session.rollback()
    session.expire_all()
    return session.get_one(Mentorship, pair.id)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_sides_open_the_workspace_and_can_reach_each_other(session: Session, visitor: Enter, pair: Mentorship, language: str) -> None:
    for person, other in ((pair.learner, pair.mentor.person), (pair.mentor.person, pair.learner)):
        reader = visitor(person, language)
        assert other.email not in str(reader.visit(f"/mentorships/{pair.id}"))
        page = reader.submit("#contact form", 200)
        assert other.email in page.select_one("#contact").get_text()
        assert history_of(session, "contact", other.id)[-1].by_id == person.id


def test_contact_is_not_shown_once_it_is_over_nor_while_it_stands_still(session: Session, visitor: Enter, pair: Mentorship) -> None:
    actions.freeze_mentorships(session, pair.mentor_id, by=None, reason="report")
    learner = visitor(pair.learner)
    assert not learner.visit(f"/mentorships/{pair.id}").select("#contact form")
    learner.post(f"/mentorships/{pair.id}/contact", 409)
    actions.thaw_mentorships(session, pair.mentor_id, by=None, reason="nothing in it")
    actions.end_early(session, pair.id, by=pair.learner)
    visitor(pair.learner).post(f"/mentorships/{pair.id}/contact", 409)


DOORS = (
    "goals",
    "next-steps",
    "sessions",
    "agreement",
    "agreement/confirmation",
    "no-start",
    "pause",
    "pause/removal",
    "new-end",
    "new-end/agreement",
    "new-end/removal",
    "closing/opening",
    "closing",
    "ending",
    "another-mentor",
    "contact",
    "meetings",
    "messages",
    "messages/reading",
    "notes",
)


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_opens_it_or_writes_in_it(session: Session, visitor: Enter, pair: Mentorship, door: str) -> None:
    stranger = visitor(make_mentor(session).person)
    stranger.visit(f"/mentorships/{pair.id}", 404)
    everything = {**MEETING, **AGREED, "text": "mine", "step": "mine", "who": "both", "until": in_days(5).isoformat(), "useful": "5"}
    everything |= {"new_end": in_days(300).isoformat(), "code": "other", "message": "mine", "note": "mine", "version": "1"}
    stranger.post(f"/mentorships/{pair.id}/{door}", 404, **everything)
    assert fresh(session, pair).state == MentorshipState.active


@pytest.mark.parametrize("door", [*(f"mentorships/1/{door}" for door in DOORS), "goals/1/met", "milestones/1/done", "sessions/1"])
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, door: str) -> None:
    nobody = visitor()
    nobody.post(f"/{door}")
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_goals_and_milestones_of_others_are_not_there(session: Session, visitor: Enter, pair: Mentorship) -> None:
    goal = pair.goals[0].id
    mark = actions.add_milestone(session, goal, by=pair.learner, text="a list of costs")
    stranger = visitor(make_mentor(session).person)
    for door in (f"goals/{goal}/met", f"goals/{goal}/giving-up", f"milestones/{mark.id}/done", f"goals/{goal}/milestones"):
        stranger.post(f"/{door}", 404, milestone="mine")


def test_a_goal_is_added_met_and_not_met_after_all(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/goals']", text="ten orders", goal_due=in_days(30).isoformat())
    learner.follow()
    learner.submit("form[action='/goals/2/met']")
    learner.follow()
    assert "met" in learner.page.select("#goals > ul > li")[1].get_text()
    learner.submit("form[action='/goals/2/met/removal']")
    learner.follow()
    learner.submit("form[action='/goals/2/giving-up']")
    assert [goal.met_on for goal in fresh(session, pair).goals] == [None, None]
    assert fresh(session, pair).goals[1].missed_on == date.fromisoformat(in_days(0).isoformat())


def test_milestones_are_ticked_as_a_fragment(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner, goal = visitor(pair.learner), "/goals/1/milestones"
    learner.visit(f"/mentorships/{pair.id}")
    piece = learner.post(goal, 200, fragment=True, milestone="a list of costs")
    assert "a list of costs" in piece.select_one("section#goals").get_text()
    ticked = learner.post("/milestones/1/done", 200, fragment=True)
    assert ticked.select_one("#goals .box button")["aria-pressed"] == "true"
    wrong = learner.post(goal, 422, fragment=True, milestone="x")
    assert wrong.select_one("input[name=milestone]")["value"] == "x"
    assert wrong.select_one("#milestone-wrong")


def test_the_next_step_stands_at_the_top_and_is_ticked_off(session: Session, visitor: Enter, pair: Mentorship) -> None:
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("form[action$='/next-steps']", step="call two mills", who="learner", step_due=in_days(7).isoformat())
    assert "call two mills" in mentor.follow().select_one("#next .next-step").get_text()
    mentor.submit("#next .box")
    assert not mentor.follow().select("#next .next-step")
    page = mentor.post(f"/mentorships/{pair.id}/next-steps", 422, step="x", who="learner")
    assert page.select_one("#step")["value"] == "x"


def test_a_meeting_is_logged(session: Session, visitor: Enter, pair: Mentorship) -> None:
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("form[action$='/sessions']", **MEETING)
    page = mentor.follow()
    assert "45 minutes" in page.select_one("#sessions").get_text()
    assert "sew samples" in page.select_one("#next .next-step").get_text()


@pytest.mark.parametrize("wrong", [{"held_on": in_days(1).isoformat()}, {"held_on": "yesterday"}, {"minutes": "4"}, {"topics": ""}])
def test_a_poor_log_comes_back_with_all_that_was_typed(session: Session, visitor: Enter, pair: Mentorship, wrong: dict[str, str]) -> None:
    page = visitor(pair.learner).post(f"/mentorships/{pair.id}/sessions", 422, **(MEETING | wrong))
    assert page.select("#sessions .wrong li")
    assert page.select_one("#next_step")["value"] == "sew samples"
    assert len(fresh(session, pair).sessions) == 1


def test_ones_own_log_is_changed_and_taken_back_and_the_others_is_not(session: Session, visitor: Enter, pair: Mentorship) -> None:
    logged = pair.sessions[0].id
    mentor, learner = visitor(pair.mentor.person), visitor(pair.learner)
    assert f"/sessions/{logged}" not in [link["href"] for link in learner.visit(f"/mentorships/{pair.id}").select("#sessions a")]
    learner.post(f"/sessions/{logged}", 409, **MEETING)
    visitor(make_person(session)).visit(f"/sessions/{logged}", 404)
    mentor.visit(f"/sessions/{logged}")
    assert mentor.submit(f"form[action='/sessions/{logged}']", 422, topics="x").select_one("#topics")["value"] == "x"
    mentor.submit(f"form[action='/sessions/{logged}']", topics="prices and rent")
    assert "prices and rent" in mentor.follow().get_text()
    mentor.visit(f"/sessions/{logged}")
    mentor.submit("form[action$='/removal']")
    assert fresh(session, pair).sessions == []


@pytest.mark.parametrize(
    ("door", "wrong"),
    [
        ("goals", {"text": "x"}),
        ("closing", {"word": "thanks"}),
        ("ending", {"reason": "a long way"}),
        ("pause", {"until": in_days(61).isoformat()}),
        ("new-end", {"new_end": in_days(3).isoformat()}),
        ("next-steps", {"step": "x"}),
    ],
)
def test_an_empty_form_comes_back_with_a_word(session: Session, visitor: Enter, pair: Mentorship, door: str, wrong: dict[str, str]) -> None:
    page = visitor(pair.learner).post(f"/mentorships/{pair.id}/{door}", 422, **wrong)
    assert page.select(f"form[action$='/{door}'] .wrong li")
    assert next(iter(wrong.values())) in str(page.select_one(f"form[action$='/{door}']"))


def test_a_trial_becomes_a_mentorship_with_agreement_and_first_session(session: Session, visitor: Enter, trial: Mentorship) -> None:
    learner, mentor = visitor(trial.learner), visitor(trial.mentor.person)
    assert learner.visit(f"/mentorships/{trial.id}").select_one(".note.first a")["href"].endswith("/agreement")
    learner.visit(f"/mentorships/{trial.id}/agreement")
    learner.submit("main form", **AGREED)
    mentor.visit(f"/mentorships/{trial.id}")
    mentor.submit("form[action$='/confirmation']")
    mentor.follow()
    mentor.submit("form[action$='/sessions']", **MEETING)
    assert fresh(session, trial).state == MentorshipState.active
    assert "the first session is logged" in visitor(trial.learner).visit("/notifications").get_text()


def test_a_poor_agreement_comes_back_and_without_the_promises_there_is_none(session: Session, visitor: Enter, trial: Mentorship) -> None:
    learner = visitor(trial.learner)
    page = learner.post(f"/mentorships/{trial.id}/agreement", 422, **(AGREED | {"months": "13"}))
    assert page.select_one("#rhythm")["value"] == "weekly"
    learner.post(f"/mentorships/{trial.id}/agreement", 422, **{name: value for name, value in AGREED.items() if name != "no_interest"})
    session.rollback()
    assert session.get(Agreement, trial.id) is None


def test_a_trial_that_is_not_wanted_ends_without_a_fault(session: Session, visitor: Enter, trial: Mentorship) -> None:
    mentor = visitor(trial.mentor.person)
    mentor.visit(f"/mentorships/{trial.id}")
    mentor.submit("form[action$='/no-start']")
    assert "nobody's fault" in mentor.follow().get_text()
    assert fresh(session, trial).state == MentorshipState.not_started


def test_a_pause_and_a_later_end_are_proposed_agreed_and_taken_back(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner, mentor = visitor(pair.learner), visitor(pair.mentor.person)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/pause']", until=in_days(20).isoformat())
    learner.follow()
    learner.submit("form[action$='/pause/removal']")
    learner.follow()
    learner.submit("form[action$='/new-end']", new_end=in_days(300).isoformat())
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("form[action$='/new-end/agreement']")
    assert fresh(session, pair).ends_on == in_days(300)
    number = pair.id
    session.rollback()
    learner.visit(f"/mentorships/{number}")
    learner.submit("form[action$='/new-end']", new_end=in_days(310).isoformat())
    learner.follow()
    learner.submit("form[action$='/new-end/removal']")
    assert fresh(session, pair).proposed_end is None


def test_neither_reads_the_others_word_before_both_are_in(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    said = {"useful": "5", "word": "a great help", "recommend": "9", "venture": "trading", "thanks": "for the mills"}
    learner.submit("form[action$='/closing']", **said)
    mentor = visitor(pair.mentor.person)
    page = mentor.visit(f"/mentorships/{pair.id}")
    assert "a great help" not in page.get_text()
    assert "for the mills" not in str(page)
    mentor.submit("form[action$='/closing']", useful="4", word="good luck")
    assert "a great help" in mentor.follow().get_text()
    assert fresh(session, pair).state == MentorshipState.completed
    assert {one.recommend for one in closings_of(session, pair.id)} == {9, None}


def test_ending_it_gives_the_place_back_and_another_mentor_is_offered(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/ending']", code="other_needs", reason="a new plan")
    learner.follow()
    assert "The place is free again" in learner.text
    assert "2 places free" in visitor().visit(f"/mentors/{pair.mentor_id}").get_text()
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/another-mentor']")
    assert "in front of those who wait" in learner.follow().get_text()


def test_an_ended_mentorship_offers_only_the_closing_word(session: Session, visitor: Enter, pair: Mentorship) -> None:
    mentor = visitor(pair.mentor.person)
    mentor.post(f"/mentorships/{pair.id}/ending", code="moved")
    forms = mentor.visit(f"/mentorships/{pair.id}").select("main form:not([action$='/block'])")
    assert [form["action"] for form in forms] == [f"/mentorships/{pair.id}/closing"]
    mentor.post(f"/mentorships/{pair.id}/goals", 409, text="one more goal")
    assert len(fresh(session, pair).goals) == 1


def test_staff_see_the_pairs_of_their_county_and_nothing_of_what_they_write(session: Session, visitor: Enter, pair: Mentorship) -> None:
    actions.set_next_step(session, pair.id, by=pair.learner, text="a secret recipe")
    here = make_person(session, Role.county_staff, region="330483")
    there = make_person(session, Role.county_staff, region="330402")
    page = visitor(here).visit("/mentorships")
    assert f"/mentorships/{pair.id}/hand-over" in str(page)
    assert "a secret recipe" not in str(page)
    assert not visitor(there).visit("/mentorships?flag=quiet").select("tbody tr")
    visitor(there).visit(f"/mentorships/{pair.id}/hand-over", 404)
    visitor(here).visit(f"/mentorships/{pair.id}", 404)
    visitor(pair.mentor.person).visit("/mentorships", 403)


def test_staff_hand_a_pair_over_or_ask_both_to_close(session: Session, visitor: Enter, pair: Mentorship) -> None:
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/mentorships")
    staff.submit("form[action$='/closing/opening']")
    staff.visit(f"/mentorships/{pair.id}/hand-over")
    assert staff.submit("main form", 422, handover="short").select_one("#handover").get_text().strip() == "short"
    staff.submit("main form", handover="Costs are done; next is the shop.")
    assert fresh(session, pair).state == MentorshipState.transferred
    assert "next is the shop" in visitor(pair.learner).visit(f"/mentorships/{pair.id}").get_text()


def test_the_workspace_takes_the_same_statements_for_one_and_for_three_meetings(
    session: Session, visitor: Enter, pair: Mentorship, statements: list[str]
) -> None:
    learner, counts = visitor(pair.learner), []
    for more in (1, 2):
        for number in range(more):
            learner.post(f"/mentorships/{pair.id}/sessions", **MEETING)
            learner.post(f"/mentorships/{pair.id}/goals", text="one more goal")
            learner.post(f"/mentorships/{pair.id}/messages", message=f"hello {number}")
            learner.post(f"/mentorships/{pair.id}/next-steps", step="one more step", who="both")
        statements.clear()
        learner.visit(f"/mentorships/{pair.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_person_who_holds_no_role_but_learner_is_no_mentor_here(session: Session, visitor: Enter) -> None:
    visitor(make_person(session)).visit("/mentorships/999", 404)
