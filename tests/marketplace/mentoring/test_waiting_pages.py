"""Doors of the wait for a person's help, of drafts, offers and proposals."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from marketplace.accounts.actions import grant_role
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import end_early, propose_pairs, put_on_waiting_list, run_mentoring_clock, save_draft, send_request
from marketplace.mentoring.models import Mentor, MentoringRequest, Waiting
from marketplace.mentoring.queries import waiting_of
from marketplace.mentoring.terms import RequestState, WaitingOutcome, WaitingReason
from tests.makers import LETTER, make_learner, make_mentor, make_mentorship, make_person, make_request
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
TYPED = {name: LETTER[name] for name in ("goal", "tried", "wanted", "hours")}


@pytest.fixture
def staff(session: Session) -> Person:
    person = make_person(session)
    grant_role(session, person, Role.county_staff, region="330483")
    return person


def waiting(session: Session, region: str = "330483", reason: WaitingReason = WaitingReason.exhausted) -> Waiting:
    return put_on_waiting_list(session, make_learner(session, region=region).id or 0, reason=reason)


def fresh(session: Session, request: MentoringRequest) -> MentoringRequest:
    session.rollback()
    session.refresh(request)
    return request


def test_a_learner_asks_for_help_and_takes_it_back(session: Session, visitor: Enter) -> None:
    learner = visitor(make_learner(session))
    learner.visit("/mentoring")
    learner.submit("form[action='/mentoring/help']")
    assert "staff look for a mentor for you" in learner.follow().get_text()
    learner.submit("form[action='/mentoring/help/removal']")
    assert session.exec(select(Waiting.outcome)).all() == [WaitingOutcome.withdrawn]


def test_staff_see_who_waits_in_their_county_and_since_when(session: Session, visitor: Enter, staff: Person) -> None:
    mine, other = waiting(session), waiting(session, region="330424")
    page = visitor(staff).visit("/mentoring/waiting")
    assert [link["href"] for link in page.select("#waiting-table a")] == [f"/mentoring/waiting/{mine.id}"]
    visitor(staff).visit(f"/mentoring/waiting/{other.id}", 404)


def test_the_queue_says_when_it_is_empty(visitor: Enter, staff: Person) -> None:
    assert "Nobody waits" in visitor(staff).visit("/mentoring/waiting").get_text()


def test_the_queue_takes_the_same_statements_for_one_and_for_three(
    session: Session, visitor: Enter, staff: Person, statements: list[str]
) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            waiting(session)
        reader = visitor(staff)
        statements.clear()
        reader.visit("/mentoring/waiting")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_staff_propose_a_mentor_to_both(session: Session, visitor: Enter, staff: Person) -> None:
    wait, mentor = waiting(session), make_mentor(session)
    reader = visitor(staff)
    reader.visit(f"/mentoring/waiting/{wait.id}")
    reader.submit(f"#fit-{mentor.person_id} form")
    session.rollback()
    request = session.exec(select(MentoringRequest)).one()
    assert (request.state, request.learner_id, request.mentor_id) == (RequestState.proposed, wait.person_id, mentor.person_id)


def test_staff_end_a_wait_only_with_a_word_for_the_learner(session: Session, visitor: Enter, staff: Person) -> None:
    wait = waiting(session)
    reader = visitor(staff)
    reader.visit(f"/mentoring/waiting/{wait.id}")
    reader.submit("form[action$='/end']", 422, note="no")
    assert reader.page.select_one("#note").get_text().strip() == "no"
    reader.submit("form[action$='/end']", note="no mentor for beekeeping has a place this year")
    session.rollback()
    assert waiting_of(session, wait.person_id) is None


@pytest.mark.parametrize("path", ["/mentoring/waiting", "/mentoring/waiting/1"])
def test_the_queue_is_for_staff(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_learner(session)).visit(path, 403)
    nobody = visitor()
    nobody.visit(path, 303)
    assert nobody.response.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("path", ["/mentoring/waiting/1/proposals/1", "/mentoring/waiting/1/end"])
def test_nobody_else_writes_in_the_queue(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_learner(session)).post(path, 403)


@pytest.mark.parametrize(
    "path", ["/mentoring/help", "/mentoring/help/removal", "/mentors/1/drafts", "/requests/1/taking", "/requests/1/refusal"]
)
def test_a_post_of_nobody_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_a_letter_is_saved_for_later_however_short_and_written_on(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    learner = visitor(make_learner(session))
    learner.post(f"/mentors/{mentor.person_id}/drafts", goal="short", hours="")
    page = learner.visit(f"/mentors/{mentor.person_id}/requests/new")
    assert page.select_one("#goal").get_text().strip() == "short"
    learner.submit("main form", **TYPED)
    session.rollback()
    assert [request.state for request in session.exec(select(MentoringRequest))] == [RequestState.pending]


def test_a_draft_is_nobody_elses(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    draft = save_draft(session, mentor.person_id, LETTER, by=make_learner(session))
    visitor(mentor.person).visit(f"/requests/{draft.id}", 404)
    assert "short" not in visitor(mentor.person).visit("/mentoring").get_text()


def test_choices_go_with_the_letter(session: Session, visitor: Enter) -> None:
    first, second = make_mentor(session), make_mentor(session)
    learner = visitor(make_learner(session))
    learner.visit(f"/mentors/{first.person_id}/requests/new")
    learner.submit("main form", **TYPED, second=second.person_id)
    session.rollback()
    requests = session.exec(select(MentoringRequest).order_by(MentoringRequest.rank)).all()
    assert [(request.mentor_id, request.state) for request in requests] == [
        (first.person_id, RequestState.pending),
        (second.person_id, RequestState.queued),
    ]


def test_a_mentor_who_is_chosen_twice_is_told_beside_the_choice(session: Session, visitor: Enter) -> None:
    first, second = make_mentor(session), make_mentor(session)
    learner = visitor(make_learner(session))
    learner.visit(f"/mentors/{first.person_id}/requests/new")
    page = learner.submit("main form", 422, **TYPED, second=second.person_id, third=second.person_id)
    assert "stands in your list twice" in page.select_one("#third-wrong").get_text()
    assert page.select_one("#goal").get_text().strip() == LETTER["goal"]


def test_the_page_of_a_full_mentor_says_place_and_wait_and_takes_the_letter(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, seats=1)
    make_mentorship(session, make_person(session), mentor)
    learner = visitor(make_learner(session))
    assert "you would be number 1" in learner.visit(f"/mentors/{mentor.person_id}/requests/new").get_text()
    learner.submit("main form", **TYPED, waits="y")
    assert "place 1 of the list" in learner.follow().get_text()


def test_an_offer_is_taken_with_one_click(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, seats=1)
    pair = make_mentorship(session, make_person(session), mentor)
    request = send_request(session, mentor.person_id, LETTER, by=make_learner(session), waits=True)
    end_early(session, pair.id or 0, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    learner = visitor(request.learner)
    learner.visit("/mentoring")
    learner.submit(f"#asked-{request.id} form[action$='/taking']")
    assert fresh(session, request).state == RequestState.pending


@pytest.mark.parametrize("side", ["learner", "mentor"])
def test_a_proposal_is_confirmed_or_refused_on_its_page(session: Session, visitor: Enter, side: str) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    (request,) = propose_pairs(session, [(learner.id or 0, mentor.person_id)], by=None)
    reader = visitor(learner if side == "learner" else mentor.person)
    reader.visit(f"/requests/{request.id}")
    reader.submit("form[action$='/confirmation']")
    assert "You said yes" in reader.follow().get_text()
    reader.submit("form[action$='/refusal']", note="x" * 500, status=422)
    reader.submit("form[action$='/refusal']", note="not now")
    assert fresh(session, request).ended_at is not None


def test_the_second_yes_leads_to_the_page_of_the_pair(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    (request,) = propose_pairs(session, [(learner.id or 0, mentor.person_id)], by=None)
    first, second = visitor(learner), visitor(mentor.person)
    assert first.visit(f"/requests/{request.id}").select_one("h1").get_text() == "王小明 and Shen Jing"
    first.post(f"/requests/{request.id}/confirmation")
    second.visit(f"/requests/{request.id}")
    second.submit("form[action$='/confirmation']")
    assert "/mentorships/" in second.response.headers["Location"]
    assert first.visit(f"/requests/{request.id}").select_one("#answer a.button")["href"] == second.response.headers["Location"]


def test_a_stranger_neither_takes_nor_confirms(session: Session, visitor: Enter) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    stranger = visitor(make_person(session))
    for door in ("taking", "confirmation", "refusal"):
        stranger.post(f"/requests/{request.id}/{door}", 404)


def test_the_colleague_whom_the_mentor_names_is_shown_to_the_learner(session: Session, visitor: Enter) -> None:
    learner, mentor, colleague = make_learner(session), make_mentor(session), make_mentor(session)
    request = make_request(session, learner, mentor)
    reader = visitor(mentor.person)
    reader.visit(f"/requests/{request.id}")
    reader.submit("form[action$='/decline']", reason="better_colleague", colleague=colleague.person_id)
    page = visitor(learner).visit(f"/requests/{request.id}")
    assert page.select(f"#answer a[href='/mentors/{colleague.person_id}']")
    assert page.select("#others a")


def test_a_mentor_is_not_named_who_is_not_on_the_list(session: Session, visitor: Enter) -> None:
    request = make_request(session, make_learner(session), mentor := make_mentor(session))
    visitor(mentor.person).post(f"/requests/{request.id}/decline", 422, reason="other", colleague="999")
    assert isinstance(mentor, Mentor)
