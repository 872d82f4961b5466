"""Which pieces of a text to mark: plain values, so that the template escapes and writes ``<mark>``."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

Piece = tuple[str, bool]
ELLIPSIS = "…"
SENTENCE_END = re.compile(r"[。！？；.!?;\n]\s*")
LOOK_BACK = 30


def mark(text: str, terms: Iterable[str]) -> list[Piece]:
    """Cut a text into pieces, each marked or not; joined again they are the text.

    ``terms`` are those of ``Hits``: Chinese words, English stems, phrases, "kni*" for beginnings.

    >>> mark("濮院毛衫网店", ["毛衫"])
    [('濮院', False), ('毛衫', True), ('网店', False)]
    """
    pattern = _pattern(tuple(terms))
    if pattern is None:
        return [(text, False)] if text else []
    pieces, end = [], 0
    for found in pattern.finditer(text):
        pieces += [(text[end : found.start()], False), (found.group(), True)]
        end = found.end()
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def snippet(text: str, terms: Iterable[str], width: int = 120) -> list[Piece]:
    """About ``width`` characters around the first places with a term, in pieces as of ``mark``."""
    wanted = tuple(terms)
    if len(text) <= width:
        return mark(text, wanted)
    start = _start(text, wanted, width)
    end = min(len(text), start + width)
    pieces = mark(text[start:end].strip(), wanted)
    before = [(ELLIPSIS, False)] if start else []
    after = [(ELLIPSIS, False)] if end < len(text) else []
    return before + pieces + after


def _start(text: str, terms: tuple[str, ...], width: int) -> int:
    """Where the snippet begins: at the sentence or word of the window with most places."""
    pattern = _pattern(terms)
    places = [found.start() for found in pattern.finditer(text)] if pattern else []
    if not places:
        return 0
    counts = [bisect_left(places, place + width - LOOK_BACK) - rank for rank, place in enumerate(places)]
    best = places[counts.index(max(counts))]
    return min(_beginning(text, best), max(0, len(text) - width))


def _beginning(text: str, place: int) -> int:
    earliest = max(0, place - LOOK_BACK)
    ends = [earliest + found.end() for found in SENTENCE_END.finditer(text[earliest:place])]
    if ends or not earliest:
        return ends[-1] if ends else 0
    space = text.find(" ", earliest, place)
    return space + 1 if space >= 0 else earliest


@lru_cache(256)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    ways = [_way(term) for term in sorted(terms, key=len, reverse=True) if term]
    # Neighbours are one piece: 毛衫网店 rather than 毛衫, 网店.
    return re.compile(f"(?:{'|'.join(ways)})+", re.IGNORECASE) if ways else None


def _way(term: str) -> str:
    if not term.isascii():
        return re.escape(term)
    # Between Chinese characters there is no word boundary, so ask for no letter before and after.
    if term.endswith("*"):
        return rf"(?<![a-z0-9]){re.escape(term[:-1])}[a-z0-9]*"
    words = r"[\s-]+".join(_forms(word) for word in re.split(r"[\s-]+", term))
    return rf"(?<![a-z0-9]){words}(?![a-z0-9])"


def _forms(stem: str) -> str:
    """A stem with the endings that ``matching.text`` takes off: pric(e, es, ing), compan(y, ies), plan(s, ning)."""
    base = re.escape(stem[:-1])
    if not stem.isalpha() or len(stem) < 3:
        return re.escape(stem)
    if stem.endswith("e"):
        return f"{base}(?:e|es|ing)"
    if stem.endswith("y"):
        return f"{base}(?:y|ys|ie|ies|ying)"
    return f"{base}{stem[-1]}(?:s|es|{stem[-1]}?ing)?"
