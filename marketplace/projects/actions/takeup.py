"""Take-up: somebody asks about an entry, is introduced, begins, opens, and trades or stops."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import tied_people
from marketplace.accounts.terms import TieKind
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.notifications.actions import notify
from marketplace.projects.actions.changes import titled
from marketplace.projects.models import Project, Rating, TakeUp
from marketplace.projects.policies import is_author, may_answer, may_rate, may_see_take_up
from marketplace.projects.queries import get_project
from marketplace.projects.terms import ENDED, WAY_UP, Status, StopReason, TakeUpState

SUBJECT = "take_up"


class NotOnOffer(Refusal):
    """One begins with what is in the library today."""

    def __init__(self) -> None:
        super().__init__(N_("This project is not on offer at present. Look for a similar one in the library."))


class OwnEntry(Refusal):
    """One does not ask oneself."""

    def __init__(self) -> None:
        super().__init__(N_("This is your own project: the questions of others come to you under “Asked of me”."))


class KeptApart(Refusal):
    """Two people who must not meet here."""

    def __init__(self) -> None:
        super().__init__(N_("This project's owner cannot be asked here. Ask the start-up centre, or choose a similar project."))


class WayIsOver(Refusal):
    """An end stays an end."""

    def __init__(self) -> None:
        super().__init__(N_("Your way with this project has ended, and that stays on record. Choose another project to go on."))


class NothingWaits(Refusal):
    """A question is answered once."""

    def __init__(self) -> None:
        super().__init__(N_("There is no open question here: it was answered or taken back. Load the page again to see how it stands."))


class AnswerMissing(Refusal):
    """Who gets a "no" gets a word."""

    def __init__(self) -> None:
        super().__init__(N_("Write a sentence: whoever asked reads it."))


class TooEarlyToRate(Refusal):
    """Ratings come from people who know."""

    def __init__(self) -> None:
        super().__init__(N_("You can rate this 90 days after you began, or when you have stopped. Until then there is little to say."))


def enquire(session: Session, project_id: int, question: str, *, by: Person) -> TakeUp:
    """Ask the owner, or the centre where the library itself is the owner; twice is once."""
    project = get_project(session, project_id, by=by)
    take_up = _own(session, project_id, by.id or 0)
    if take_up and take_up.question:
        return take_up
    _refuse_to_ask(session, project, take_up, by)
    if take_up is None:
        take_up = _begin(session, project_id, by, TakeUpState.enquired, by_id=by.id, question=question)
    else:
        take_up.question, take_up.enquired_at = question, clock.now()
        _note(session, take_up, was=take_up.state, by_id=by.id, reason="asked")
    if take_up.project.author_id:
        _tell(session, session.get_one(Person, take_up.project.author_id), take_up, "takeup_enquired")
    return take_up


def introduce(session: Session, take_up_id: int, answer: str, *, by: Person) -> TakeUp:
    """Say yes: from now on the one who asked and the one who says yes can reach each other."""
    take_up = _answered(session, take_up_id, answer, by)
    take_up.introduced_at = clock.now()
    _go_up(session, take_up, TakeUpState.introduced, by_id=by.id)
    _tell(session, take_up.person, take_up, "takeup_introduced")
    return take_up


def decline(session: Session, take_up_id: int, answer: str, *, by: Person) -> TakeUp:
    """Say no, with a word. Who has begun by herself in the meantime goes on."""
    if not answer.strip():
        raise AnswerMissing()
    take_up = _answered(session, take_up_id, answer, by)
    if take_up.state == TakeUpState.enquired:
        _move(session, take_up, TakeUpState.declined, by_id=by.id)
    else:
        _note(session, take_up, was=take_up.state, by_id=by.id, reason="declined")
    _tell(session, take_up.person, take_up, "takeup_declined")
    return take_up


def adopt(session: Session, project_id: int, *, by: Person) -> TakeUp:
    """ "I am doing this": with or without having asked. Twice is once; an open question stays open."""
    project = get_project(session, project_id, by=by)
    take_up = _own(session, project_id, by.id or 0)
    if take_up and take_up.adopted_on and take_up.state not in ENDED:
        return take_up
    if take_up and take_up.state in ENDED:
        raise WayIsOver()
    if take_up is None:
        if project.status != Status.published:
            raise NotOnOffer()
        return _begin(session, project_id, by, TakeUpState.adopted, by_id=by.id, adopted_on=clock.today())
    take_up.adopted_on = clock.today()
    return _move(session, take_up, TakeUpState.adopted, by_id=by.id)


def note_registered(session: Session, person_id: int, project_id: int, venture_id: int, on: date) -> TakeUp:
    """A business was opened with this entry: the founder's way follows, or begins here. An end stays an end."""
    take_up = _own(session, project_id, person_id)
    if take_up is None:
        founder = session.get_one(Person, person_id)
        days = {"adopted_on": on, "registered_on": on, "venture_id": venture_id}
        return _begin(session, project_id, founder, TakeUpState.registered, by_id=person_id, **days)
    if take_up.state in ENDED or take_up.venture_id is not None:
        return take_up
    take_up.adopted_on = min(take_up.adopted_on or on, on)
    take_up.registered_on, take_up.venture_id = on, venture_id
    return _go_up(session, take_up, TakeUpState.registered, by_id=person_id)


def note_trading(session: Session, venture_id: int, months: int, *, by: Person) -> None:
    """The business still trades 6 or 12 months after its opening."""
    take_up = _of_venture(session, venture_id)
    reached = {6: TakeUpState.trading_6, 12: TakeUpState.trading_12}.get(months)
    if take_up and reached and take_up.state not in ENDED:
        _go_up(session, take_up, reached, by_id=by.id)


def note_closed(session: Session, venture_id: int, on: date, reason: StopReason, *, by: Person) -> None:
    """The business has closed; a reason that is told later takes the place of "other"."""
    take_up = _of_venture(session, venture_id)
    if take_up is None:
        return
    if take_up.state not in ENDED:
        _stop(session, take_up, on, reason, "", by_id=by.id)
    elif take_up.state == TakeUpState.stopped:
        take_up.stopped_on, take_up.stop_reason = on, reason
        _note(session, take_up, was=take_up.state, by_id=by.id, reason=reason)


def stop(session: Session, take_up_id: int, reason: StopReason, note: str, *, by: Person) -> TakeUp:
    """Give it up, whatever the step; twice is once."""
    take_up = _held(session, take_up_id, by)
    if take_up.person_id != by.id:
        raise NotAllowed()
    if take_up.state == TakeUpState.stopped:
        return take_up
    if take_up.state in ENDED:
        raise WayIsOver()
    return _stop(session, take_up, clock.today(), reason, note, by_id=by.id)


def rate(session: Session, take_up_id: int, stars: int, true_costs: int | None, word: str, *, by: Person) -> Rating:
    """Say how it is; what was said before is replaced."""
    take_up = _held(session, take_up_id, by)
    if not may_rate(by, take_up):
        raise TooEarlyToRate() if by.id == take_up.person_id and not is_author(by, take_up.project) else NotAllowed()
    rating = session.get(Rating, take_up_id) or Rating(take_up_id=take_up_id, stars=stars)
    rating.stars, rating.true_costs, rating.word, rating.at = stars, true_costs, word, clock.now()
    session.add(rating)
    session.flush()
    return rating


def _refuse_to_ask(session: Session, project: Project, take_up: TakeUp | None, by: Person) -> None:
    if is_author(by, project):
        raise OwnEntry()
    if take_up and take_up.state in ENDED:
        raise WayIsOver()
    if project.status != Status.published:
        raise NotOnOffer()
    if project.author_id in tied_people(session, by.id or 0, (TieKind.blocked,)):
        raise KeptApart()


def _answered(session: Session, take_up_id: int, answer: str, by: Person) -> TakeUp:
    take_up = _held(session, take_up_id, by)
    if not take_up.waits:
        raise NothingWaits()
    if not may_answer(by, take_up):
        raise NotAllowed()
    take_up.answer, take_up.answered_by_id = answer.strip(), by.id
    return take_up


def _own(session: Session, project_id: int, person_id: int) -> TakeUp | None:
    # A double click comes as two requests at once: the second one waits here and finds what the first one began.
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)).one()
    rows = select(TakeUp).where(TakeUp.project_id == project_id, TakeUp.person_id == person_id)
    return session.exec(rows.with_for_update(of=TakeUp).execution_options(populate_existing=True)).first()


def _held(session: Session, take_up_id: int, by: Person) -> TakeUp:
    rows = select(TakeUp).where(TakeUp.id == take_up_id).with_for_update(of=TakeUp).execution_options(populate_existing=True)
    take_up = session.exec(rows).first()
    if take_up is None or not may_see_take_up(by, take_up):
        raise NotFound()
    return take_up


def _of_venture(session: Session, venture_id: int) -> TakeUp | None:
    rows = select(TakeUp).where(TakeUp.venture_id == venture_id).with_for_update(of=TakeUp)
    return session.exec(rows.execution_options(populate_existing=True)).first()


def _begin(session: Session, project_id: int, person: Person, state: TakeUpState, *, by_id: int | None, **fields: Any) -> TakeUp:
    take_up = TakeUp(project_id=project_id, person_id=person.id or 0, state=state, synthetic=person.synthetic, **fields)
    session.add(take_up)
    session.flush()
    _note(session, take_up, was=None, by_id=by_id)
    return take_up


def _go_up(session: Session, take_up: TakeUp, becomes: TakeUpState, *, by_id: int | None) -> TakeUp:
    """Move up the way; who stands higher already stays there."""
    if WAY_UP.index(take_up.state) < WAY_UP.index(becomes):
        return _move(session, take_up, becomes, by_id=by_id)
    _note(session, take_up, was=take_up.state, by_id=by_id, reason=becomes)
    return take_up


def _stop(session: Session, take_up: TakeUp, on: date, reason: StopReason, note: str, *, by_id: int | None) -> TakeUp:
    take_up.stopped_on, take_up.stop_reason, take_up.stop_note = on, reason, note
    return _move(session, take_up, TakeUpState.stopped, by_id=by_id, reason=reason)


def _move(session: Session, take_up: TakeUp, becomes: TakeUpState, *, by_id: int | None, reason: str | None = None) -> TakeUp:
    was, take_up.state, take_up.state_since = take_up.state, becomes, clock.now()
    _note(session, take_up, was=was, by_id=by_id, reason=reason)
    return take_up


def _note(session: Session, take_up: TakeUp, *, was: TakeUpState | None, by_id: int | None, reason: str | None = None) -> None:
    session.add(take_up)
    session.flush()
    write_history(session, SUBJECT, take_up.id or 0, was=was, becomes=take_up.state, by_id=by_id, reason=reason)


def _tell(session: Session, person: Person, take_up: TakeUp, kind: str) -> None:
    notify(session, person, kind, titled(take_up.project), f"/take-ups/{take_up.id}", key=f"{kind}:{take_up.id}")
