"""What staff see of each kind of mail: the letter as it would look, with made-up values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from marketplace.errors import NotFound
from marketplace.mail import Letter
from marketplace.notifications.letters import Reader, letter_of
from marketplace.notifications.terms import DEFAULT_WAYS, FIXED, KINDS, LETTERS, Group, Kind, Way
from marketplace.web.i18n import LANGUAGES, in_both, language

# What the sentences name. A name that is not here is shown as itself, between marks.
SAMPLES: dict[str, Any] = {
    "title": {"zh": "濮院毛衫小单快反", "en": "Knitwear in small batches"},
    "reason": {"zh": "作坊搬走了。", "en": "The workshop moved away."},
    "name": {"zh": "毛衫", "en": "knitwear"},
    "count": 3,
}
_OF_PEOPLE = {
    "name": {"zh": "沈静", "en": "Shen Jing"},
    "goal": {"zh": "三个月内拿到前三十个订单", "en": "The first thirty orders in three months"},
    "note": {"zh": "这个行业暂时没有导师。", "en": "No mentor of this trade for now."},
}
# What the templates of their own need.
_LETTER_VALUES: dict[str, dict[str, Any]] = {
    "password_reset": {"token": "example"},
}
GATHERED_FROM_ALL = ("digest",)
_NAMES = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Preview:
    """One kind, in both languages."""

    name: str
    kind: Kind
    sentence: Mapping[str, str]
    reason: Mapping[str, str]
    way: Way
    is_fixed: bool


def previews() -> dict[Group, list[Preview]]:
    """Every kind of thing that is told, and every mail of its own, by group. What gathers from all groups stands apart."""
    found: dict[Group, list[Preview]] = {group: [] for group in Group}
    for name in (*KINDS, *LETTERS):
        one = preview(name)
        if name not in GATHERED_FROM_ALL:
            found[one.kind.group].append(one)
    return found


def gathered_previews() -> list[Preview]:
    """The mails that gather from all groups."""
    return [preview(name) for name in GATHERED_FROM_ALL]


def preview(name: str) -> Preview:
    """One of them."""
    kind = KINDS.get(name) or LETTERS.get(name)
    if kind is None:
        raise NotFound()
    values = {
        code: {key: value.get(code) if isinstance(value, dict) else value for key, value in samples(name).items()} for code in LANGUAGES
    }
    sentence = {code: in_both(kind.sentence, **values[code])[code] for code in LANGUAGES}
    way = DEFAULT_WAYS[kind.group] if kind.by_mail else Way.app
    return Preview(name, kind, sentence, in_both(kind.reason), way, kind.group in FIXED)


def samples(name: str) -> dict[str, Any]:
    """Made-up values for the sentence of a kind."""
    kind = KINDS.get(name) or LETTERS[name]
    known = SAMPLES | _OF_PEOPLE if kind.group == Group.mentoring else SAMPLES
    return {key: known.get(key, f"‹{key}›") for key in _NAMES.findall(kind.sentence)}


def letter_in_preview(name: str) -> Letter:
    """The letter as a made-up reader would get it, in the language of the page."""
    reader = Reader(0, {"zh": "林晓", "en": "Lin Xiao"}[language()], language())
    if name in KINDS:
        return letter_of(current_app, "notification", _told(name), reader)
    values = _LETTER_VALUES.get(name, {})
    if name == "digest":
        values = {"way": Way.daily, "found": [_told(kind) for kind in ("takeup_enquired", "project_due", "search_found")]}
    return letter_of(current_app, name, values, reader)


def _told(name: str) -> dict[str, Any]:
    return {"kind": name, "letter_values": samples(name), "address": "/notifications", "event": None}
