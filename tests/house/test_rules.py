"""Rules on the files of the house; no app is started."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = [file for folder in ("marketplace", "matching", "seeds") for file in sorted((ROOT / folder).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
pytestmark = pytest.mark.static_check


def test_models_do_not_postpone_annotations() -> None:
    # It breaks SQLModel's relationships.
    assert [file for file in PYTHON if file.name == "models.py" and "from __future__ import annotations" in file.read_text()] == []


def test_nobody_but_the_clock_asks_for_the_time() -> None:
    asks = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(")
    assert [file for file in PYTHON if asks.search(file.read_text()) and file.name != "clock.py"] == []


def test_actions_and_queries_never_commit() -> None:
    rooms = [file for file in PYTHON if "actions" in file.parts or file.name in ("actions.py", "queries.py", "routes.py")]
    assert [file for file in rooms if ".commit(" in file.read_text()] == []


def test_no_room_has_a_junk_drawer() -> None:
    names = {"utils.py", "helpers.py", "manager.py", "service.py", "handler.py", "common.py", "misc.py"}
    assert [file for file in PYTHON if file.name in names] == []


def test_public_functions_say_what_they_are_for() -> None:
    silent = []
    for file in PYTHON:
        if file.is_relative_to(ROOT / "marketplace/migrations/versions"):
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{file.relative_to(ROOT)}: {node.name}")
    assert silent == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_template_has_nothing_inline(file: Path) -> None:
    text = file.read_text()
    if file.parent.name == "email":
        # A mail program knows no style sheet of ours: a letter's looks stand in its tags.
        text = re.sub(r"\sstyle=", " looks=", text)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "|safe" not in text.replace(" ", "")
    # Names of vocabularies look like addresses; no browser goes there.
    text = text.replace('itemtype="https://schema.org/CreativeWork"', "")
    assert not re.search(r"https?://(?!www\.w3\.org)", text), "no page calls another host"


@pytest.mark.parametrize(
    "file", [file for file in TEMPLATES if file.name.startswith("_")], ids=lambda file: str(file.relative_to(ROOT / "templates"))
)
def test_fragment_says_what_it_needs_and_extends_nothing(file: Path) -> None:
    text = file.read_text()
    assert text.startswith("{# needs:")
    assert "{% extends" not in text


def test_htmx_has_a_plain_way_beside_it() -> None:
    tag = re.compile(r"<(\w+)[^>]*\bhx-(get|post)=[^>]*>", re.DOTALL)
    for file in TEMPLATES:
        for found in tag.finditer(file.read_text()):
            plain = {"a": "href=", "form": "action=", "input": "name=", "button": "formaction="}
            assert plain.get(found[1], "!") in found[0], f"{file.name}: {found[0][:80]}"


def test_locks_name_no_registry() -> None:
    locks = [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]
    assert len(locks) >= 4
    assert [
        lock.name for lock in locks if re.search(r"https?://(?!github\.com|opencollective)", lock.read_text()) and lock.suffix == ".lock"
    ] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_id_number_of_a_real_area_is_in_the_repository() -> None:
    number = re.compile(r"(?<!\d)([1-9]\d{5})(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
    texts = [*PYTHON, *(ROOT / "seeds").rglob("*.toml"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]
    assert [file.name for file in texts for found in number.finditer(file.read_text()) if found[1] != "330499"] == []


def test_versions_are_pinned_where_they_must_be() -> None:
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert "whoosh-reloaded==2.7.5" in dependencies
    assert not any(name.startswith(("matching", "mentor-match")) for name in dependencies)
