"""What texts are about: TF-IDF rows of words, compared by the cosine."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matching.columns import Floats, Kept, Places
from matching.explain import top_shared_words
from matching.results import Kind
from matching.text import segment

Texts = Mapping[Kind, Sequence[str]]


class Row(NamedTuple):
    """The words of one text: their columns, rising, and weights; the sum of the squared weights is 1."""

    columns: Places
    weights: Floats


class Table(NamedTuple):
    """The words of many texts, by text (`starts`, `columns`, `weights`) and by word (`word_starts`, `places`, `values`)."""

    size: int
    starts: Places
    columns: Places
    weights: Floats
    word_starts: Places
    places: Places
    values: Floats


class Topics:
    """Word TF-IDF with sublinear counts; it was as good as anything heavier (research, section 1).

    Parameters
    ----------
    vocabulary : mapping of str to float, optional
        Inverse document frequencies learnt before; words that are not in it count as they do in these texts.

    Attributes
    ----------
    words_ : ndarray of str, shape (n_words,)
    idf_ : ndarray, shape (n_words,)
    tables_ : dict of Kind to Table, rows of length 1 (or 0 when empty)
    """

    def __init__(self, vocabulary: Mapping[str, float] | None = None) -> None:
        self.vocabulary = vocabulary or {}

    def fit(self, texts: Texts) -> Self:
        """Learn the words of all texts together; each kind keeps its own rows, in the order given."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 slow import, 1.2-2.4 s

        cut = {kind: [segment(text) for text in texts[kind]] for kind in texts}
        everything = [words for kind in cut for words in cut[kind]]
        self.words_: NDArray[np.str_] = np.array([], dtype=np.str_)
        self.idf_: Floats = np.zeros(0)
        self.tables_: dict[Kind, Table] = {}
        if any(everything):
            learnt = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit(everything)
            self.words_ = learnt.get_feature_names_out()
            learnt.idf_ = self.idf_ = np.array(
                [self.vocabulary.get(word, here) for word, here in zip(self.words_.tolist(), learnt.idf_.tolist(), strict=True)]
            )
            self.tables_ = {kind: _table(learnt.transform(cut[kind])) for kind in cut if cut[kind]}
        self._columns = {str(word): column for column, word in enumerate(self.words_)}
        self._rows: Kept[Row] = Kept()
        return self

    def row(self, text: str) -> Row | None:
        """The row of a new text, or None when it has no known word."""
        found = self._rows.get(text, lambda: self._cut(text))
        return found if found.columns.size else None

    def _cut(self, text: str) -> Row:
        counts: dict[int, int] = {}
        for word in segment(text):
            if (column := self._columns.get(word)) is not None:
                counts[column] = counts.get(column, 0) + 1
        columns = np.array(sorted(counts), dtype=np.intp)
        weights = (1 + np.log([counts[column] for column in columns.tolist()])) * self.idf_[columns]
        return Row(columns, weights / np.linalg.norm(weights) if columns.size else weights)

    def cosines(self, row: Row, kind: Kind) -> Floats:
        """Cosines of a row with every text of a kind, shape (n_texts,), in [0, 1]."""
        if kind not in self.tables_:
            return np.zeros(0)
        table = self.tables_[kind]
        total = np.zeros(table.size)
        # A question has a few words: their postings are a small part of the table.
        for word, weight in zip(row.columns.tolist(), row.weights.tolist(), strict=True):
            posting = slice(table.word_starts[word], table.word_starts[word + 1])
            total[table.places[posting]] += weight * table.values[posting]
        return np.clip(total, 0.0, 1.0, out=total)

    def shared_words(self, row: Row, kind: Kind, place: int) -> tuple[tuple[str, float], ...]:
        """What each shared word adds to the cosine of a row and one text, the most first."""
        table = self.tables_[kind]
        text = slice(table.starts[place], table.starts[place + 1])
        return top_shared_words(self._said(row), self._said(Row(table.columns[text], table.weights[text])))

    def telling_words(self, row: Row, kind: Kind, place: int, n: int = 3) -> tuple[str, ...]:
        """The shared words that carry most of a cosine and mean something when shown alone."""
        telling: list[str] = []
        for word, _ in self.shared_words(row, kind, place):
            # One sign or a number tells nobody anything; 直播 inside 直播带货 would be said twice.
            if len(word) > 1 and not word.isdigit() and not any(word in said or said in word for said in telling):
                telling.append(word)
        return tuple(telling[:n])

    def _said(self, row: Row) -> dict[str, float]:
        return dict(zip(self.words_[row.columns].tolist(), row.weights.tolist(), strict=True))


def _table(rows: object) -> Table:
    """A scipy sparse matrix of rows, as plain arrays of both orders."""
    by_text, by_word = rows.tocsr(), rows.tocsc()  # type: ignore[attr-defined]
    by_text.sort_indices()
    by_word.sort_indices()
    return Table(
        by_text.shape[0],
        by_text.indptr.astype(np.intp), by_text.indices.astype(np.intp), by_text.data,
        by_word.indptr.astype(np.intp), by_word.indices.astype(np.intp), by_word.data,
    )  # fmt: skip
