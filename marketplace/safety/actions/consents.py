"""What a minor's guardian said, and the word to the minor."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.guardians import record_consent
from marketplace.accounts.models import Guardian, Person
from marketplace.accounts.terms import ConsentWay
from marketplace.notifications.actions import notify


def answer_for_guardian(
    session: Session, person_id: int, *, by: Person, given: bool, said_by: str, way: ConsentWay, said_on: date, note: str = ""
) -> Guardian:
    """Record the guardian's yes or no, and tell the minor."""
    guardian = record_consent(session, person_id, by=by, given=given, said_by=said_by, way=way, said_on=said_on, note=note)
    told = "guardian_agreed" if given else "guardian_refused"
    notify(session, guardian.person, told, {}, "/mine/guardian", key=f"guardian:{person_id}:{clock.now().isoformat()}")
    return guardian
