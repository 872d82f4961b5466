"""The bench of search quality runs, and the house is well above its floor on a dozen queries."""

from pathlib import Path

from marketplace.db import make_engine
from marketplace.search import Document
from marketplace.search.sql_engine import SqlEngine
from seeds.content import library_entries
from tests.bench.quality_contestants import house
from tests.bench.quality_measures import both, judged_queries, kappa, ndcg, recall, tuning_queries
from tests.bench.search_quality import page, ranked

TEXTS = ("光伏", "guangfu", "csb", "广伏清洗", "drone", "coffee", "chrysanthemun", "检针", "滚灯", "盘扣", "WhatsApp 面料", "粽子")
FLOOR = 0.5


def library() -> dict[int, tuple[str, Document]]:
    """Titles, tags and summaries of every fifth entry and of the answers: enough for a dozen queries, and quick."""
    answers = {key for query in judged_queries() if query.text in TEXTS for key in query.grades}
    entries = [entry for place, entry in enumerate(library_entries()) if place % 5 == 0 or entry["key"] in answers]
    return {number: (entry["key"], _document(number, entry)) for number, entry in enumerate(entries, 1)}


def _document(number: int, entry: dict[str, object]) -> Document:
    def both(name: str) -> tuple[str, ...]:
        return str(entry[f"{name}_zh"]), str(entry[f"{name}_en"])

    tags = tuple(str(tag) for name in ("tags_zh", "tags_en") for tag in entry[name])  # type: ignore[attr-defined]
    return Document("project", number, 1, both("title"), tags, both("summary"))


def test_the_house_is_above_its_floor(tmp_path: Path) -> None:
    entries = library()
    rank = house(SqlEngine(make_engine(f"sqlite:///{tmp_path / 'search.db'}")), [document for _, document in entries.values()])
    answers = {
        query: found
        for query, found in ranked(rank, {number: key for number, (key, _) in entries.items()}, TEXTS).items()
        if query.grades.keys() & {key for key, _ in entries.values()}
    }
    assert sum(ndcg(found, query.grades) for query, found in answers.items()) / len(answers) > FLOOR
    assert "NDCG@10" in "\n".join(page({"house": answers}, len(entries)))


def test_measures() -> None:
    grades = {"best": 3, "fair": 1}
    assert ndcg(["best", "fair"], grades) == recall(["fair", "best"], grades) == 1.0
    assert ndcg(["none"], grades) == recall([], grades) == 0.0
    assert 0.7 < ndcg(["fair", "best"], grades) < 0.75


def test_the_halves_are_of_a_size() -> None:
    queries = judged_queries()
    assert len(queries) == len({query.text for query in queries}) >= 120
    assert 0.4 < sum(query.half == "tuning" for query in queries) / len(queries) < 0.6


def test_two_judges_count_the_same() -> None:
    grades = both({"a": 3, "b": 1, "c": 2}, {"a": 3, "b": 0, "d": 1})
    assert grades["a"] == 3
    assert grades["c"] == 2
    assert round(2 ** grades["b"] - 1, 6) == round(2 ** grades["d"] - 1, 6) == 0.5
    assert both({"a": 1}, {"a": 0, "b": 0}).keys() == {"a"}


def test_kappa() -> None:
    assert kappa([(0, 0), (1, 1), (3, 3)]) == 1.0
    assert abs(kappa([(0, 0), (0, 3), (3, 0), (3, 3)])) < 1e-9
    # Worked by hand: seen 1/4; by chance 0.25 * 3.5 + 0.25 * 1.5 + 0.5 * 1.5 = 2.
    assert kappa([(0, 0), (1, 1), (2, 2), (2, 3)]) == 0.875


def test_texts_for_tuning_are_not_judged_ones() -> None:
    assert len(tuning_queries()) >= 120
    assert not {query.text for query in tuning_queries()} & {query.text for query in judged_queries()}
    assert {query.half for query in tuning_queries()} == {"tuning"}
    entries = {entry["key"] for entry in library_entries()}
    assert all(query.grades.keys() <= entries for query in tuning_queries())
