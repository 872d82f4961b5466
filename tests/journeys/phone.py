"""Somebody's thumb: counts what a person does on a page, so that a journey can say how much work it was."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page


class Thumb:
    """Taps and typed fields since the last ``start``."""

    def __init__(self) -> None:
        self.taps = self.typed = 0

    def start(self) -> None:
        """From here on it counts anew."""
        self.taps = self.typed = 0

    def tap(self, place: Locator) -> None:
        """One tap."""
        place.click()
        self.taps += 1

    def type(self, place: Locator, text: str) -> None:
        """One field that is typed into."""
        place.fill(text)
        self.typed += 1


def shot(page: Page, name: str) -> None:
    """A picture of the page, for whoever wants to look: into the folder ``SHOTS`` names, if it does."""
    if folder := os.environ.get("SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{name}: {over} px too wide"
