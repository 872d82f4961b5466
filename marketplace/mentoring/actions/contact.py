"""Looking up how to reach the other: the one place in mentoring that hands out contact data."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentorships import other_of
from marketplace.mentoring.policies import contact_is_open
from marketplace.mentoring.queries import get_mentorship


class NoContact(Refusal):
    """Messages are the way then."""

    def __init__(self) -> None:
        super().__init__(N_("Mail and number are shown only while you work together, and never those of somebody younger than 18."))


def open_contact(session: Session, mentorship_id: int, *, by: Person) -> Person:
    """The other's mail and mobile, with a row that says who looked."""
    mentorship = get_mentorship(session, mentorship_id, by=by)
    other = other_of(mentorship, by)
    if not contact_is_open(mentorship):
        raise NoContact()
    write_history(session, "contact", other.id or 0, was="kept", becomes="opened", by_id=by.id, reason=f"mentorship {mentorship_id}")
    return other
