"""What only the SQL engine promises: it reads what has changed and no more, and a rebuild holds nobody up."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.search import Document, IndexUnusable, Query, sql_generation, sql_writing
from marketplace.search.sql_engine import SqlEngine

pytestmark = pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True, scope="session")
WORDS = ["毛衫", "maoshan", "民宿 早餐", "院毛", "knitw", "", "嘉兴"]


def answers(engine: SqlEngine) -> list[object]:
    return [engine.search(Query(text, limit=50)) for text in WORDS] + [engine.suggest("m"), engine.suggest("wang")]


@pytest.mark.parametrize("batch", [7, 1000])
def test_what_changes_during_a_rebuild_is_in_the_new_index(open_engine, village, monkeypatch, batch: int) -> None:
    monkeypatch.setattr(sql_writing, "BATCH", batch)
    engine, other = open_engine(), open_engine()
    engine.rebuild(village)
    changed = replace(village[0], title=("改了名", "Renamed"), tags=("新签",), revision=99)
    added = replace(village[1], id=500)

    def stale() -> Iterator[Document]:
        for place, document in enumerate(village):
            if place == 12:
                other.apply([changed, added, replace(village[15], revision=98)], [village[3].key, village[20].key])
            yield document

    gone = {village[3].key, village[20].key}
    newest = [changed, added, replace(village[15], revision=98)]
    newest += [each for each in village if each.key not in gone | {village[0].key, village[15].key}]
    assert engine.rebuild(stale()) == len(newest)
    rebuilt, revisions = answers(engine), engine.revisions()
    assert answers(other) == rebuilt
    other.rebuild(newest)
    assert rebuilt == answers(other)
    assert revisions == other.revisions()


def test_one_change_does_not_read_everything_again(make_engine, village, monkeypatch) -> None:
    engine = make_engine(village)
    before = answers(engine)
    monkeypatch.setattr(sql_generation, "loaded", lambda *_: pytest.fail("everything was read again"))
    engine.apply([replace(village[0], id=77), replace(village[1], revision=5)], [village[2].key])
    engine.search(Query("毛衫"))
    engine.apply([village[2]], [("project", 77)])
    assert answers(engine) == before


def test_after_many_changes_everything_is_read_again(make_engine, village, monkeypatch) -> None:
    engine = make_engine(village)
    before = answers(engine)
    monkeypatch.setattr(sql_generation, "RECENT", 3)
    engine.apply(village[:5], [])
    assert answers(engine) == before
    monkeypatch.setattr(sql_generation, "MOST_CHANGES", 3)
    engine.apply(village[:2], [])
    assert answers(engine) == before


def test_words_of_a_title_that_is_gone_are_spelled_no_more(make_engine, village) -> None:
    engine = make_engine(village)
    assert engine.search(Query("puyuan")).total
    engine.apply([], [village[0].key])
    engine.apply([replace(village[1], title=("别的", "Else"), tags=(), body=("濮院",))], [])
    fresh = make_engine([replace(village[1], title=("别的", "Else"), tags=(), body=("濮院",)), *village[2:]])
    assert engine.search(Query("puyuan")) == fresh.search(Query("puyuan"))


@pytest.mark.parametrize("harm", ["UPDATE search_state SET signature = 'other words'", "DROP TABLE {rows}", "DROP TABLE search_state"])
def test_a_damaged_index_is_unusable_until_rebuilt(open_engine, village, harm: str) -> None:
    engine = open_engine()
    engine.rebuild(village)
    with engine._writes.begin() as connection:
        epoch = connection.exec_driver_sql("SELECT epoch FROM search_state").scalar_one()
        connection.exec_driver_sql(harm.format(rows=f"search_index_{epoch}_rows"))
    fresh = open_engine()
    assert not fresh.is_usable()
    with pytest.raises(IndexUnusable):
        fresh.search(Query("毛衫"))
    fresh.rebuild(village)
    assert fresh.search(Query("毛衫")).total


def test_old_tables_are_removed(make_engine, village) -> None:
    engine = make_engine(village)
    engine.rebuild(village)
    with pytest.raises(ValueError, match="twice"):
        engine.rebuild([village[0], village[0]])
    with engine._reads.connect() as connection:
        names = sa.inspect(connection).get_table_names()
    assert len({name.split("_")[2] for name in names if name.startswith("search_index_")}) == 1
