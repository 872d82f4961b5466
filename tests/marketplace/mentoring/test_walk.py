"""A walk of chance through mentoring: whatever learners, mentors, staff and time do, the promises hold."""

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
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship, Waiting
from marketplace.mentoring.terms import ANSWER_DAYS, COUNTED, LIVE, OPEN, SENT, DeclineReason, MentorState, RequestState
from marketplace.notifications.models import Notification
from tests.crowd import one
from tests.makers import LETTER, make_mentor, make_person

# Steps from which a state may go on; all others are ends.
GOES_ON = (None, *OPEN, *LIVE)


class Walk:
    """Twelve learners, six mentors with few seats, one of the staff, and a clock that only goes forward."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, Random(seed)
        self.now = datetime(2016, 3, 1, 9, tzinfo=UTC)
        self.seen: dict[tuple[str, int], str] = {}
        self.avoided: set[tuple[int, int]] = set()
        self.done: Counter[str] = Counter()
        with transaction(engine) as session:
            self.staff = make_person(session).id or 0
            self.learners = [make_person(session).id or 0 for _ in range(12)]
            self.mentors = [make_mentor(session, seats=seats).person_id for seats in (1, 2, 1, 2, 1, 1)]

    def steps(self, count: int) -> Iterator[str]:
        """Take steps, each in a transaction of its own, as a browser would."""
        kinds = {
            self.ask: 8,
            self.accept: 5,
            self.decline: 2,
            self.withdraw: 2,
            self.take_offer: 6,
            self.propose: 2,
            self.confirm: 3,
            self.refuse: 2,
            self.end_mentorship: 4,
            self.avoid: 1,
            self.pause: 1,
            self.change_seats: 1,
            self.time_passes: 6,
        }
        for step in self.chance.choices([*kinds], [*kinds.values()], k=count):
            # No two steps at the same moment: so it can be told what came last.
            self.now += timedelta(seconds=1)
            step()
            yield f"{step.__name__} at {self.now}"

    def do(self, name: str, act: Callable[[Session], Any]) -> bool:
        try:
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                act(session)
        except Refusal:
            return False
        self.done[name] += 1
        return True

    def ask(self) -> None:
        learner = self.chance.choice(self.learners)
        first, *others = self.chance.sample(self.mentors, self.chance.choice((1, 1, 2, 3)))
        ranked, waits = dict.fromkeys(others, ()), self.chance.random() < 0.7
        sent = self.do(
            "ask", lambda session: actions.send_request(session, first, LETTER, by=one(session, learner), others=ranked, waits=waits)
        )
        assert not (sent and {(learner, number) for number in (first, *others)} & self.avoided)

    def accept(self) -> None:
        if request := self.pick_request(RequestState.pending):
            paired = self.do("pair", lambda session: actions.accept_request(session, request.id, by=one(session, request.mentor_id)))
            assert not (paired and (request.learner_id, request.mentor_id) in self.avoided)

    def decline(self) -> None:
        if request := self.pick_request(RequestState.pending):
            reason = self.chance.choice([*DeclineReason])
            act = lambda session: actions.decline_request(session, request.id, by=one(session, request.mentor_id), reason=reason)  # noqa: E731
            self.do("decline", act)

    def withdraw(self) -> None:
        if request := self.pick_request(*SENT, RequestState.accepted):
            self.do("withdraw", lambda session: actions.withdraw_request(session, request.id, by=one(session, request.learner_id)))

    def take_offer(self) -> None:
        if request := self.pick_request(RequestState.offered):
            self.do("take_offer", lambda session: actions.take_offer(session, request.id, by=one(session, request.learner_id)))

    def propose(self) -> None:
        pair = self.chance.choice(self.learners), self.chance.choice(self.mentors)
        proposed = self.do("propose", lambda session: actions.propose_pairs(session, [pair], by=one(session, self.staff)))
        assert not (proposed and pair in self.avoided)

    def confirm(self) -> None:
        if request := self.pick_request(RequestState.proposed):
            side = self.chance.choice([request.learner_id, request.mentor_id])
            self.do("confirm", lambda session: actions.confirm_proposal(session, request.id, by=one(session, side)))

    def refuse(self) -> None:
        if request := self.pick_request(RequestState.proposed):
            side = self.chance.choice([request.learner_id, request.mentor_id])
            self.do("refuse", lambda session: actions.refuse_proposal(session, request.id, by=one(session, side)))

    def end_mentorship(self) -> None:
        with open_session(self.engine, writes=False) as session:
            rows = select(Mentorship).where(col(Mentorship.learner_id).in_(self.learners), col(Mentorship.state).in_(LIVE))
            pairs = list(session.exec(rows.order_by(col(Mentorship.id))))
        if pairs:
            pair = self.chance.choice(pairs)
            side = self.chance.choice([pair.learner_id, pair.mentor_id])
            self.do("end", lambda session: actions.end_early(session, pair.id, by=one(session, side), reason="chance"))

    def avoid(self) -> None:
        pair = self.chance.choice(self.learners), self.chance.choice(self.mentors)
        act = actions.meet_mentor_again if pair in self.avoided else actions.avoid_mentor
        self.do("avoid", lambda session: act(session, pair[1], by=one(session, pair[0])))
        self.avoided ^= {pair}

    def pause(self) -> None:
        number = self.chance.choice(self.mentors)
        state = self.chance.choice([MentorState.paused, MentorState.published, MentorState.published])
        self.do("pause", lambda session: actions.set_mentor_state(session, state, by=one(session, number)))

    def change_seats(self) -> None:
        number, seats = self.chance.choice(self.mentors), self.chance.choice((0, 1, 2, 3))
        before = self.live()
        self.do("seats", lambda session: setattr(session.get_one(Mentor, number), "seats", seats))
        assert self.live() == before, "a change of seats ended a pair"

    def time_passes(self) -> None:
        self.now += timedelta(hours=self.chance.randint(1, 48))
        assert self.do("clock", actions.run_mentoring_clock)

    def pick_request(self, *states: RequestState) -> Any:
        """A request in one of these states; with a small chance any other, which must stay as it is."""
        rows = select(MentoringRequest).where(col(MentoringRequest.learner_id).in_(self.learners)).order_by(col(MentoringRequest.id).desc())
        with open_session(self.engine, writes=False) as session:
            latest = list(session.exec(rows.limit(40)))
        fitting = [request for request in latest if request.state in states]
        choose = fitting if fitting and self.chance.random() < 0.9 else latest
        return self.chance.choice(choose) if choose else None

    def live(self) -> set[int]:
        with open_session(self.engine, writes=False) as session:
            return set(
                session.exec(select(Mentorship.id).where(col(Mentorship.state).in_(LIVE), col(Mentorship.learner_id).in_(self.learners)))
            )

    def look(self) -> None:
        """Look at everything there is now."""
        with open_session(self.engine, writes=False) as session:
            requests = list(session.exec(select(MentoringRequest).where(col(MentoringRequest.learner_id).in_(self.learners))))
            pairs = list(session.exec(select(Mentorship).where(col(Mentorship.learner_id).in_(self.learners))))
            seats = dict(session.exec(select(Mentor.person_id, Mentor.seats).where(col(Mentor.person_id).in_(self.mentors))).all())
            waiting = set(session.exec(select(Waiting.person_id).where(col(Waiting.ended_at).is_(None))))
            live = [pair for pair in pairs if pair.state in LIVE]
            self.nothing_is_too_many(requests, live, seats)
            self.nobody_waits_in_silence(requests, {pair.learner_id for pair in live}, waiting)
            self.no_end_is_left(session, [*(("request", asked) for asked in requests), *(("mentorship", pair) for pair in pairs)])

    def nothing_is_too_many(self, requests: list[MentoringRequest], live: list[Mentorship], seats: dict[int, int]) -> None:
        counted = Counter(asked.learner_id for asked in requests if asked.state in COUNTED and asked.rank == 1)
        assert all(count <= 3 for count in counted.values())
        assert all(count == 1 for count in Counter(pair.learner_id for pair in live).values())
        taken = Counter(pair.mentor_id for pair in live)
        held = Counter(asked.mentor_id for asked in requests if asked.holds_seat)
        for mentor, most in self.most_seats.items():
            most = self.most_seats[mentor] = max(seats[mentor], min(most, taken[mentor] + held[mentor]))
            assert taken[mentor] + held[mentor] <= most

    @property
    def most_seats(self) -> dict[int, int]:
        """Seats a mentor may hold: those she has, or what she held when she lowered them."""
        if not hasattr(self, "_most"):
            self._most = dict.fromkeys(self.mentors, 99)
        return self._most

    def nobody_waits_in_silence(self, requests: list[MentoringRequest], paired: set[int], waiting: set[int]) -> None:
        chains: dict[int | None, list[MentoringRequest]] = {}
        for asked in requests:
            chains.setdefault(asked.chain_id, []).append(asked)
            assert asked.state not in SENT or asked.state == RequestState.queued or asked.expires_at
            assert asked.state != RequestState.pending or asked.sent_at > self.now - timedelta(days=ANSWER_DAYS, hours=48)
        for chain in (chain for number, chain in chains.items() if number):
            still_open = {asked.state for asked in chain if asked.ended_at is None}
            assert still_open != {RequestState.queued}, "a list of choices stands still"
        for learner in self.learners:
            mine = sorted((asked for asked in requests if asked.learner_id == learner), key=lambda asked: asked.ended_at or self.now)
            over = mine and all(asked.ended_at for asked in mine) and learner not in paired
            if over and mine[-1].state in (RequestState.declined, RequestState.expired):
                assert learner in waiting, "nothing goes on for a learner, and nobody knows"

    def no_end_is_left(self, session: Session, things: list[tuple[str, Any]]) -> None:
        for subject, thing in things:
            was, self.seen[subject, thing.id] = self.seen.get((subject, thing.id)), thing.state
            assert was in (*GOES_ON, thing.state), f"{subject} went from {was} to {thing.state}"
            if was != thing.state:
                rows = select(HistoryRow).where(HistoryRow.subject == subject, HistoryRow.subject_id == thing.id)
                written = list(session.exec(rows.order_by(col(HistoryRow.id))))
                assert written[-1].becomes == thing.state
                assert [row.was for row in written] == [None, *(row.becomes for row in written[:-1])]

    def leave_alone(self, days: int) -> None:
        """Nobody does anything any more; only the clock goes on."""
        for _ in range(days):
            self.now += timedelta(days=1)
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                actions.run_mentoring_clock(session)

    def still_open(self) -> list[RequestState]:
        with open_session(self.engine, writes=False) as session:
            rows = select(MentoringRequest.state).where(
                col(MentoringRequest.learner_id).in_(self.learners), col(MentoringRequest.ended_at).is_(None)
            )
            return list(session.exec(rows))

    def told_twice(self) -> list[str]:
        with open_session(self.engine, writes=False) as session:
            keys = session.exec(select(Notification.key).where(col(Notification.person_id).in_([*self.learners, *self.mentors])))
            return [key or "" for key, count in Counter(keys).items() if count > 1]


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def test_whatever_happens_the_promises_hold(engine: Engine) -> None:
    walk = Walk(engine, seed=20131008)
    for number, step in enumerate(walk.steps(1200)):
        try:
            walk.look()
        except AssertionError as error:
            raise AssertionError(f"after step {number}: {step}") from error
    assert min(walk.done.values()) >= 3, f"the walk went nowhere: {walk.done}"
    assert len(walk.done) == 13
    walk.leave_alone(90 + 5 * ANSWER_DAYS + 10)
    assert walk.still_open() == []
    assert walk.told_twice() == []
