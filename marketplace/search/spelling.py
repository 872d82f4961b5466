"""What somebody may have meant: words that sound the same, and slips of the keyboard."""

import re

from marketplace.search.text import fold, is_chinese, is_latin, query_terms
from marketplace.search.vocabulary import Vocabulary

PIECES = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[^\u3400-\u9fffa-z]+")
LONGEST_WORD = 8


def respell(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with its unknown words replaced by known ones; None if nothing is to be replaced."""
    pieces = PIECES.findall(fold(text).strip())
    respelled = "".join(_piece(piece, vocabulary) for piece in pieces)
    return respelled if respelled != "".join(pieces) else None


def _piece(piece: str, vocabulary: Vocabulary) -> str:
    if is_chinese(piece):
        return _by_sound(piece, vocabulary)
    if is_latin(piece) and not _is_known(piece, vocabulary):
        return vocabulary.nearest(piece) or piece
    return piece


def _by_sound(run: str, vocabulary: Vocabulary) -> str:
    """Cover a run of characters with known words of the same sound, the longest first."""
    written, start = "", 0
    while start < len(run):
        windows = (run[start : start + length] for length in range(LONGEST_WORD, 1, -1) if start + length <= len(run))
        word = next((found for window in windows if (found := vocabulary.sounding(window))), run[start])
        written += word
        start += len(word)
    return written


def _is_known(letters: str, vocabulary: Vocabulary) -> bool:
    terms = query_terms(letters)
    if not terms or vocabulary.spelled(letters):
        return True
    return any(term in vocabulary or vocabulary.completions(term) for term in terms)
