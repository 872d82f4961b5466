"""Staff see every mail that the house can send: nothing is told that is not listed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace.accounts.terms import Role
from marketplace.notifications.letters import Reader, letter_of
from marketplace.notifications.previews import gathered_previews, previews
from marketplace.notifications.terms import FIXED, KINDS, LETTERS
from tests.makers import make_person
from tests.marks import on_sqlite

ROOT = Path(__file__).resolve().parents[3]
TREES = [ast.parse(file.read_text()) for file in sorted((ROOT / "marketplace").rglob("*.py"))]
FRAME = {"notification", "foot"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(call: ast.Call, file: int) -> str:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return in_file(name, file)


def in_file(name: str, file: int) -> str:
    """A private name belongs to its file."""
    return f"{file}{name}" if name.startswith("_") else name


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def calls() -> Iterator[tuple[int, Function | None, ast.Call]]:
    """Every call, with its file and the innermost function that it stands in."""

    def walk(node: ast.AST, inside: Function | None) -> Iterator[tuple[Function | None, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield inside, child
            yield from walk(child, child if isinstance(child, Function) else inside)

    for file, tree in enumerate(TREES):
        for inside, call in walk(tree, None):
            yield file, inside, call


def words_in(value: ast.expr, inside: Function | None) -> set[str]:
    """The texts that an expression can be; a name stands for what is given to it in the same function."""
    if isinstance(value, ast.Constant):
        return {str(value.value)}
    if isinstance(value, ast.IfExp):
        return words_in(value.body, inside) | words_in(value.orelse, inside)
    given = (
        [node.value for node in ast.walk(inside) if isinstance(node, ast.Assign) and ast.dump(node.targets[0]) == _stored(value)]
        if inside
        else []
    )
    return set().union(*(words_in(one, inside) for one in given)) if given else set()


def _stored(value: ast.expr) -> str:
    return ast.dump(ast.Name(value.id, ast.Store())) if isinstance(value, ast.Name) else ""


def told_kinds() -> tuple[set[str], list[str]]:
    """Kinds given to ``notify``, also through functions that hand a kind on; and the calls whose kind cannot be read."""
    carriers, known = {"notify": (2, "kind")}, 0
    while len(carriers) > known:
        known = len(carriers)
        for file, inside, call in calls():
            if inside and name_of(call, file) in carriers:
                value = argument(call, *carriers[name_of(call, file)])
                parameters = [one.arg for one in (*inside.args.args, *inside.args.kwonlyargs)]
                if isinstance(value, ast.Name) and value.id in parameters:
                    carriers.setdefault(in_file(inside.name, file), (parameters.index(value.id), value.id))
    kinds, unread = set(), []
    for file, inside, call in calls():
        if name_of(call, file) in carriers:
            value = argument(call, *carriers[name_of(call, file)])
            found = words_in(value, inside) if value else set()
            kinds |= found
            if not found and not (inside and in_file(inside.name, file) in carriers):
                unread.append(f"{name_of(call, file)}, line {call.lineno}")
    return kinds, unread


def test_every_kind_that_is_told_is_listed(app: Flask) -> None:
    kinds, unread = told_kinds()
    assert {
        "appraisal_asked",
        "project_due",
        "takeup_enquired",
        "search_found",
        "search_noticed",
        "project_returned",
        "request_new",
    } <= kinds
    assert unread == [], "say the kind as a text, so that it can be looked up"
    with app.test_request_context():
        listed = {one.name for ones in [*previews().values(), gathered_previews()] for one in ones}
    assert kinds - listed == set()
    assert listed == {*KINDS, *LETTERS}


def test_every_template_of_a_mail_is_listed() -> None:
    files = {file.stem for file in (ROOT / "templates/email").glob("*.txt")} - FRAME
    assert files == set(LETTERS)
    posted = {
        str(value.value)
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "template" and isinstance(value, ast.Constant)
    }
    assert posted <= {*LETTERS, *FRAME}


@on_sqlite
def test_staff_read_every_kind_in_both_languages_and_see_its_letter(app: Flask, session: Session, visitor) -> None:
    staff = visitor(make_person(session, Role.city_staff))
    page = staff.visit("/notifications/kinds")
    assert {link.get_text() for link in page.select("tbody a")} == {*KINDS, *LETTERS}
    for name, kind in (KINDS | LETTERS).items():
        page = staff.visit(f"/notifications/kinds/{name}")
        assert "%(" not in page.get_text()
        if kind.by_mail:
            assert page.select_one("pre.letter").get_text(strip=True)
            answer = staff.client.get(f"/notifications/kinds/{name}/letter?lang=zh")
            assert answer.status_code == 200
            assert "unsafe-inline" in answer.headers["Content-Security-Policy"]
            assert "script" not in answer.headers["Content-Security-Policy"]
            assert 'lang="zh-Hans"' in answer.get_data(as_text=True)
    staff.visit("/notifications/kinds/nonsense", 404)
    staff.visit("/notifications/kinds/nonsense/letter", 404)


@pytest.mark.parametrize("name", LETTERS)
def test_only_what_cannot_be_switched_off_has_no_way_out(app: Flask, name: str) -> None:
    values = {"way": "daily", "found": [], "token": "x", "goal": "x", "request_id": 1}
    letter = letter_of(app, name, values, Reader(1, "林晓", "zh"))
    assert ("List-Unsubscribe" in letter.headers) == (LETTERS[name].group not in FIXED)
    assert ("/unsubscriptions/" in letter.text) == ("/unsubscriptions/" in letter.html) == (LETTERS[name].group not in FIXED)
