"""Dictionaries and the library's own entries."""

import random
from datetime import date, timedelta

from sqlalchemy import Engine

from marketplace import clock
from marketplace.db import transaction
from marketplace.places.actions import extend_calendar, load_terms
from marketplace.projects.actions import REVIEW_MONTHS, draft_project, publish_project
from marketplace.projects.terms import Source
from seeds import content
from seeds.programme import first_day


def load_dictionaries(engine: Engine) -> str:
    """All controlled lists, and the calendar."""
    with transaction(engine) as session:
        extend_calendar(session, content.calendar_lines())
        return f"{load_terms(session, content.dictionary_rows())} terms"


def load_entries(engine: Engine) -> str:
    """Every model project, published on a day of the programme so far."""
    entries = content.library_entries()
    order = list(range(len(entries)))
    random.Random(450).shuffle(order)
    with transaction(engine) as session:
        for place, number in enumerate(order):
            project = draft_project(session, entries[number], source=Source.library, by=None)
            project.verification = 1
            publish_project(session, project, by=None, on=_day(place, len(entries)))
            # Older entries were looked through again at their anniversary.
            while project.review_by and project.review_by <= clock.today():
                project.review_by = clock.months_after(project.review_by, REVIEW_MONTHS)
    return f"{len(entries)} entries"


def _day(place: int, total: int) -> date:
    # Evenly over the time since the programme began; the last ones came this week.
    begun, today = first_day(), clock.today()
    return begun + timedelta(days=round((today - begun).days * (place + 1) / total))
