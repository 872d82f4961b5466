"""The words that an index knows: how they begin, how they sound, which is nearest to a slip of the pen."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from marketplace.search.text import Sound, ing_forms_of, is_latin, is_speakable, sound_of

Sounds = dict[str, list[str]]
# Behind all that begins alike.
LAST = "\U0010ffff"


class Frequencies(Protocol):
    """How many living documents have a word."""

    def prefetch_words(self, words: Iterable[str]) -> None:
        """Say beforehand which words will be asked for."""

    def frequency(self, word: str) -> int:
        """How many living documents have the word."""


class Lexicon:
    """The words of an index in order, and how the Chinese ones sound; without counts, so that generations share it.

    Parameters
    ----------
    terms : iterable of str
        All words of the index; it may hold words of deleted documents.
    spoken : iterable of str
        Chinese words that may be typed by sound: those of titles and tags, and of the domain.
    sound_of : callable
        How a word sounds, for an engine that has it stored.
    """

    def __init__(self, terms: Iterable[str], spoken: Iterable[str], sound_of: Callable[[str], Sound] = sound_of) -> None:
        self.ordered = sorted(terms)
        self.terms = frozenset(self.ordered)
        self.spoken = sorted(word for word in self.terms & set(spoken) if is_speakable(word))
        self._sound_of = sound_of

    @cached_property
    def letters(self) -> list[str]:
        """English words and pinyin, for slips of the keyboard."""
        english = {term for term in self.ordered if len(term) > 2 and is_latin(term)}
        return sorted(english | self.by_pinyin.keys())

    @cached_property
    def ing_forms(self) -> dict[str, str]:
        """Stems by what people type for them: sewing, wedding."""
        return {form: term for term in self.ordered if len(term) > 2 and is_latin(term) for form in ing_forms_of(term)}

    @cached_property
    def by_pinyin(self) -> Sounds:
        """Words by their whole pinyin."""
        return self._by(lambda sound: sound.pinyin)

    @cached_property
    def pinyin(self) -> list[str]:
        """The keys of ``by_pinyin`` in order."""
        return sorted(self.by_pinyin)

    @cached_property
    def place_of_pinyin(self) -> dict[str, int]:
        """Where each key stands in ``by_pinyin``."""
        return {key: place for place, key in enumerate(self.by_pinyin)}

    @cached_property
    def by_initials(self) -> Sounds:
        """Words by the first letters of their syllables."""
        return self._by(lambda sound: sound.initials)

    @cached_property
    def by_sound(self) -> Sounds:
        """Words by what a southern ear hears."""
        return self._by(lambda sound: sound.blurred)

    def _by(self, key: Callable[[Sound], str]) -> Sounds:
        found: Sounds = {}
        for word in self.spoken:
            found.setdefault(key(self._sound_of(word)), []).append(word)
        return found


class Vocabulary:
    """Words of one generation of an index: its lexicon, and how often they are used."""

    def __init__(self, lexicon: Lexicon, frequencies: Frequencies) -> None:
        self._lexicon, self._frequencies = lexicon, frequencies
        self._frequency = frequencies.frequency

    def __contains__(self, term: str) -> bool:
        return term in self._lexicon.terms and self._frequency(term) > 0

    def completions(self, prefix: str) -> list[str]:
        """Words that begin with ``prefix``, without itself."""
        return [term for term in _begun(self._lexicon.ordered, prefix) if term != prefix]

    def holding(self, character: str) -> list[str]:
        """Words that hold a Chinese character."""
        return self._living([term for term in self._lexicon.ordered if character in term])

    def spelled(self, letters: str) -> list[str]:
        """Chinese words with exactly this pinyin (maoshan)."""
        return self._living(self._lexicon.by_pinyin.get(letters, []))

    def begun(self, letters: str) -> list[str]:
        """Chinese words whose pinyin begins like this (maosh)."""
        # In the order of ``by_pinyin``, of which most is not looked at.
        keys = sorted(_begun(self._lexicon.pinyin, letters), key=self._lexicon.place_of_pinyin.__getitem__)
        return self._living([word for key in keys for word in self._lexicon.by_pinyin[key]])

    def initialled(self, letters: str) -> list[str]:
        """Chinese words with these initials (ms)."""
        return self._living(self._lexicon.by_initials.get(letters, []))

    def sounding(self, word: str) -> str | None:
        """The most used Chinese word that sounds the same, else one that a southern ear takes for it."""
        if word in self:
            return word
        sound = sound_of(word)
        same = self.spelled(sound.pinyin) or self._living(self._lexicon.by_sound.get(sound.blurred, []))
        alike = [other for other in same if len(other) == len(word)]
        return min(alike, key=lambda other: (-self._frequency(other), other), default=None)

    def cut_pinyin(self, letters: str) -> list[str] | None:
        """Cut unbroken letters into pinyin of known words (maoshandianshang), few words first."""
        ways: dict[int, list[str]] = {0: []}
        for end in range(1, len(letters) + 1):
            cuts = [[*ways[start], letters[start:end]] for start in ways if letters[start:end] in self._lexicon.by_pinyin]
            if cuts:
                ways[end] = min(cuts, key=len)
        return ways.get(len(letters)) or None

    def nearest(self, letters: str) -> str | None:
        """The English word or pinyin one or two slips away; None for words of less than four letters."""
        slips = 0 if len(letters) < 4 else 1 if len(letters) < 6 else 2
        if not slips:
            return None
        known = self._lexicon.letters
        if _ING.search(letters):
            known = [*known, *self._lexicon.ing_forms]
        near = process.extract(letters, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
        # People rarely miss the first letter, and vowels more often than consonants; between equals the word used most.
        ranked = sorted(
            (distance, word[0] != letters[0], _consonants(word) != _consonants(letters), -self.used(word), word)
            for word, distance, _ in near
        )
        return next((word for *_, used, word in ranked if used), None)

    def used(self, letters: str) -> int:
        """How many documents have a word, or a word with this pinyin."""
        stem = self._lexicon.ing_forms.get(letters, letters)
        return self._frequency(stem) + sum(map(self._frequency, self._lexicon.by_pinyin.get(letters, [])))

    def _living(self, words: list[str]) -> list[str]:
        self._frequencies.prefetch_words(words)
        return [word for word in words if self._frequency(word)]


def _begun(ordered: list[str], prefix: str) -> list[str]:
    """What begins with a prefix, out of an ordered list."""
    return ordered[bisect_left(ordered, prefix) : bisect_left(ordered, prefix + LAST)]


# "sewng", "weddign", "fishin": the end of a word that stands in the index by its stem.
_ING = re.compile(r"(?:ing|ng|ign|in|ig|inh|igng)$")


def _consonants(letters: str) -> str:
    return letters.translate(_VOWELS)


_VOWELS = str.maketrans("", "", "aeiou")
