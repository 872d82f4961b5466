"""An organiser's spreadsheet, on a phone: sent, checked by the worker, confirmed, imported."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import AXE
from tests.marketplace.imports.makers import csv_file, row


def test_a_sheet_is_sent_checked_and_imported(enter: Callable[..., Page]) -> None:
    zhou = enter("zhou", width=360, language="zh")
    zhou.goto("/mine")
    zhou.get_by_role("link", name="导入表格").click()
    rows = [row(f"J-{number}", regions="330483") for number in range(60)] + [row("J-x", price="很贵")]
    zhou.set_input_files("#file", {"name": "项目.csv", "mimeType": "text/csv", "buffer": csv_file(rows, "gb18030")})
    zhou.get_by_role("button", name="检查文件").click()
    button = zhou.get_by_role("button", name="导入无误的 60 行")
    expect(button).to_be_visible(timeout=30_000)
    expect(zhou.locator("#import")).to_contain_text("GB18030")
    expect(zhou.locator("#wrong tbody tr")).to_have_count(1)
    assert_no_faults(zhou)
    button.click()
    expect(zhou.locator("#import .note.good")).to_contain_text("新建 60 行", timeout=30_000)


def assert_no_faults(page: Page) -> None:
    """As on every other page: nothing for axe, nothing sticks out."""
    page.evaluate(AXE)
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in page.evaluate("axe.run()")["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
