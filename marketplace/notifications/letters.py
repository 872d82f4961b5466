"""How a letter is written: one text, plain and in the house's HTML frame, with the reason and the ways out at its foot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, render_template
from flask_babel import force_locale, gettext

from marketplace.calendar_files import calendar_file, from_payload
from marketplace.mail import Letter
from marketplace.notifications.links import stop_token
from marketplace.notifications.terms import DIGEST_WAYS, FIXED, GROUP_WORDS, WAY_WORDS, Group, Way, kind_of
from marketplace.notifications.words import sentence_of


@dataclass(frozen=True)
class Reader:
    """Who reads a letter, and in which language."""

    id: int
    name: str
    locale: str


@dataclass(frozen=True)
class Piece:
    """One line of a letter in HTML: words, a link of the house, or words that are a link."""

    words: str
    address: str = ""


def letter_of(app: Flask, template: str, values: Mapping[str, Any], reader: Reader) -> Letter:
    """The letter of ``template``: the text's first line is the subject."""
    base = app.config["BASE_URL"]
    with app.app_context(), force_locale(reader.locale):
        text = render_template(f"email/{template}.txt", base_url=base, **{"name": reader.name, "event": None, **_said(values)})
        subject, _, body = text.strip().partition("\n")
        # What people typed stands in sentences; a subject is one line.
        subject = " ".join(subject.split())
        foot = _foot(app, template, values, reader)
        plain = render_template("email/foot.txt", body=body.strip(), **foot)
        # The heading says the subject already.
        blocks = [pieces for pieces in _blocks(body, base) if pieces != [Piece(subject)]]
        html = render_template("email/frame.html", subject=subject, blocks=blocks, base_url=base, **foot)
    return Letter(subject, plain.strip() + "\n", html, _headers(foot["stop"]), _calendar(values, subject))


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a template, with told things in words."""
    told = {"sentence": _sentence(values)} if "kind" in values else {}
    return {**values, **told, **({"found": [_item(one) for one in values["found"]]} if "found" in values else {})}


def _item(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "sentence": _sentence(one)}


def _sentence(told: Mapping[str, Any]) -> str:
    return " ".join(sentence_of(told["kind"], told["letter_values"]).split())


def _foot(app: Flask, template: str, values: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    kind = kind_of(template, values.get("kind", ""))
    what: Group | Way = Way(values["way"]) if template == "digest" else kind.group
    foot: dict[str, Any] = {"reason": gettext(kind.reason), "stop": "", "what": "", "choices": ""}
    if what in FIXED:
        return foot
    token = stop_token(app.config["SECRET_KEY"], reader.id, what)
    base = app.config["BASE_URL"]
    return foot | {
        "stop": f"{base}/unsubscriptions/{token}",
        "what": gettext(what_words(what)),
        "choices": f"{base}/notifications/choices",
    }


def what_words(what: Group | Way) -> str:
    """The msgid that names what a link stops."""
    return WAY_WORDS[what] if isinstance(what, Way) and what in DIGEST_WAYS else GROUP_WORDS[Group(what)]


def _headers(stop: str) -> dict[str, str]:
    # One click in the mail program, without a page between (RFC 8058).
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop else {}


def _calendar(values: Mapping[str, Any], name: str) -> bytes | None:
    told = values.get("found", [values])
    events = [from_payload(one["event"]) for one in told if one.get("event")]
    return calendar_file(events, name) if events else None


def _blocks(body: str, base: str) -> Iterator[list[Piece]]:
    """The paragraphs of the text. Only addresses of the house become links: people's own words do not."""
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        pieces: list[Piece] = []
        for line in filter(None, map(str.strip, paragraph.splitlines())):
            is_link = line.startswith(f"{base}/") and " " not in line
            if is_link and pieces and pieces[-1].words.startswith("· ") and not pieces[-1].address:
                pieces[-1] = Piece(pieces[-1].words.removeprefix("· "), line)
            else:
                pieces.append(Piece("", line) if is_link else Piece(line))
        yield pieces
