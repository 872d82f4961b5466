"""What an operator types about trainings, and that the web uses what was chosen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlmodel import Session

from marketplace.cli import main
from marketplace.config import Config
from marketplace.mentoring import artefacts
from matching import Artefact, Models, PairModel
from matching.scoring import PART_NAMES
from tests.makers import make_learner, make_mentor, make_mentorship, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
Qihang = Callable[..., Result]


def only(part: str) -> PairModel:
    """A model to which one part is everything."""
    names = PART_NAMES["project"]
    weights = tuple(4.0 if name == part else 0.0 for name in names)
    return PairModel(names, weights, (0.5,) * len(names), (0.5,) * len(names), 0.0)


@pytest.fixture
def qihang(config: Config, session: Session) -> Qihang:
    """``qihang("train", "--by-hand")`` on the test's own database and home folder. Commits what the test prepared."""
    environment = {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": config.secret_key}

    def run(*words: str) -> Result:
        session.commit()
        return CliRunner().invoke(main, words, env=environment)

    return run


def keep(config: Config, models: Models) -> str:
    return artefacts.write_artefact(config.models_folder, Artefact(models, "2026-11-01"))


def in_use(session: Session) -> str | None:
    choice = artefacts.choice_in_use(session)
    return choice.artefact if choice else None


def test_a_training_that_wins_nothing_is_kept_but_not_used(config: Config, session: Session, qihang: Qihang) -> None:
    make_mentorship(session, make_learner(session), make_mentor(session))
    make_project(session)
    told = qihang("train")
    assert told.exit_code == 0, told.output
    assert "mentor: too little to learn from (0 early, 1 late); the weights set by hand stay" in told.output
    assert len(list(config.models_folder.iterdir())) == 1
    assert "matching uses the weights set by hand from now on" in told.output
    assert in_use(session) is None


@on_sqlite
def test_two_ways_back_at_once_are_refused(qihang: Qihang) -> None:
    assert qihang("train", "--rollback", "--by-hand").exit_code == 2


def test_rollback_goes_back_to_the_training_before(config: Config, session: Session, qihang: Qihang) -> None:
    first, second = keep(config, Models()), keep(config, Models(project=only("region")))
    artefacts.choose(session, first)
    artefacts.choose(session, second)
    assert f"matching uses {first} from now on" in qihang("train", "--rollback").output
    assert in_use(session) == first


@on_sqlite
def test_without_a_training_there_is_nothing_to_go_back_from(qihang: Qihang) -> None:
    told = qihang("train", "--rollback")
    assert told.exit_code == 1
    assert told.output.strip() == "There is no training to go back from."


@on_sqlite
def test_by_hand_uses_no_training_and_can_be_taken_back(config: Config, session: Session, qihang: Qihang) -> None:
    name = keep(config, Models(project=only("region")))
    artefacts.choose(session, name)
    assert "matching uses the weights set by hand from now on" in qihang("train", "--by-hand").output
    assert in_use(session) is None
    assert name in qihang("train", "--rollback").output


def line_on_matching(told: Result) -> str:
    (line,) = [line for line in told.output.splitlines() if "matching:" in line]
    return line


@on_sqlite
def test_the_doctor_names_the_training_in_use(app: Flask, config: Config, session: Session, qihang: Qihang) -> None:
    assert line_on_matching(qihang("doctor")) == "ok    matching: no training chosen, the weights set by hand are used"
    name = keep(config, Models())
    artefacts.choose(session, name)
    assert line_on_matching(qihang("doctor")) == f"ok    matching: training {name[:12]}, learnt up to 2026-11-01"


@on_sqlite
@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda folder: (folder / "model.json").write_text("{}"), "the files are not those that the name stands for"),
        (lambda folder: folder.rename(folder.with_name("elsewhere")), "not found in models/"),
    ],
)
def test_the_doctor_says_that_a_broken_training_is_not_used(
    app: Flask, config: Config, session: Session, qihang: Qihang, damage: Callable[[Path], object], cause: str
) -> None:
    name = keep(config, Models())
    artefacts.choose(session, name)
    damage(config.models_folder / name)
    told = qihang("doctor")
    assert told.exit_code == 1
    assert (
        line_on_matching(told) == f"MEND  matching: training {name} is not used ({cause}), the weights set by hand are; run: qihang train"
    )


def suggested(page: object) -> list[str]:
    """The projects on "For me", best first."""
    return [link["href"] for link in page.select("article.card h3 a") if link["href"].startswith("/projects/")]  # type: ignore[attr-defined]


def test_the_web_ranks_by_the_training_that_was_chosen(config: Config, session: Session, visitor: Enter, qihang: Qihang) -> None:
    near = make_project(session, sector="JX27", skills={"SK707": 4}, regions=["330483"])
    able = make_project(session, sector="JX05", skills={"SK801": 3}, regions=["330400"])
    by_hand, by_region = [f"/projects/{one.id}" for one in (able, near)], [f"/projects/{one.id}" for one in (near, able)]
    reader = visitor(make_learner(session))
    assert suggested(reader.visit("/for-me")) == by_hand
    artefacts.choose(session, keep(config, Models(project=only("region"))))
    session.commit()
    assert suggested(reader.visit("/for-me")) == by_region
    qihang("train", "--by-hand")
    assert suggested(reader.visit("/for-me")) == by_hand
    qihang("train", "--rollback")
    assert suggested(reader.visit("/for-me")) == by_region
