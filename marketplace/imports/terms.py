"""Fixed words and limits of the imports room."""

from enum import StrEnum

from marketplace.accounts.terms import Role

# Who may come in. What each of them may write is said by the kind of sheet.
IMPORTERS = (Role.organiser, Role.county_staff, Role.city_staff)

MEGABYTE = 1024 * 1024
LARGEST_FILE = 24 * MEGABYTE  # ten thousand rows with full texts
LARGEST_UNPACKED = 100 * MEGABYTE
# Text packs to a third, an empty sheet to a fiftieth; a bomb to a thousandth.
HIGHEST_RATIO = 100
MOST_PARTS = 100
MOST_ROWS = 10_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # as in Excel

CHUNK = 100  # so long do other writers wait on SQLite: half a second
KEPT_DAYS = 30


class BatchState(StrEnum):
    """The way of one file."""

    checking = "checking"
    checked = "checked"  # waits for a yes or no
    running = "running"
    done = "done"
    discarded = "discarded"
    failed = "failed"


class Outcome(StrEnum):
    """What is or was made of a row."""

    waiting = "waiting"  # not looked at yet
    bad = "bad"
    new = "new"  # would be created
    changed = "changed"  # would be updated
    same = "same"  # would stay as it is
    created = "created"
    updated = "updated"
    unchanged = "unchanged"
    refused = "refused"  # was good when it was checked, and was not any more


GOOD = (Outcome.new, Outcome.changed, Outcome.same)
WRONG = (Outcome.bad, Outcome.refused)
