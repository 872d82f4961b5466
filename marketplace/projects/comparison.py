"""Entries side by side: one row a property, marked where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from marketplace.projects.models import Project
from marketplace.web.i18n import number, said, yuan

LARGEST = 4


@dataclass(frozen=True)
class Row:
    """One property of all the entries that are compared."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether it tells the entries apart."""
        return len(set(self.values)) > 1


def comparison(projects: Sequence[Project], words: Mapping[str, Any]) -> list[Row]:
    """The table, in the reader's language."""
    columns = [_column(project, words) for project in projects]
    return [Row(name, tuple(column[name] for column in columns)) for name in (columns[0] if columns else ())]


def _column(project: Project, words: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Sector"): said(words["sector"][project.sector]),
        _("Where"): _(", ").join(said(words["region"][code]) for code in project.regions),
        _("To open"): f"{yuan(project.capital_min)} – {yuan(project.capital_max)}",
        _("Fixed cost a month"): yuan(project.fixed_cost),
        _("Margin on one unit"): f"{yuan(project.margin)} / {said(project, 'unit')}",
        _("Break-even, units a month"): number(project.break_even_units),
        _("Money back (claimed)"): _("month %(n)s", n=project.payback_months) if project.payback_months else "–",
        _("Your time"): _("%(n)s hours a week", n=project.weekly_hours),
        _("People"): number(project.people),
        _("Space"): f"{number(project.space_m2)} m²",
        _("Stage"): said(words["stage"][project.stage]),
        _("How"): said(words["mode"][project.mode]),
        _("Risk"): said(words["risk"][f"R{project.risk}"]),
        _("Skills wanted"): _(", ").join(sorted(said(words["skill"][one.skill]) for one in project.skills)),
        _("Who should not do this"): said(project, "not_for"),
    }
