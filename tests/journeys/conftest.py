"""A real server with the demo village, and a real Chromium in front of it: one of each for every process of the run."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from seeds.people import PASSWORD
from tests.conftest import _cannot

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "Chromium: apt-get install chromium fonts-noto-cjk"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """All journeys need a real Chromium."""
    if Path(item.path).is_relative_to(Path(__file__).parent):
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as it is installed on the machine."""
    found = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if found is None:
        _cannot(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def village(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on which the whole demo village lives."""
    home = tmp_path_factory.mktemp("village") / "home"
    shutil.copytree(_seeded(tmp_path_factory), home)
    with _served(home) as address:
        yield address


@pytest.fixture
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a village for one journey alone."""
    home = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(_seeded(tmp_path_factory), home)
    return home


@pytest.fixture
def own_village(browser: Browser, own_home: Path) -> Iterator[str]:
    """The address of that village. A journey takes it by a fixture ``village`` of its own module."""
    with _served(own_home) as address:
        yield address


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of a server, with its worker, for this home folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = _settings(home) | {"PORT": str(port)}
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "marketplace", "serve"], cwd=ROOT, env=settings, stdout=log, stderr=log)
        try:
            _wait_for(f"{address}/health")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _settings(home: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "SMTP_URL")}
    return plain | {"QIHANG_HOME": str(home)}


def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a village that nobody has walked through, made once for all processes of a run."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.mktemp("shared") if alone else tmp_path_factory.getbasetemp().parent
    with (shared / "village.lock").open("w") as lock:
        # Whoever comes second waits, and finds it done.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "seeded").exists():
            settings = _settings(shared / "seeded.draft")
            subprocess.run([sys.executable, "-m", "seeds"], cwd=ROOT, env=settings, check=True, capture_output=True)
            (shared / "seeded.draft").rename(shared / "seeded")
    return shared / "seeded"


def _wait_for(address: str) -> None:
    for _ in range(400):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)


@pytest.fixture
def enter(browser: Browser, village: str) -> Iterator[Callable[..., Page]]:
    """``enter("lin", width=360, language="zh")``: somebody's own browser, signed in; no name stands for a visitor."""
    contexts: list[BrowserContext] = []

    def open_page(name: str | None = None, *, width: int = 1280, language: str = "en", dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            base_url=village,
            color_scheme="dark" if dark else "light",
            locale="zh-CN" if language == "zh" else "en",
        )
        contexts.append(context)
        context.add_cookies([{"name": "lang", "value": language, "url": village}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        if name:
            sign_in(page, name)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the cast."""
    page.goto("/sign-in")
    page.fill("#contact", f"{name}@example.org")
    page.fill("#password", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/for-me")
