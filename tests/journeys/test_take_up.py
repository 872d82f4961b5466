"""From what one has to a registered business: an entry, a question, a yes, a beginning, an opening."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from marketplace import clock


def test_from_what_one_has_to_a_registered_business(enter: Callable[..., Page]) -> None:
    zhu = enter("zhu", width=360, language="zh")
    zhu.goto("/projects")
    zhu.locator("main a[href='/projects/for-what-i-have']").click()
    zhu.fill("#money", "30000")
    zhu.fill("#hours", "20")
    zhu.select_option("#region", "330483")
    zhu.locator("#have button").click()
    zhu.wait_for_url("**money=30000**")
    expect(zhu.locator("#reach .why.gap").first).to_be_visible()
    zhu.locator("#reach article h3 a").first.click()
    title = zhu.locator("h1").inner_text()
    zhu.locator("#takeup-way a[href$=enquiry]").click()
    zhu.fill("#question", "一个人兼职能不能做起来？")
    zhu.locator("form.stack button").click()
    zhu.wait_for_url("**/take-ups/*")
    way = zhu.url
    expect(zhu.locator("#state .state.wait")).to_be_visible()

    shi = enter("shi", width=360, language="zh")
    shi.goto("/take-ups/queue")
    row = shi.locator("#take-ups tr", has_text=title).filter(has_text="一个人兼职能不能做起来").last
    row.locator("a").first.click()
    expect(shi.locator("main")).not_to_contain_text("zhu@example.org")
    shi.locator("#answer form[action$=introduction] button").click()
    expect(shi.locator("#contact")).to_contain_text("zhu@example.org")

    zhu.goto(way)
    expect(zhu.locator("#contact")).to_contain_text("shi@example.org")
    zhu.locator("#next form[action$=adoption] button").click()
    expect(zhu.locator("#state .state.ok")).to_have_text("正在做")
    zhu.locator("#next a[href*='/ventures/new']").click()
    zhu.fill("#name", "朱婷小店")
    zhu.locator("input[name=form]").first.check()
    zhu.select_option("#region", "330483")
    zhu.fill("#opened_on", clock.today().isoformat())
    zhu.locator("main form.stack button").click()
    expect(zhu.locator("h1")).to_contain_text("朱婷小店")
    zhu.goto("/take-ups")
    expect(zhu.locator("article", has_text=title).locator(".state.ok")).to_have_text("已登记开业")
