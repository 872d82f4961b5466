"""The words that an index knows: how they begin, how they sound, which is nearest to a slip of the pen."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from marketplace.search.text import is_chinese, is_latin, pinyin_keys, sound_key

Sounds = dict[str, list[str]]


class Vocabulary:
    """Words of one generation of an index.

    Parameters
    ----------
    terms : iterable of str
        All words of the index; it may hold words of deleted documents.
    spoken : iterable of str
        Chinese words that may be typed by sound: those of titles and tags, and of the domain.
    frequency : callable
        How many living documents have a word.
    """

    def __init__(self, terms: Iterable[str], spoken: Iterable[str], frequency: Callable[[str], int]) -> None:
        self._ordered = sorted(terms)
        self._terms = frozenset(self._ordered)
        known = self._terms & set(spoken)
        self._spoken = sorted(word for word in known if len(word) > 1 and is_chinese(word))
        self._frequency = frequency

    def __contains__(self, term: str) -> bool:
        return term in self._terms and self._frequency(term) > 0

    def completions(self, prefix: str) -> list[str]:
        """Words that begin with ``prefix``, without itself."""
        start = bisect_left(self._ordered, prefix)
        begun = takewhile(lambda term: term.startswith(prefix), self._ordered[start:])
        return [term for term in begun if term != prefix]

    def holding(self, character: str) -> list[str]:
        """Words that hold a Chinese character."""
        return self._living([term for term in self._ordered if character in term])

    def spelled(self, letters: str) -> list[str]:
        """Chinese words with exactly this pinyin (maoshan)."""
        return self._living(self._by_pinyin.get(letters, []))

    def begun(self, letters: str) -> list[str]:
        """Chinese words whose pinyin begins like this (maosh)."""
        keys = [key for key in self._by_pinyin if key.startswith(letters)]
        return self._living([word for key in keys for word in self._by_pinyin[key]])

    def initialled(self, letters: str) -> list[str]:
        """Chinese words with these initials (ms)."""
        return self._living(self._by_initials.get(letters, []))

    def sounding(self, word: str) -> str | None:
        """The most used Chinese word that sounds the same, else one that a southern ear takes for it."""
        if word in self:
            return word
        same = self.spelled(pinyin_keys(word)[0]) or self._living(self._by_sound.get(sound_key(word), []))
        alike = [other for other in same if len(other) == len(word)]
        return min(alike, key=lambda other: (-self._frequency(other), other), default=None)

    def cut_pinyin(self, letters: str) -> list[str] | None:
        """Cut unbroken letters into pinyin of known words (maoshandianshang), few words first."""
        ways: dict[int, list[str]] = {0: []}
        for end in range(1, len(letters) + 1):
            cuts = [[*ways[start], letters[start:end]] for start in ways if letters[start:end] in self._by_pinyin]
            if cuts:
                ways[end] = min(cuts, key=len)
        return ways.get(len(letters)) or None

    def nearest(self, letters: str) -> str | None:
        """The English word or pinyin one or two slips away; None for words of less than four letters."""
        slips = 0 if len(letters) < 4 else 1 if len(letters) < 6 else 2
        if not slips:
            return None
        near = process.extract(letters, self._letters, scorer=OSA.distance, score_cutoff=slips, limit=None)
        # People rarely miss the first letter; between equals the word used most.
        ranked = sorted((distance, word[0] != letters[0], -self.used(word), word) for word, distance, _ in near)
        return next((word for _, _, used, word in ranked if used), None)

    def used(self, letters: str) -> int:
        """How many documents have a word, or a word with this pinyin."""
        return self._frequency(letters) + sum(map(self._frequency, self._by_pinyin.get(letters, [])))

    def _living(self, words: list[str]) -> list[str]:
        return [word for word in words if self._frequency(word)]

    @cached_property
    def _letters(self) -> list[str]:
        english = {term for term in self._ordered if len(term) > 2 and is_latin(term)}
        return sorted(english | self._by_pinyin.keys())

    @cached_property
    def _by_pinyin(self) -> Sounds:
        return _by(self._spoken, lambda word: pinyin_keys(word)[0])

    @cached_property
    def _by_initials(self) -> Sounds:
        return _by(self._spoken, lambda word: pinyin_keys(word)[1])

    @cached_property
    def _by_sound(self) -> Sounds:
        return _by(self._spoken, sound_key)


def _by(words: Iterable[str], key: Callable[[str], str]) -> Sounds:
    found: Sounds = {}
    for word in words:
        found.setdefault(key(word), []).append(word)
    return found
