"""What is promised of every engine: the same answers, however the index came to be where it is."""

from dataclasses import replace
from threading import Event, Thread

import pytest

from marketplace.search import ENOUGH, IndexUnusable, Query, SearchEngine
from marketplace.search.whoosh_engine import WhooshEngine

QUESTIONS = ["毛衫", "maoshan", "ms", "毛杉", "knitw", "民宿 早餐", "jumper", "院毛", "毛衫 火箭", "", "嘉兴", "home"]
WISHES = [
    "8000元以内",
    "毛衫 一万五",
    "10万以上",
    "3-5万 民宿",
    "knitwear under 100k",
    "兼职 皮革",
    "在家",
    "alone, after work",
    "不想兼职 毛衫",
]

FILTERED = [
    Query("毛衫", frozenset({"project"}), {"region": frozenset({"330402"})}, {"capital": 1.0}),
    Query("嘉兴", filters={"region": frozenset({"330402", "330483"})}, sort="-published", offset=3, limit=4),
    Query(filters={"sector": frozenset({"JX05"}), "region": frozenset({"330483"})}, at_most={"capital": 90_000.0}, sort="capital"),
    Query("online shop", filters={"unknown": frozenset({"x"})}),
]


@pytest.fixture(scope="session")
def whoosh(village, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """The engine that the others are held against."""
    engine = WhooshEngine(tmp_path_factory.mktemp("whoosh"))
    engine.rebuild(village)
    return engine


def answers(engine: SearchEngine) -> list[object]:
    asked = [Query(text, limit=50) for text in QUESTIONS + WISHES] + [Query(text, limit=50, enough=ENOUGH) for text in WISHES] + FILTERED
    return [*map(engine.search, asked), engine.suggest("m")]


@pytest.mark.parametrize("text", ["濮", "毛", "puy", "pyms", "PUYUAN mao", "wangd", "insp", "m", "s"])
def test_every_engine_suggests_the_same(engine: SearchEngine, whoosh: SearchEngine, text: str) -> None:
    assert engine.suggest(text, limit=20) == whoosh.suggest(text, limit=20)


@pytest.mark.parametrize("text", WISHES[:-1])
def test_every_wish_that_is_asked_here_is_understood(engine: SearchEngine, text: str) -> None:
    assert engine.search(Query(text)).understood


def test_every_engine_gives_the_same_answers(engine: SearchEngine, whoosh: SearchEngine) -> None:
    # Ids and their order, scores, totals, facets, marks, the step that was needed and the corrected text.
    assert answers(engine) == answers(whoosh)


def test_rebuilt_and_changed_bit_by_bit_give_the_same_answers(make_engine, village, whoosh: SearchEngine) -> None:
    changed = make_engine([replace(each, title=("旧名", "Old"), revision=0) for each in village[::2]])
    for start in range(0, len(village), 7):
        changed.apply(village[start : start + 7], [("project", 999)])
    changed.apply([replace(village[0], id=77)], [])
    changed.apply([], [("project", 77)])
    assert answers(changed) == answers(whoosh)
    changed.rebuild(iter(village))
    assert answers(changed) == answers(whoosh)
    assert changed.revisions() == {each.key: each.revision for each in village}


def test_what_is_deleted_is_gone(make_engine, village) -> None:
    engine = make_engine(village)
    engine.apply([], [("project", 1)])
    hits = engine.search(Query("毛衫", limit=50))
    assert ("project", 1) not in hits.ids
    assert hits.total == sum(hits.kinds.values())
    assert all(each.id != 1 or each.kind != "project" for each in engine.suggest("濮院"))


def test_applying_twice_changes_nothing(make_engine, village) -> None:
    engine = make_engine(village)
    before = answers(engine)
    engine.apply([village[0], village[0]], [])
    engine.apply([village[0]], [village[0].key])
    assert answers(engine) == before


def test_the_generation_changes_with_the_index(make_engine, village) -> None:
    engine = make_engine(village)
    names = [engine.generation()]
    engine.apply([], [])
    assert engine.generation() == names[0]
    engine.apply(village[:1], [])
    names.append(engine.generation())
    engine.rebuild(village)
    assert len({*names, engine.generation()}) == 3


def test_another_process_sees_the_change(open_engine, village) -> None:
    writer, reader = open_engine(), open_engine()
    writer.rebuild(village[:5])
    assert reader.search(Query()).total == 5
    writer.apply(village[5:6], [])
    assert reader.search(Query()).total == 6
    reader.search(Query("毛衫"))
    writer.apply([replace(village[0], title=("改了名", "Renamed"), summary=(), body=(), tags=())], [village[1].key])
    assert reader.search(Query("毛衫")).total == 0
    assert reader.search(Query("renamed")).ids == (("project", 1),)
    writer.rebuild(village)
    assert answers(reader) == answers(writer)


def test_a_failed_rebuild_leaves_the_old_index(make_engine, village) -> None:
    engine = make_engine(village)
    with pytest.raises(ValueError, match="twice"):
        engine.rebuild([village[0], village[0]])
    assert engine.search(Query()).total == 30


def test_an_emptied_index_answers(make_engine, village) -> None:
    engine = make_engine(village[:2])
    engine.apply([], [each.key for each in village[:3]])
    assert (engine.search(Query("毛衫")).total, engine.search(Query()).total, engine.suggest("毛")) == (0, 0, ())


def test_readers_are_right_while_another_thread_writes(make_engine, village) -> None:
    engine, done, wrong = make_engine(village), Event(), []

    def read() -> None:
        while not done.is_set():
            try:
                hits = engine.search(Query("嘉兴", limit=50))
                assert hits.total in {29, 30}
                assert hits.total == len(set(hits.ids)) == sum(hits.kinds.values())
            except Exception as error:
                wrong.append(error)

    readers = [Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for round_ in range(12):
        engine.apply([], [("project", 1)])
        engine.apply(village[:1], [])
        if round_ % 4 == 0:
            engine.rebuild(village)
    done.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    assert engine.search(Query("嘉兴")).total == 30


def test_there_is_no_index_yet(open_engine, village) -> None:
    engine = open_engine()
    assert not engine.is_usable()
    for ask in (lambda: engine.search(Query()), lambda: engine.suggest("毛"), engine.generation, engine.revisions):
        with pytest.raises(IndexUnusable):
            ask()
    with pytest.raises(IndexUnusable):
        # A few changed documents must not pass for the whole.
        engine.apply(village[:1], [])
