"""The front rooms: home, one box, "for me", own data."""

import json
from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.actions import switch_personalisation
from tests.makers import in_days, make_learner, make_mentor, make_person, make_project, make_request
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_shows_the_newest_projects(session: Session, visitor: Enter, language: str) -> None:
    make_project(session, title_zh="老的", title_en="The old one", on=in_days(-30))
    make_project(session, title_zh="新的", title_en="The new one")
    page = visitor(language=language).visit("/")
    assert [card.get_text(strip=True) for card in page.select("article h3")] == (
        ["新的", "老的"] if language == "zh" else ["The new one", "The old one"]
    )


def test_home_of_an_empty_house_says_so(visitor: Enter) -> None:
    walker = visitor()
    walker.visit("/")
    assert "The library is still empty." in walker.text


def test_each_figure_on_the_front_page_opens(session: Session, visitor: Enter) -> None:
    page = visitor().visit("/")
    assert {link["href"] for link in page.select(".big a")} == {"/outcomes/projects", "/outcomes/success-rate", "/mentors?free=yes"}


def test_one_box_finds_projects_and_mentors(session: Session, visitor: Enter) -> None:
    project, mentor = make_project(session), make_mentor(session)
    page = visitor().visit("/search?q=毛衫")
    assert {link["href"] for link in page.select("article h3 a")} == {f"/projects/{project.id}", f"/mentors/{mentor.person_id}"}


def test_the_box_can_be_narrowed_to_one_kind(session: Session, visitor: Enter) -> None:
    make_project(session)
    mentor = make_mentor(session)
    page = visitor().visit("/search?q=毛衫&kind=mentor")
    assert [link["href"] for link in page.select("article h3 a")] == [f"/mentors/{mentor.person_id}"]


def test_nothing_found_says_what_to_do(session: Session, visitor: Enter) -> None:
    make_project(session)
    walker = visitor()
    walker.visit("/search?q=qqqqzzzz")
    assert walker.page.select_one(".empty a[href='/projects']")


def test_suggestions_are_a_fragment(session: Session, visitor: Enter) -> None:
    make_project(session)
    piece = visitor().visit("/suggestions?q=mao", fragment=True)
    assert piece.select("a")


def test_for_me_needs_sign_in(visitor: Enter) -> None:
    walker = visitor()
    walker.visit("/for-me", status=303)
    assert walker.response.headers["Location"] == "/sign-in?next=/for-me"


def test_for_me_gives_reasons_and_gaps(session: Session, visitor: Enter) -> None:
    make_project(session)
    make_mentor(session)
    walker = visitor(make_learner(session))
    walker.visit("/for-me")
    assert "You bring On-line shop operation: level 3, wanted 3" in walker.text
    assert "Teaches Costing: wanted 2, you rated 0" in walker.text or "Teaches Costing: wanted 3, you rated 0" in walker.text


def test_for_me_without_answers_offers_the_questions(session: Session, visitor: Enter) -> None:
    page = visitor(make_person(session)).visit("/for-me")
    assert page.select_one(".note a[href='/profile']")


def test_switched_off_there_are_no_reasons(session: Session, visitor: Enter) -> None:
    make_project(session)
    learner = make_learner(session)
    switch_personalisation(session, by=learner, on=False)
    page = visitor(learner).visit("/for-me")
    assert page.select("article")
    assert not page.select(".why")


def test_the_switch_goes_off_and_on_again(session: Session, visitor: Enter) -> None:
    walker = visitor(make_learner(session))
    walker.visit("/for-me")
    walker.submit("form[action='/personalisation']")
    assert "Recommendations are off" in " ".join(walker.follow().get_text(" ").split())
    walker.submit("form[action='/personalisation']")
    assert "what fits me" in walker.follow().get_text()


def test_full_mentors_are_not_suggested(session: Session, visitor: Enter) -> None:
    make_mentor(session, seats=0)
    page = visitor(make_learner(session)).visit("/for-me")
    assert not page.select("article[id^=mentor-]")


def test_own_data_hold_what_is_mine_and_no_hash(session: Session, visitor: Enter) -> None:
    learner = make_learner(session)
    make_request(session, learner, make_mentor(session))
    walker = visitor(learner)
    walker.visit("/mine/data.json")
    data = json.loads(walker.response.data)
    assert len(data["requests"]) == 1
    assert data["profile"][0]["region"] == "330483"
    assert "password" not in walker.response.get_data(as_text=True)


def test_mine_shows_the_work_of_ones_roles(session: Session, visitor: Enter) -> None:
    from marketplace.accounts.terms import Role

    page = visitor(make_person(session, Role.organiser)).visit("/mine")
    assert page.select_one("a[href='/contests/new']")
    assert not page.select_one("a[href='/judging']")


@pytest.mark.parametrize("path", ["/about", "/privacy", "/health"])
def test_plain_pages_are_there(visitor: Enter, path: str) -> None:
    visitor(language="zh").visit(path)


def test_for_me_asks_the_database_as_often_for_one_project_as_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    make_project(session)
    learner = make_learner(session)
    walker = visitor(learner)
    walker.visit("/for-me?order=plain")
    statements.clear()
    walker.visit("/for-me?order=plain")
    once = len(statements)
    make_project(session)
    make_project(session)
    visitor()
    statements.clear()
    walker.visit("/for-me?order=plain")
    assert len(statements) == once


def test_the_one_box_says_which_wishes_it_understood(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor()
    off = reader.visit("/search?q=knitwear under 900k").select_one("#understood a")["href"]
    assert "Understood as" not in reader.visit(off).get_text()
