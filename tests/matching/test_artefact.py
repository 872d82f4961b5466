import json
from dataclasses import replace

import pytest

from matching import Artefact, BrokenArtefact, Models, PairModel, name_of, read_artefact
from matching.scoring import PART_NAMES

NAMES = PART_NAMES["mentor"]
MENTOR = PairModel(NAMES, (0.5,) * len(NAMES), (0.1,) * len(NAMES), (1.0,) * len(NAMES), -1.0)
ARTEFACT = Artefact(Models(mentor=MENTOR), "2026-11-25", {"mentor": 80}, {"mentor": {"n_late": 30}}, {"毛衫": 2.5, "knit": 1.25})


def test_what_was_written_is_read() -> None:
    files = ARTEFACT.files()
    assert read_artefact(name_of(files), files) == ARTEFACT


def test_the_same_training_has_the_same_name() -> None:
    turned = replace(ARTEFACT, vocabulary=dict(reversed(list(ARTEFACT.vocabulary.items()))))
    assert name_of(turned.files()) == name_of(ARTEFACT.files())
    assert name_of(replace(ARTEFACT, cut_off="2026-11-24").files()) != name_of(ARTEFACT.files())


def test_one_changed_byte_is_refused() -> None:
    files = ARTEFACT.files()
    with pytest.raises(BrokenArtefact, match="stands for"):
        read_artefact(name_of(files), {**files, "idf.npy": files["idf.npy"][:-1] + b"\x00"})


def tampered(**changes: object) -> tuple[str, dict[str, bytes]]:
    files = ARTEFACT.files()
    files["model.json"] = json.dumps({**json.loads(files["model.json"]), **changes}).encode()
    return name_of(files), files


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"format": 2}, "format 2"),
        ({"models": {"mentor": {}}}, "unreadable"),
        ({"models": {"horoscope": json.loads(ARTEFACT.files()["model.json"])["models"]["mentor"]}}, "unreadable"),
        ({"models": {"course": json.loads(ARTEFACT.files()["model.json"])["models"]["mentor"]}}, "the model of course looks at"),
    ],
)
def test_an_artefact_for_other_parts_is_refused(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(BrokenArtefact, match=complaint):
        read_artefact(*tampered(**changes))


def test_a_missing_file_is_refused() -> None:
    files = ARTEFACT.files()
    del files["vocabulary.json"]
    with pytest.raises(BrokenArtefact, match="unreadable"):
        read_artefact(name_of(files), files)


def test_nothing_is_pickled() -> None:
    assert all(b"pickle" not in content and content[:1] != b"\x80" for content in ARTEFACT.files().values())
