"""``qihang evaluate``: on a folder, on the database, and what it says when it cannot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlmodel import Session

from marketplace import clock, jobs
from marketplace.cli import main
from marketplace.indicators.queries import latest_suggestion_report
from marketplace.projects.actions import keep_project
from tests.makers import make_learner, make_project
from tests.marketplace.mentoring.evaluation_makers import town


@pytest.fixture
def evaluate(tmp_path: Path, database_url: str) -> Callable[..., Result]:
    """The command on the database of the test."""
    environment = {"QIHANG_HOME": str(tmp_path), "SECRET_KEY": "one", "DATABASE_URL": database_url}
    return lambda *words: CliRunner().invoke(main, ["evaluate", *words], env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small town as files."""
    place = tmp_path / "town"
    place.mkdir()
    for name, content in town().items():
        (place / name).write_text(content, encoding="utf-8")
    return place


def keep_some(session: Session) -> None:
    """Eight learners who keep three of eight entries each, ten days apart."""
    projects = [make_project(session) for _ in range(8)]
    for number in range(8):
        learner = make_learner(session)
        for visit in range(3):
            with clock.stopped_at(datetime(2025, 3, 1, tzinfo=UTC) + timedelta(days=10 * visit + number)):
                keep_project(session, projects[(number + visit) % 8].id or 0, by=learner)
    session.commit()


def test_a_folder_is_measured(evaluate, folder):
    result = evaluate("--folder", str(folder))
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()[2:6]] == ["recommender", "cosine", "popularity", "random"]
    assert "NDCG@10" in result.output


def test_a_folder_that_is_not_understood_is_refused_with_its_place(evaluate, folder):
    (folder / "pairs.csv").write_text("person_id,item_id,day\np0,i99,2025-03-31")
    result = evaluate("--folder", str(folder))
    assert result.exit_code == 1
    assert "pairs.csv, row 2, column item_id: 'i99' is not an id in items.csv" in result.output


def test_a_foreign_folder_is_not_kept(evaluate, folder):
    assert evaluate("--folder", str(folder), "--keep").exit_code == 2


def test_the_database_is_measured_and_kept_only_when_asked(evaluate, session):
    keep_some(session)
    assert evaluate().exit_code == 0
    assert latest_suggestion_report(session) is None
    # Lets the lock go.
    session.rollback()
    assert "Stored" in evaluate("--keep").output
    assert latest_suggestion_report(session).report["comparisons"][0]["cases"] == 8


def test_too_little_is_said_plainly(evaluate):
    result = evaluate()
    assert result.exit_code == 1
    assert "too little to measure" in result.output


def test_the_worker_keeps_a_report_once_there_is_enough(session: Session, engine: Engine):
    assert not jobs.measure_suggestions(engine)
    keep_some(session)
    assert jobs.measure_suggestions(engine)
    assert latest_suggestion_report(session) is not None
