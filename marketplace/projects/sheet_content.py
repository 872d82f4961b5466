"""A project as a row of a sheet, and a row put together with what the library has already."""

from collections.abc import Mapping
from typing import Any

from marketplace.projects.draft_form import BILINGUAL, PLAIN, UNASKED
from marketplace.projects.models import Project
from marketplace.projects.sheet_words import Codes, line_name, shown_costs, shown_monthly
from marketplace.projects.terms import RISK_DIMENSIONS, Mode, Source

Content = Mapping[str, Any]
LISTS = ("regions", "groups")
TAGS = ("tags_zh", "tags_en")
# What a new entry is where its row says nothing; the draft form offers the same.
USUAL: Content = {
    "stage": "P1",
    "people": 2,
    "space_m2": 0,
    "weekly_hours": 40,
    "online": False,
    "town": None,
    "source": Source.person,
    "legacy": False,
    "mode": Mode.own,
    "groups": [],
    "organisation": "",
    **UNASKED,
}
_KEPT = (*PLAIN, "town", *TAGS, "source", "legacy", "opening", "monthly", "risks")


def content_of(project: Project) -> dict[str, Any]:
    """What a sheet can say of an entry, as the actions take it."""
    texts = {f"{name}_{language}": getattr(project, f"{name}_{language}") for name in BILINGUAL for language in ("zh", "en")}
    skills = {wanted.skill: wanted.level for wanted in project.skills}
    return {name: getattr(project, name) for name in _KEPT} | texts | {"key": project.key, "skills": skills}


def completed(row: Content, known: Content | None) -> dict[str, Any]:
    """A whole entry: what the row says, else what is there, else what is usual. A translation stays while its text stays."""
    before = known or {}
    whole = {**USUAL, **before, **row}
    for name in BILINGUAL:
        chinese, english = f"{name}_zh", f"{name}_en"
        if english not in row:
            whole[english] = before[english] if before.get(chinese) == whole[chinese] else whole[chinese]
    whole |= {"mode": Mode(whole["mode"]), "source": Source(whole["source"])}
    return whole | _translated(whole, before)


def _translated(whole: Content, before: Content) -> dict[str, Any]:
    # Lines and risks stand in a sheet in one language; where that text stays, so do its own spelling and its translation.
    items = {line_name(item["zh"]): item for name in ("opening", "monthly") for item in before.get(name, ())}
    lines = {name: [{**item, **_words(items.get(line_name(item["zh"])), item)} for item in whole[name]] for name in ("opening", "monthly")}
    risks = {risk["zh"]: risk for risk in before.get("risks", {}).values()}
    return lines | {"risks": {name: {**risk, **_words(risks.get(risk["zh"]), risk)} for name, risk in whole["risks"].items()}}


def _words(known: Content | None, new: Content) -> dict[str, str]:
    return {language: (known or new)[language] for language in ("zh", "en")}


def cells_of(content: Content, codes: Codes) -> dict[str, Any]:
    """The cells of an entry, by column: what is exported, and by what two states of an entry are compared."""
    cells = {name: value for name, value in content.items() if name not in ("risks", "skills", "opening", "monthly")}
    cells |= {name: codes.shown(name, content[name]) for name in ("sector", "stage", "mode", "source", "town")}
    cells |= {"regions": _joined(codes.shown("region", code) for code in content["regions"])}
    cells |= {"groups": _joined(codes.shown("group", code) for code in content["groups"])}
    cells |= {name: _joined(content[name]) for name in TAGS}
    cells |= {name: "yes" if content[name] else "no" for name in ("online", "legacy")}
    cells |= {name: _plain(content[name]) for name in ("price", "variable_cost")}
    cells |= {"opening": shown_costs(content["opening"]), "monthly": shown_monthly(content["monthly"])}
    cells |= {"skills": "; ".join(f"{codes.shown('skill', code)}={level}" for code, level in sorted(content["skills"].items()))}
    for name in RISK_DIMENSIONS:
        cells |= {f"risk_{name}": content["risks"][name]["score"], f"risk_{name}_why": content["risks"][name]["zh"]}
    return cells


def _joined(values: Any) -> str:
    return "; ".join(values)


def _plain(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number
