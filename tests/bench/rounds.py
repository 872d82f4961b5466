"""How long a whole round takes: 1 000 learners, 200 mentors, five ranked choices each, among the 450 entries of the library.

Run it from the root: ``python -m tests.bench.rounds [--learners 1000] [--mentors 200] [--database URL]``. On a database of its own
(SQLite unless told otherwise) it brings a round from the draft to the proposals through the doors of the app, and prints what
each step and each page took.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session, select

from marketplace import migrations
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db import transaction
from marketplace.mentoring.matchmaking import recommender, refit_in_background
from marketplace.rounds.models import RoundSolve
from seeds.library import load_dictionaries, load_entries
from tests.makers import in_days, make_person
from tests.marketplace.rounds.crowd import make_city, make_wishes
from tests.visitor import Visitor


class Watch:
    """Prints one line for each thing done."""

    def __init__(self) -> None:
        self.began = time.perf_counter()

    def lap(self, what: str) -> None:
        """What was done since the last lap."""
        now = time.perf_counter()
        print(f"{what:46} {now - self.began:7.2f} s", flush=True)
        self.began = time.perf_counter()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--mentors", type=int, default=200)
    parser.add_argument("--database", help="an empty database; a new file of SQLite when left out")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.database or f"sqlite:///{folder}/bench.db", asked.learners, asked.mentors)


def measure(home: Path, url: str, n_learners: int, n_mentors: int) -> None:
    """One round, step by step."""
    app = create_app(Config(home=home, database_url=url, secret_key="for the bench only", testing=True))
    engine, watch = app.extensions["engine"], Watch()
    migrations.upgrade(engine)
    load_dictionaries(engine)
    load_entries(engine)
    app.extensions["search"].rebuild([])
    with transaction(engine) as session:
        learners, mentors = make_city(session, n_learners, n_mentors)
        staff, second = (make_person(session, Role.city_staff, name=name).id for name in ("陆科员", "沈科长"))
    watch.lap(f"(a city of {n_learners} learners, {n_mentors} mentors)")
    with Session(engine) as session:
        recommender(session)
        # As a web server does it: who asks while something changes gets the old fit.
        refit_in_background(engine)
        desk, reviewer, learner, mentor = (
            Visitor(app, session.get_one(Person, number)) for number in (staff, second, learners[0], mentors[0])
        )
    watch.lap("(the recommender is fitted)")
    desk.visit("/rounds/new")
    desk.submit("main form", name_zh="批次", region="330400", closes_on=str(in_days(5)), max_choices="5")
    place = desk.response.headers["Location"].removesuffix("/desk")
    round_id = int(place.rpartition("/")[2])
    desk.visit(f"{place}/desk")
    watch.lap("new round")
    desk.submit("#next form")
    watch.lap("opening: all mentors are told")
    desk.visit(f"{place}/desk")
    watch.lap("page: desk")
    desk.submit("#next form")
    watch.lap("all who wait are added and told")
    with transaction(engine) as session:
        make_wishes(session, round_id, learners, mentors)
    for visitor, page in ((learner, "choices"), (mentor, "preferences")):
        visitor.visit(f"{place}/{page}")
        watch.lap(f"page: {page}")
    desk.post(f"{place}/freezing")
    watch.lap("freezing")
    for solver in ("ortools", "scipy"):
        for objective in ("welfare", "participation", "stable"):
            desk.post(f"{place}/solves", objective=objective, seed="1", solver=solver)
            watch.lap(f"solving, {objective}, {solver} (and the trade-off)")
    with Session(engine) as session:
        solves = session.exec(select(RoundSolve).order_by(RoundSolve.id)).all()  # type: ignore[arg-type]
        for solve in solves:
            found = f"{solve.n_pairs} pairs, gap {solve.gap:g}"
            print(f"  the solve itself: {solve.objective:14} {solve.solver:8} {solve.seconds:6.3f} s  {found}")
        used, alone = solves[-1].id, next(iter(solves[-1].certificate["unmatched"]), str(learners[0]))
    desk.post(f"{place}/review")
    reviewer.post(f"{place}/approval")
    watch.began = time.perf_counter()
    for page in (
        "desk",
        "pairs",
        "pairs?page=30",
        "unmatched",
        "ledger",
        f"why?learner={alone}&mentor={mentors[0]}",
        "input.json",
        f"solves/{used}/result.json",
        f"solves/{used}/recomputation",
    ):
        desk.visit(f"{place}/{page}")
        watch.lap(f"page: {page}")
    desk.post(f"{place}/publication")
    watch.lap("publication: all are told")
    for visitor, page in ((desk, "/desk"), (desk, "/pairs"), (learner, "")):
        visitor.visit(place + page)
        watch.lap(f"page: {page or 'the learner'} afterwards")


if __name__ == "__main__":
    main()
