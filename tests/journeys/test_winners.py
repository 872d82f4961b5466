"""An organiser publishes the winners; they stand in the library with their badge."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_winners_enter_the_library_with_their_badge(enter: Callable[..., Page]) -> None:
    zhou = enter("zhou")
    zhou.goto("/contests/2/desk")
    zhou.on("dialog", lambda dialog: dialog.accept())
    zhou.get_by_role("button", name="Publish the winners").click()
    zhou.wait_for_load_state()
    zhou.goto("/contests/2")
    winner = zhou.locator("a[href^='/projects/']").first
    title = winner.inner_text()
    winner.click()
    expect(zhou.locator("h1")).to_have_text(title)
    expect(zhou.locator("#provenance .tag.award")).to_have_attribute("href", "/contests/2")

    visitor = enter(width=360, language="en")
    for _ in range(40):
        visitor.goto("/projects?award=yes")
        if visitor.locator("#results article", has_text=title).count():
            break
        visitor.wait_for_timeout(250)
    expect(visitor.locator("#results article", has_text=title).locator(".tag.award")).to_be_visible()
