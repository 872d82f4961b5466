"""Projects as a spreadsheet: what the imports room has to know of them, and the rows of an export."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_
from marketplace.imports.kinds import Difference
from marketplace.imports.terms import Outcome
from marketplace.projects.models import Project
from marketplace.projects.sheet_columns import COLUMNS
from marketplace.projects.sheet_content import cells_of, completed, content_of
from marketplace.projects.sheet_reader import ProjectReader
from marketplace.projects.sheet_words import Codes
from marketplace.projects.spreadsheet_actions import import_project, may_publish_imports, project_by_key

PUBLISH = "publish"


class ProjectSheet:
    """The kind "projects" of the imports room."""

    name = "projects"
    title = N_("Projects")
    hint = N_("One project a row. English columns may stay empty; the Chinese text is shown then.")
    columns = COLUMNS

    def options(self, by: Person) -> list[tuple[str, Any]]:
        """Drafts that only the sender sees; or, for the city's staff, entries of the library."""
        published = [(PUBLISH, _l("entries of the library at once (appraised outside)"))] if may_publish_imports(by) else []
        return [("draft", _l("drafts that only I see")), *published]

    def reader(self, session: Session, by: Person) -> ProjectReader:
        """Somebody who understands rows."""
        return ProjectReader(session, by)

    def write(self, session: Session, content: Mapping[str, Any], *, by: Person, option: str) -> Outcome:
        """Import one row."""
        return import_project(session, content, by=by, publish=option == PUBLISH)

    def differences(self, session: Session, content: Mapping[str, Any]) -> list[Difference]:
        """The cells that one row would change; of a new entry its title and where it stands."""
        codes, project = Codes(session), project_by_key(session, content["key"])
        whole = completed(content, content_of(project) if project else None)
        new = cells_of(whole, codes)
        if project is None:
            return [Difference(name, "", new[name]) for name in ("title_zh", "sector", "regions", "opening")]
        old = cells_of(content_of(project), codes)
        return [Difference(column.name, old[column.name], new[column.name]) for column in COLUMNS if _differs(column.name, old, new)]


def _differs(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return old.get(name) != new.get(name)


def project_rows(session: Session, projects: Iterable[Project]) -> Iterator[dict[str, Any]]:
    """Entries as rows of an export: all that an import reads, and what one wants to see beside it."""
    codes = Codes(session)
    for project in projects:
        yield cells_of(content_of(project), codes) | {
            "number": project.id,
            "published_on": project.first_published_on,
            "capital_min": project.capital_min,
            "capital_max": project.capital_max,
        }
