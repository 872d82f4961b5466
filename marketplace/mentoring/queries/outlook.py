"""What a learner can expect before she asks: free seats, who waits, how long an answer and a seat take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from sqlmodel import Session, col, select

from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.queries.mentors import AnswerRecord, answer_records
from marketplace.mentoring.queries.requests import pending_counts, waitlist_length
from marketplace.mentoring.queries.seats import seats_left
from marketplace.mentoring.terms import LIVE, inbox_limit

# A mentor of whom little is known is taken to be like this many mentorships of the whole city; a city without any, like 120 days.
USUAL_PAIRS = 3
USUAL_DAYS = 120.0


@dataclass(frozen=True)
class Outlook:
    """``place`` is the place on the waiting list that the next one gets, ``seat_days`` about how long a seat takes from there.

    ``seat_days`` is None while a seat is free: it is read from all mentorships that ever ended, and nobody asks for it then.
    """

    free: int
    pending: int
    record: AnswerRecord
    place: int
    seat_days: int | None

    @property
    def is_open(self) -> bool:
        """Whether a request reaches the mentor now."""
        return self.free > 0 and self.pending < inbox_limit(self.free)


def outlook(session: Session, mentor: Mentor) -> Outlook:
    """The outlook with this mentor, now."""
    number = mentor.person_id
    place = 1 + waitlist_length(session, number)
    free = seats_left(session, [mentor])[number]
    return Outlook(
        free=free,
        pending=pending_counts(session, number).get(number, 0),
        record=answer_records(session, [number]).get(number, AnswerRecord()),
        place=place,
        seat_days=None if free else expected_seat_days(session, mentor, place),
    )


def expected_seat_days(session: Session, mentor: Mentor, place: int) -> int:
    """About how many days until the ``place``-th seat of a full mentor gets free; see `seat_days`."""
    ended = select(Mentorship.mentor_id, Mentorship.began_at, Mentorship.ended_at).where(col(Mentorship.state).not_in(LIVE))
    lengths = [(number, (done - began) / timedelta(days=1)) for number, began, done in session.exec(ended) if done]
    city = fmean(days for _, days in lengths) if lengths else USUAL_DAYS
    own = [days for number, days in lengths if number == mentor.person_id]
    return seat_days(own, city, mentor.seats, place)


def seat_days(own: Sequence[float], city: float, seats: int, place: int) -> int:
    """Days until the ``place``-th seat gets free, from the lengths in days of a mentor's ended mentorships and the city's mean.

    With ``s`` seats whose ends are spread evenly one ends every ``L / s`` days, so the k-th takes ``k L / s``. ``L`` is the mean of
    her own lengths, drawn towards the city's by three of its mentorships: (sum of n own + 3 city) / (n + 3). At least one day.
    """
    length = (sum(own) + USUAL_PAIRS * city) / (len(own) + USUAL_PAIRS)
    return max(1, round(place * length / max(1, seats)))
