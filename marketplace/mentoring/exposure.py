"""How evenly mentors come before people's eyes: shown, asked, and a yes, in the last thirty days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from marketplace import clock
from marketplace.mentoring.models import Impression, Mentor, MentoringRequest
from marketplace.mentoring.queries.seats import seats_left
from marketplace.mentoring.terms import MentorState, RequestState
from matching import gini_index

SEEN_DAYS = 30
TOP_SHARE = 0.1
# From here on the page says what to do.
MANY_NEVER, MUCH_ON_TOP = 0.3, 0.5
# What was never sent to the mentor.
NOT_ASKED = (RequestState.draft, RequestState.awaiting_guardian, RequestState.queued, RequestState.waitlisted, RequestState.proposed)


@dataclass(frozen=True)
class Seen:
    """A mentor who takes requests, and how often she was shown, asked, and said yes."""

    mentor: Mentor
    free: int
    shown: int
    asked: int
    yes: int


@dataclass(frozen=True)
class Share:
    """Some mentors together: a kind, a county, or all; ``gini`` is 0 where all are shown alike, near 1 where a few always are."""

    key: str
    seen: Sequence[Seen]

    @property
    def n(self) -> int:
        """How many mentors they are."""
        return len(self.seen)

    @property
    def shown(self) -> int:
        """How often one of them was shown."""
        return sum(one.shown for one in self.seen)

    @property
    def asked(self) -> int:
        """How often one of them was asked."""
        return sum(one.asked for one in self.seen)

    @property
    def yes(self) -> int:
        """How often one of them said yes."""
        return sum(one.yes for one in self.seen)

    @property
    def never(self) -> int:
        """How many were shown to nobody."""
        return sum(not one.shown for one in self.seen)

    @property
    def gini(self) -> float:
        """The Gini index of how often they were shown."""
        return gini_index([one.shown for one in self.seen])

    @property
    def top(self) -> float:
        """The share of all showings that goes to the tenth that is shown most, at least one mentor."""
        most = sorted((one.shown for one in self.seen), reverse=True)
        return sum(most[: ceil(TOP_SHARE * len(most))]) / self.shown if self.shown else 0.0


@dataclass(frozen=True)
class Exposure:
    """What the page says: everybody together, by kind and by county."""

    total: Share
    kinds: Sequence[Share]
    counties: Sequence[Share]

    @property
    def never(self) -> list[Seen]:
        """Who was shown to nobody, those with most free places first."""
        return sorted((one for one in self.total.seen if not one.shown), key=lambda one: (-one.free, one.mentor.person_id))

    @property
    def advice(self) -> str:
        """What staff do best about it."""
        if not self.total.shown:
            return "nothing"
        if self.total.never > MANY_NEVER * self.total.n:
            return "never"
        return "top" if self.total.top > MUCH_ON_TOP else "even"


def exposure(session: Session, regions: Collection[str] | None) -> Exposure:
    """The exposure of the mentors of these counties (None: of the whole city) who take requests."""
    rows = select(Mentor).where(Mentor.state == MentorState.published).options(lazyload(Mentor.skills)).order_by(col(Mentor.person_id))  # type: ignore[arg-type]
    mentors = list(session.exec(rows if regions is None else rows.where(col(Mentor.region).in_(regions))))
    since, free = clock.now() - timedelta(days=SEEN_DAYS), seats_left(session, mentors)
    shown = _counted(
        session,
        select(Impression.item_id, func.count())
        .where(Impression.kind == "mentor", Impression.seen_at > since)
        .group_by(col(Impression.item_id)),
    )
    asked = (
        select(MentoringRequest.mentor_id, func.count()).where(MentoringRequest.sent_at > since).group_by(col(MentoringRequest.mentor_id))
    )
    sent = _counted(session, asked.where(col(MentoringRequest.state).not_in(NOT_ASKED)))
    won = _counted(session, asked.where(MentoringRequest.state == RequestState.accepted))
    seen = [
        Seen(one, free[one.person_id], shown.get(one.person_id, 0), sent.get(one.person_id, 0), won.get(one.person_id, 0))
        for one in mentors
    ]
    return Exposure(
        Share("", seen),
        _shares([(one.mentor.kind, one) for one in seen]),
        _shares([(one.mentor.region, one) for one in seen]),
    )


def _counted(session: Session, rows: Select[int, int]) -> dict[int, int]:
    return dict(session.exec(rows).all())


def _shares(keyed: Iterable[tuple[str, Seen]]) -> list[Share]:
    groups: dict[str, list[Seen]] = {}
    for key, one in keyed:
        groups.setdefault(key, []).append(one)
    return [Share(key, groups[key]) for key in sorted(groups)]
