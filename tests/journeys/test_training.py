"""A learner takes a seat; the provider keeps the roll."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_seat_is_taken_and_stands_on_the_roll(enter: Callable[..., Page]) -> None:
    lin = enter("lin", width=360, language="zh")
    lin.goto("/courses")
    xu = enter("xu")
    xu.goto("/teaching")
    coming = xu.locator("a[href^='/teaching/classes/']:not([href$=new])").first
    number = str(coming.get_attribute("href")).rsplit("/", 1)[1]
    lin.goto(f"/classes/{number}")
    lin.locator(f"form[action='/classes/{number}/enrolment'] button").click()
    lin.wait_for_load_state()
    lin.goto("/my-classes")
    expect(lin.locator(f"a[href='/classes/{number}']").first).to_be_visible()
    xu.goto(f"/teaching/classes/{number}")
    expect(xu.locator("main")).to_contain_text("Lin Xiao")
