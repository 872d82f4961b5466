"""What the house asks of a search engine, and the values that go in and out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from marketplace.search.wishes import Wish

Key = tuple[str, int]
# What pages for people ask for: half a page of answers.
ENOUGH = 10
Widening = Literal["spelling", "bigram", "synonym", "any_word", "filters"]


class IndexUnusable(Exception):
    """There is no index, it is broken, or it was built by other rules: rebuild it."""


class IndexBusy(Exception):
    """Another process writes to the index and did not finish in time: try again later."""


@dataclass(frozen=True)
class Document:
    """One thing that can be found; (kind, id) names it.

    ``title`` is (Chinese, English); the other texts are as many pieces as there are. ``facets``
    holds the values of each facet, several if need be; ``numbers`` holds what one sorts by and
    limits, dates as days. ``revision`` tells ``doctor`` whether the index is up to date.
    """

    kind: str
    id: int
    revision: int
    title: tuple[str, ...]
    tags: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """The name of the document: kind and id."""
        return self.kind, self.id


@dataclass(frozen=True)
class Query:
    """What somebody looks for.

    ``filters``: within a facet any of the values will do, every facet must agree; an empty set
    filters nothing. ``at_most``, ``at_least``: a document without that number is left out. ``sort``: "relevance",
    or a number's name, with "-" before it for the largest first; what lacks the number comes last.
    ``enough``: fewer hits than that are followed by near ones, which lack some of the words (by
    relevance only); 0 for those who want all words or nothing. ``literal``: words are only words, and
    no wish ("at home", "5万以内") is understood.
    """

    text: str = ""
    kinds: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)
    at_least: Mapping[str, float] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    enough: int = 0
    literal: bool = False


@dataclass(frozen=True)
class Hits:
    """One page of an answer, and what can be said of the whole of it.

    ``ids`` and ``scores`` are of this page, ``total`` of all pages. ``facets`` and ``kinds`` count
    each value under all the other filters; values that would find nothing are absent. ``terms`` are
    for ``snippets.mark``: what to mark in the texts. ``widening`` names the step that was needed to
    find anything, ``corrected`` the words that were searched instead. ``near`` is how many of the
    total, the last ones, lack some of the words, see ``Query.enough``. ``understood`` are the wishes
    that were taken for facts of the documents, see ``wishes.py``.
    """

    ids: tuple[Key, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    widening: Widening | None = None
    corrected: str | None = None
    scores: tuple[float, ...] = ()
    near: int = 0
    understood: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A way to go on typing: a title (kind and id of its document) or a tag ("tag", None)."""

    text: str
    kind: str
    id: int | None = None


class SearchEngine(Protocol):
    """A disposable index of documents. Every method may raise ``IndexUnusable`` unless it says otherwise."""

    def search(self, query: Query) -> Hits:
        """Answer a query; a text without any word lists everything under the filters."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles and tags that begin like this, in characters, pinyin or initials."""

    def apply(self, documents: Sequence[Document], deleted: Sequence[Key]) -> None:
        """Put in or replace ``documents``, take out ``deleted``; again changes nothing. Raises ``IndexBusy``."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew from all documents; returns how many. Never ``IndexUnusable``; raises ``IndexBusy``."""

    def generation(self) -> str:
        """A name that changes with every change of the index: a key for caches."""

    def revisions(self) -> dict[Key, int]:
        """The revision of every document in the index."""

    def is_usable(self) -> bool:
        """Whether searches will be answered. Never raises."""
