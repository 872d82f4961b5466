"""People, items and pairs from the texts of three CSV files; the format is told in docs/matching.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from marketplace.mentoring.evaluation.cells import Row, rows_of
from matching import Course, Kind, Learner, Mentor, Project

PEOPLE, ITEMS, PAIRS = "people.csv", "items.csv", "pairs.csv"
PERSON_COLUMNS = ("id", "text", "skills", "sectors", "region", "capital", "hours", "stage", "help_wanted", "groups", "languages")
ITEM_COLUMNS = (
    "id", "kind", "text", "skills", "sectors", "regions", "online", "languages",
    "capital_min", "capital_max", "hours", "groups", "stage", "seats",
)  # fmt: skip
PAIR_COLUMNS = ("person_id", "item_id", "day", "accepted")
KINDS: tuple[Kind, ...] = get_args(Kind)
SHOWN = 20


class BadFolder(ValueError):
    """Files that cannot be understood; ``problems`` name file, row and column of each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        more = [f"... and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        super().__init__("\n".join([*problems[:SHOWN], *more]))


@dataclass(frozen=True)
class FoundPair:
    """A person came to an item on a day; ``accepted`` is what a mentor said, None where the file does not tell."""

    person_id: int
    item_id: int
    kind: Kind
    day: date
    accepted: bool | None


@dataclass(frozen=True)
class Tables:
    """What the three files hold; ids are numbered in the order of the ids in the files."""

    people: tuple[Learner, ...]
    items: tuple[Mentor | Project | Course, ...]
    pairs: tuple[FoundPair, ...]


def files_of(folder: Path) -> dict[str, str]:
    """The texts of the three files. Raises ``BadFolder`` for one that is missing or not UTF-8."""
    problems, found = [], {}
    for name in (PEOPLE, ITEMS, PAIRS):
        try:
            found[name] = (folder / name).read_text(encoding="utf-8-sig")
        except OSError:
            problems.append(f"{name}: not in {folder}")
        except UnicodeDecodeError as error:
            problems.append(f"{name}: not UTF-8 at byte {error.start}; save it as CSV UTF-8")
    if problems:
        raise BadFolder(problems)
    return found


def tables_of(files: Mapping[str, str]) -> Tables:
    """The files, understood. Raises ``BadFolder`` with all that is wrong."""
    problems: list[str] = []
    people = list(rows_of(PEOPLE, files[PEOPLE], ("id",), PERSON_COLUMNS, problems))
    items = list(rows_of(ITEMS, files[ITEMS], ("id", "kind"), ITEM_COLUMNS, problems))
    pairs = list(rows_of(PAIRS, files[PAIRS], PAIR_COLUMNS[:3], PAIR_COLUMNS, problems))
    people_ids, item_ids = _numbers(people), _numbers(items)
    learners = tuple(_learner(people_ids, row) for row in people)
    found = [_item(item_ids, row) for row in items]
    if problems:
        # Files that are not understood would make pairs look wrong that are not.
        raise BadFolder(problems)
    kinds: dict[int, Kind] = {item.id: kind for kind, item in found}
    tables = Tables(learners, tuple(item for _, item in found), tuple(_pair(people_ids, item_ids, kinds, row) for row in pairs))
    if problems:
        raise BadFolder(problems)
    return tables


def _numbers(rows: Iterable[Row]) -> dict[str, int]:
    """A number for each id, in their order; an id that stands twice is a problem."""
    seen: set[str] = set()
    for row in rows:
        if (found := row.needed("id")) in seen and found:
            row.refuse("id", f"'{found}' stands there twice")
        seen.add(found)
    return {name: number for number, name in enumerate(sorted(seen), start=1)}


def _learner(ids: Mapping[str, int], row: Row) -> Learner:
    return Learner(
        id=ids[row.text("id")],
        text=row.text("text"),
        skills=row.skills(),
        sectors=row.words("sectors"),
        region=row.text("region"),
        capital=row.amount("capital"),
        hours=row.amount("hours"),
        stage=row.text("stage"),
        help_wanted=row.words("help_wanted"),
        groups=row.words("groups"),
        languages=row.words("languages"),
    )


def _item(ids: Mapping[str, int], row: Row) -> tuple[Kind, Mentor | Project | Course]:
    number, kind = ids[row.text("id")], row.one_of("kind", KINDS)
    seats = row.amount("seats")
    if kind == "mentor":
        return "mentor", Mentor(
            number, row.text("text"), row.skills(), row.words("sectors"), _region(row), bool(row.answer("online")),
            row.words("languages"), seats_free=1 if seats is None else seats, hours=row.amount("hours"),
        )  # fmt: skip
    if kind == "course":
        return "course", Course(
            number, row.text("text"), row.skills(), row.words("sectors"), _region(row), bool(row.answer("online")),
            row.amount("hours"), seats_free=1 if seats is None else seats, groups=row.words("groups"),
        )  # fmt: skip
    return "project", Project(
        number, row.text("text"), row.skills(), row.words("sectors"), row.words("regions"), bool(row.answer("online")),
        row.amount("capital_min"), row.amount("capital_max"), row.amount("hours"), row.words("groups"), row.text("stage"),
    )  # fmt: skip


def _region(row: Row) -> str:
    found = sorted(row.words("regions"))
    if len(found) > 1:
        row.refuse("regions", "a mentor or a course has one region")
    return found[0] if found else ""


def _pair(people: Mapping[str, int], items: Mapping[str, int], kinds: Mapping[int, Kind], row: Row) -> FoundPair:
    person, item = row.needed("person_id"), row.needed("item_id")
    if person and person not in people:
        row.refuse("person_id", f"'{person}' is not an id in {PEOPLE}")
    if item and item not in items:
        row.refuse("item_id", f"'{item}' is not an id in {ITEMS}")
    number = items.get(item, 0)
    return FoundPair(people.get(person, 0), number, kinds.get(number, "project"), row.day("day"), row.answer("accepted"))
