"""What is different between two contents."""

from marketplace.projects.versions import differences, shortened
from tests.makers import project_content


def test_pieces_of_a_difference_give_both_texts_back() -> None:
    old, new = (project_content(detail_zh=text) for text in ("每天早上八点进货。", "每天早上七点半去市场进货。"))
    (change,) = differences(old, new)
    assert "".join(text for kind, text in change.pieces if kind != "new") == "每天早上八点进货。"
    assert "".join(text for kind, text in change.pieces if kind != "gone") == "每天早上七点半去市场进货。"


def test_long_unchanged_stretches_are_shortened() -> None:
    (_, kept) = shortened((("new", "a"), ("same", "b" * 500)))[0:2]
    assert len(kept[1]) < 60
