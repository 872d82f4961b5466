"""What the competitions room puts into a person's calendar: the last days of the contests she entered."""

from flask_babel import gettext
from sqlmodel import Session

from marketplace.calendar_files import CalendarEvent, whole_days
from marketplace.calendars.sources import since
from marketplace.competitions.models import Entry
from marketplace.competitions.queries import entries_by
from marketplace.web.i18n import said


def deadline_events(session: Session, person_id: int) -> list[CalendarEvent]:
    """The day on which entries close, for every contest that the person entered."""
    # With two projects in one contest she still has one day to think of.
    entries = {entry.contest_id: entry for entry in entries_by(session, person_id) if entry.contest.closes_on >= since()}
    return [_event(entry) for entry in entries.values()]


def _event(entry: Entry) -> CalendarEvent:
    contest = entry.contest
    return CalendarEvent(
        uid=f"contest-{contest.id}-closes",
        **whole_days(contest.closes_on, contest.closes_on),
        title=gettext("Entries close: %(contest)s", contest=said(contest)),
        description=gettext("You entered “%(project)s”.", project=said(entry.project, "title")),
        place="",
        address=f"/contests/{contest.id}",
    )
