"""What the speed of search is measured on: many made-up documents, questions, and the answers of brute force.

The documents are mixed from the sentences of our own library entries, most of them of the document's
own sector, and carry a made-up brand, so that rare words grow with the number of documents.
"""

import pickle
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.search import Document, rows
from marketplace.search.reading import Group, read
from marketplace.search.rows import Entry, entry_of
from marketplace.search.synonyms import curated
from marketplace.search.text import domain_words
from marketplace.search.vocabulary import Lexicon, Vocabulary
from seeds.content import library_entries

SEED = 20261125
Ids = NDArray[np.int32]
FACETS = ("sector", "region", "capital", "stage", "risk")
TEXTS = ("summary", "detail", "first_90_days", "buyers", "licences", "not_for")
OWN, OTHER = 10, 5
REGIONS = ("330402", "330411", "330421", "330424", "330481", "330482", "330483")
SYLLABLES = ("bo", "da", "fe", "gu", "ka", "lo", "mi", "ne", "po", "ra", "su", "ti", "vo", "wi", "ze")
MOST_WORDS_OF_A_GROUP = 60


class Corpus:
    """``size`` documents, the same for the same size and seed."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        chance = np.random.default_rng(seed)
        entries = library_entries()
        self.size = size
        self._entries = entries
        self._all = [sentence for entry in entries for sentence in _sentences(entry)]
        self._of_sector: dict[str, list[str]] = {}
        for entry in entries:
            self._of_sector.setdefault(entry["sector"], []).extend(_sentences(entry))
        self._base = chance.integers(0, len(entries), (size, 2))
        self._picks = chance.random((size, OWN + OTHER), np.float32)
        self._values = chance.integers(0, 5, (size, 3), np.int8)
        self._regions = chance.integers(0, len(REGIONS), (size, 2), np.int8)
        self._brands = chance.zipf(1.3, size) % max(size // 4, 4)

    def __iter__(self) -> Iterator[Document]:
        return map(self.document, range(1, self.size + 1))

    def document(self, number: int) -> Document:
        """The document with an id, from 1."""
        place = number - 1
        first, second = (self._entries[at] for at in self._base[place])
        capital, stage, risk = (f"{name}{value}" for name, value in zip("CPR", self._values[place].tolist(), strict=True))
        body = self._body(place, first["sector"])
        return Document(
            kind="project",
            id=number,
            revision=1,
            title=(first["title_zh"], f"{_brand(int(self._brands[place]))} {second['title_en']}"),
            tags=(*first["tags_zh"][:3], *second["tags_en"][:2]),
            summary=body[:2],
            body=body[2:],
            facets={
                "sector": (first["sector"],),
                "region": tuple(dict.fromkeys(REGIONS[at] for at in self._regions[place])),
                "capital": (capital,),
                "stage": (stage,),
                "risk": (risk,),
            },
            numbers={"capital": float(self._picks[place, 0] * 1e5)},
        )

    def text(self, number: int) -> str:
        """What snippets are cut from."""
        place = number - 1
        return "".join(self._body(place, self._entries[self._base[place, 0]]["sector"]))

    def _body(self, place: int, sector: str) -> tuple[str, ...]:
        own, every = self._of_sector[sector], self._all
        picks = self._picks[place].tolist()
        return tuple([own[int(pick * len(own))] for pick in picks[:OWN]] + [every[int(pick * len(every))] for pick in picks[OWN:]])


def _sentences(entry: dict[str, Any]) -> list[str]:
    chinese = [sentence for text in TEXTS for sentence in re.findall(r"[^。！？；]+[。！？；]?", entry[f"{text}_zh"])]
    english = [sentence for text in TEXTS for sentence in re.findall(r"[^.!?;]+[.!?;]?\s*", entry[f"{text}_en"])]
    # As many of one language as of the other: English says it in shorter sentences.
    return [sentence for sentence in chinese + english if len(sentence) > 4]


def _brand(number: int) -> str:
    letters = ""
    number += len(SYLLABLES) ** 2
    while number:
        number, at = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[at]
    return letters.capitalize()


class Spool:
    """Analysed documents in a file: every engine and every peer stores the same words, analysed once."""

    def __init__(self, file: Path, documents: Iterable[Document]) -> None:
        self._file = file
        # Sentences come again in other documents.
        cut, pair = rows.index_terms, rows.bigrams
        rows.index_terms, rows.bigrams = lru_cache(200_000)(cut), lru_cache(200_000)(pair)
        try:
            with file.open("wb") as opened:
                for document in documents:
                    pickle.dump(tuple(entry_of(document)), opened, pickle.HIGHEST_PROTOCOL)
        finally:
            rows.index_terms, rows.bigrams = cut, pair

    def __iter__(self) -> Iterator[Entry]:
        with self._file.open("rb") as opened:
            while True:
                try:
                    yield Entry(*pickle.load(opened))
                except EOFError:
                    return

    def analysis(self) -> "Analysis":
        """In place of ``entry_of``, for a build of all documents in order."""
        return Analysis(iter(self))


class Analysis:
    """Gives the stored analysis of each document of the corpus, and makes the others."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._entries = entries

    def __call__(self, document: Document) -> Entry:
        stored = next(self._entries, None)
        return stored if stored and stored.row.key == document.key else entry_of(document)


@dataclass(frozen=True)
class Question:
    """A text as it is typed, what it asks for, and the answer of brute force."""

    text: str
    groups: tuple[Group, ...]
    ids: Ids
    facets: dict[str, dict[str, int]]


class Counts:
    """How many documents have a word, for reading questions."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts

    def prefetch_words(self, words: Iterable[str]) -> None:
        """Nothing to do."""

    def frequency(self, word: str) -> int:
        """How many documents have a word."""
        return self.counts[word]


def questions(corpus: Corpus, spool: Spool, each: int, seed: int = SEED) -> dict[str, list[Question]]:
    """Questions by class, ``each`` of a class, with their answers by looking at every document."""
    counts: Counter[str] = Counter()
    spoken: set[str] = set(domain_words())
    sample: list[list[str]] = []
    for number, entry in enumerate(spool):
        counts.update(entry.words.keys())
        spoken.update(entry.row.spoken)
        if number % max(corpus.size // 2000, 1) == 0:
            sample.append(list(entry.words))
    vocabulary = Vocabulary(Lexicon(counts, spoken), Counts(counts))
    asked = {name: _texts(name, sample, counts, vocabulary, corpus.size, each, seed) for name in CLASSES}
    return _answered(corpus, spool, asked)


CLASSES = {"1 word": 1, "2 words": 2, "4 words": 4, "rare + common": 2, "as typed": 2}


def _texts(
    name: str, sample: Sequence[list[str]], counts: Counter[str], vocabulary: Vocabulary, size: int, each: int, seed: int
) -> list[tuple[str, tuple[Group, ...]]]:
    chance = np.random.default_rng([seed, CLASSES[name], len(name)])
    found: dict[str, tuple[Group, ...]] = {}
    for _ in range(each * 400):
        if len(found) == each:
            break
        held = [word for word in sample[chance.integers(len(sample))] if _is_typed(word) and counts[word] <= max(size // 5, 2)]
        words = _chosen(name, held, counts, size, chance)
        if not words:
            continue
        # A blank after it says that the last word is finished.
        text = " ".join(words) + " " if name != "as typed" else " ".join(words)[:-1]
        groups = read(text, vocabulary, curated())
        if _is_plain(groups, len(words)):
            found[text] = groups
    return list(found.items())


def _chosen(name: str, held: list[str], counts: Counter[str], size: int, chance: np.random.Generator) -> list[str]:
    if name == "rare + common":
        rare = [word for word in held if counts[word] <= max(size // 1000, 3)]
        common = [word for word in held if counts[word] >= size // 20]
        return [rare[chance.integers(len(rare))], common[chance.integers(len(common))]] if rare and common else []
    usual = [word for word in held if counts[word] * 2000 >= size]
    if len(usual) < CLASSES[name]:
        return []
    words = [usual[at] for at in chance.choice(len(usual), CLASSES[name], replace=False)]
    return words if name != "as typed" or len(words[-1]) > 2 else []


def _is_typed(word: str) -> bool:
    return len(word) > 1 and word.isalpha()


def _is_plain(groups: Sequence[Group], words: int) -> bool:
    """Whether a peer can be asked the same: groups of words, not of neighbours."""
    ways = [way for group in groups for way in group.alternatives]
    return len(groups) == words and not any(way.pairs for way in ways) and len(ways) <= MOST_WORDS_OF_A_GROUP


def _answered(corpus: Corpus, spool: Spool, asked: dict[str, list[tuple[str, tuple[Group, ...]]]]) -> dict[str, list[Question]]:
    wanted = {
        word for texts in asked.values() for _, groups in texts for group in groups for way in group.alternatives for word in way.words
    }
    holders = {word: array("i") for word in wanted}
    values: list[tuple[tuple[str, str], ...]] = [()]
    for entry in spool:
        values.append(tuple((name, value) for name in FACETS for value in entry.row.facets[name]))
        for word in wanted & entry.words.keys():
            holders[word].append(entry.row.id)
    # What finds nothing is loosened step by step, and no peer does that.
    return {
        name: [Question(text, groups, ids, _counted(ids, values)) for text, groups in texts if len(ids := _holding(groups, holders))]
        for name, texts in asked.items()
    }


def _holding(groups: Sequence[Group], holders: Mapping[str, Sequence[int]]) -> Ids:
    """Ids that have any of the alternatives of each group, all words of it."""
    ways = [[reduce(np.intersect1d, (np.array(holders[word]) for word in way.words)) for way in group.alternatives] for group in groups]
    return np.asarray(reduce(np.intersect1d, (reduce(np.union1d, each) for each in ways)), np.int32)


def _counted(ids: Ids, values: Sequence[tuple[tuple[str, str], ...]]) -> dict[str, dict[str, int]]:
    counts = Counter(pair for number in ids.tolist() for pair in values[number])
    return {name: {value: count for (facet, value), count in counts.items() if facet == name} for name in FACETS}
