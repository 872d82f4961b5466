"""Doors of applicants and of the staff who look at them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.actions import grant_role
from marketplace.accounts.terms import Role
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.terms import MentorState
from tests.makers import make_mentor, make_mentorship, make_person
from tests.marketplace.mentoring.mentor_makers import ANSWERS, SEEN, TYPED, make_applicant, make_county_staff, make_vetted, read_all
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
ANSWERED = {f"question-{place}": str(answer) for place, answer in ANSWERS.items()}


def state_of(session: Session, mentor_id: int | None) -> MentorState:
    session.rollback()
    session.expire_all()
    return session.get_one(Mentor, mentor_id).state


def test_the_way_from_the_form_to_the_public_profile(session: Session, visitor: Enter) -> None:
    person, staff = make_person(session, name="苏敏"), make_county_staff(session)
    she, officer = visitor(person), visitor(staff)
    she.post("/mentoring/application", **TYPED)
    assert she.follow().select_one("#standing .state").get_text() == "applied"  # type: ignore[union-attr]
    officer.visit(f"/mentoring/applications/{person.id}")
    officer.submit("#vetting form", **SEEN)
    she.visit("/mentoring/agreement")
    she.submit("form[action='/mentoring/agreement']", agreed="y")
    she.visit("/mentoring/training")
    she.submit("form[action='/mentoring/training']", **ANSWERED)
    assert state_of(session, person.id) == MentorState.published
    assert "verified on" in visitor().visit(f"/mentors/{person.id}").get_text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_form_with_gaps_comes_back_with_all_that_was_typed(session: Session, visitor: Enter, language: str) -> None:
    she = visitor(make_person(session), language=language)
    page = she.post("/mentoring/application", 422, **TYPED | {"headline_zh": "", "seats": "50", "bio_zh": "只写了这一句"})
    assert page.select_one("#bio_zh").get_text().strip() == "只写了这一句"  # type: ignore[union-attr]
    assert len(page.select("#headline_zh-wrong, #seats-wrong")) == 2
    assert page.select_one("#skill-SK401 option[selected]")["value"] == "4"  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"town": "建设街道"}, "town"),
        ({"kind": "MK4"}, "unpaid"),
        ({"skill-SK401": "0"}, "skills"),
        ({"conflicts_named": "x\n" * 21}, "conflicts_named"),
        ({"formats": "carrier pigeon"}, "formats"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(session: Session, visitor: Enter, typed: dict[str, str], where: str) -> None:
    page = visitor(make_person(session)).post("/mentoring/application", 422, **TYPED | typed)
    assert page.select_one(f"#{where}-wrong")


def test_a_refused_applicant_reads_why_and_when_again(session: Session, visitor: Enter) -> None:
    person = make_applicant(session)
    officer = visitor(make_county_staff(session))
    officer.visit(f"/mentoring/applications/{person.id}")
    officer.submit("#refusal form", **{"refusal-reason": "经历还不够，明年再来"})
    page = visitor(person).visit("/mentoring/application")
    assert "经历还不够，明年再来" in page.get_text()
    assert not page.select("#mentor-form")


def test_decisions_want_their_words(session: Session, visitor: Enter) -> None:
    person = make_applicant(session)
    officer = visitor(make_county_staff(session))
    page = officer.post(f"/mentoring/applications/{person.id}/vetting", 422, identity_seen="看过身份证原件")
    assert page.select_one("#identity_seen").get_text().strip() == "看过身份证原件"  # type: ignore[union-attr]
    assert officer.post(f"/mentoring/applications/{person.id}/refusal", 422).select_one("#refusal-reason-wrong")


def test_an_applicant_changes_and_withdraws(session: Session, visitor: Enter) -> None:
    person = make_applicant(session)
    she = visitor(person)
    she.visit("/mentoring/profile")
    she.submit("#mentor-form", bio_zh="改过的介绍")
    she.visit("/mentoring/application")
    she.submit("form[action='/mentoring/application/withdrawal']")
    assert state_of(session, person.id) == MentorState.retired
    assert she.visit("/mentoring/application").select_one("#bio_zh").get_text().strip() == "改过的介绍"  # type: ignore[union-attr]


@pytest.mark.parametrize("state", ["applied", "vetted", "refused", "retired"])
def test_a_profile_that_is_not_public_is_404_for_others(session: Session, visitor: Enter, state: str) -> None:
    mentor = make_mentor(session)
    mentor.state = MentorState(state)
    number = mentor.person_id
    visitor().visit(f"/mentors/{number}", 404)
    visitor(make_person(session)).visit(f"/mentors/{number}/requests/new", 404)
    visitor(mentor.person).visit(f"/mentors/{number}")
    assert visitor().visit("/mentors").select_one(".empty")


def test_wrong_answers_are_explained(session: Session, visitor: Enter) -> None:
    she = visitor(make_vetted(session).person)
    page = she.post("/mentoring/training", 422, **ANSWERED | {"question-0": "0"})
    assert "It is her decision" in page.select_one("#question-0-wrong").get_text()  # type: ignore[union-attr]
    assert not page.select_one("#question-1-wrong")
    she.post("/mentoring/training", 422, **ANSWERED | {"question-0": "nonsense"})


def test_agreeing_wants_the_tick(session: Session, visitor: Enter) -> None:
    assert visitor(make_vetted(session).person).post("/mentoring/agreement", 422).select_one("#agreed-wrong")


def test_the_agreement_is_for_those_who_were_looked_at(session: Session, visitor: Enter) -> None:
    visitor(make_applicant(session)).visit("/mentoring/agreement", 404)
    visitor(make_person(session)).visit("/mentoring/training", 404)


def test_fewer_places_than_learners_is_said_and_ends_nothing(session: Session, visitor: Enter) -> None:
    mentor = make_vetted(session, seats=2)
    read_all(session, mentor.person)
    pairs = [make_mentorship(session, make_person(session), mentor) for _ in range(2)]
    she = visitor(mentor.person)
    she.visit("/mentoring/profile")
    she.submit("#mentor-form", seats="1")
    assert "more learners than you have places" in she.follow().get_text()
    session.expire_all()
    assert all(pair.ended_at is None for pair in pairs)


def test_another_kind_waits_for_staff(session: Session, visitor: Enter) -> None:
    mentor = make_vetted(session)
    read_all(session, mentor.person)
    she = visitor(mentor.person)
    she.visit("/mentoring/profile")
    she.submit("#mentor-form", kind="MK3")
    assert "Expert or scholar" in she.follow().select_one("p.note").get_text()  # type: ignore[union-attr]
    assert visitor(make_county_staff(session)).visit("/mentoring/applications").select("tbody tr")


def test_an_official_s_profile_says_unpaid(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session, kind="MK4")
    assert "never paid" in visitor().visit(f"/mentors/{mentor.person_id}").get_text()


def test_the_queue_shows_the_oldest_and_an_empty_one_says_so(session: Session, visitor: Enter) -> None:
    staff = make_county_staff(session)
    assert visitor(staff).visit("/mentoring/applications").select_one(".empty")
    make_applicant(session)
    assert len(visitor(staff).visit("/mentoring/applications").select("tbody tr")) == 1
    assert visitor(make_county_staff(session, "330402")).visit("/mentoring/applications").select_one(".empty")


def test_the_queue_takes_the_same_statements_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    staff, counts = make_person(session, Role.city_staff), []
    for more in (1, 2):
        for _ in range(more):
            make_applicant(session)
        officer = visitor(staff)
        statements.clear()
        officer.visit("/mentoring/applications")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_staff_of_another_county_find_nothing_and_nobody_decides_on_herself(session: Session, visitor: Enter) -> None:
    person, staff = make_applicant(session), make_applicant(session)
    visitor(make_county_staff(session, "330402")).visit(f"/mentoring/applications/{person.id}", 404)
    grant_role(session, staff, Role.city_staff)
    herself = visitor(staff)
    assert not herself.visit(f"/mentoring/applications/{staff.id}").select("#vetting")
    herself.post(f"/mentoring/applications/{staff.id}/vetting", 403, **SEEN)


@pytest.mark.parametrize("path", ["/mentoring/applications", "/mentoring/applications/1", "/mentoring/reviews"])
def test_staff_doors_are_for_staff(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_person(session)).visit(path, 403)


@pytest.mark.parametrize(
    "path",
    [
        "application",
        "application/withdrawal",
        "agreement",
        "training",
        "profile",
        "pause/removal",
        "review",
        "retirement",
        "record/2026/certificate",
    ],
)
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(f"/mentoring/{path}")
    assert nobody.response.headers["Location"].startswith("/sign-in")
