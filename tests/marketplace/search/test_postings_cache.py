"""What was read stays in memory, up to a limit."""

import numpy as np

from marketplace.search.postings_cache import PostingsCache
from marketplace.search.scoring import Postings


def test_the_cache_forgets_what_was_not_asked_for_the_longest() -> None:
    cache = PostingsCache(limit=3000)
    for name in "abcdef":
        cache.put(("words", name), Postings(np.zeros(100, np.int32), np.zeros(100, np.uint8)))
        cache.get(("words", "a"))
    assert cache.bytes <= 3000
    assert cache.get(("words", "a"))
    assert cache.get(("words", "b")) is None
