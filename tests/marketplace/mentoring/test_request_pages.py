"""Doors of the requests: the letter, the desk, the answer."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from marketplace.accounts.actions import tie
from marketplace.accounts.terms import Role, TieKind
from marketplace.mentoring.actions import accept_request, decline_request, propose_pairs
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.terms import DeclineReason, RequestState
from marketplace.projects.actions import keep_project
from tests.makers import LETTER, make_learner, make_mentor, make_mentorship, make_person, make_project, make_request
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
TYPED = {name: LETTER[name] for name in ("goal", "tried", "wanted", "hours")}


@pytest.fixture
def mentor(session: Session) -> Mentor:
    return make_mentor(session)


@pytest.fixture
def asked(session: Session, mentor: Mentor) -> MentoringRequest:
    return make_request(session, make_learner(session), mentor)


def requests(session: Session) -> list[MentoringRequest]:
    session.rollback()
    session.expire_all()
    return list(session.exec(select(MentoringRequest)))


def test_a_letter_is_written_and_sent(session: Session, visitor: Enter, mentor: Mentor) -> None:
    learner = visitor(make_learner(session))
    learner.visit(f"/mentors/{mentor.person_id}/requests/new")
    learner.submit("main form", **TYPED)
    assert learner.response.headers["Location"] == "/mentoring"
    learner.follow()
    assert "The answer comes within seven days" in learner.text
    assert [request.goal for request in requests(session)] == [LETTER["goal"]]


def test_the_letter_may_be_about_a_kept_project(session: Session, visitor: Enter, mentor: Mentor) -> None:
    person, project = make_learner(session), make_project(session)
    keep_project(session, project.id, by=person)
    learner = visitor(person)
    learner.visit(f"/mentors/{mentor.person_id}/requests/new")
    learner.submit("main form", **TYPED, project_id=project.id)
    (request,) = requests(session)
    assert request.project_id == project.id
    assert "skills" in [reason["part"] for reason in request.reasons]


def test_the_project_of_the_link_is_chosen_already(session: Session, visitor: Enter, mentor: Mentor) -> None:
    project = make_project(session)
    learner = visitor(make_learner(session))
    page = learner.visit(f"/mentors/{mentor.person_id}/requests/new?project={project.id}")
    assert page.select_one("#project_id option[selected]")["value"] == str(project.id)
    learner.submit("main form", **TYPED)
    assert requests(session)[0].project_id == project.id


@pytest.mark.parametrize("project", ["999", "99999999999999999999", "none"])
def test_a_project_that_is_not_there_is_no_crash(session: Session, visitor: Enter, mentor: Mentor, project: str) -> None:
    learner = visitor(make_learner(session))
    answer = learner.client.get(f"/mentors/{mentor.person_id}/requests/new?project={project}")
    assert answer.status_code in (200, 404)


def test_somebody_elses_draft_cannot_be_asked_about(session: Session, visitor: Enter, mentor: Mentor) -> None:
    draft = make_project(session, author=make_person(session), published=False)
    visitor(make_learner(session)).visit(f"/mentors/{mentor.person_id}/requests/new?project={draft.id}", 404)


@pytest.mark.parametrize(
    "wrong", [{"goal": "money"}, {"tried": ""}, {"wanted": "x" * 601}, {"hours": "0"}, {"hours": "many"}, {"project_id": "7"}]
)
def test_a_poor_letter_comes_back_with_all_that_was_typed(session: Session, visitor: Enter, mentor: Mentor, wrong: dict[str, str]) -> None:
    learner = visitor(make_learner(session))
    page = learner.post(f"/mentors/{mentor.person_id}/requests", 422, **(TYPED | wrong))
    assert page.select(".wrong li")
    kept = page.select_one("#tried" if "tried" not in wrong else "#goal").get_text()
    assert kept.strip() == LETTER["tried" if "tried" not in wrong else "goal"]
    assert requests(session) == []


def test_a_refusal_is_said_beside_the_letter_which_is_kept(session: Session, visitor: Enter, mentor: Mentor) -> None:
    person = make_learner(session)
    for _ in range(3):
        make_request(session, person, make_mentor(session))
    page = visitor(person).post(f"/mentors/{mentor.person_id}/requests", 422, **TYPED)
    assert "Three of your requests are waiting" in page.get_text()
    assert page.select_one("#goal").get_text().strip() == LETTER["goal"]
    assert len(requests(session)) == 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_letter_can_be_read_in_both_languages(session: Session, visitor: Enter, mentor: Mentor, language: str) -> None:
    page = visitor(make_learner(session), language).visit(f"/mentors/{mentor.person_id}/requests/new")
    assert page.html["lang"] == {"en": "en", "zh": "zh-Hans"}[language]
    assert ("Shen Jing" if language == "en" else "沈静") in page.h1.get_text()


@pytest.mark.parametrize("path", ["/mentoring", "/requests/1", "/mentors/1/requests/new", "/mentorships/1"])
def test_a_page_of_ones_own_asks_to_sign_in_and_comes_back(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.visit(path, 303)
    assert nobody.response.headers["Location"] == f"/sign-in?next={path}"


@pytest.mark.parametrize("path", ["/mentors/1/requests", "/requests/1/acceptance", "/requests/1/decline", "/requests/1/withdrawal"])
def test_a_post_of_nobody_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_the_mentor_reads_the_letter_and_the_answers_but_no_contact(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    asked.learner.mobile = "13857312345"
    reader = visitor(asked.mentor.person)
    reader.visit(f"/requests/{asked.id}")
    for said in (asked.goal, asked.tried, asked.wanted, "12 hours a month"):
        assert said in reader.text
    assert "13857312345" not in str(reader.page)
    assert asked.learner.email not in str(reader.page)


def test_the_learner_reads_it_too_but_finds_no_answer_form(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    page = visitor(asked.learner).visit(f"/requests/{asked.id}")
    assert not page.select("form[action$='/acceptance']")
    assert page.select("form[action$='/withdrawal']")
    assert asked.mentor.person.email not in str(page)


def test_anybody_elses_request_is_404(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    other = visitor(make_mentor(session).person)
    other.visit(f"/requests/{asked.id}", 404)
    other.post(f"/requests/{asked.id}/acceptance", 404)
    other.post(f"/requests/{asked.id}/decline", 404, reason="no_time")
    other.post(f"/requests/{asked.id}/withdrawal", 404)
    assert requests(session)[0].state == RequestState.pending


def test_a_learner_cannot_accept_her_own_request(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    visitor(asked.learner).post(f"/requests/{asked.id}/acceptance", 403)
    assert requests(session)[0].state == RequestState.pending


def test_a_yes_opens_the_mentorship_with_the_agreed_goal(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    answerer = visitor(asked.mentor.person)
    answerer.visit(f"/requests/{asked.id}")
    answerer.submit("form[action$='/acceptance']", goal="thirty orders from strangers")
    answerer.follow()
    assert "thirty orders from strangers" in answerer.text
    assert requests(session)[0].state == RequestState.accepted


def test_a_too_long_goal_comes_back(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    page = visitor(asked.mentor.person).post(f"/requests/{asked.id}/acceptance", 422, goal="x" * 201)
    assert page.select_one("#goal")["value"] == "x" * 201
    assert requests(session)[0].state == RequestState.pending


def test_a_yes_without_a_free_place_is_refused_and_changes_nothing(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    asked.mentor.seats = 1
    make_mentorship(session, make_person(session), asked.mentor)
    page = visitor(asked.mentor.person).post(f"/requests/{asked.id}/acceptance", 409)
    assert "All of this mentor's places are taken" in page.get_text()
    assert [request.state for request in requests(session)] == [RequestState.pending, RequestState.accepted]
    assert len(session.exec(select(Mentorship)).all()) == 1


def test_a_second_yes_says_what_happened(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    answerer = visitor(asked.mentor.person)
    answerer.post(f"/requests/{asked.id}/acceptance")
    page = answerer.post(f"/requests/{asked.id}/acceptance", 409)
    assert "This request has ended in the meantime" in page.get_text()


def test_a_no_needs_a_reason(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    page = visitor(asked.mentor.person).post(f"/requests/{asked.id}/decline", 422, note="sorry")
    assert page.select_one("details[open] .wrong li")
    assert page.select_one("#note").get_text().strip() == "sorry"


def test_a_no_is_told_kindly_with_the_reason_and_the_note(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    answerer = visitor(asked.mentor.person)
    answerer.visit(f"/requests/{asked.id}")
    answerer.submit("form[action$='/decline']", reason="no_time", note="ask again in May")
    reader = visitor(asked.learner)
    reader.visit("/mentoring")
    assert "ask again in May" in reader.text
    assert reader.page.select(f"#asked a[href='/requests/{asked.id}']")


def test_a_withdrawn_request_leaves_the_inbox(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    herself = visitor(asked.learner)
    herself.visit("/mentoring")
    herself.submit(f"form[action='/requests/{asked.id}/withdrawal']")
    assert visitor(asked.mentor.person).visit("/mentoring").select_one("#inbox .empty")


def test_a_conflict_after_the_letter_stops_the_yes(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    tie(session, asked.mentor_id, asked.learner_id, TieKind.conflict)
    visitor(asked.mentor.person).post(f"/requests/{asked.id}/acceptance", 409)
    assert requests(session)[0].state == RequestState.pending


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_desk_of_somebody_new_says_what_to_do(session: Session, visitor: Enter, language: str) -> None:
    page = visitor(make_learner(session), language).visit("/mentoring")
    assert [a["href"] for a in page.select(".empty a")] == ["/for-me", "/mentors"]


@pytest.mark.parametrize("side", ["mentor", "learner"])
def test_the_desk_takes_the_same_statements_for_one_and_for_three(
    session: Session, visitor: Enter, statements: list[str], side: str
) -> None:
    mentor, learner = make_mentor(session, seats=9), make_learner(session)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            if side == "mentor":
                make_mentorship(session, make_learner(session), mentor)
                make_request(session, make_learner(session), mentor, project_id=make_project(session).id)
            else:
                make_request(session, learner, make_mentor(session), project_id=make_project(session).id)
        reader = visitor(mentor.person if side == "mentor" else learner)
        statements.clear()
        reader.visit("/mentoring")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_address_of_a_request_that_was_answered_still_opens(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    accept_request(session, asked.id, by=asked.mentor.person)
    for person in (asked.learner, asked.mentor.person):
        assert visitor(person).visit(f"/requests/{asked.id}").select_one("#answer .state").get_text() == "accepted"


@pytest.mark.parametrize("state", ["pending", "proposed"])
def test_before_the_yes_no_page_shows_the_others_contact(session: Session, visitor: Enter, asked: MentoringRequest, state: str) -> None:
    if state == "proposed":
        (asked,) = propose_pairs(session, [(asked.learner_id, asked.mentor_id)], by=make_person(session, Role.city_staff))
    learner, mentor = asked.learner, asked.mentor.person
    learner.mobile, mentor.mobile = "13857312345", "13857354321"
    session.commit()
    pages = ("/", "/for-me", "/mentoring", f"/requests/{asked.id}", f"/mentors/{mentor.id}", "/notifications", "/mine/data.json")
    for reader, other in ((learner, mentor), (mentor, learner)):
        for page in pages:
            client = visitor(reader).client
            text = client.get(page).get_data(as_text=True)
            assert other.email not in text
            assert other.mobile not in text


def test_the_letter_says_how_likely_a_yes_is(session: Session, visitor: Enter, mentor: Mentor) -> None:
    learner = visitor(make_learner(session))
    assert "a yes is likely to about" in learner.visit(f"/mentors/{mentor.person_id}/requests/new").get_text()
    for _ in range(mentor.seats):
        make_mentorship(session, make_person(session), mentor)
    session.commit()
    assert "a yes is likely" not in learner.visit(f"/mentors/{mentor.person_id}/requests/new").get_text()


def test_after_a_no_others_who_fit_are_named(session: Session, visitor: Enter, asked: MentoringRequest) -> None:
    other = make_mentor(session, name="顾明")
    decline_request(session, asked.id or 0, by=asked.mentor.person, reason=DeclineReason.no_time)
    page = visitor(asked.learner).visit(f"/requests/{asked.id}")
    assert page.select(f"#others a[href^='/mentors/{other.person_id}/requests/new']")
    assert not page.select(f"#others a[href='/mentors/{asked.mentor_id}']")
