"""``python -m seeds``: load the dictionaries, the library and the demo village, with progress."""

import gc
import sys
import time
from collections.abc import Callable

from sqlalchemy import Engine
from sqlmodel import select

from marketplace import clock, jobs, migrations
from marketplace.config import Config
from marketplace.db import make_engine, transaction
from marketplace.places.models import Term
from seeds import contests, history, library, people, population, programme, review, takeup, training

PASSWORD = people.PASSWORD

# Each step commits by itself and works on what the earlier ones left.
STEPS: tuple[tuple[str, Callable[[Engine], str]], ...] = (
    ("dictionaries", library.load_dictionaries),
    ("programme and targets", programme.load),
    ("library", library.load_entries),
    ("mentors and cast", people.load),
    ("review", review.load),
    ("courses and providers", training.load_catalogue),
    ("learners", population.load_learners),
    ("classes and results", training.load_classes),
    ("mentoring", history.load_mentoring),
    ("ventures", history.load_ventures),
    ("contests", contests.load),
    ("take-up", takeup.load),
)


def load(engine: Engine) -> None:
    """Load everything into an empty, upgraded database."""
    began = time.monotonic()
    # Rows are many and live long; looking through all of them for garbage again and again costs a fifth of the time.
    gc.set_threshold(200_000, 20, 1000)
    for number, (name, step) in enumerate(STEPS, start=1):
        print(f"-> {number}/{len(STEPS)} {name} ...", end=" ", flush=True)
        said = step(engine)
        print(f"{said} ({time.monotonic() - began:.0f} s)", flush=True)


def build_index(config: Config) -> None:
    """Build the search index at once, so that nothing waits for the worker."""
    from marketplace.app import create_app  # noqa: PLC0415 -- slow import

    print("-> search index ...", end=" ", flush=True)
    app = create_app(config)
    count = jobs.rebuild_index(app)
    jobs.drain_outbox(app, config)
    print(f"{count} documents", flush=True)


def main() -> None:
    """Load, unless ``--once`` finds it loaded."""
    config = Config.from_environment()
    engine = make_engine(config.database_url)
    migrations.upgrade(engine)
    with transaction(engine) as session:
        is_loaded = session.exec(select(Term.id).limit(1)).first() is not None
    if is_loaded and "--once" not in sys.argv:
        sys.exit("The database is not empty; nothing was changed. Seeds go into an empty one (set QIHANG_HOME or DATABASE_URL).")
    if not is_loaded:
        load(engine)
        build_index(config)
    people.print_cast(clock.today())


if __name__ == "__main__":
    main()
