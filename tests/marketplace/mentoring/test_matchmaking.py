"""What the recommender is asked, and how often; what it says is never older than the house."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from sqlmodel import Session

from marketplace.accounts.actions import save_profile
from marketplace.db import open_session
from marketplace.mentoring import matchmaking
from marketplace.projects.actions import keep_project, withdraw_project
from matching import Recommender
from tests.makers import make_learner, make_mentor, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
QUESTIONS = ("suggest_projects", "suggest_mentors", "suggest_courses", "similar_projects", "path")
pytestmark = on_sqlite


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that a recommender was asked."""
    heard: list[str] = []

    def listen(name: str) -> None:
        answer = getattr(Recommender, name)

        def heard_answer(self: Recommender, *about: object, **more: object) -> object:
            heard.append(name)
            return answer(self, *about, **more)

        monkeypatch.setattr(Recommender, name, heard_answer)

    for name in QUESTIONS:
        listen(name)
    return heard


def similar(page: BeautifulSoup) -> list[str]:
    """What stands in the list of similar projects."""
    return [link["href"] for link in page.select("#similar a")]


def test_who_comes_again_asks_the_recommender_nothing(session: Session, visitor: Enter, asked: list[str]) -> None:
    first, _, learner = make_project(session), make_project(session), make_learner(session)
    make_mentor(session)
    for reader in (visitor(), visitor(learner)):
        once = str(reader.visit(f"/projects/{first.id}").select_one("main").get_text())
        asked.clear()
        again = str(reader.visit(f"/projects/{first.id}").select_one("main").get_text())
        assert not asked
        assert again == once


def test_a_new_entry_is_similar_at_once_and_an_archived_one_no_longer(session: Session, visitor: Enter) -> None:
    author = make_person(session)
    first, second = make_project(session), make_project(session, author=author)
    reader = visitor()
    assert similar(reader.visit(f"/projects/{first.id}")) == [f"/projects/{second.id}"]
    withdraw_project(session, second.id, "不做了", by=author)
    third = make_project(session)
    assert similar(visitor().visit(f"/projects/{first.id}")) == [f"/projects/{third.id}"]


def test_new_answers_of_a_learner_are_new_questions(session: Session, visitor: Enter) -> None:
    project, learner = make_project(session), make_learner(session, skills={"SK801": 1})
    reader = visitor(learner)
    assert len(reader.visit(f"/projects/{project.id}").select("#fit .gap")) == 2
    answers = {"sectors": ["JX05"], "hours": 40, "capital": 50000, "region": "330483", "stage": "P0", "help_wanted": [], "about": ""}
    save_profile(session, by=learner, answers=answers, skills={"SK801": 4, "SK401": 4})
    session.commit()
    assert not reader.visit(f"/projects/{project.id}").select("#fit .gap")


def test_what_one_keeps_is_a_part_of_the_question(engine: Engine, session: Session, asked: list[str]) -> None:
    project, learner = make_project(session), make_learner(session)
    keep_project(session, project.id, by=learner)
    session.commit()
    for _ in range(2):
        with open_session(engine, writes=False) as reading:
            matchmaking.mentors_for(reading, learner.id)
    assert asked == ["suggest_mentors"]


def test_a_page_reads_the_readers_answers_once(session: Session, visitor: Enter, statements: list[str]) -> None:
    project, learner = make_project(session), make_learner(session)
    make_mentor(session)
    reader = visitor(learner)
    reader.visit(f"/projects/{project.id}")
    statements.clear()
    reader.visit(f"/projects/{project.id}")
    for table in ("learner_profile", "profile_skill", "tie", "outbox"):
        assert len([one for one in statements if f"FROM {table}" in one]) == 1, table


def test_two_readers_do_not_get_each_others_answers(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    able, unable = make_learner(session, skills={"SK801": 4, "SK401": 4}), make_learner(session, skills={"SK801": 1})
    pages = [visitor(one).visit(f"/projects/{project.id}") for one in (able, unable)]
    assert [len(page.select("#fit .gap")) for page in pages] == [0, 2]
