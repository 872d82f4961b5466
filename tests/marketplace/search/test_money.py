"""What is read as an amount of money to begin with, and what is not."""

import pytest

from marketplace.search.money import amount_in
from marketplace.search.numerals import value_of


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("12,000", 12_000),
        ("1.5万", 15_000),
        ("一百万", 1_000_000),
        ("一百二十万", 1_200_000),
        ("一万五", 15_000),
        ("一万五千", 15_000),
        ("1万5千", 15_000),
        ("1万5", 15_000),
        ("两万零五百", 20_500),
        ("十五万", 150_000),
        ("一二十万", 200_000),
        ("两三千", 3_000),
        ("3千万", 30_000_000),
        ("二十五", 25),
        ("50k", 50_000),
        ("2 million", 2_000_000),
    ],
)
def test_numbers_are_worth_what_they_say(number: str, value: float) -> None:
    assert value_of(number) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5万以内", None, 50_000),
        ("不超过5万", None, 50_000),
        ("两三千元就够", None, 3_000),
        ("二十万", None, 200_000),
        ("一百万能做什么", None, 1_000_000),
        ("一万五开店", None, 15_000),
        ("1万5千", None, 15_000),
        ("1.5万元", None, 15_000),
        ("under 50k", None, 50_000),
        ("no more than 50k", None, 50_000),
        ("less than 20,000 yuan", None, 20_000),
        ("10万以上", 100_000, None),
        ("至少5万", 50_000, None),
        ("超过5万", 50_000, None),
        ("more than 100k", 100_000, None),
        ("at least ¥80k", 80_000, None),
        ("over 50,000 yuan", 50_000, None),
        ("100k or more", 100_000, None),
        ("十万到二十万的店", 100_000, 200_000),
        ("十到二十万", 100_000, 200_000),
        ("3-5万", 30_000, 50_000),
        ("三千到一万", 3_000, 10_000),
        ("10k-20k", 10_000, 20_000),
        ("between 10k and 20k", 10_000, 20_000),
        # What is behind the number belongs to it only if it ends it.
        ("5万五金店", None, 50_000),
        ("10万3年回本", None, 100_000),
        ("5万户外店", None, 50_000),
        ("3千米线店", None, 3_000),
        ("5万人民币", None, 50_000),
        # A year with a word for money is a sum; what one earns does not hide what one has.
        ("for 2013 yuan", None, 2_013),
        ("月入三万，5万以内开店", None, 50_000),
        ("how to earn with 50k", None, 50_000),
    ],
)
def test_amounts_are_read(text: str, low: float | None, high: float | None) -> None:
    amount = amount_in(text)
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["1688 上架", "3d 打印", "55岁以后", "两个人", "三对三篮球", "19元一碗", "毛衫", "top 10", "一百粒", "100元以内"],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert amount_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "3千平米厂房",
        "30000平米",
        "5千米",
        "5万吨",
        "50万粉丝",
        "5万人",
        "2万户",
        "100k followers",
        "more than 100k followers",
        "over 2000 sqm",
    ],
)
def test_what_is_measured_or_counted_is_no_money(text: str) -> None:
    assert amount_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "月入三万",
        "年赚10万",
        "赚10万以上",
        "月薪8千",
        "收入超过5万",
        "earn 50k a month",
        "earning more than 10k",
        "income of 50k",
        "8k salary",
    ],
)
def test_what_is_earned_is_no_money_to_begin_with(text: str) -> None:
    assert amount_in(text) is None


@pytest.mark.parametrize("text", ["project for 2013", "around 2012", "不到2013年", "since 1998", "over 2024"])
def test_years_are_no_money(text: str) -> None:
    assert amount_in(text) is None
