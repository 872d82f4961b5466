"""A walk of chance through take-up: whatever askers, owners, the centre and time do, the promises hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.db import open_session, transaction
from marketplace.errors import Refusal
from marketplace.history import history_of
from marketplace.projects import actions
from marketplace.projects.models import Rating, TakeUp
from marketplace.projects.queries import other_side
from marketplace.projects.terms import ENDED, WAY_UP, StopReason
from marketplace.ventures.actions import close_venture, record_follow_up, register_opening
from marketplace.ventures.models import Venture
from marketplace.ventures.terms import FOLLOW_UP_MONTHS, Form
from tests.crowd import at_once, one
from tests.makers import make_person, make_project


class Walk:
    """Five askers, two owners with an entry each, one entry of the library itself, one of the staff; a clock that only goes forward."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, Random(seed)
        self.now = datetime(2016, 3, 1, 9, tzinfo=UTC)
        self.seen: dict[int, str] = {}
        self.done: Counter[str] = Counter()
        with clock.stopped_at(self.now), transaction(engine) as session:
            owners = [make_person(session), make_person(session)]
            self.askers = [make_person(session).id for _ in range(5)]
            staff = make_person(session, Role.city_staff)
            self.answerers = [*(owner.id for owner in owners), staff.id]
            self.entries = [make_project(session, author=author).id or 0 for author in (*owners, None)]

    def steps(self, count: int) -> Iterator[str]:
        """Take steps, each in a transaction of its own, as a browser would."""
        kinds = {self.ask: 4, self.answer: 8, self.adopt: 3, self.open: 2, self.follow_up: 4, self.close: 1}
        kinds |= {self.stop: 2, self.rate: 2, self.time_passes: 3}
        for step in self.chance.choices([*kinds], [*kinds.values()], k=count):
            step()
            yield f"{step.__name__} at {self.now}"

    def do(self, name: str, act: Callable[[Session], Any]) -> None:
        try:
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                act(session)
        except Refusal:
            return
        self.done[name] += 1

    def ask(self) -> None:
        entry, person = self.chance.choice(self.entries), self.anybody()
        self.do("asked", lambda session: actions.enquire(session, entry, "第一批货要备多少？", by=one(session, person)))

    def answer(self) -> None:
        act = self.chance.choice([actions.introduce, actions.introduce, actions.decline])
        person, number = self.chance.choice([*self.answerers, self.anybody()]), self.some()
        self.do("answered", lambda session: act(session, number, "好", by=one(session, person)))

    def adopt(self) -> None:
        entry, person = self.chance.choice(self.entries), self.anybody()
        self.do("adopted", lambda session: actions.adopt(session, entry, by=one(session, person)))

    def open(self) -> None:
        entry, person = self.chance.choice(self.entries), self.chance.choice(self.askers)
        content = {"name": f"店{self.chance.random()}", "form": Form.sole_trader, "region": "330483", "sector": None, "jobs": 0}
        content |= {"project_id": entry, "opened_on": self.now.date()}
        self.do("opened", lambda session: register_opening(session, content, by=one(session, person)))

    def follow_up(self) -> None:
        months = self.chance.choice(FOLLOW_UP_MONTHS)
        self.with_venture(
            "answered a follow-up",
            lambda session, venture: record_follow_up(session, venture.id, months, trading=True, jobs=0, by=venture.founder),
        )

    def close(self) -> None:
        on = self.now.date()
        self.with_venture("closed", lambda session, venture: close_venture(session, venture.id, on=on, reason="costs", by=venture.founder))

    def stop(self) -> None:
        reason, number, stranger = self.chance.choice([*StopReason]), self.some(), self.chance.choice([None, None, self.anybody()])

        def act(session: Session) -> None:
            take_up = session.get(TakeUp, number)
            actions.stop(session, number, reason, "", by=one(session, stranger or (take_up and take_up.person_id) or self.askers[0]))

        self.do("stopped", act)

    def rate(self) -> None:
        number = self.some()

        def act(session: Session) -> None:
            if take_up := session.get(TakeUp, number):
                actions.rate(session, number, 4, None, "", by=take_up.person)

        self.do("rated", act)

    def time_passes(self) -> None:
        self.now += timedelta(days=self.chance.choice([1, 5, 15, 40, 90]))
        self.done["time"] += 1

    def anybody(self) -> int | None:
        return self.chance.choice([*self.askers, *self.answerers])

    def some(self) -> int:
        return self.chance.choice([*self.seen] or [0])

    def with_venture(self, name: str, act: Callable[[Session, Venture], Any]) -> None:
        number = self.chance.random()

        def chosen(session: Session) -> None:
            ventures = session.exec(select(Venture).order_by(Venture.id)).all()  # type: ignore[arg-type]
            if ventures:
                act(session, ventures[int(number * len(ventures))])

        self.do(name, chosen)

    def look(self) -> None:
        """Look at everything there is now."""
        with open_session(self.engine, writes=False) as session, clock.stopped_at(self.now):
            people = [session.get_one(Person, number) for number in (*self.askers, *self.answerers)]
            take_ups = session.exec(select(TakeUp)).all()
            assert len({(take_up.project_id, take_up.person_id) for take_up in take_ups}) == len(take_ups)
            for take_up in take_ups:
                self.no_end_is_left(session, take_up)
                self.contact_only_after_a_yes(session, take_up, people)
            for rating in session.exec(select(Rating)):
                rated = rating.take_up
                assert rated.adopted_on
                assert rated.stopped_on or rating.at.date() >= rated.adopted_on + timedelta(days=89)

    def no_end_is_left(self, session: Session, take_up: TakeUp) -> None:
        was, self.seen[take_up.id or 0] = self.seen.get(take_up.id or 0), take_up.state
        if was == take_up.state:
            return
        assert was not in ENDED, f"from {was} to {take_up.state}"
        if was and take_up.state in WAY_UP:
            assert WAY_UP.index(was) < WAY_UP.index(take_up.state)  # type: ignore[arg-type]
        rows = history_of(session, "take_up", take_up.id or 0)
        assert rows[-1].becomes == take_up.state
        assert [row.was for row in rows] == [None, *(row.becomes for row in rows[:-1])]

    def contact_only_after_a_yes(self, session: Session, take_up: TakeUp, people: list[Person]) -> None:
        shown = {reader.id: other.id for reader in people if (other := other_side(session, take_up, reader))}
        said_yes = take_up.introduced_at is not None
        assert shown == ({take_up.person_id: take_up.answered_by_id, take_up.answered_by_id: take_up.person_id} if said_yes else {})
        assert said_yes <= (take_up.answered_by_id in self.answerers)


def test_whatever_happens_the_promises_hold(engine: Engine) -> None:
    walk = Walk(engine, seed=20131008)
    for number, step in enumerate(walk.steps(160)):
        try:
            # Every second step: looking costs more than walking.
            if number % 2:
                walk.look()
        except AssertionError as error:
            raise AssertionError(f"after {step}") from error
    assert min(walk.done[name] for name in ("asked", "answered", "adopted", "opened", "stopped", "closed", "rated")) >= 3, walk.done


def test_a_click_that_comes_four_times_at_once_is_one_take_up(database_url: str, engine: Engine) -> None:
    with transaction(engine) as session:
        person, project = make_person(session).id, make_project(session).id or 0
    acts = [lambda session: actions.adopt(session, project, by=one(session, person))] * 2
    acts += [lambda session: actions.enquire(session, project, "第一批货要备多少？", by=one(session, person))] * 2
    assert at_once(database_url, acts) == [None] * 4
    with open_session(engine, writes=False) as session:
        (take_up,) = session.exec(select(TakeUp))
        assert (take_up.adopted_on is not None, take_up.question != "") == (True, True)
