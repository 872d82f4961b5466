"""How somebody wants to hear of things."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.notifications.models import NoticeChoices
from marketplace.notifications.terms import DIGEST_WAYS, FIXED, Group, Way
from marketplace.notifications.ways import way_of


class AlwaysMailed(Refusal):
    """Mail about safety and the account cannot be switched off."""

    def __init__(self) -> None:
        super().__init__(N_("Mail about your safety and your account always comes at once; without it you could be locked out unawares."))


@dataclass(frozen=True)
class QuietHours:
    """From one full hour to another, in the city's time; over midnight where the first is the later one."""

    begin: int
    until: int


def save_choices(session: Session, ways: Mapping[Group, Way], quiet: QuietHours | None, *, by: Person) -> NoticeChoices:
    """Keep how she wants to hear of each group, and her quiet hours."""
    if FIXED & ways.keys():
        raise AlwaysMailed()
    mine = _locked_choices(session, by.id or 0)
    _choose(session, mine, ways, by_id=by.id)
    mine.quiet_from, mine.quiet_until = (quiet.begin, quiet.until) if quiet else (None, None)
    session.flush()
    return mine


def stop_mail(session: Session, person_id: int, what: Group | Way) -> list[Group]:
    """No more mail of one group, or no more of one kind of digest: by a link, so without signing in. Returns what is stopped now."""
    if session.get(Person, person_id) is None:
        raise NotFound()
    mine = _locked_choices(session, person_id)
    groups = [what] if isinstance(what, Group) else [one for one in Group if way_of(mine.ways, one) == what and what in DIGEST_WAYS]
    if FIXED & set(groups):
        raise AlwaysMailed()
    _choose(session, mine, dict.fromkeys(groups, Way.app), by_id=person_id)
    return groups


def _locked_choices(session: Session, person_id: int) -> NoticeChoices:
    # Two first choices at once would both write the row; the second one waits here.
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)).one()
    mine = session.get(NoticeChoices, person_id, populate_existing=True) or NoticeChoices(person_id=person_id)
    session.add(mine)
    return mine


def _choose(session: Session, mine: NoticeChoices, ways: Mapping[Group, Way], *, by_id: int | None) -> None:
    for group, way in ways.items():
        was = way_of(mine.ways, group)
        if was != way:
            write_history(session, f"mail_{group}", mine.person_id, was=was, becomes=way, by_id=by_id)
    mine.ways = {**mine.ways, **{group.value: way.value for group, way in ways.items()}}
    mine.changed_at = clock.now()
    session.flush()
