"""Reads of mentoring."""

from marketplace.mentoring.queries.mentors import (
    AnswerRecord,
    answer_records,
    get_mentor,
    mentors_in_order,
    public_pages,
    published_mentors,
    typical_wait,
)
from marketplace.mentoring.queries.mentorships import get_mentorship, live_mentorship, mentee_ids, mentorships_of_person
from marketplace.mentoring.queries.outlook import Outlook, expected_seat_days, outlook, seat_days
from marketplace.mentoring.queries.requests import (
    draft_for,
    get_request,
    inbox_of,
    last_letters,
    last_refusal,
    open_of,
    pending_counts,
    pending_of,
    requests_of,
    unanswered_since,
    waitlist_length,
    waitlist_places,
)
from marketplace.mentoring.queries.seats import free_seats, held_counts, live_counts, seats_left
from marketplace.mentoring.queries.ties import avoided_mentors
from marketplace.mentoring.queries.waiting import get_waiting, waiting_count, waiting_learners, waiting_of

__all__ = [
    "AnswerRecord",
    "Outlook",
    "answer_records",
    "avoided_mentors",
    "draft_for",
    "expected_seat_days",
    "free_seats",
    "get_mentor",
    "get_mentorship",
    "get_request",
    "get_waiting",
    "held_counts",
    "inbox_of",
    "last_letters",
    "last_refusal",
    "live_counts",
    "live_mentorship",
    "mentee_ids",
    "mentors_in_order",
    "mentorships_of_person",
    "open_of",
    "outlook",
    "pending_counts",
    "pending_of",
    "public_pages",
    "published_mentors",
    "requests_of",
    "seat_days",
    "seats_left",
    "typical_wait",
    "unanswered_since",
    "waiting_count",
    "waiting_learners",
    "waiting_of",
    "waitlist_length",
    "waitlist_places",
]
