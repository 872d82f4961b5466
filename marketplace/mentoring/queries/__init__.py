"""Reads of mentoring."""

from marketplace.mentoring.queries.flags import Watched, flag_of, watched_pairs
from marketplace.mentoring.queries.meetings import Appointments, agreed_meetings, appointments_of, get_meeting
from marketplace.mentoring.queries.mentors import (
    AnswerRecord,
    answer_records,
    get_mentor,
    mentors_in_order,
    public_pages,
    published_mentors,
    typical_wait,
)
from marketplace.mentoring.queries.mentorships import (
    LATE_WORDS,
    closings_of,
    get_goal,
    get_mentorship,
    get_pair_of_staff,
    get_session_log,
    live_mentorship,
    mentee_ids,
    mentorships_of_person,
    takes_late_words,
)
from marketplace.mentoring.queries.requests import get_request, inbox_of, pending_counts, pending_of, requests_of
from marketplace.mentoring.queries.seats import free_seats, held_counts, live_counts, seats_left
from marketplace.mentoring.queries.ties import are_kept_apart, avoided_mentors
from marketplace.mentoring.queries.writing import (
    latest_note,
    message_count,
    message_files,
    messages_of,
    note_versions,
    read_to,
    unread_counts,
)

__all__ = [
    "LATE_WORDS",
    "AnswerRecord",
    "Appointments",
    "Watched",
    "agreed_meetings",
    "answer_records",
    "appointments_of",
    "are_kept_apart",
    "avoided_mentors",
    "closings_of",
    "flag_of",
    "free_seats",
    "get_goal",
    "get_meeting",
    "get_mentor",
    "get_mentorship",
    "get_pair_of_staff",
    "get_request",
    "get_session_log",
    "held_counts",
    "inbox_of",
    "latest_note",
    "live_counts",
    "live_mentorship",
    "mentee_ids",
    "mentors_in_order",
    "mentorships_of_person",
    "message_count",
    "message_files",
    "messages_of",
    "note_versions",
    "pending_counts",
    "pending_of",
    "public_pages",
    "published_mentors",
    "read_to",
    "requests_of",
    "seats_left",
    "takes_late_words",
    "typical_wait",
    "unread_counts",
    "watched_pairs",
]
