"""Words of documents and of queries, and how Chinese words sound."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from matching import text as segmenter
from matching.text import add_words, segment, with_ing

HERE = Path(__file__).parent
# The files that decide how a text is cut: an index built by other ones answers wrongly.
SOURCES = (Path(__file__), Path(segmenter.__file__))
CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z]+")
# Chinese runs, or English words with what holds them together.
RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9][a-z0-9 ']*")
# A hyphen is a space: "small-batch" and "small batch" find each other.
HYPHEN = re.compile(r"(?<=[a-z0-9])[-\u2010\u2011](?=[a-z0-9])")
# Names such as b&b and r&d, which the segmenter takes apart.
JOINED = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)+")


def fold(text: str) -> str:
    """One form for all widths, cases and hyphens."""
    return HYPHEN.sub(" ", unicodedata.normalize("NFKC", text).lower())


def domain_words() -> tuple[str, ...]:
    """The terms of ``words.txt`` and the Chinese ones of ``synonyms.txt``: the segmenter keeps them whole."""
    listed = [line.strip() for line in _lines("words.txt")]
    same = [word.strip() for line in _lines("synonyms.txt") for word in line.split(",")]
    return tuple(dict.fromkeys(listed + [word for word in same if CHINESE.fullmatch(word)]))


def synonym_lines() -> tuple[tuple[str, ...], ...]:
    """The groups of ``synonyms.txt``."""
    return tuple(tuple(word.strip() for word in line.split(",")) for line in _lines("synonyms.txt"))


def wish_lines() -> tuple[tuple[str, ...], ...]:
    """The lines of ``wishes.txt``: name, facts, phrases."""
    parts = (line.split("|") for line in _lines("wishes.txt"))
    return tuple((name.strip(), facts.strip(), *(said.strip() for said in phrases.split(","))) for name, facts, phrases in parts)


def notion_lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The lines of ``notions.txt``: broad words, and the narrow ones that they stand for."""
    parts = (line.split(">") for line in _lines("notions.txt"))
    return tuple((_listed(broad), _listed(narrow)) for broad, narrow in parts)


def _listed(line: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in line.split(","))


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


# At import, under its lock: the segmenter must not learn words while another thread cuts a text.
add_words(domain_words())


def index_terms(text: str) -> list[str]:
    """Words of a document, the short ones inside long ones too; repeats are kept."""
    folded = fold(text)
    return segment(folded) + JOINED.findall(folded)


def query_terms(text: str) -> list[str]:
    """Words of a query, each once, none inside another: all of them are to be found."""
    folded = fold(text)
    words = segment(JOINED.sub(" ", folded), whole=True)
    return list(dict.fromkeys(JOINED.findall(folded) + words))


def bigrams(text: str) -> list[str]:
    """Pairs of neighbours: Chinese characters ("毛衫") and English words ("online shop")."""
    pairs: list[str] = []
    for run in RUNS.findall(fold(text)):
        if CHINESE.match(run):
            pairs += [first + second for first, second in pairwise(run)]
        else:
            pairs += [f"{first} {second}" for first, second in pairwise(segment(run, whole=True))]
    return pairs


def ing_forms_of(stem: str) -> tuple[str, ...]:
    """What people type for an English stem with -ing at its end: sewing, wedding."""
    return with_ing(stem)


def is_chinese(word: str) -> bool:
    """Whether a word is of Chinese characters only."""
    return CHINESE.fullmatch(word) is not None


def is_latin(word: str) -> bool:
    """Whether a word is of the letters a to z only."""
    return LATIN.fullmatch(word) is not None


@lru_cache(100_000)
def syllables(word: str) -> tuple[str, ...]:
    """The pinyin of a word, a syllable a character, without tones."""
    # Imported late: it takes 0.4 s.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return tuple(lazy_pinyin(word))


def pinyin_keys(word: str) -> tuple[str, str]:
    """What people type for a Chinese word: the whole pinyin and its initials.

    >>> pinyin_keys("毛衫")
    ('maoshan', 'ms')
    """
    spoken = [syllable.lower() for syllable in syllables(word)]
    return "".join(spoken), "".join(syllable[0] for syllable in spoken)


class Sound(NamedTuple):
    """How a Chinese word is typed and heard; ``blurred`` leaves out what southern speakers do not hear.

    The differences left out are zh z, ch c, sh s, ng n, l n.
    """

    pinyin: str
    initials: str
    blurred: str


def sound_of(word: str) -> Sound:
    """The sounds of a Chinese word."""
    blurred = "".join(f"{_blurred(syllable)}'" for syllable in syllables(word))
    return Sound(*pinyin_keys(word), blurred.lower())


def is_speakable(word: str) -> bool:
    """Whether a word is long enough and Chinese enough to be typed by its sound."""
    return len(word) > 1 and is_chinese(word)


def _blurred(syllable: str) -> str:
    start = re.sub(r"^([zcs])h", r"\1", syllable)
    return re.sub(r"^l", "n", re.sub(r"(?<=[aei])ng$", "n", start))
