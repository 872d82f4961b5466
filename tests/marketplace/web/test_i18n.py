"""Two languages: chosen, kept, switched; for words, dates, numbers and money."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace.web.i18n import day, in_language, moment, number, percent, said, yuan
from tests.makers import make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


@pytest.mark.parametrize(
    ("asked", "kept", "browser", "shown"),
    [
        (None, None, None, "zh-Hans"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "zh-CN,zh;q=0.9,en;q=0.1", "zh-Hans"),
        (None, None, "fr", "zh-Hans"),
        (None, "en", "zh-CN", "en"),
        ("zh", "en", "en", "zh-Hans"),
        ("fr", "en", "zh-CN", "en"),
        (None, "fr", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_kept_then_the_browsers(
    app: Flask, asked: str | None, kept: str | None, browser: str | None, shown: str
) -> None:
    client = app.test_client()
    if kept:
        client.set_cookie("lang", kept)
    answer = client.get("/about" + (f"?lang={asked}" if asked else ""), headers={"Accept-Language": browser} if browser else {})
    assert f'<html lang="{shown}">' in answer.text
    assert answer.headers["Content-Language"] == shown


def test_the_switch_leads_to_the_same_page_and_is_remembered(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    reader = visitor()
    switch = reader.visit(f"/projects/{project.id}").select_one(".account a[hreflang=zh]")
    page = reader.visit(switch["href"])
    assert page.h1.get_text() == "毛衫小单直播间"
    assert reader.visit("/about").html["lang"] == "zh-Hans"
    assert reader.visit(page.select_one(".account a[hreflang=en]")["href"]).html["lang"] == "en"


def test_the_switch_keeps_the_search(session: Session, visitor: Enter) -> None:
    make_project(session)
    page = visitor().visit("/projects?q=knitwear&sector=JX05&sector=JX01")
    assert page.select_one(".account a[hreflang]")["href"] == "/projects?q=knitwear&sector=JX05&sector=JX01&lang=zh"


def test_an_error_page_offers_the_other_language_too(visitor: Enter) -> None:
    assert visitor().visit("/nowhere", 404).select_one(".account a[hreflang]")["href"] == "/?lang=zh"


def test_numbers_money_and_days_are_those_of_the_reader(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert (yuan(42000), yuan(None), number(1234.56), percent(0.125)) == ("¥42,000", "–", "1,234.6", "12.5%")
        assert (day(date(2016, 3, 1)), day(None)) == ("March 1, 2016", "–")
        assert moment(datetime(2016, 3, 1, 15, 30, tzinfo=UTC)) == "Mar 1, 2016, 23:30"
        # In the city the second has begun.
        assert day(datetime(2016, 3, 1, 16, 30, tzinfo=UTC)) == "March 2, 2016"
    with app.test_request_context("/?lang=zh"):
        assert (yuan(42000), yuan(9999)) == ("4.2 万元", "9,999 元")
        assert day(date(2016, 3, 1)) == "2016年3月1日"


def test_a_thing_that_lacks_a_language_is_said_in_the_other(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert said({"name_zh": "毛衫", "name_en": "Knitwear"}) == "Knitwear"
        assert said({"name_zh": "毛衫", "name_en": ""}) == "毛衫"
        assert said({"zh": "毛衫"}, "") == "毛衫"
        assert said({}) == ""


def test_a_sentence_in_a_named_language(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert in_language("zh", "Sign in") == "登录"
        assert in_language("en", "Sign in") == "Sign in"
