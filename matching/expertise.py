"""Who knows about what, read from the texts of people: words they share with an item, and what both are about."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from matching.text import segment

if TYPE_CHECKING:
    from scipy.sparse import csr_array

RARITY = 1.5  # power of the inverse document frequency; 1.5 to 2 are alike, 1 is worse (docs/matching.md)
RANKS = (8, 16, 32, 64, 128)  # coarse to fine: their mean is better than any one of them, whatever the corpus
FLATTENING = -0.5  # power of the singular values on the axes: 0 leaves the strong ones to rule, -1 makes all alike
NEAREST = 3  # documents of a person that count twice: once as all others, once as the nearest
MEANING = 0.3  # weight of what texts are about beside the words they share; more finds the same field and loses the very item
SAME = 1e-9  # a singular value below this share of the first is noise of the arithmetic

Array = NDArray[np.float64]


class ExpertiseModel:
    """Expertise of people in items, from their documents, in Chinese, English or both.

    A document meets an item in two ways: by the cosine of their words (TF-IDF with sublinear counts) and by the mean of
    cosines in latent semantic spaces of several ranks (Deerwester et al. 1990). The first axis of these spaces is what
    all texts have in common and is left out (as in Mu and Viswanath 2018, all but the top). A person's documents are
    pooled half by their mean and half by the mean of the three nearest. Nothing is learnt from ratings.

    To meet across languages the corpus needs texts that say the same in both.

    Parameters
    ----------
    random_state : int
        Seed of the randomised singular value decomposition.

    Attributes
    ----------
    places_ : dict of str to int
        Column of each known word.
    rarity_ : ndarray, shape (n_words,)
        What one mention of a word weighs, from 1 (in every text of the corpus) upwards.
    axes_ : ndarray, shape (n_words, n_axes)
        From words to the latent axes, strongest first; at most 127, none for a corpus of one text.

    Examples
    --------
    >>> corpus = ["开店 毛衫 针织 knitwear shop", "开店 毛衫 横机 knitwear shop", "开店 民宿 西塘 homestay", "开店 民宿 早餐 homestay"]
    >>> model = ExpertiseModel().fit(corpus)
    >>> knitter, host, newcomer = model.score([["横机毛衫", "开店"], ["西塘民宿"], []], ["毛衫"])
    >>> bool(knitter > host), newcomer.tolist()
    (True, [0.0])
    """

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, corpus: Sequence[str]) -> Self:
        """Learn words, their rarity and the latent axes from texts of any kind.

        Parameters
        ----------
        corpus : sequence of str
            What people and items write about; a few hundred texts or more. Their order does not matter.
        """
        texts = [Counter(segment(text)) for text in sorted(corpus)]
        shares = _shares(texts)
        self.places_ = {word: place for place, word in enumerate(shares)}
        self.rarity_: Array = (1 - np.log(np.fromiter(shares.values(), dtype=np.float64))) ** RARITY
        self.axes_ = self._axes(self._rows(texts))
        return self

    def score(self, people: Sequence[Sequence[str]], items: Sequence[str]) -> Array:
        """How much each person knows about each item.

        Parameters
        ----------
        people : sequence of sequences of str, one for each person
            A person is a list of documents in any order. One without a known word counts as not written.
        items : sequence of str

        Returns
        -------
        ndarray, shape (n_people, n_items), in [0, 1]
            To be compared with each other, not to be read as chances. Texts that have nothing to do with each other
            come near 0.23; 0 says that the person or the item has no word the corpus knows.
        """
        scores = np.zeros((len(people), len(items)))
        rows, meanings = self._read(items)
        known = np.diff(rows.indptr) > 0
        by_word = rows.T.tocsr()
        # One person at a time: memory stays at documents of one person x items.
        for place, documents in enumerate(people):
            alike = self._alike(documents, by_word, meanings)
            if alike.size:
                scores[place, known] = (_pooled(alike)[known] + MEANING) / (1 + MEANING)
        bounded: Array = np.clip(scores, 0.0, 1.0)
        return bounded

    def _alike(self, documents: Sequence[str], by_word: "csr_array", meanings: Array) -> Array:
        """Cosine of words mixed with that of meanings, in [-MEANING, 1], for the documents that say something."""
        own_rows, own_meanings = self._read(documents)
        written = np.diff(own_rows.indptr) > 0
        words: Array = (own_rows @ by_word).toarray()
        mixed: Array = ((1 - MEANING) * words + MEANING * own_meanings @ meanings.T)[written]
        return mixed

    def _read(self, texts: Sequence[str]) -> "tuple[csr_array, Array]":
        """Rows of words and of meanings; the product of two rows of meanings is the mean cosine over all ranks."""
        rows = self._rows([Counter(segment(text)) for text in texts])
        placed = rows @ self.axes_
        spaces = [_of_length_one(placed[:, : rank - 1]) for rank in RANKS]
        return rows, np.hstack(spaces) / np.sqrt(len(RANKS))

    def _rows(self, texts: Sequence[Counter[str]]) -> "csr_array":
        """TF-IDF rows of length 1, or 0 without a known word; shape (n_texts, n_words)."""
        from scipy.sparse import csr_array  # noqa: PLC0415 slow import

        known = [{self.places_[word]: n for word, n in words.items() if word in self.places_} for words in texts]
        columns = np.array([place for words in known for place in sorted(words)], dtype=np.int32)
        counts = np.array([words[place] for words in known for place in sorted(words)], dtype=np.float64)
        ends = np.cumsum([0, *map(len, known)])
        weights = (1 + np.log(counts)) * self.rarity_[columns]
        lengths = np.sqrt(np.bincount(np.repeat(np.arange(len(known)), np.diff(ends)), weights**2, len(known)))
        return csr_array((weights / np.repeat(lengths, np.diff(ends)), columns, ends), shape=(len(texts), len(self.places_)))

    def _axes(self, rows: "csr_array") -> Array:
        from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415 slow import, 1.2-2.4 s

        rank = min(*rows.shape, max(RANKS))
        if rank < 2:
            return np.zeros((rows.shape[1], 0))
        _, strengths, axes = randomized_svd(rows, rank, random_state=self.random_state)
        kept = slice(1, int((strengths > SAME * strengths[0]).sum()))
        flattened: Array = axes[kept].T * strengths[kept] ** FLATTENING
        return flattened


def _shares(texts: Sequence[Counter[str]]) -> dict[str, float]:
    """Share of texts with a word: of all words that two texts use, or of all where no two share one."""
    used = Counter(word for words in texts for word in words)
    shared = {word: n for word, n in used.items() if n > 1} or used
    return {word: (1 + shared[word]) / (1 + len(texts)) for word in sorted(shared)}


def _of_length_one(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Array = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


def _pooled(alike: Array) -> Array:
    """From documents x items to items: half the mean, half the mean of the nearest."""
    nearest = np.sort(alike, axis=0)[-NEAREST:]
    pooled: Array = (alike.mean(axis=0) + nearest.mean(axis=0)) / 2
    return pooled
