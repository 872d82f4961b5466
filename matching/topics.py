"""What texts are about: TF-IDF rows of words, compared by the cosine."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from matching.explain import top_shared_words
from matching.results import Kind
from matching.text import segment

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Shelf = Mapping[Kind, Sequence[str]]


class Topics:
    """Word TF-IDF with sublinear counts; it was as good as anything heavier (research, section 1).

    Attributes
    ----------
    words_ : ndarray of str, shape (n_words,)
    rows_ : dict of Kind to csr_array, shape (n_texts, n_words), rows of length 1 (or 0 when empty)
    """

    def fit(self, shelf: Shelf) -> Self:
        """Learn the words of all texts together; each kind keeps its own rows, in the order given."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 slow import, 1.2-2.4 s

        texts = [text for kind in shelf for text in shelf[kind]]
        self.vectorizer_ = None
        self.words_: NDArray[np.str_] = np.array([], dtype=np.str_)
        self.rows_: dict[Kind, csr_array] = {}
        if any(segment(text) for text in texts):
            self.vectorizer_ = TfidfVectorizer(analyzer=segment, sublinear_tf=True).fit(texts)
            self.words_ = self.vectorizer_.get_feature_names_out()
            self.rows_ = {kind: self.vectorizer_.transform(shelf[kind]) for kind in shelf if shelf[kind]}
        return self

    def row(self, text: str) -> "csr_array | None":
        """The TF-IDF row of a new text, or None when it has no known word."""
        if self.vectorizer_ is None:
            return None
        row = self.vectorizer_.transform([text])
        return row if row.nnz else None

    def cosines(self, row: "csr_array", kind: Kind) -> NDArray[np.float64]:
        """Cosines of a row with every text of a kind, shape (n_texts,), in [0, 1]."""
        if kind not in self.rows_:
            return np.zeros(0)
        cosines: NDArray[np.float64] = (self.rows_[kind] @ row.T).toarray().ravel()
        return np.clip(cosines, 0.0, 1.0)

    def telling_words(self, row: "csr_array", kind: Kind, place: int, n: int = 3) -> tuple[str, ...]:
        """The shared words that carry most of a cosine and mean something when shown alone."""
        shared = top_shared_words(row, self.rows_[kind][[place]], self.words_)
        telling: list[str] = []
        for word, _ in shared:
            # One sign or a number tells nobody anything; 直播 inside 直播带货 would be said twice.
            if len(word) > 1 and not word.isdigit() and not any(word in said or said in word for said in telling):
                telling.append(word)
        return tuple(telling[:n])
