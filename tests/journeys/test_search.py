"""A visitor on a phone searches in four ways and finds the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("words", ["毛衫", "maoshan", "knitwear", "毛杉"])
def test_all_ways_to_say_it_lead_to_knitwear(enter: Callable[..., Page], words: str) -> None:
    page = enter(width=360, language="zh")
    page.goto("/projects")
    page.fill("#q", words)
    page.press("#q", "Enter")
    page.wait_for_url("**q=*")
    expect(page.locator("#results article mark").first).to_be_visible()
    expect(page.locator("#results article").first).to_contain_text("毛衫")
    assert page.locator("#widening").count() == (1 if words == "毛杉" else 0)


def test_suggestions_come_while_one_types(enter: Callable[..., Page]) -> None:
    page = enter()
    page.goto("/")
    page.locator("#q").press_sequentially("mao", delay=40)
    expect(page.locator("#suggestion-list a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestion-list")).to_have_count(0)


def test_the_language_switch_keeps_the_page(enter: Callable[..., Page]) -> None:
    page = enter(language="zh")
    page.goto("/projects?q=毛衫")
    page.locator("a[hreflang=en]").first.click()
    expect(page.locator("h1")).to_have_text("Project library")
    assert "q=" in page.url


def test_search_works_without_javascript(village: str, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=village)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/projects?lang=en")
    page.fill("#q", "knitwear")
    page.locator("#filter .search button").click()
    expect(page.locator("#results article").first).to_be_visible()
    context.close()
