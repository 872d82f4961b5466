"""What happens beside the requests: the outbox is drained, and the clock ends what nobody ended."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from sqlalchemy import Engine
from sqlmodel import Session

from marketplace import clock, file_folder, outbox
from marketplace.config import Config
from marketplace.db import open_session, transaction
from marketplace.imports.actions import TOPIC, remove_old_imports
from marketplace.imports.work import deliver_imports
from marketplace.indicators.actions import keep_suggestion_report
from marketplace.mentoring.actions import run_mentoring_steps
from marketplace.mentoring.actions.impressions import remove_old_impressions
from marketplace.mentoring.evaluation import TooLittle, evaluate_own
from marketplace.mentoring.queries import message_files
from marketplace.notifications.actions import gather_digests
from marketplace.notifications.delivery import deliver_letters
from marketplace.notifications.queries import people_with_digest
from marketplace.projects.actions.evidence import TOPIC as EVIDENCE
from marketplace.projects.actions.reminders import ask_for_ratings, remind_of_recheck
from marketplace.projects.actions.saved_searches import look_for_news
from marketplace.projects.queries.evidence import evidence_files
from marketplace.rounds.actions import run_rounds_clock
from marketplace.safety.actions import run_safety_clock
from marketplace.search.engine import Document, SearchEngine
from marketplace.training.actions import start_due_classes

log = structlog.get_logger()

SEARCH = "search"

Documents = Callable[..., Any]


def init_app(app: Flask, config: Config) -> None:
    """Set up the queue; after each commit the worker is woken, never waited for."""
    huey = make_huey(config)
    app.extensions["huey"] = huey

    @huey.task()
    def deliver() -> None:
        drain_outbox(app, config)

    @huey.periodic_task(crontab(minute="*"))
    def deliver_what_is_left() -> None:
        drain_outbox(app, config)

    @huey.periodic_task(crontab(minute="*/10"))
    def end_what_is_over() -> None:
        run_clock(app.extensions["engine"])

    @huey.periodic_task(crontab(hour="3", minute="20"))
    def sweep() -> None:
        sweep_files(app.extensions["engine"], config)

    @huey.periodic_task(crontab(minute="5-59/10"))
    def tell_of_new_entries() -> None:
        look_at_saved_searches(app)

    @huey.periodic_task(crontab(minute="1-59/10"))
    def gather() -> None:
        write_digests(app.extensions["engine"])

    @huey.periodic_task(crontab(minute="30", hour="19", day_of_week="6"))
    def measure() -> None:
        # Night from Saturday to Sunday in the city: it takes a minute of the worker's time.
        measure_suggestions(app.extensions["engine"])

    app.extensions["after_commit"] = [] if config.testing else [partial(_wake, deliver)]


def make_huey(config: Config) -> Huey:
    """Redis where there is one, a file in the home folder otherwise."""
    if config.redis_url:
        return RedisHuey("qihang", url=config.redis_url)
    return SqliteHuey("qihang", filename=str(config.home / "jobs.db"), fsync=False)


def _wake(task: Callable[[], Any]) -> None:
    try:
        task()
    except Exception:
        # The facts are saved; the worker looks by itself every minute.
        log.exception("worker.not_woken")


def drain_outbox(app: Flask, config: Config) -> int:
    """Deliver all that waits: the index first, then mail, then a piece of each import; and again, until nothing is left."""
    engine: Engine = app.extensions["engine"]
    deliveries: dict[str, outbox.Deliver] = {
        SEARCH: partial(deliver_search, engine, app.extensions["search"], app.extensions["documents"]),
        "mail": partial(deliver_letters, app, config),
        TOPIC: partial(deliver_imports, app),
        EVIDENCE: partial(drop_evidence, config),
    }
    return outbox.drain(engine, deliveries, one_by_one={"mail", TOPIC})


def deliver_search(engine: Engine, index: SearchEngine, sources: dict[str, Documents], rows: Sequence[outbox.OutboxRow]) -> None:
    """Bring the index to what the database says now of every thing named in ``rows``."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.payload["kind"], set()).add(row.payload["id"])
    with open_session(engine, writes=False) as session:
        found = [document for kind, ids in wanted.items() for document in sources[kind](session, ids)]
    there = {(document.kind, document.id) for document in found}
    index.apply(found, sorted({(kind, number) for kind, ids in wanted.items() for number in ids} - there))


def drop_evidence(config: Config, rows: Sequence[outbox.OutboxRow]) -> None:
    """Forget the files whose rows were taken away."""
    for row in rows:
        file_folder.drop(config.evidence_folder, row.payload["file"])


def sweep_files(engine: Engine, config: Config) -> int:
    """Forget files that never got a row."""
    with open_session(engine, writes=False) as session:
        evidence = file_folder.sweep(config.evidence_folder, evidence_files(session))
        return evidence + file_folder.sweep(config.messages_folder, message_files(session))


def rebuild_index(app: Flask) -> int:
    """Throw the index away and build it from the database; returns the number of documents. What waited for the old one is settled."""
    engine: Engine = app.extensions["engine"]
    with open_session(engine, writes=False) as session:
        # Read before the documents: whatever these rows announce, the documents know it.
        known = outbox.waiting_ids(session, SEARCH)
        count: int = app.extensions["search"].rebuild(all_documents(session, app.extensions["documents"]))
    outbox.settle(engine, known)
    return count


def all_documents(session: Session, sources: dict[str, Documents]) -> Iterator[Document]:
    """Every document there should be, read while the index asks for them, so that no change falls between."""
    return (document for source in sources.values() for document in source(session))


def run_clock(engine: Engine) -> None:
    """End what time has ended."""
    run_mentoring_steps(partial(_take, engine), partial(_search, engine))
    with transaction(engine) as session:
        run_rounds_clock(session)
        run_safety_clock(session)
        start_due_classes(session)
        remind_of_recheck(session)
        ask_for_ratings(session)
        remove_old_imports(session)
        remove_old_impressions(session, clock.now())


def _take(engine: Engine, step: Callable[[Session], bool]) -> bool:
    # One transaction a step: whoever clicks meanwhile waits for one step at most, and a step that fails holds up no other.
    try:
        with transaction(engine) as session:
            return step(session)
    except Exception:
        log.exception("clock.step_failed")
        return False


def _search(engine: Engine, find: Callable[[Session], list[Any]]) -> list[Any]:
    with open_session(engine, writes=False) as session:
        return find(session)


def look_at_saved_searches(app: Flask) -> int:
    """Tell people what is new under their saved searches; whoever was told today is left alone."""
    with transaction(app.extensions["engine"]) as session:
        return look_for_news(session, app.extensions["search"])


def write_digests(engine: Engine) -> int:
    """Write the mails that gather what waited, one person a transaction; returns how many."""
    with open_session(engine, writes=False) as session:
        people = people_with_digest(session)
    written = 0
    for number in people:
        with transaction(engine) as session:
            written += gather_digests(session, number)
    return written


def measure_suggestions(engine: Engine) -> bool:
    """Keep a new report on how well suggestions fit; nothing while there is too little to measure."""
    with open_session(engine, writes=False) as session:
        try:
            evaluation = evaluate_own(session)
        except TooLittle as error:
            log.info("suggestions.not_measured", why=str(error))
            return False
    with transaction(engine) as session:
        keep_suggestion_report(session, evaluation)
    return True


def run_worker(app: Flask, parent: int | None) -> None:
    """Work until stopped, or until the process ``parent`` is gone."""
    consumer = app.extensions["huey"].create_consumer(workers=1, initial_delay=0.1, max_delay=1.0, check_worker_health=False)
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    consumer.run()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
