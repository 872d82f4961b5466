"""Words of a text in Chinese, English or both: the one tokeniser of the house."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rjieba import Jieba

ENGLISH = (
    "a an and are as at be been but by can for from had has have if in into is its of on or our so such than that the "
    "their them then there these they this those to was we were what which who will with you your"
)
CHINESE = (
    "的 了 和 与 及 或 在 是 也 都 就 而 并 且 以 于 为 为了 把 被 从 到 对 等 着 地 得 之 其 这 那 这个 那个 一个 个 "
    "我 你 他 她 它 我们 你们 他们 自己 以及 或者 并且 可以 进行 通过"
)
STOP_WORDS = frozenset(ENGLISH.split()) | frozenset(CHINESE.split())

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
VOWEL = re.compile("[aeiouy]")
DOUBLED = re.compile(r"([bdfgmnprt])\1$")
# Stems that lost an e before -ing: pric(e), driv(e), purchas(e), manufactur(e), trad(e), automat(e).
LOST_E = re.compile(r"(?:[cvzu]|[^s]s|tur|bl|[^aeiou]at|[^aeiou]ad)$")


def segment(text: str, *, whole: bool = False) -> list[str]:
    """Cut a text into lower-case words: Chinese words, stemmed English words and numbers.

    Parameters
    ----------
    text : str
        Any text; widths and compatibility forms are folded (NFKC).
    whole : bool
        True gives each word once (for phrases and tags); False adds the shorter words
        inside long ones (for search and for TF-IDF).

    Returns
    -------
    list of str
        Words in reading order, without punctuation and stop words; repeats are kept.
    """
    folded = _fold(text)
    words = _jieba().cut(folded) if whole else _jieba().cut_for_search(folded)
    return [_stem(word) for word in words if _is_word(word)]


def add_words(words: Iterable[str]) -> None:
    """Keep these terms whole from now on; adding one again changes nothing.

    The dictionary belongs to the process: call it once, before any text is indexed.
    """
    known = _jieba()
    for word in map(_fold, words):
        if word and known.cut(word) != [word]:
            known.add_word(word, None, None)


@cache
def _jieba() -> Jieba:
    # Our own instance, so that added words do not leak to other users of rjieba.
    return Jieba()


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().strip()
    return THOUSANDS.sub("", folded)


def _is_word(word: str) -> bool:
    return word not in STOP_WORDS and any(sign.isalnum() for sign in word)


def _stem(word: str) -> str:
    """Bring English plurals and -ing forms together; anything not plain English stays."""
    if not (word.isascii() and word.isalpha()):
        return word
    return _without_ing(_singular(word))


def with_ing(stem: str) -> tuple[str, ...]:
    """The -ing forms that ``segment`` brings to a stem, among them some that nobody writes.

    >>> with_ing("wed")
    ('weding', 'wedding')
    """
    forms = (f"{stem}ing", f"{stem}{stem[-1]}ing", f"{stem.removesuffix('e')}ing")
    return tuple(form for form in dict.fromkeys(forms) if _stem(form) == stem and form != stem)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("ies", "ie")):
        return word.removesuffix("s").removesuffix("ie") + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ing(word: str) -> str:
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3 or not VOWEL.search(stem):
        return word
    if DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" if LOST_E.search(stem) else stem
