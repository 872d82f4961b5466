"""What somebody sees and opens of her suggestions is noted, and staff give mentors to many who wait."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


def test_what_is_seen_and_opened_is_noted(enter: Callable[..., Page]) -> None:
    lin = enter("lin", width=360, language="zh")
    lin.goto("/for-me")
    mentors = lin.locator("[data-seen]").nth(1)
    with lin.expect_response("**/impressions") as seen:
        mentors.locator(".card").last.scroll_into_view_if_needed()
        lin.mouse.wheel(0, 600)
    assert seen.value.status == 204
    # The page goes away with the click: that the beacon leaves is seen, its answer not always.
    with lin.expect_request("**/clicks"):
        mentors.locator("h3 a").first.click()
    lin.wait_for_url("**/mentors/*")


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_staff_look_at_the_screen_and_at_the_pairs(enter: Callable[..., Page], width: int, language: str) -> None:
    shi = enter("shi", width=width, language=language)
    shi.goto("/mentoring/overview")
    assert shi.evaluate("document.documentElement.scrollWidth") <= width
    shi.locator("#pairs .total a").first.click()
    expect(shi.locator("main table tbody tr").first).to_be_visible()
    shi.goto("/rounds/assignments")
    shi.locator("#who button").click()
    expect(shi.locator("#pairs tbody tr").first).to_be_visible()
    assert shi.evaluate("document.documentElement.scrollWidth") <= width
