"""The text that both edit: every version is kept, and nobody overwrites what she has not read."""

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.mentoring.actions.mentorships import held
from marketplace.mentoring.actions.messages import refuse_id_numbers
from marketplace.mentoring.models import SharedNote
from marketplace.mentoring.queries import latest_note


class SavedMeanwhile(Refusal):
    """The other saved while one was writing."""

    def __init__(self) -> None:
        super().__init__(
            N_("The other saved meanwhile. Her text stands above, yours is still in the field: bring them together and save once more.")
        )


def save_note(session: Session, mentorship_id: int, text: str, *, by: Person, read: int) -> SharedNote:
    """Save a new version; ``read`` is the number of the version one has read."""
    held(session, mentorship_id, by)
    refuse_id_numbers(text)
    latest = latest_note(session, mentorship_id)
    number = latest.number if latest else 0
    if latest and latest.text == text:
        return latest
    if number != read:
        raise SavedMeanwhile()
    note = SharedNote(mentorship_id=mentorship_id, number=number + 1, text=text, by_id=by.id or 0, at=clock.now())
    session.add(note)
    session.flush()
    return note
