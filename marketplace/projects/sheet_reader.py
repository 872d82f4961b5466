"""Understands the rows of a sheet of projects, by the same form in which people write a project."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from flask_babel import gettext
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from marketplace.accounts.models import Person
from marketplace.errors import N_
from marketplace.imports.kinds import Reading, Wrong
from marketplace.imports.terms import Outcome
from marketplace.projects.draft_form import BILINGUAL, PLAIN, ProjectDraftForm
from marketplace.projects.sheet_columns import NEEDED
from marketplace.projects.sheet_content import TAGS
from marketplace.projects.sheet_words import Codes, Misread, cost_lines, monthly_lines, pieces, skill_levels, tidy_number, yes_or_no
from marketplace.projects.spreadsheet_actions import judge_row, project_by_key
from marketplace.projects.terms import RISK_DIMENSIONS

KEY_TOO_LONG = N_("A key has 60 characters at most.")
TAGS_TOO_LONG = N_("Twelve tags at most, with 30 characters at most.")
FILL_IN = N_("Please fill this in.")
NUMBERS = ("price", "variable_cost", "units_month", "people", "space_m2", "weekly_hours")
Cells = Mapping[str, str]


class ProjectReader:
    """Reads one row after the other; the form and the dictionaries are made once."""

    def __init__(self, session: Session, by: Person) -> None:
        self.session, self.by, self.codes = session, by, Codes(session)
        self.form = ProjectDraftForm(formdata=MultiDict(), meta={"csrf": False})
        usual = ("stage", "people", "space_m2", "weekly_hours")
        self.usual = {name: str(self.form[name].default) for name in usual}

    def read(self, cells: Cells) -> Reading:
        """Understand one row."""
        wrong: dict[str, str] = {name: gettext(FILL_IN) for name in NEEDED if not cells.get(name)}
        answers = self._answers(cells, wrong)
        beside = self._beside(cells, wrong)
        self.form.process(formdata=MultiDict(answers))
        if not self.form.validate():
            for column, saying in _sayings(self.form.errors):
                wrong.setdefault(column, saying)
        if wrong:
            return Reading(Outcome.bad, wrong=[Wrong(column, saying) for column, saying in wrong.items()])
        return self._judged({**self._told(cells), **beside})

    def _answers(self, cells: Cells, wrong: dict[str, str]) -> dict[str, Any]:
        answers: dict[str, Any] = dict(self.usual)
        texts = [f"{name}_{language}" for name in BILINGUAL for language in ("zh", "en")]
        answers.update({name: cells[name] for name in texts if name in cells})
        answers.update({name: tidy_number(cells[name]) for name in NUMBERS if name in cells})
        for name in ("sector", "stage"):
            if name in cells and (code := self._tried(name, wrong, self.codes.code, name, cells[name])):
                answers[name] = code
        answers["regions"] = self._tried("regions", wrong, self.codes.codes, "region", cells.get("regions", "")) or []
        if "online" in cells and self._tried("online", wrong, yes_or_no, cells["online"]):
            answers["online"] = "y"
        self._add_lines(answers, cells, wrong)
        for name in RISK_DIMENSIONS:
            answers[f"{name}-score"] = tidy_number(cells.get(f"risk_{name}", ""))
            answers[f"{name}-why"] = cells.get(f"risk_{name}_why", "")
        return answers

    def _add_lines(self, answers: dict[str, Any], cells: Cells, wrong: dict[str, str]) -> None:
        notations: dict[str, Callable[[str], list[dict[str, str]]]] = {
            "opening": cost_lines,
            "monthly": monthly_lines,
            "skills": partial(skill_levels, self.codes),
        }
        for name, notation in notations.items():
            lines = self._tried(name, wrong, notation, cells.get(name, "")) or []
            # An untouched line of the form, as a browser sends it.
            blank = {"skill": "", "level": "2"} if name == "skills" else {"what": ""}
            for number, line in enumerate([*lines, *([blank] * (self.form[name].min_entries - len(lines)))]):
                answers.update({f"{name}-{number}-{field}": value for field, value in line.items()})

    def _beside(self, cells: Cells, wrong: dict[str, str]) -> dict[str, Any]:
        """What the form does not ask."""
        readings: dict[str, Callable[[str], Any]] = {
            "key": _key,
            **{name: partial(self.codes.code, name) for name in ("town", "mode", "source")},
            "groups": partial(self.codes.codes, "group"),
            "legacy": yes_or_no,
            **dict.fromkeys(TAGS, _tags),
        }
        return {name: self._tried(name, wrong, read, cells[name]) for name, read in readings.items() if cells.get(name)}

    def _tried(self, column: str, wrong: dict[str, str], read: Callable[..., Any], *what: str) -> Any:
        try:
            return read(*what)
        except Misread as misread:
            wrong.setdefault(column, gettext(misread.msgid, **misread.values))
            return None

    def _told(self, cells: Cells) -> dict[str, Any]:
        """Only what the row says: an empty cell leaves what is there."""
        content = self.form.content
        said = [*PLAIN, *(f"{name}_{language}" for name in BILINGUAL for language in ("zh", "en"))]
        return {name: content[name] for name in said if cells.get(name)} | {
            name: content[name] for name in ("opening", "monthly", "skills", "risks")
        }

    def _judged(self, content: dict[str, Any]) -> Reading:
        project = project_by_key(self.session, content["key"])
        outcome, objections = judge_row(project, content, by=self.by, codes=self.codes)
        if objections:
            return Reading(Outcome.bad, wrong=[Wrong(column, gettext(msgid)) for column, msgid in objections])
        return Reading(outcome, content)


def _key(text: str) -> str:
    if len(text) > 60:
        raise Misread(KEY_TOO_LONG)
    return text


def _tags(text: str) -> list[str]:
    found = pieces(text)
    if len(found) > 12 or any(len(tag) > 30 for tag in found):
        raise Misread(TAGS_TOO_LONG)
    return found


def _sayings(errors: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, found in errors.items():
        if field in RISK_DIMENSIONS:
            for part, column in (("score", f"risk_{field}"), ("why", f"risk_{field}_why")):
                if found.get(part):
                    yield column, " ".join(_leaves(found[part]))
        else:
            yield field, " ".join(dict.fromkeys(_leaves(found)))


def _leaves(found: Any) -> Iterator[str]:
    if isinstance(found, Mapping):
        for inner in found.values():
            yield from _leaves(inner)
    elif isinstance(found, list | tuple):
        for inner in found:
            yield from _leaves(inner)
    else:
        yield str(found)
