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


SECTOR_SHARES = {
    "retail and e-commerce": (("JX20", "JX24", "JX25", "JX26"), 0.24),
    "textiles, garments, leather": (("JX01", "JX02", "JX03", "JX04", "JX05", "JX06", "JX07", "JX08", "JX09", "JX13"), 0.22),
    "services": (("JX30", "JX33", "JX34", "JX35", "JX36"), 0.14),
    "catering and tourism": (("JX27", "JX28"), 0.10),
    "farming and food": (("JX21", "JX22", "JX23"), 0.09),
    "software": (("JX29",), 0.07),
    "making": (("JX10", "JX11", "JX12", "JX14", "JX15", "JX16", "JX17", "JX18", "JX19"), 0.08),
    "education and design": (("JX31", "JX32"), 0.06),
}
BANDS = (0, 10_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 10**12)
# Shares of the bands K0-K6, and of all above (domain 7.4).
BAND_SHARES = (0.12, 0.18, 0.20, 0.20, 0.14, 0.10, 0.04, 0.02)
LEAST = {"detail": (230, 700), "first_90_days": (190, 550), "buyers": (60, 190), "licences": (60, 180), "not_for": (20, 60)}


def test_the_library_has_the_450_entries_of_the_plan_with_keys_of_their_own() -> None:
    assert len(ENTRIES) == 450
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


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_an_entry_says_enough_to_begin(entry: dict) -> None:  # type: ignore[type-arg]
    for text, (zh, en) in LEAST.items():
        assert len(entry[f"{text}_zh"]) >= zh, text
        assert len(entry[f"{text}_en"]) >= en, text
    assert 4 <= len(entry["skills"]) <= 7
    assert len(entry["opening"]) >= 4
    assert len(entry["monthly"]) >= 2
    assert all(risk["zh"] and risk["en"] and 1 <= risk["score"] <= 5 for risk in entry["risks"].values())


def test_every_county_has_its_entries() -> None:
    counties = Counter(code for entry in ENTRIES for code in entry["regions"])
    assert all(counties[code] >= 40 for code in ("330402", "330411", "330421", "330424", "330481", "330482", "330483"))
    assert len({entry["sector"] for entry in ENTRIES}) == 36


@pytest.mark.parametrize(("sectors", "share"), SECTOR_SHARES.values(), ids=SECTOR_SHARES)
def test_sectors_have_the_shares_of_the_plan(sectors: tuple[str, ...], share: float) -> None:
    found = sum(entry["sector"] in sectors for entry in ENTRIES) / len(ENTRIES)
    assert found == pytest.approx(share, abs=0.01)


def test_opening_money_has_the_shares_of_the_plan() -> None:
    money = [sum(item["low"] for item in entry["opening"]) for entry in ENTRIES]
    counts, _ = np.histogram(money, bins=BANDS)
    assert counts / len(ENTRIES) == pytest.approx(BAND_SHARES, abs=0.005)


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
