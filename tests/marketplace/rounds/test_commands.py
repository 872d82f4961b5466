"""``qihang round``: what an operator types."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from marketplace.cli import main
from marketplace.config import Config
from marketplace.rounds import actions, queries
from marketplace.rounds.models import RoundInput
from marketplace.rounds.terms import RoundState
from tests.marketplace.rounds.makers import make_open, make_staff
from tests.marks import on_sqlite

Qihang = Callable[..., Result]


@pytest.fixture
def qihang(config: Config, session: Session) -> Qihang:
    environment = {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": config.secret_key}

    def run(*words: str) -> Result:
        session.commit()
        told = CliRunner().invoke(main, ["round", *words], env=environment)
        session.expire_all()
        return told

    return run


@on_sqlite
def test_rounds_are_listed_and_shown(session: Session, qihang: Qihang) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    assert "solved" in qihang("list").output
    told = qihang("show", str(made.id)).output
    assert f"solve {solve.id}: participation, 2 pairs, gap 0" in told
    assert "<- in use" in told


def test_an_operator_solves_in_the_name_of_staff_and_works_it_out_again(session: Session, qihang: Qihang) -> None:
    made = make_open(session, make_staff(session))
    actions.freeze_round(session, made.id, by=made.staff)
    told = qihang("solve", str(made.id), "--by", made.staff.email or "", "--objective", "welfare", "--solver", "scipy", "--seed", "3")
    assert told.exit_code == 0, told.output
    assert made.round.state == RoundState.solved
    assert queries.solves_of(session, made.id)[0].seed == 3
    again = qihang("recompute", str(made.id))
    assert (again.exit_code, again.output[:15]) == (0, "The same bytes:")


@on_sqlite
def test_a_changed_input_is_said_and_ends_with_one(session: Session, qihang: Qihang) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    row = session.get_one(RoundInput, made.id)
    row.document = row.document.replace('"max_choices":3', '"max_choices":4')
    session.add(row)
    again = qihang("recompute", str(made.id))
    assert again.exit_code == 1
    assert "The frozen input is not what it was" in again.output


@on_sqlite
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("recompute", "9"), "There is nothing at this address"),
        (("solve", "1", "--by", "nobody@example.org"), "Nobody here has the contact"),
        (("solve", "1", "--by", "staff@example.org"), "The round is not at this step"),
    ],
)
def test_what_cannot_be_is_a_sentence(session: Session, qihang: Qihang, words: tuple[str, ...], said: str) -> None:
    staff = make_staff(session)
    staff.email = "staff@example.org"
    make_open(session, staff)
    told = qihang(*words)
    assert told.exit_code == 1
    assert said in told.output
