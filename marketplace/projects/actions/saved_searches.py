"""Saved searches: kept, changed, and looked at once a day for what is new."""

from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.notifications.actions import notify
from marketplace.projects.models import SavedSearch
from marketplace.projects.queries.saved_searches import published_since, saved_search_count, searches_due
from marketplace.projects.saved_queries import latest_first
from marketplace.projects.terms import Alert
from marketplace.search.engine import SearchEngine

MOST_SEARCHES = 30
# The engine gave up a part of the question to find anything: that is no find to write about.
FAR_OFF = {"filters", "any_word"}


class TooManySearches(Refusal):
    """Every saved search is looked at every day."""

    def __init__(self) -> None:
        super().__init__(N_("You have %(count)s saved searches, which is all we can look after. Delete one first."), count=MOST_SEARCHES)


def save_search(session: Session, name: str, query: str, alert: Alert, *, by: Person) -> SavedSearch:
    """Keep a search; the same search twice is once, with the later name."""
    me = by.id or 0
    # Two clicks come as two requests at once: the second one waits here.
    session.exec(select(Person.id).where(Person.id == me).with_for_update()).one()
    found = session.exec(select(SavedSearch).where(SavedSearch.person_id == me, SavedSearch.query == query)).first()
    if found is None:
        if saved_search_count(session, me) >= MOST_SEARCHES:
            raise TooManySearches()
        found = SavedSearch(person_id=me, name=name, query=query, alert=alert, since=clock.now(), looked_at=clock.now())
    return _changed(session, found, name, alert)


def change_search(session: Session, search_id: int, name: str, alert: Alert, *, by: Person) -> SavedSearch:
    """Another name, another alert."""
    return _changed(session, own_search(session, search_id, by=by), name, alert)


def delete_search(session: Session, search_id: int, *, by: Person) -> None:
    """Forget a search."""
    session.delete(own_search(session, search_id, by=by))
    session.flush()


def own_search(session: Session, search_id: int, *, by: Person) -> SavedSearch:
    """One of one's own; another's is as absent as one that never was."""
    found = session.get(SavedSearch, search_id)
    if found is None or found.person_id != by.id:
        raise NotFound()
    return found


def look_for_news(session: Session, engine: SearchEngine) -> int:
    """Tell everybody what is new under her searches, once a day. Returns how many searches found something.

    While the index waits for a change, nothing is looked at: what it does not know yet would be missed.
    """
    if _index_is_behind(session):
        return 0
    due = searches_due(session)
    if not due:
        return 0
    new = published_since(session, min(search.looked_at for search in due))
    told = 0
    for person_id, searches in groupby(due, key=lambda search: search.person_id):
        person = session.get(Person, person_id)
        finds = [(search, count) for search in searches if (count := _looked_at(session, engine, search, new))]
        if person and person.active and finds:
            _tell(session, person, finds)
            told += len(finds)
    session.flush()
    return told


def _changed(session: Session, search: SavedSearch, name: str, alert: Alert) -> SavedSearch:
    if search.alert == Alert.none and alert != Alert.none:
        # What came while nobody wanted to hear of it is no news.
        search.looked_at = clock.now()
    search.name, search.alert = name, alert
    session.add(search)
    session.flush()
    return search


def _index_is_behind(session: Session) -> bool:
    rows = select(outbox.OutboxRow.id).where(
        outbox.OutboxRow.topic == "search", col(outbox.OutboxRow.done_at).is_(None), outbox.OutboxRow.attempts < outbox.GIVE_UP_AFTER
    )
    return session.exec(rows.limit(1)).first() is not None


def _looked_at(session: Session, engine: SearchEngine, search: SavedSearch, new: dict[int, datetime]) -> int:
    recent = {number for number, since in new.items() if since > search.looked_at}
    search.looked_at = clock.now()
    session.add(search)
    if not recent:
        return 0
    hits = engine.search(latest_first(search.query))
    return 0 if hits.widening in FAR_OFF else len(recent & {number for _, number in hits.ids})


def _tell(session: Session, person: Person, finds: list[tuple[SavedSearch, int]]) -> None:
    today = clock.today().isoformat()
    for search, count in finds:
        kind = "search_found" if search.alert == Alert.mail else "search_noticed"
        values = {"count": count, "name": search.name}
        notify(session, person, kind, values, f"/saved-searches/{search.id}", key=f"search_found:{search.id}:{today}")
