"""The dictionaries as they are written down."""

from seeds.content import dictionary_rows


def test_every_term_says_its_name_in_both_languages() -> None:
    assert [row["code"] for row in dictionary_rows() if not (row["name_zh"] and row["name_en"])] == []
