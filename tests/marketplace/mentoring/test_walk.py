"""A walk of chance through mentoring: whatever learners, mentors and time do, the promises hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.db import open_session, transaction
from marketplace.errors import Refusal
from marketplace.history import HistoryRow
from marketplace.mentoring import actions
from marketplace.mentoring.models import MentoringRequest, Mentorship
from marketplace.mentoring.terms import LIVE, DeclineReason, RequestState
from tests.crowd import one
from tests.makers import LETTER, make_mentor, make_person

# Steps from which a state may go on; all others are ends.
OPEN = (None, "pending", *LIVE)


class Walk:
    """Six learners, three mentors with four seats, and a clock that only goes forward."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, Random(seed)
        self.now = datetime(2016, 3, 1, 9, tzinfo=UTC)
        self.seen: dict[tuple[str, int], str] = {}
        self.avoided: set[tuple[int, int]] = set()
        self.done: Counter[str] = Counter()
        with transaction(engine) as session:
            self.learners = [make_person(session).id or 0 for _ in range(6)]
            self.seats = {make_mentor(session, seats=seats).person_id: seats for seats in (1, 2, 1)}

    def steps(self, count: int) -> Iterator[str]:
        """Take steps, each in a transaction of its own, as a browser would."""
        kinds = {self.ask: 6, self.accept: 4, self.end_request: 3, self.end_mentorship: 3, self.avoid: 1, self.time_passes: 2}
        for step in self.chance.choices([*kinds], [*kinds.values()], k=count):
            step()
            yield f"{step.__name__} at {self.now}"

    def do(self, act: Callable[[Session], Any]) -> bool:
        try:
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                act(session)
        except Refusal:
            return False
        return True

    def ask(self) -> None:
        pair = self.pair()
        sent = self.do(lambda session: actions.send_request(session, pair[1], LETTER, by=one(session, pair[0])))
        assert not (sent and pair in self.avoided)
        self.done["asked"] += sent

    def accept(self) -> None:
        if request := self.pick(MentoringRequest):
            paired = self.do(lambda session: actions.accept_request(session, request.id, by=one(session, request.mentor_id)))
            assert not (paired and (request.learner_id, request.mentor_id) in self.avoided)
            self.done["paired"] += paired

    def end_request(self) -> None:
        if not (request := self.pick(MentoringRequest)):
            return
        if self.chance.random() < 0.5:
            ended = self.do(lambda session: actions.withdraw_request(session, request.id, by=one(session, request.learner_id)))
        else:
            reason = self.chance.choice([*DeclineReason])
            ended = self.do(lambda session: actions.decline_request(session, request.id, by=one(session, request.mentor_id), reason=reason))
        self.done["answered"] += ended

    def end_mentorship(self) -> None:
        if not (pair := self.pick(Mentorship)):
            return
        side = self.chance.choice([pair.learner_id, pair.mentor_id])
        if self.chance.random() < 0.3:
            ended = self.do(lambda session: actions.end_early(session, pair.id, by=one(session, side), reason="chance"))
        else:
            ended = self.do(lambda session: actions.close_mentorship(session, pair.id, by=one(session, side), useful=4, word=""))
        self.done["closed"] += ended

    def avoid(self) -> None:
        pair = self.pair()
        again = pair in self.avoided
        act = actions.meet_mentor_again if again else actions.avoid_mentor
        self.do(lambda session: act(session, pair[1], by=one(session, pair[0])))
        self.avoided ^= {pair}

    def time_passes(self) -> None:
        self.now += timedelta(hours=self.chance.randint(1, 48))
        assert self.do(actions.run_mentoring_clock)

    def pair(self) -> tuple[int, int]:
        return self.chance.choice(self.learners), self.chance.choice([*self.seats])

    def pick(self, table: Any) -> Any:
        """One of the latest; some have ended, and must stay so."""
        subject = "request" if table is MentoringRequest else "mentorship"
        known = [number for kind, number in self.seen if kind == subject][-6:]
        with open_session(self.engine, writes=False) as session:
            return session.get(table, self.chance.choice(known)) if known else None

    def look(self) -> None:
        """Look at everything there is now."""
        with open_session(self.engine, writes=False) as session:
            requests = list(session.exec(select(MentoringRequest).where(col(MentoringRequest.learner_id).in_(self.learners))))
            pairs = list(session.exec(select(Mentorship).where(col(Mentorship.learner_id).in_(self.learners))))
            self.nothing_is_too_many(requests, [pair for pair in pairs if pair.state in LIVE])
            self.no_end_is_left(session, [*(("request", asked) for asked in requests), *(("mentorship", pair) for pair in pairs)])

    def nothing_is_too_many(self, requests: list[MentoringRequest], live: list[Mentorship]) -> None:
        waiting = [asked for asked in requests if asked.state == RequestState.pending]
        assert all(count <= 3 for count in Counter(asked.learner_id for asked in waiting).values())
        assert all(asked.sent_at > self.now - timedelta(days=7) for asked in waiting)
        assert all(count <= self.seats[mentor] for mentor, count in Counter(pair.mentor_id for pair in live).items())
        assert all(count == 1 for count in Counter(pair.learner_id for pair in live).values())

    def no_end_is_left(self, session: Session, things: list[tuple[str, Any]]) -> None:
        for subject, thing in things:
            was, self.seen[subject, thing.id] = self.seen.get((subject, thing.id)), thing.state
            assert was in (*OPEN, thing.state), f"{subject} went from {was} to {thing.state}"
            if was != thing.state:
                rows = select(HistoryRow).where(HistoryRow.subject == subject, HistoryRow.subject_id == thing.id)
                written = list(session.exec(rows.order_by(col(HistoryRow.id))))
                assert written[-1].becomes == thing.state
                assert [row.was for row in written] == [None, *(row.becomes for row in written[:-1])]


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def test_whatever_happens_the_promises_hold(engine: Engine) -> None:
    walk = Walk(engine, seed=20131008)
    for step in walk.steps(340):
        try:
            walk.look()
        except AssertionError as error:
            raise AssertionError(f"after {step}") from error
    assert min(walk.done.values()) >= 5, f"the walk went nowhere: {walk.done}"
