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
from marketplace.mentoring.queries.requests import get_request, inbox_of, pending_counts, pending_of, requests_of
from marketplace.mentoring.queries.seats import live_counts, seats_left
from marketplace.mentoring.queries.ties import avoided_mentors

__all__ = [
    "AnswerRecord",
    "answer_records",
    "avoided_mentors",
    "get_mentor",
    "get_mentorship",
    "get_request",
    "inbox_of",
    "live_counts",
    "live_mentorship",
    "mentee_ids",
    "mentors_in_order",
    "mentorships_of_person",
    "pending_counts",
    "pending_of",
    "public_pages",
    "published_mentors",
    "requests_of",
    "seats_left",
    "typical_wait",
]
