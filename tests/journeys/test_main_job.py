"""The title of the first issue: a graduate finds a project and a mentor, the mentor accepts, the outcome counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from marketplace import clock


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_three_steps_lead_to_the_knitwear_projects(enter: Callable[..., Page], width: int, language: str) -> None:
    page = enter("lin", width=width, language=language)
    page.goto("/projects")
    page.fill("#q", "毛衫 电商")
    page.press("#q", "Enter")
    page.wait_for_url("**q=*")
    if width < 900:
        page.locator("details.facets > summary").click()
    page.fill("#at_most", "50000")
    page.press("#at_most", "Tab")
    page.wait_for_url("**at_most=50000**")
    expect(page.locator("#results")).to_be_visible()
    page.locator("#facet-region input[value='330483']").check()
    page.wait_for_url("**region=330483**")
    expect(page.locator("#results article.card").first).to_contain_text("毛衫" if language == "zh" else "knit")


def test_a_request_is_sent_accepted_and_its_outcome_counts(enter: Callable[..., Page]) -> None:
    lin = enter("lin", width=360, language="zh")
    lin.goto("/projects?q=毛衫 电商&at_most=50000&region=330483")
    lin.locator("#results article.card h3 a").first.click()
    project = lin.url
    expect(lin.locator("#fit .why").first).to_be_visible()
    lin.locator("#guides a", has_text="沈静").first.click()
    lin.locator("#main a.button").first.click()
    lin.fill("#goal", "三个月内拿到前三十个陌生人的订单")
    lin.fill("#tried", "在网上卖过半年旧衣服，做过二十场直播")
    lin.fill("#wanted", "想请您看看成本和定价，帮我避开压货")
    lin.fill("#hours", "12")
    lin.locator("form.stack button:not(.plain)").click()
    expect(lin.locator("#asked .state.wait")).to_be_visible()

    shen = enter("shen", width=360, language="zh")
    shen.goto("/mentoring")
    shen.locator("#inbox article", has_text="林晓").locator("a.button").click()
    expect(shen.locator("main")).not_to_contain_text("lin@example.org")
    shen.locator("#answer form[action$=acceptance] button").click()
    shen.wait_for_url("**/mentorships/*")
    shen.locator("#contact form button").click()
    expect(shen.locator("#contact")).to_contain_text("lin@example.org")

    lin.goto("/mentoring")
    expect(lin.locator("#mentorships .state.wait")).to_be_visible()
    before = _openings(lin)
    lin.goto(project)
    lin.locator("a[href*='/ventures/new']").first.click()
    lin.fill("#name", "林晓毛衫店")
    lin.locator("input[name=form]").first.check()
    lin.select_option("#region", "330483")
    lin.fill("#opened_on", clock.today().isoformat())
    lin.locator("main form.stack button").click()
    expect(lin.locator("h1")).to_contain_text("林晓毛衫店")
    assert _openings(lin) == before + 1
    lin.goto(project)
    expect(lin.locator("#takeup")).to_be_visible()


def _openings(page: Page) -> int:
    """How many businesses the survival figure counts."""
    page.goto("/outcomes/survival")
    return int(str(page.locator("[data-count=ventures]").first.get_attribute("data-n")))
