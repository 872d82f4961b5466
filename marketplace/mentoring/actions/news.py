"""What mentoring tells people about requests; each thing is told once."""

from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.terms import SEEN_BY_MENTOR
from marketplace.notifications.actions import notify


def names_of(person: Person) -> dict[str, str]:
    """A name in both languages, as notifications say it."""
    return {"zh": person.name, "en": person.name_en or person.name}


def tell_mentor(session: Session, request: MentoringRequest, kind: str, *, turn: str = "") -> None:
    """Tell the mentor something about the learner's request; ``turn`` tells apart what can happen to one request more than once."""
    values = {"name": names_of(request.learner), "goal": request.goal}
    address = f"/requests/{request.id}" if request.state in SEEN_BY_MENTOR else "/mentoring"
    _tell(session, request.mentor.person, kind, values, request, turn, address)


def tell_learner(session: Session, request: MentoringRequest, kind: str, *, turn: str = "", **more: Any) -> None:
    """Tell the learner something about her request to the mentor."""
    values = {"name": names_of(request.mentor.person), "note": request.note or "", **more}
    _tell(session, request.learner, kind, values, request, turn, f"/requests/{request.id}")


def _tell(session: Session, person: Person, kind: str, values: dict[str, Any], request: MentoringRequest, turn: str, address: str) -> None:
    key = f"{kind}:{request.id}:{person.id}{turn and f':{turn}'}"
    notify(session, person, kind, values, address, key=key)
