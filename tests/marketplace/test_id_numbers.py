"""ID numbers are found however they are written, and order numbers are none."""

import pytest

from marketplace.id_numbers import holds_id_number


def with_check(seventeen: str) -> str:
    """The number with its right check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(one) * weight for one, weight in zip(seventeen, weights, strict=True)) % 11]


@pytest.mark.parametrize("seventeen", ["33049919900307123", "33049919560229888", "33049920041231001"])
def test_it_is_found_whole_in_groups_and_in_wide_digits(seventeen: str) -> None:
    number = with_check(seventeen)
    wide = number.translate({ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"})
    for written in (
        number,
        f"身份证{number}。",
        f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f"2 {number} 12",
        wide,
    ):
        assert holds_id_number(written), written


def test_an_x_at_the_end_counts_large_and_small() -> None:
    number = next(with_check(f"33049919900307{n:03}") for n in range(999) if with_check(f"33049919900307{n:03}").endswith("X"))
    assert holds_id_number(number)
    assert holds_id_number(number.lower())


def test_the_old_fifteen_digits_are_found() -> None:
    assert holds_id_number("号码 330499900307123")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13800138000",
        "order 20261125183000123456",
        "330499199013071233",
        "33049919900307123",
        "6222 0212 0200 1234 567",
        "99.5 1200 3400 88",
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert not holds_id_number(text)


def test_a_wrong_check_digit_is_no_id_number() -> None:
    right = with_check("33049919900307123")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert not holds_id_number(wrong)
