"""The ``qihang`` command: what an operator types."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from marketplace import jobs, ledger, migrations, outbox
from marketplace.calendar_commands import add_own_years, calendar, calendar_finding
from marketplace.competitions.sheet_file import NoSheetFile, read_sheet_file
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, open_session, transaction
from marketplace.errors import Refusal
from marketplace.indicators.actions import keep_suggestion_report
from marketplace.mentoring.artefacts import choose, in_use, roll_back

# A commit and a rebuild of the index folder take too long beyond (see docs/operations.md).
MOST_ON_WHOOSH = 5000


@click.group()
def main() -> None:
    """Qihang: projects, mentors, courses, matching and outcomes for a start-up city."""


main.add_command(calendar)


@main.command()
def init() -> None:
    """Make or upgrade the database."""
    config = Config.from_environment()
    with _step("Database"), _engine(config) as engine:
        migrations.upgrade(engine)
        add_own_years(engine)


@main.command()
@click.option("--once", is_flag=True, help="Do nothing when the village is there already.")
def seed(once: bool) -> None:
    """Load the dictionaries, the library and the demo village (see the seeds package)."""
    # The seeds stand above this floor, so they are started as their own program.
    arguments = [sys.executable, "-m", "seeds", *(["--once"] if once else [])]
    sys.exit(subprocess.run(arguments, check=False, cwd=ROOT).returncode)


@main.command()
@click.option("--workers", default=2, show_default=True, help="Web server processes; each has 4 threads.")
@click.option("--no-worker", is_flag=True, help="Do not start the background worker beside the web server.")
def serve(workers: int, no_worker: bool) -> None:
    """Serve the app, with its worker, on PORT."""
    config = Config.from_environment()
    if not no_worker:
        # Its own process: it ends by itself when this one is gone (see ``worker --parent``).
        subprocess.Popen([sys.executable, "-m", "marketplace", "worker", "--parent", str(os.getpid())], cwd=ROOT)
    click.echo(f"Qihang is on {config.base_url}  (Ctrl-C ends it)")
    bind = os.environ.get("BIND", "127.0.0.1")
    arguments = ["gunicorn", "marketplace.app:serve()", "--bind", f"{bind}:{config.port}", "--workers", str(workers)]
    arguments += [
        "--threads",
        "4",
        "--worker-class",
        "gthread",
        "--log-level",
        "warning",
        "--graceful-timeout",
        "10",
        "--no-control-socket",
    ]
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", *arguments])


@main.command()
@click.option("--parent", type=int, default=None, help="End when this process is gone.")
def worker(parent: int | None) -> None:
    """Deliver what waits in the outbox and end what time has ended."""
    app = _app()
    jobs.drain_outbox(app, app.extensions["config"])
    jobs.run_worker(app, parent)


@main.group()
def search() -> None:
    """The search index."""


@search.command()
def rebuild() -> None:
    """Throw the index away and build it from the database."""
    app = _app()
    with _step("Search index"):
        count = jobs.rebuild_index(app)
    click.echo(f"  {count} documents")


@main.command()
@click.option("--rollback", "goes_back", is_flag=True, help="Use again what was used before the training in use.")
@click.option("--by-hand", is_flag=True, help="Use no training: the weights set by hand.")
def train(*, goes_back: bool, by_hand: bool) -> None:
    """Learn from what happened, keep the training, and use what it learnt where that wins on later pairs."""
    config = Config.from_environment()
    if goes_back and by_hand:
        raise click.UsageError("--rollback or --by-hand, not both.")
    with _engine(config) as engine:
        name = None if goes_back or by_hand else _learn(engine, config.models_folder)
        try:
            with transaction(engine) as session:
                used = roll_back(session) if goes_back else choose(session, name)
                click.echo(f"  matching uses {used.artefact or 'the weights set by hand'} from now on")
        except Refusal as refusal:
            sys.exit(str(refusal))


def _learn(engine: Engine, folder: Path) -> str | None:
    """Train; the name of the training, or none where nothing that was learnt won."""
    from marketplace.mentoring import teaching  # noqa: PLC0415 -- slow import (scikit-learn)

    # Learning only reads, and nobody has to wait for it.
    with _step("Training"), open_session(engine, writes=False) as session:
        name, training = teaching.train_on(session, folder)
    click.echo("\n".join([f"  {line}" for line in teaching.lines(training)]))
    return name if any(trial.is_used for trial in training.trials.values()) else None


@main.command()
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Measure on people.csv, items.csv and pairs.csv in this folder (docs/matching.md) instead of the database.",
)
@click.option("--keep", is_flag=True, help="Store the report for the page of the staff.")
def evaluate(folder: Path | None, keep: bool) -> None:
    """Print how well the recommender foretells what came later, against random, popularity and cosine."""
    from marketplace.mentoring.evaluation import BadFolder, TooLittle, evaluate_folder, evaluate_own, said  # noqa: PLC0415 -- slow import

    if folder and keep:
        raise click.UsageError("--keep is for the database's own data; leave it out with --folder.")
    try:
        if folder:
            click.echo(said(evaluate_folder(folder)))
            return
        with _session() as session:
            evaluation = evaluate_own(session)
    except BadFolder as error:
        raise click.ClickException(f"The folder cannot be understood.\n{error}") from error
    except TooLittle as error:
        raise click.ClickException(f"There is too little to measure. {error}") from error
    click.echo(said(evaluation))
    if keep:
        with _engine(Config.from_environment()) as engine, transaction(engine) as session:
            keep_suggestion_report(session, evaluation)
        click.echo("Stored: /outcomes/suggestions")


@main.command()
@click.argument("sheets", type=click.File(encoding="utf-8-sig"))
def rank(sheets: TextIO) -> None:
    """Work out a contest's result from its frozen sheets (the file on the page of the contest)."""
    from marketplace.competitions.panel import EntriesApart, UnknownMethod, rank_file  # noqa: PLC0415 -- needs no app and no database

    try:
        file = read_sheet_file(sheets.read())
        ranking = rank_file(file)
    except (NoSheetFile, UnicodeDecodeError):
        sys.exit("This is no file of a contest's frozen sheets, or not all of one. Take it from the page of the contest again.")
    except UnknownMethod as unknown:
        sys.exit(f"This file goes by the rule {unknown}, which this version does not know. Take a newer version.")
    except EntriesApart as apart:
        sys.exit(f"No judge links these groups of entries, so the sheets cannot be ranked by {file.method}: {apart.values['groups']}.")
    except ValueError as error:
        sys.exit(f"The sheets cannot be ranked: {error}.")
    click.echo(f"by {ranking.basis}, {file.method}\nrank  entry  points   mean  judges")
    for row in ranking.rows:
        click.echo(f"{row.rank:4}  {row.entry_id:5}  {row.value:6.2f}  {row.mean:5.2f}  {row.n_judges:6}")


@main.group("ledger")
def ledger_group() -> None:
    """The ledger of decisions."""


@ledger_group.command()
@click.argument("chain", required=False)
def verify(chain: str | None) -> None:
    """Check that no row of the ledger was changed, taken out or put in between; exits with 1 at the first break."""
    with _session() as session:
        known = ledger.chains(session)
        if chain and chain not in known:
            raise click.ClickException(f"There is no chain {chain}.")
        breaks = [(name, ledger.first_break(session, name)) for name in ([chain] if chain else known)]
    for name, row in breaks:
        click.echo(f"BROKEN  {name}: row {row.number} is not what was written" if row else f"ok      {name}")
    if any(row for _, row in breaks):
        raise click.ClickException("The ledger was changed behind the app. Compare it with the last backup.")


@main.command()
def doctor() -> None:
    """Check database, index, outbox and clock; exits with 1 when something wants mending."""
    app = _app()
    findings = list(_findings(app))
    for well, saying in findings:
        click.echo(f"{'ok  ' if well else 'MEND'}  {saying}")
    sys.exit(0 if all(well for well, _ in findings) else 1)


def _findings(app: Flask) -> Iterator[tuple[bool, str]]:
    engine, index = app.extensions["engine"], app.extensions["search"]
    missing = migrations.missing(engine)
    yield not missing, f"database {engine.dialect.name}: " + ("up to date" if not missing else "old; run: qihang init")
    if missing:
        return
    with open_session(engine, writes=False) as session:
        waiting = outbox.waiting(session)
        wanted = {one.key: one.revision for one in jobs.all_documents(session, app.extensions["documents"])}
    yield waiting == 0, f"outbox: {waiting} waiting" + ("" if waiting == 0 else "; is the worker running? qihang worker")
    yield calendar_finding(engine)
    if not index.is_usable():
        yield False, "index: unusable; run: qihang search rebuild"
        return
    have = index.revisions()
    differing = {key for key in wanted.keys() | have.keys() if wanted.get(key) != have.get(key)}
    yield (
        not differing,
        f"index: {len(have)} documents, {len(differing)} differ from the database"
        + ("" if not differing else "; run: qihang search rebuild"),
    )
    yield _fits(app.extensions["config"].search_engine, len(wanted))
    yield _training(engine)


def _training(engine: Engine) -> tuple[bool, str]:
    """Whether the chosen training can be used."""
    with open_session(engine, writes=False) as session:
        used = in_use(session)
    if used.trouble:
        return False, f"matching: training {used.name} is not used ({used.trouble}), the weights set by hand are; run: qihang train"
    if used.artefact is None:
        return True, "matching: no training chosen, the weights set by hand are used"
    return True, f"matching: training {(used.name or '')[:12]}, learnt up to {used.artefact.cut_off}"


def _fits(engine: str, documents: int) -> tuple[bool, str]:
    """Whether the search engine in use is the right one for so many documents."""
    if engine == "whoosh" and documents > MOST_ON_WHOOSH:
        return False, f"search engine: whoosh, over {MOST_ON_WHOOSH} documents; set SEARCH_ENGINE=sql and run: qihang search rebuild"
    until = f", good to {MOST_ON_WHOOSH} documents" if engine == "whoosh" else ", in the database"
    return True, f"search engine: {engine}{until}"


def _app() -> Flask:
    from marketplace.app import create_app  # noqa: PLC0415 -- slow import; "init" needs none of it

    return create_app()


@contextmanager
def _engine(config: Config) -> Iterator[Engine]:
    """The database of these settings; its connections are closed at the end."""
    engine = make_engine(config.database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _session() -> Iterator[Session]:
    with _engine(Config.from_environment()) as engine, open_session(engine, writes=False) as session:
        yield session


@contextmanager
def _step(name: str) -> Iterator[None]:
    click.echo(f"-> {name} ...")
    began = time.monotonic()
    yield
    click.echo(f"   {name}: done in {time.monotonic() - began:.1f} s")
