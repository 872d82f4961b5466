"""The hand-written content: whole, distinct, and its sums add up."""

import re
from collections import Counter

import numpy as np
import pytest

from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS
from matching import segment
from seeds import content

ENTRIES = content.library_entries()
CODES = {(row["dictionary"], row["code"]) for row in content.dictionary_rows()}


def test_the_library_has_at_least_ninety_entries_with_keys_of_their_own() -> None:
    assert len(ENTRIES) >= 90
    assert len({entry["key"] for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", [*ENTRIES, *content.contest_entries()], ids=lambda entry: entry["key"])
def test_an_entry_is_whole_and_in_both_languages(entry: dict) -> None:  # type: ignore[type-arg]
    assert all(entry[f"{text}_{language}"].strip() for text in ("title", "summary", *TEXTS) for language in ("zh", "en"))
    assert len(entry["summary_zh"]) <= 200
    assert len(entry["summary_en"]) <= 200
    assert re.search(r"[\u4e00-\u9fff]", entry["title_zh"])
    assert not re.search(r"[\u4e00-\u9fff]", entry["title_en"])
    assert ("sector", entry["sector"]) in CODES
    assert all(("skill", code) in CODES for code in entry["skills"])
    assert all(("region", code) in CODES for code in entry["regions"])
    assert all(("group", code) in CODES for code in entry["groups"])
    assert set(entry["risks"]) == set(RISK_DIMENSIONS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_the_arithmetic_adds_up(entry: dict) -> None:  # type: ignore[type-arg]
    fixed = sum(item["amount"] for item in entry["monthly"])
    margin = entry["price"] - entry["variable_cost"]
    assert margin > 0
    assert entry["units_month"] * margin > fixed
    assert all(0 <= item["low"] <= item["high"] for item in entry["opening"])


def test_entries_are_spread_over_sectors_counties_and_money() -> None:
    counties = Counter(code for entry in ENTRIES for code in entry["regions"])
    assert all(counties[code] >= 5 for code in ("330402", "330411", "330421", "330424", "330481", "330482", "330483"))
    assert len({entry["sector"] for entry in ENTRIES}) >= 30
    under = sum(sum(item["low"] for item in entry["opening"]) < 100_000 for entry in ENTRIES) / len(ENTRIES)
    assert 0.6 <= under <= 0.85


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_entries_are_alike(language: str) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join(entry[f"{name}_{language}"] for name in ("title", "summary", *TEXTS)) for entry in ENTRIES]
    rows = TfidfVectorizer(tokenizer=segment, token_pattern=None, lowercase=False, sublinear_tf=True).fit_transform(texts)
    alike = (rows @ rows.T).toarray() - np.eye(len(texts))
    assert alike.max() < 0.6


def test_no_sentence_stands_in_three_entries() -> None:
    names = [f"{name}_{language}" for name in TEXTS for language in ("zh", "en")]
    seen: Counter[str] = Counter()
    for entry in ENTRIES:
        seen.update({part.strip() for name in names for part in re.split(r"[。！？；]|[.!?;] ", entry[name]) if len(part.strip()) > 14})
    assert [sentence for sentence, count in seen.items() if count >= 3] == []


def test_eighty_mentors_cover_all_sectors_and_skills() -> None:
    mentors = content.mentors()
    assert len(mentors) == 80
    assert {code for kind, code in CODES if kind == "sector"} == {code for mentor in mentors for code in mentor["sectors"]}
    assert {code for kind, code in CODES if kind == "skill"} == {code for mentor in mentors for code in mentor["skills"]}


def test_every_county_has_a_provider() -> None:
    assert {provider["region"] for provider in content.providers()} >= {
        "330402",
        "330411",
        "330421",
        "330424",
        "330481",
        "330482",
        "330483",
    }
