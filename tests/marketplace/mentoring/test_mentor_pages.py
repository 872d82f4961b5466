"""Doors of the mentors: list, profile, avoiding, pausing."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.actions import tie
from marketplace.accounts.terms import TieKind
from marketplace.mentoring.actions import accept_request, decline_request
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import avoided_mentors
from marketplace.mentoring.terms import DeclineReason, MentorState
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_request
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


@pytest.mark.parametrize(("language", "words"), [("en", "Twenty years in knitwear"), ("zh", "濮院毛衫二十年")])
def test_the_list_shows_mentors_in_both_languages(session: Session, visitor: Enter, language: str, words: str) -> None:
    make_mentor(session)
    reader = visitor(language=language)
    reader.visit("/mentors")
    assert words in reader.text


def test_the_list_can_be_had_as_a_fragment(session: Session, visitor: Enter) -> None:
    make_mentor(session)
    piece = visitor().visit("/mentors?free=yes", fragment=True)
    assert piece.select_one("#results .card h3")


def test_an_empty_list_says_what_to_do(visitor: Enter) -> None:
    page = visitor().visit("/mentors?q=nobody")
    assert page.select_one(".empty a[href='/mentors']")


def test_a_nonsense_query_string_shows_the_list(session: Session, visitor: Enter) -> None:
    make_mentor(session)
    page = visitor().visit("/mentors?sector=XX&page=none&free=perhaps")
    assert len(page.select("article.card")) == 1


def test_mentors_with_free_places_come_first_and_can_be_asked_for(session: Session, visitor: Enter) -> None:
    full, free = make_mentor(session, name="满座", seats=1), make_mentor(session, name="有空", seats=3)
    make_mentorship(session, make_person(session), full)
    reader = visitor()
    found = [card["id"] for card in reader.visit("/mentors").select("article.card")]
    assert found == [f"mentor-{free.person_id}", f"mentor-{full.person_id}"]
    assert len(reader.visit("/mentors?free=yes").select("article.card")) == 1


def test_mentors_are_found_by_the_language_they_speak(session: Session, visitor: Enter) -> None:
    make_mentor(session, languages=["zh"])
    both = make_mentor(session, languages=["zh", "en"])
    found = visitor().visit("/mentors?language=en").select("article.card")
    assert [card["id"] for card in found] == [f"mentor-{both.person_id}"]


def test_a_pausing_mentor_leaves_the_list_and_comes_back(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    herself = visitor(mentor.person)
    herself.visit("/mentoring/pause")
    herself.submit("form[action='/mentoring/pause']")
    assert visitor().visit("/mentors").select_one(".empty")
    herself.follow()
    herself.submit("form[action='/mentoring/pause/removal']")
    session.expire_all()
    assert session.get_one(Mentor, mentor.person_id).state == MentorState.published


def test_the_list_takes_the_same_statements_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            mentor = make_mentor(session)
            make_mentorship(session, make_person(session), mentor)
        reader = visitor()
        statements.clear()
        reader.visit("/mentors")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_profile_says_what_is_public_and_no_contact(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    mentor.person.mobile = "13857312345"
    reader = visitor(make_learner(session))
    reader.visit(f"/mentors/{mentor.person_id}")
    assert "Shen Jing" in reader.text
    assert mentor.person.email not in str(reader.page)
    assert "13857312345" not in str(reader.page)


def test_a_profile_in_chinese_uses_the_chinese_name(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    assert visitor(language="zh").visit(f"/mentors/{mentor.person_id}").h1.get_text() == "沈静"


@pytest.mark.parametrize("number", ["999", "99999999999999999999"])
def test_a_mentor_who_is_not_there_is_404(visitor: Enter, number: str) -> None:
    visitor().visit(f"/mentors/{number}", 404)


def test_a_full_mentor_is_not_asked_but_waited_for_on_the_page(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, seats=1)
    make_mentorship(session, make_person(session), mentor)
    page = visitor(make_learner(session)).visit(f"/mentors/{mentor.person_id}")
    (way,) = page.select(f"a[href='/mentors/{mentor.person_id}/requests/new']")
    assert way.get_text() == "Go on the waiting list"
    assert page.select("#glance a[href='/for-me']")


def test_how_fast_a_mentor_answers_is_said_from_five_answers_on(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, seats=9)
    for number in range(5):
        reader = visitor()
        reader.visit(f"/mentors/{mentor.person_id}")
        assert f"too few answers yet to say how fast (n = {number})" in reader.text
        asked = make_request(session, make_person(session), mentor)
        decline_request(session, asked.id, by=mentor.person, reason=DeclineReason.no_time)
    reader = visitor()
    reader.visit(f"/mentors/{mentor.person_id}")
    assert "typically answers in 0.0 days (n = 5)" in reader.text


def test_avoiding_works_both_ways_on_the_page(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    reader = visitor(learner)
    reader.visit(f"/mentors/{mentor.person_id}")
    reader.submit(f"form[action='/mentors/{mentor.person_id}/avoidance']")
    reader.follow()
    assert not reader.page.select("a[href$='/requests/new']")
    reader.submit(f"form[action='/mentors/{mentor.person_id}/avoidance/removal']")
    session.rollback()
    assert avoided_mentors(session, learner.id) == set()


def test_an_avoided_mentor_is_suggested_nowhere_and_not_told(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    reader = visitor(learner)
    assert reader.visit("/for-me").select(f"#mentor-{mentor.person_id}")
    reader.post(f"/mentors/{mentor.person_id}/avoidance")
    assert not reader.visit("/for-me").select(f"#mentor-{mentor.person_id}")
    assert "avoid" not in str(visitor(mentor.person).visit("/mentoring"))


def test_a_declared_conflict_is_suggested_nowhere(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    reader = visitor(learner)
    assert reader.visit("/for-me").select(f"#mentor-{mentor.person_id}")
    tie(session, mentor.person_id, learner.id, TieKind.conflict)
    session.commit()
    assert not reader.visit("/for-me").select(f"#mentor-{mentor.person_id}")


@pytest.mark.parametrize("path", ["/mentors/1/avoidance", "/mentors/1/avoidance/removal", "/mentoring/pause"])
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_only_a_mentor_pauses(session: Session, visitor: Enter) -> None:
    visitor(make_learner(session)).post("/mentoring/pause", 403, until="2030-01-01")


def test_avoiding_nobody_is_404(session: Session, visitor: Enter) -> None:
    visitor(make_learner(session)).post("/mentors/999/avoidance", 404)


def test_the_places_on_the_page_follow_an_acceptance(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, seats=2)
    asked = make_request(session, make_person(session), mentor)
    assert "2 places free" in visitor().visit(f"/mentors/{mentor.person_id}").get_text()
    accept_request(session, asked.id, by=mentor.person)
    assert "1 place free" in visitor().visit(f"/mentors/{mentor.person_id}").get_text()
