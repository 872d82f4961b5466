"""``qihang round``: what an operator types about rounds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.accounts.queries import person_by_contact, tidy_contact
from marketplace.config import Config
from marketplace.db import make_engine, open_session
from marketplace.errors import Refusal
from marketplace.rounds import actions, queries
from marketplace.rounds.actions.solves import Recomputation
from marketplace.rounds.terms import Objective


@click.group("round")
def round_commands() -> None:
    """Rounds: everybody who waits and all free places at once."""


@round_commands.command("list")
def list_rounds() -> None:
    """All rounds with their state."""
    with _session(writes=False) as session:
        for one in queries.all_rounds(session):
            click.echo(f"{one.id:5}  {one.state:12}  {one.region or 'city':6}  {one.closes_on}  {one.name_zh}")


@round_commands.command()
@click.argument("round_id", type=int, metavar="ID")
def show(round_id: int) -> None:
    """One round and its solves."""
    with _session(writes=False) as session:
        one = queries.get_round(session, round_id)
        click.echo(f"{one.name_zh} / {one.name_en}\n{one.state}, {one.opens_on} to {one.closes_on}, {one.objective}")
        for solve in reversed(queries.solves_of(session, round_id)):
            used = "  <- in use" if solve.id == one.solve_id else ""
            click.echo(
                f"solve {solve.id}: {solve.objective}, {solve.n_pairs} pairs, gap {solve.gap:g}, {solve.blocking_pairs} blocking pairs, "
                f"{solve.solver} {solve.solver_version}, {solve.seconds} s, result {solve.result_sha256}{used}"
            )


@round_commands.command()
@click.argument("round_id", type=int, metavar="ID")
@click.option("--by", "contact", required=True, help="Mail address or mobile number of the staff in whose name it is solved.")
@click.option("--objective", type=click.Choice([one.value for one in Objective]))
@click.option("--seed", type=click.IntRange(min=0))
@click.option("--solver", type=click.Choice(["scipy", "ortools"]))
def solve(round_id: int, contact: str, objective: str | None, seed: int | None, solver: str | None) -> None:
    """Solve the frozen input, for the first time or once more."""
    with _session(writes=True) as session:
        by = _staff(session, contact)
        asked = Objective(objective) if objective else None
        done = actions.solve_again(session, round_id, by=by, objective=asked, seed=seed, solver=solver)
        click.echo(f"solve {done.id}: {done.n_pairs} pairs, gap {done.gap:g}, in {done.seconds} s, result {done.result_sha256}")
        session.commit()


@round_commands.command()
@click.argument("round_id", type=int, metavar="ID")
@click.option("--solve", "solve_id", type=int, help="Another solve than the one in use.")
def recompute(round_id: int, solve_id: int | None) -> None:
    """Solve the frozen input again and compare the bytes; exits with 1 at a difference."""
    with _session(writes=False) as session:
        one = queries.get_round(session, round_id)
        again = actions.recompute(session, one, solve_id or one.solve_id or 0)
        click.echo(_said(again))
    sys.exit(0 if again.is_same else 1)


def _said(again: Recomputation) -> str:
    if again.is_same:
        return f"The same bytes: {again.sha256}, in {again.seconds:.2f} s."
    if not again.input_is_whole:
        return "The frozen input is not what it was when the round was solved."
    if not again.result_is_whole:
        return "The stored result is not what was written when the round was solved."
    made = f"made by {again.solve.matching_version} with {again.solve.solver} {again.solve.solver_version}"
    here = f"worked out here by {again.matching_version} with {again.solve.solver} {again.solver_version}"
    return f"Other bytes: {again.solve.result_sha256}, {made}; {again.sha256}, {here}."


def _staff(session: Session, contact: str) -> Person:
    found = person_by_contact(session, tidy_contact(contact))
    if found is None:
        raise click.ClickException(f"Nobody here has the contact {contact}.")
    return found


@contextmanager
def _session(*, writes: bool) -> Iterator[Session]:
    engine = make_engine(Config.from_environment().database_url)
    try:
        with open_session(engine, writes=writes) as session:
            yield session
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    finally:
        engine.dispose()
