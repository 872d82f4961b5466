"""axe finds nothing on any page, in both languages, wide and narrow, light and dark; nothing sticks out, nothing is left untranslated."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "static/vendor/axe.min.js").read_text()
PAGES = {
    None: "/ /projects /projects?q=毛衫 /projects/1 /mentors /mentors/MENTOR /courses /courses/1 /contests /contests/1 /contests/2 "
    "/outcomes /outcomes/success-rate /outcomes/pass-rate /outcomes/survival /outcomes/jobs /outcomes/projects /outcomes/definitions "
    "/projects/for-what-i-have?money=30000&hours=20&region=330483 "
    "/search?q=毛杉 /search?q=zzzzqq /about /privacy /sign-in /sign-up /password-resets/new /nowhere",
    "lin": "/for-me /for-me?order=plain /profile /mine /mine/calendar /favourites /mentoring /mentors/MENTOR/requests/new?project=1 "
    "/projects/3 /my-classes /my-entries /ventures/mine /ventures/new?project=1 /take-ups /take-ups/asked /projects/5/enquiry "
    "/projects/new /contests/3/entries/new /my-projects /notifications /notifications/choices /saved-searches "
    "/projects/comparison?id=1&id=2 /projects/1/sheet /projects/1/versions /projects/likeness?title_zh=毛衫 "
    "/rounds /mine/who-can-see /mine/access /mine/blocks /mine/measures /reports /reports/new?subject=mentor&id=MENTOR&about=MENTOR",
    "shen": "/mentoring /mine /mentoring/application /mentoring/profile /mentoring/agreement /mentoring/training /mentoring/pause "
    "/mentoring/record /mentoring/retirement /rounds",
    "zhou": "/imports /contests/new /contests/1/desk /contests/2/desk /contests/3/desk",
    "xu": "/teaching /teaching/classes/new",
    "he": "/judging /appraisals",
    "qian": "/review /follow-ups /outcome-checks /mentoring/waiting "
    "/mentoring/applications /mentoring/reviews /mentorships /minors /rounds/new",
    "luo": "/safety",
    "wang": "/access-log /rounds",
    "shi": "/review /projects/1/house /outcomes/success-rate /take-ups/queue /outcomes/suggestions "
    "/notifications/kinds /notifications/kinds/digest /notifications/deliveries "
    "/mentoring/overview /mentoring/overview/needs_person /mentoring/overview/free /mentoring/exposure /rounds/assignments",
}
# Words that stay as they are in Chinese: names, codes, units.
LATIN = re.compile(r"[A-Za-z]{4,}(?:\s+[A-Za-z]{2,}){2,}")


@pytest.mark.parametrize(("language", "width", "dark"), [("en", 1280, False), ("zh", 360, True)])
@pytest.mark.parametrize("name", list(PAGES))
def test_pages_have_no_faults(enter: Callable[..., Page], name: str | None, language: str, width: int, dark: bool) -> None:
    page = enter(name, width=width, language=language, dark=dark)
    page.goto("/mentors")
    # Numbers of people change with the village.
    mentor = page.locator("h3 a[href^='/mentors/']").first.get_attribute("href").split("/")[-1]
    faults = [fault for path in PAGES[name].split() for fault in _faults(page, path.replace("MENTOR", mentor), language)]
    assert faults == []


def _faults(page: Page, path: str, language: str) -> list[str]:
    answer = page.goto(path)
    assert answer is not None
    found = [] if answer.status == (404 if path == "/nowhere" else 200) else [f"{path}: {answer.status}"]
    page.evaluate(AXE)
    for violation in page.evaluate("axe.run()")["violations"]:
        found.append(f"{path}: {violation['id']} {violation['nodes'][0]['html'][:120]}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{path}: sticks out")
    # What is marked as English is meant to be.
    page.evaluate("document.querySelectorAll('main [lang=en]').forEach(piece => piece.remove())")
    if language == "zh" and (left := LATIN.search(page.locator("main").inner_text())):
        found.append(f"{path}: English on a Chinese page: {left[0]}")
    return found
