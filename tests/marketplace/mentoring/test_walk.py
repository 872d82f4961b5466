"""A walk of chance through mentoring: whatever learners, mentors and time do, the promises hold."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.db import open_session, transaction
from marketplace.errors import Refusal
from marketplace.history import HistoryRow
from marketplace.mentoring import actions
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.terms import LIVE, DeclineReason, RequestState
from tests.crowd import one
from tests.makers import LETTER, make_mentor, make_person

ANY = integers(0, 11)


class Walk(RuleBasedStateMachine):
    """Four learners, three mentors with four seats, and a clock that only goes forward."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.now = datetime(2016, 3, 1, 9, tzinfo=UTC)
        self.seen: dict[tuple[str, int], str] = {}
        self.avoided: set[tuple[int, int]] = set()

    @initialize()
    def people_come(self) -> None:
        with transaction(self.engine) as session:
            self.learners = [make_person(session).id or 0 for _ in range(4)]
            self.seats = {make_mentor(session, seats=seats).person_id: seats for seats in (1, 2, 1)}
        self.mentors = list(self.seats)

    def do(self, act: Callable[[Session], Any]) -> bool:
        """Try it, as one request of a browser would."""
        try:
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                act(session)
        except Refusal:
            return False
        return True

    @rule(learner=ANY, mentor=ANY)
    def ask(self, learner: int, mentor: int) -> None:
        asking, asked = self.learners[learner % 4], self.mentors[mentor % 3]
        sent = self.do(lambda session: actions.send_request(session, asked, LETTER, by=one(session, asking)))
        assert not (sent and (asking, asked) in self.avoided)

    @precondition(lambda self: self.of("request"))
    @rule(number=ANY)
    def accept(self, number: int) -> None:
        request = self.pick(MentoringRequest, "request", number)
        paired = self.do(lambda session: actions.accept_request(session, request.id or 0, by=one(session, request.mentor_id)))
        assert not (paired and (request.learner_id, request.mentor_id) in self.avoided)

    @precondition(lambda self: self.of("request"))
    @rule(number=ANY, withdraws=booleans(), reason=sampled_from(DeclineReason))
    def end_request(self, number: int, withdraws: bool, reason: DeclineReason) -> None:
        request = self.pick(MentoringRequest, "request", number)
        if withdraws:
            self.do(lambda session: actions.withdraw_request(session, request.id or 0, by=one(session, request.learner_id)))
        else:
            self.do(lambda session: actions.decline_request(session, request.id or 0, by=one(session, request.mentor_id), reason=reason))

    @precondition(lambda self: self.of("mentorship"))
    @rule(number=ANY, learner=booleans(), early=booleans())
    def end_mentorship(self, number: int, learner: bool, early: bool) -> None:
        pair = self.pick(Mentorship, "mentorship", number)
        side = pair.learner_id if learner else pair.mentor_id
        if early:
            self.do(lambda session: actions.end_early(session, pair.id or 0, by=one(session, side), reason="chance"))
        else:
            self.do(lambda session: actions.close_mentorship(session, pair.id or 0, by=one(session, side), useful=4, word=""))

    @rule(learner=ANY, mentor=ANY, again=booleans())
    def avoid(self, learner: int, mentor: int, again: bool) -> None:
        pair = self.learners[learner % 4], self.mentors[mentor % 3]
        act = actions.meet_mentor_again if again else actions.avoid_mentor
        self.do(lambda session: act(session, pair[1], by=one(session, pair[0])))
        self.avoided = self.avoided - {pair} if again else self.avoided | {pair}

    @rule(hours=integers(1, 120))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        assert self.do(actions.run_mentoring_clock)

    def of(self, subject: str) -> list[int]:
        return [number for kind, number in self.seen if kind == subject]

    def pick(self, table: Any, subject: str, number: int) -> Any:
        known = self.of(subject)
        with open_session(self.engine, writes=False) as session:
            return session.get_one(table, known[-1 - number % len(known)])

    @invariant()
    def promises_hold(self) -> None:
        if not hasattr(self, "mentors"):
            return
        with open_session(self.engine, writes=False) as session:
            requests = list(session.exec(select(MentoringRequest).where(col(MentoringRequest.learner_id).in_(self.learners))))
            pairs = list(session.exec(select(Mentorship).where(col(Mentorship.learner_id).in_(self.learners))))
            seats = {
                mentor.person_id: mentor.seats for mentor in session.exec(select(Mentor).where(col(Mentor.person_id).in_(self.mentors)))
            }
            self.nothing_too_many(requests, [pair for pair in pairs if pair.state in LIVE], seats)
            self.nothing_revived(session, [("request", one) for one in requests] + [("mentorship", one) for one in pairs])

    def nothing_too_many(self, requests: list[MentoringRequest], live: list[Mentorship], seats: dict[int, int]) -> None:
        waiting = [request for request in requests if request.state == RequestState.pending]
        assert all(count <= 3 for count in Counter(request.learner_id for request in waiting).values())
        assert all(request.sent_at > self.now - timedelta(days=7) for request in waiting)
        assert all(count <= seats[mentor] for mentor, count in Counter(pair.mentor_id for pair in live).items())
        assert all(count == 1 for count in Counter(pair.learner_id for pair in live).values())

    def nothing_revived(self, session: Session, things: list[tuple[str, Any]]) -> None:
        for subject, thing in things:
            was, self.seen[subject, thing.id] = self.seen.get((subject, thing.id)), thing.state
            assert was in (None, "pending", "active", "closing", thing.state), f"{subject} went from {was} to {thing.state}"
            if was != thing.state:
                rows = select(HistoryRow).where(HistoryRow.subject == subject, HistoryRow.subject_id == thing.id)
                steps = list(session.exec(rows.order_by(col(HistoryRow.id))))
                assert steps[-1].becomes == thing.state
                assert [step.was for step in steps] == [None, *(step.becomes for step in steps[:-1])]


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def test_whatever_happens_the_promises_hold(engine: Engine) -> None:
    calm = settings(
        max_examples=10, stateful_step_count=30, deadline=None, derandomize=True, database=None, suppress_health_check=HealthCheck
    )
    run_state_machine_as_test(lambda: Walk(engine), settings=calm)
