"""Entries: a project takes part, and its author agrees to publication or not."""

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.actions.contests import locked_contest
from marketplace.competitions.models import Contest, Entry
from marketplace.competitions.policies import may_enter, may_see, takes_entries
from marketplace.competitions.queries import get_own_entry
from marketplace.competitions.terms import ContestState
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.projects.actions.changes import held_project
from marketplace.projects.queries import get_project


class NotOpen(Refusal):
    """Entries are not taken, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            N_("This contest takes no entries now. Your project is still there; the list of contests shows which ones are open.")
        )


class NotYourDraft(Refusal):
    """Only one's own drafts take part."""

    def __init__(self) -> None:
        super().__init__(N_("Only a draft of your own can be entered: what is in the library has been read by everybody already."))


class EnteredAlready(Refusal):
    """A project takes part once."""

    def __init__(self) -> None:
        super().__init__(N_("This project is in the contest already. You find it under “My entries”."))


class ResultIsOut(Refusal):
    """Consent is decided before publication."""

    def __init__(self) -> None:
        super().__init__(
            N_("The winners of this contest are published, so this can no longer be changed here. Please speak to the organiser.")
        )


def enter_contest(session: Session, contest_id: int, project_id: int, *, by: Person, consents: bool) -> Entry:
    """Enter a draft. Without consent it takes part all the same; only a win would not be published."""
    contest = locked_contest(session, contest_id)
    _check_may_enter(session, contest, project_id, by)
    moment = clock.now()
    entry = Entry(contest_id=contest_id, project_id=project_id, author_id=by.id or 0, entered_at=moment)
    entry.consented_at = moment if consents else None
    session.add(entry)
    session.flush()
    write_history(session, "entry", entry.id or 0, was=None, becomes="entered", by_id=by.id)
    if consents:
        write_history(session, "entry", entry.id or 0, was="entered", becomes="consented", by_id=by.id)
    return entry


def _check_may_enter(session: Session, contest: Contest, project_id: int, by: Person) -> None:
    if not may_see(by, contest):
        raise NotFound()
    if not takes_entries(contest, clock.today()):
        raise NotOpen()
    get_project(session, project_id, by=by)
    if not may_enter(by, held_project(session, project_id)):
        raise NotYourDraft()
    known = select(Entry.id).where(Entry.contest_id == contest.id, Entry.project_id == project_id)
    if session.exec(known).first() is not None:
        raise EnteredAlready()


def give_consent(session: Session, entry_id: int, *, by: Person) -> Entry:
    """The author agrees that a win is published in the library; twice is once."""
    entry = _entry_before_publication(session, entry_id, by=by)
    if entry.consented_at is None:
        entry.consented_at = clock.now()
        _note(session, entry, was="entered", becomes="consented", by=by)
    return entry


def withdraw_consent(session: Session, entry_id: int, *, by: Person) -> Entry:
    """The author takes the consent back; the entry goes on taking part."""
    entry = _entry_before_publication(session, entry_id, by=by)
    if entry.consented_at is not None:
        entry.consented_at = None
        _note(session, entry, was="consented", becomes="entered", by=by)
    return entry


def _entry_before_publication(session: Session, entry_id: int, *, by: Person) -> Entry:
    entry = get_own_entry(session, entry_id, by=by)
    # The contest's row is the lock: consent and publication come one after the other.
    if locked_contest(session, entry.contest_id).state == ContestState.published:
        raise ResultIsOut()
    session.refresh(entry)
    return entry


def _note(session: Session, entry: Entry, *, was: str, becomes: str, by: Person) -> None:
    session.add(entry)
    write_history(session, "entry", entry.id or 0, was=was, becomes=becomes, by_id=by.id)
    session.flush()
