"""A visitor of the site who looks at every page as a reviewer would."""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from marketplace.accounts.models import Person


class Visitor:
    """Walks through the app; ``page`` is the last page seen, reviewed."""

    def __init__(self, app: Flask, person: Person | None = None, language: str = "en") -> None:
        self.app, self.client = app, app.test_client()
        self.client.set_cookie("lang", language)
        self.language = language
        self.page: BeautifulSoup = BeautifulSoup("", "html.parser")
        self.response: Any = None
        if person is not None:
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = person.get_id(), True

    def visit(self, path: str, status: int = 200, *, fragment: bool = False) -> BeautifulSoup:
        """Open a page; ``fragment=True`` asks as htmx would."""
        headers = {"HX-Request": "true"} if fragment else {}
        return self._seen(self.client.get(path, headers=headers), status, fragment=fragment)

    def post(self, path: str, status: int = 303, *, fragment: bool = False, **fields: Any) -> BeautifulSoup:
        """Send a form by its address."""
        headers = {"HX-Request": "true"} if fragment else {}
        return self._seen(self.client.post(path, data={"csrf_token": self._token(), **fields}, headers=headers), status, fragment=fragment)

    def submit(self, form: str, status: int = 303, **fields: Any) -> BeautifulSoup:
        """Fill in a form of the page as a person would: what is there stays, ``fields`` are typed."""
        found = self.page.select_one(form)
        assert found is not None, f"no form {form} on the page"
        unknown = set(fields) - {element.get("name") for element in found.select("[name]")}
        assert not unknown, f"the form has no fields {unknown}"
        return self._seen(self.client.post(str(found["action"]), data=filled(found) | fields), status)

    def follow(self) -> BeautifulSoup:
        """Go where the last answer sends the browser."""
        return self.visit(self.response.headers["Location"])

    @property
    def text(self) -> str:
        """What stands on the page."""
        return " ".join(self.page.get_text(" ").split())

    def _token(self) -> str:
        field = self.page.select_one("input[name=csrf_token]")
        if field is None:
            self.visit("/sign-in")
            field = self.page.select_one("input[name=csrf_token]")
        assert field is not None
        return str(field["value"])

    def _seen(self, response: Any, status: int, *, fragment: bool = False) -> BeautifulSoup:
        self.response = response
        assert response.status_code == status, (
            f"{response.request.path} answered {response.status_code}: {response.get_data(as_text=True)[:2000]}"
        )
        if response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            self.page = BeautifulSoup(response.data, "html.parser")
            review_fragment(self.page) if fragment else review(self.page, self.app)
        return self.page


def filled(form: Tag) -> dict[str, Any]:
    """The values a browser would send for an untouched form."""
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type", "")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            chosen = field.select("option[selected]") or field.select("option")[:1]
            values[name] = [option.get("value", "") for option in chosen]
        else:
            values[name] = field.get("value", "") if field.name == "input" else field.get_text()
    return values


def review(page: BeautifulSoup, app: Flask) -> None:
    """What is true of every page."""
    (heading,) = page.select("h1")
    title = page.title.get_text() if page.title else ""
    assert heading.get_text(strip=True) in title, f"the title {title!r} does not contain the heading {heading.get_text()!r}"
    assert page.html is not None
    assert page.html["lang"] in ("zh-Hans", "en")
    _review_pieces(page)
    for link in page.select("a[href]"):
        _resolves(app, str(link["href"]))


def review_fragment(piece: BeautifulSoup) -> None:
    """What is true of every fragment: one root with an id, and no page around it."""
    assert piece.html is None
    roots = [child for child in piece.children if isinstance(child, Tag)]
    assert len(roots) == 1, f"{len(roots)} roots"
    assert roots[0].get("id"), f"the root <{roots[0].name}> has no id"
    _review_pieces(piece)


def _review_pieces(page: BeautifulSoup) -> None:
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"doubled ids: {sorted({one for one in ids if ids.count(one) > 1})}"
    for element in page.select("[style], [onclick], [onchange], [onsubmit], style, script:not([src])"):
        raise AssertionError(f"inline style or script: {element}")
    assert not page.select("form form"), "a form inside a form"
    for form in page.select("form"):
        assert form.get("action"), f"a form without an action: {form}"
        if form.get("method") == "post":
            assert form.select_one("input[name=csrf_token]"), f"a form without a token: {form}"
    for field in page.select("input:not([type=hidden]), select, textarea"):
        labelled = field.get("aria-label") or field.find_parent("label") or page.select_one(f'label[for="{field.get("id")}"]')
        assert labelled, f"a field without a label: {field}"
    for image in page.select("img"):
        assert image.has_attr("alt"), f"a picture without words: {image}"


def _resolves(app: Flask, address: str) -> None:
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or not parts.path:
        return
    try:
        app.url_map.bind("localhost").match(parts.path, method="GET")
    except RequestRedirect:
        return
    except HTTPException as error:
        raise AssertionError(f"a link that leads nowhere: {address}") from error
