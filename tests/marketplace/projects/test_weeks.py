"""The first 90 days, step by step."""

import pytest

from marketplace.projects.weeks import weeks


def test_a_text_that_names_its_weeks_becomes_steps() -> None:
    text = "第1—2周：看货。第3周：试做三件；第4至5周算账：卖出去。去留标准：三单以上继续。"
    assert weeks(text) == [
        ("第1—2周", "看货。"),
        ("第3周", "试做三件；"),
        ("第4至5周算账", "卖出去。"),
        ("去留标准", "三单以上继续。"),
    ]


def test_what_stands_before_the_first_week_is_kept() -> None:
    steps = weeks("Begin in May. Weeks 1-2: look. Week 3: buy. Weeks 4 and 5: sell. In week 13, stop or go on.")
    assert steps[0] == ("", "Begin in May.")
    assert steps[-1] == ("Weeks 4 and 5", "sell. In week 13, stop or go on.")


@pytest.mark.parametrize("text", ["一月定地，二月订种。", "第1周：看。第2周：做。", ""])
def test_a_text_without_weeks_stays_one(text: str) -> None:
    assert weeks(text) == [("", text)]


def test_no_word_is_lost() -> None:
    text = "先问人。第1周：看一看第3周的天气。第2周：买。第3周：卖。"
    assert "".join(when + what for when, what in weeks(text)) == text.replace("：", "")
