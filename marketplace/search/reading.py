"""How a query is understood: groups of alternatives, one group for each word that is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marketplace.search.synonyms import Synonyms
from marketplace.search.text import CHINESE, LATIN, bigrams, fold, index_terms, is_chinese, is_latin, query_terms
from marketplace.search.vocabulary import Vocabulary
from marketplace.search.wishes import MONEY, Fact, Wish

EXACT, INITIALS, PARTS, SYNONYM, BEGUN, NARROW, FULFILLED = 1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 4.0
# A short English word that is one ("car") is not the beginning of another ("care").
SHORTEST_BEGINNING, SHORTEST_STEM = 2, 4
# What people say around what they look for; it is only looked for where they say nothing else.
_CHINESE_TALK = (
    "我 想 我想 想要 想开 想做 要 能 能够 会 可以 做 开 用 去 找 给 有 没有 什么 怎么 哪些 哪个 如何 需要 希望 最好 有关 关于 一点 "
    "懂 但 又 些 请问 适合 项目 生意 小生意 东西 事 事情 点事 活 活干 接活 赚 赚钱 赚点 挣钱 挣 钱 做点 能做 干 干点 能干 干什么 "
    "开始 只 只要 就 就能 就是 天天 不想 帮 让 学 喜欢 一下 经营 投资 本钱 手里 里 当 不能 能不能 行 创业 养活 机会 推荐 想法 有点 "
    "现在 时候 这样 这种 怎么办 卖什么 个 家 一家 里面 方面 感兴趣 来 好 种 块 元 过 没 不 上 下 后 还 没人 点 人 自己 别人 一些 "
    "吗 呢 吧 啊"
)
_ENGLISH_TALK = (
    "i me my we us what which how do doe can could would want like need know start find get make some any no not it am just something "
    "someone somebody thing idea business job work living earn money use love who is there where help good suitable project skill "
    "do did done sell study studied learn try give go little own also only kind about more much many one please "
    "new opportunity opportunities opportunity earn ear"
)
SMALL_TALK = frozenset(_CHINESE_TALK.split()) | frozenset(_ENGLISH_TALK.split())


@dataclass(frozen=True)
class Alternative:
    """Words, pairs of neighbours and facts that a document has to have, all of them; ``shown`` is what to mark."""

    words: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    weight: float = EXACT
    shown: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Group:
    """One thing that is asked for: any of the alternatives will do."""

    alternatives: tuple[Alternative, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """What to mark in the texts."""
        return tuple(dict.fromkeys(word for way in self.alternatives for word in way.shown))


def read(text: str, vocabulary: Vocabulary, synonyms: Synonyms | None = None) -> tuple[Group, ...]:
    """Groups of a text: each word itself, as pinyin, as a beginning if it is the last, and by its synonyms."""
    spoken = _unbroken(text, vocabulary)
    words = tuple(spoken or telling(query_terms(text)))
    last = words[-1] if words and text[-1].isalnum() and not spoken else None
    letters = letters_of(text)
    groups = tuple(_group(word, vocabulary, letters, last) for word in words)
    return with_synonyms(groups, synonyms) if synonyms else groups


def telling(words: Sequence[str]) -> list[str]:
    """The words without small talk, or all of them if there is nothing else."""
    return [word for word in words if word not in SMALL_TALK] or list(words)


def is_small_talk(text: str) -> bool:
    """Whether nothing in a text is to be looked for."""
    return all(word in SMALL_TALK for word in query_terms(text))


def read_parts(text: str, vocabulary: Vocabulary, synonyms: Synonyms) -> tuple[Group, ...]:
    """Groups that ask for the short words inside long Chinese ones, too, each for itself."""
    words = [part for word in telling(query_terms(text)) for part in _short_words(word)]
    groups = tuple(Group((Alternative((word,), shown=(word,)),)) for word in dict.fromkeys(words))
    return with_synonyms(groups, synonyms)


def _short_words(word: str) -> list[str]:
    return [part for part in index_terms(word) if part != word] or [word]


def group_of_wish(wish: Wish, synonyms: Synonyms) -> Group:
    """A wish is one thing that is asked for: the facts that fulfil it will do, and so will the words it was said in."""
    words = tuple(query_terms(wish.said))
    said = (Alternative(words, shown=words),) if words and wish.name != MONEY else ()
    return Group((*said, *_same(said, synonyms), *(Alternative(facts=facts, weight=FULFILLED) for facts in wish.ways)))


def with_synonyms(groups: Sequence[Group], synonyms: Synonyms) -> tuple[Group, ...]:
    """Groups of the same text by their synonyms too; words of a known phrase become one group."""
    words = tuple(group.alternatives[0].words[0] for group in groups)
    widened: list[Group] = []
    at = 0
    for span in synonyms.spans(words):
        ways = groups[at].alternatives if len(span) == 1 else (Alternative(words=span, shown=span),)
        widened.append(Group((*ways, *_same(ways, synonyms))))
        at += len(span)
    return tuple(widened)


def read_pairs(text: str, vocabulary: Vocabulary) -> tuple[Group, ...]:
    """Groups that ask for the Chinese characters as they stand, whatever the segmenter makes of them."""
    runs = [_neighbours(run, vocabulary) for run in CHINESE.findall(fold(text))]
    return tuple(runs) + read(CHINESE.sub(" ", fold(text)), vocabulary) if runs else ()


def letters_of(text: str) -> dict[str, str]:
    """The letters that were typed for each English term: stems are no pinyin."""
    return {term: letters for letters in LATIN.findall(fold(text)) for term in _stems(letters)}


@lru_cache(10_000)
def _stems(letters: str) -> tuple[str, ...]:
    return tuple(query_terms(letters))


def _unbroken(text: str, vocabulary: Vocabulary) -> list[str] | None:
    """Known words of a text of letters that are none as they stand: "mao shan", "maoshandianshang"."""
    letters = LATIN.findall(fold(text))
    if not letters or CHINESE.search(text) or all(_is_known(word, vocabulary) for word in letters):
        return None
    cut = vocabulary.cut_pinyin("".join(letters))
    # One way to write each sound is enough here: the others are its homophones.
    return [max(vocabulary.spelled(spelled), key=vocabulary.used, default=spelled) for spelled in cut] if cut else None


def _is_known(letters: str, vocabulary: Vocabulary) -> bool:
    return any(term in vocabulary for term in _stems(letters)) or bool(vocabulary.spelled(letters))


def _group(word: str, vocabulary: Vocabulary, letters: dict[str, str], last: str | None) -> Group:
    ways = [Alternative(words=(word,), shown=(word,))]
    ways += _spoken(letters.get(word, ""), vocabulary, is_last=word == last)
    ways += _parts(word, vocabulary)
    ways += _begun(word, vocabulary) if word == last else []
    return Group(tuple(ways))


def _spoken(letters: str, vocabulary: Vocabulary, *, is_last: bool) -> list[Alternative]:
    """Chinese words that letters stand for: whole pinyin, else initials, else the beginning of pinyin."""
    if len(letters) < SHORTEST_BEGINNING:
        return []
    if words := vocabulary.spelled(letters):
        return _each(words, EXACT)
    if any(term in vocabulary for term in _stems(letters)):
        return []
    if words := vocabulary.initialled(letters):
        return _each(words, INITIALS)
    return _each(vocabulary.begun(letters), BEGUN) if is_last and len(letters) >= SHORTEST_STEM else []


def _parts(word: str, vocabulary: Vocabulary) -> list[Alternative]:
    """The shorter words of a long Chinese word that nobody used as a whole."""
    if not is_chinese(word) or word in vocabulary:
        return []
    parts = tuple(part for part in dict.fromkeys(index_terms(word)) if part != word)
    return [Alternative(parts, weight=PARTS, shown=parts)] if len("".join(parts)) >= len(word) else []


def _begun(word: str, vocabulary: Vocabulary) -> list[Alternative]:
    if is_chinese(word):
        return [Alternative((term,), weight=BEGUN, shown=(word,)) for term in vocabulary.completions(word)]
    if len(word) < SHORTEST_BEGINNING or (len(word) < SHORTEST_STEM and word in vocabulary):
        return []
    shown = (f"{word}*",) if is_latin(word) else ()
    return [Alternative((term,), weight=BEGUN, shown=shown) for term in vocabulary.completions(word)]


def _same(ways: Iterable[Alternative], synonyms: Synonyms) -> list[Alternative]:
    exact = [way.words for way in ways if way.weight == EXACT]
    same = [phrase for words in exact for phrase in synonyms.of(words)]
    narrow = [phrase for words in exact for phrase in synonyms.under(words) if phrase not in same]
    weighed = ((same, SYNONYM), (narrow, NARROW))
    return [_phrase(phrase, weight) for phrases, weight in weighed for phrase in dict.fromkeys(phrases)]


def _phrase(phrase: tuple[str, ...], weight: float) -> Alternative:
    if len(phrase) == 1:
        return Alternative(phrase, weight=weight, shown=phrase)
    said = " ".join(phrase)
    pairs = tuple(bigrams(said))
    # A phrase of both languages has no neighbours to look for: its words have to do.
    return Alternative(() if pairs else phrase, pairs, weight, (said,))


def _neighbours(run: str, vocabulary: Vocabulary) -> Group:
    if len(run) == 1:
        return Group(tuple(Alternative((word,), shown=(run,)) for word in vocabulary.holding(run)))
    pairs = tuple(dict.fromkeys(bigrams(run)))
    return Group((Alternative(pairs=pairs, shown=(run, *pairs)),))


def _each(words: list[str], weight: float) -> list[Alternative]:
    return [Alternative((word,), weight=weight, shown=(word,)) for word in words]
