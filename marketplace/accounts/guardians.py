"""Guardians of those who are 14 to 17: who they are, and what they said."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Guardian, Person
from marketplace.accounts.policies import is_minor, is_staff_of
from marketplace.accounts.queries import guardian_of
from marketplace.accounts.terms import ConsentState, ConsentWay
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history


class ConsentThere(Refusal):
    """Who said yes is not exchanged for somebody else."""

    def __init__(self) -> None:
        super().__init__(N_("Your guardian has agreed already. If somebody else answers for you now, please call the start-up centre."))


class GrownUp(Refusal):
    """Nobody is asked for an adult."""

    def __init__(self) -> None:
        super().__init__(N_("This person is 18 or older by now: no consent is needed any more."))


def name_guardian(session: Session, named: Mapping[str, str], *, by: Person) -> Guardian:
    """The minor says who answers for her (name, contact, region); after a no, somebody else may be asked."""
    if not is_minor(by, clock.today()):
        raise GrownUp()
    guardian = guardian_of(session, by.id or 0)
    if guardian is not None and guardian.state == ConsentState.given:
        raise ConsentThere()
    was = guardian.state if guardian else None
    guardian = guardian or Guardian(person_id=by.id or 0, name="", contact="", region="")
    guardian.sqlmodel_update({**named, "state": ConsentState.waiting, "asked_at": clock.now(), "recorded_at": None, "recorded_by_id": None})
    guardian.sqlmodel_update({"said_by": "", "way": None, "said_on": None, "note": ""})
    session.add(guardian)
    session.flush()
    write_history(session, "guardian", guardian.person_id, was=was, becomes=ConsentState.waiting, by_id=by.id)
    return guardian


def guardian_for_staff(session: Session, person_id: int, *, by: Person) -> Guardian:
    """The guardian of a minor of the staff's own county; others are not there for them."""
    guardian = guardian_of(session, person_id)
    if guardian is None or not is_staff_of(by, guardian.region):
        raise NotFound()
    return guardian


def record_consent(
    session: Session, person_id: int, *, by: Person, given: bool, said_by: str, way: ConsentWay, said_on: date, note: str = ""
) -> Guardian:
    """Write down what the guardian said, to whom and how. A yes can be taken back later, and a no can become a yes."""
    guardian = guardian_for_staff(session, person_id, by=by)
    if not is_minor(guardian.person, clock.today()):
        raise GrownUp()
    state = ConsentState.given if given else ConsentState.refused
    write_history(session, "guardian", person_id, was=guardian.state, becomes=state, by_id=by.id, reason=f"{way}: {said_by}")
    guardian.sqlmodel_update({"state": state, "said_by": said_by, "way": way, "said_on": said_on, "note": note})
    guardian.sqlmodel_update({"recorded_by_id": by.id, "recorded_at": clock.now()})
    session.add(guardian)
    session.flush()
    return guardian
