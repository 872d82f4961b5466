"""A submission from draft to published through three experts, in the browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Enter = Callable[..., Page]

SHEET = {
    "title_zh": "濮院毛衫试穿间",
    "summary_zh": "在市场旁租一间小屋，给外地买家代试穿毛衫，拍照量尺寸，按件收费，不压货。",
    "detail_zh": "上午收样，下午由三种身材的人试穿，量胸围袖长，拍正侧背三张，当晚发给买家。",
    "buyers_zh": "外地开网店的人，看不到实物，怕色差和尺码不准，愿意花小钱先看一眼。",
    "first_90_days_zh": "第一个月找二十家店试做，免费三件；第三个月每天满四十件就继续，不到十五件就停。",
    "licences_zh": "个体工商户登记即可，拍摄人像要本人同意。",
    "not_for_zh": "不愿意重复做细活的人。",
    "opening-0-what": "灯和背景布",
    "opening-0-low": "2600",
    "opening-0-high": "3400",
    "monthly-0-what": "小屋房租",
    "monthly-0-amount": "1200",
    "unit_zh": "件",
    "price": "12",
    "variable_cost": "4",
    "units_month": "900",
}


def test_from_draft_to_published(enter: Enter) -> None:
    zhu = enter("zhu", language="zh", width=360)
    _write(zhu)
    zhu.get_by_role("button", name="提交入库").click()
    expect(zhu.locator("#way")).to_contain_text("已提交")
    address = zhu.url
    number = address.rsplit("/", 1)[1]

    qian = enter("qian", language="zh")
    qian.goto("/review")
    qian.get_by_role("link", name=SHEET["title_zh"]).click()
    qian.get_by_role("button", name="受理").click()
    qian.get_by_role("button", name="请三位专家评估").click()
    expect(qian.locator("#decide")).to_contain_text("邀请于")

    for expert in ("gu", "lu", "he"):
        _appraise(enter(expert, width=360))

    qian.goto(f"/review/{number}")
    qian.get_by_role("button", name="通过", exact=True).click()
    qian.get_by_role("button", name="发布", exact=True).click()
    expect(qian.get_by_role("heading", level=1)).to_have_text(SHEET["title_zh"])

    zhu.goto("/notifications")
    expect(zhu.locator("main")).to_contain_text("已入库")
    visitor = enter()
    visitor.goto(f"/projects/{number}")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(SHEET["title_zh"])


def _write(page: Page) -> None:
    page.goto("/projects/new")
    for name, text in SHEET.items():
        page.locator(f"[name='{name}']").fill(text)
    page.locator("[name=sector]").select_option("JX05")
    page.locator("[name=regions][value='330483']").check()
    page.locator("[name='skills-0-skill']").select_option("SK806")
    for risk in ("market", "finance", "technology", "law", "team", "supply"):
        page.locator(f"[name='{risk}-why']").fill("先小做，亏得起。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SHEET["title_zh"])


def _appraise(page: Page) -> None:
    page.goto("/appraisals")
    page.get_by_role("link", name=SHEET["title_zh"]).click()
    for criterion in ("feasible", "market", "money", "law"):
        page.locator(f"[name={criterion}][value='4']").check()
    page.locator("[name=recommendation][value=approve]").check()
    page.locator("[name=comment]").fill("小本经营，可以先试。")
    page.get_by_role("button", name="Give the opinion").click()
    expect(page.locator("main")).to_contain_text("Thank you")
