"""The folder of the Whoosh engine: shared by processes, broken, exchanged."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.search import Document, IndexBusy, IndexUnusable, Query
from marketplace.search.shelf import Shelf
from marketplace.search.whoosh_engine import WhooshEngine

QUESTIONS = ["毛衫", "maoshan", "ms", "毛杉", "knitw", "民宿 早餐", "jumper", "院毛", "毛衫 火箭", "", "嘉兴", "home"]


pytestmark = pytest.mark.parametrize("kind", ["whoosh"], indirect=True, scope="session")


def test_another_process_sees_the_change(make_engine, village) -> None:
    writer = make_engine(village[:5])
    reader = WhooshEngine(writer._shelf.folder)
    assert reader.search(Query()).total == 5
    writer.apply(village[5:6], [])
    assert reader.search(Query()).total == 6
    writer.rebuild(village)
    assert reader.search(Query()).total == 30
    assert len(list(writer._shelf.folder.glob("index-*"))) == 1


def test_a_second_writer_waits_and_then_gives_up(make_engine, village) -> None:
    engine = make_engine(village)
    folder = engine._shelf.folder
    with Shelf(folder).writing(1.0), pytest.raises(IndexBusy):
        WhooshEngine(folder, timeout=0.05).apply(village[:1], [])
    WhooshEngine(folder, timeout=0.05).apply(village[:1], [])


def test_writers_of_two_processes_lose_nothing(make_engine, village) -> None:
    engine = make_engine(village)
    code = (
        "import sys; from pathlib import Path; from marketplace.search import Document;"
        "from marketplace.search.whoosh_engine import WhooshEngine; engine = WhooshEngine(Path(sys.argv[1]));"
        "[engine.apply([Document('course', 100 + n, 1, ('课', 'class'))], []) for n in range(10)]"
    )
    other = subprocess.Popen([sys.executable, "-W", "ignore", "-c", code, str(engine._shelf.folder)])
    for number in range(10):
        engine.apply([Document("mentor", 100 + number, 1, ("人", "person"))], [])
    assert other.wait(60) == 0
    assert engine.search(Query()).total == 50


# Whoosh leaves the files open that it could not read; they are closed with its last exception.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("damage", ["toc", "segment", "signature", "rules", "folder", "pointer"])
def test_a_damaged_index_is_unusable_until_rebuilt(make_engine, village, damage: str) -> None:
    engine = make_engine(village)
    folder = engine._shelf.folder
    harm(folder, engine._shelf.current(), damage)
    fresh = WhooshEngine(folder)
    assert not fresh.is_usable()
    with pytest.raises(IndexUnusable):
        fresh.search(Query("毛衫"))
    fresh.rebuild(village)
    assert fresh.search(Query("毛衫")).total
    gc.collect()


def harm(folder: Path, index: Path, damage: str) -> None:
    match damage:
        case "toc":
            next(index.glob("*.toc")).write_bytes(b"not a table of contents")
        case "segment":
            next(index.glob("*.seg")).write_bytes(b"")
        case "signature":
            (index / "signature").unlink()
        case "rules":
            (index / "signature").write_text("another dictionary")
        case "folder":
            index.rename(folder / "elsewhere")
        case "pointer":
            (folder / "current").write_text("../../etc")


def test_a_failed_rebuild_leaves_the_old_index(make_engine, village) -> None:
    engine = make_engine(village)
    with pytest.raises(ValueError, match="twice"):
        engine.rebuild([village[0], village[0]])
    assert engine.search(Query()).total == 30
    engine.rebuild(village)
    assert len(list(engine._shelf.folder.glob("index-*"))) == 1


def test_many_questions_are_answered_from_memory(engine: WhooshEngine) -> None:
    questions = [Query(text) for text in ("毛衫", "maoshan", "民宿 早餐", "院毛", "")]
    first = [engine.search(each) for each in questions]
    snapshot = engine._opened
    reads = len(snapshot._read)
    assert [engine.search(each) for each in questions] == first
    assert (engine._opened, len(snapshot._read)) == (snapshot, reads)


def test_a_pair_is_found_whether_or_not_it_is_a_word_of_the_document(make_engine) -> None:
    cut = Document("project", 1, 1, ("毛衫", "knitwear"))
    uncut = Document("project", 2, 1, ("羽毛衫子", "feather"))
    engine = make_engine([cut, uncut])
    snapshot = engine._snapshot()
    texts = {document.id: document.title[0] for document in (cut, uncut)}
    for pair in ("毛衫", "羽毛", "衫子"):
        held = {snapshot.rows[position].id for position in snapshot.postings("pairs", pair).positions}
        assert held == {number for number, text in texts.items() if pair in text}
