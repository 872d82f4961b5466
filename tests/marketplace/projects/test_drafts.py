"""Writing a project: the sheet, its mistakes, its second thoughts."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from marketplace.errors import NotAllowed, NotFound
from marketplace.projects.drafts import own_draft, rewrite_draft
from marketplace.projects.queries import projects_of
from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS
from tests.makers import make_person, make_project, project_content
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


def answers(**changes: Any) -> dict[str, Any]:
    """A sheet filled in well."""
    sheet: dict[str, Any] = {f"{name}_zh": f"{name} 的话" for name in ("title", "summary", *TEXTS)}
    sheet |= {"sector": "JX05", "regions": ["330483"], "stage": "P1", "unit_zh": "件", "price": "129", "variable_cost": "91"}
    sheet |= {"units_month": "300", "opening-0-what": "样衣", "opening-0-low": "20000", "opening-0-high": "30000"}
    sheet |= {"monthly-0-what": "房租", "monthly-0-amount": "3200", "skills-0-skill": "SK801", "skills-0-level": "3"}
    return sheet | {f"{name}-why": "一句话" for name in RISK_DIMENSIONS} | changes


def test_a_project_is_written_and_only_its_author_sees_it(session: Session, visitor: Enter) -> None:
    author = make_person(session)
    writer = visitor(author)
    writer.visit("/projects/new?next=/contests")
    writer.submit("main form", **answers())
    assert writer.response.headers["Location"] == "/contests"
    (draft,) = projects_of(session, author.id or 0)
    assert (draft.title_en, draft.capital_max, draft.skills[0].level) == ("title 的话", 30000, 3)
    writer.visit(f"/projects/{draft.id}")
    visitor().visit(f"/projects/{draft.id}", 404)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_zh": ""}, "title_zh"),
        ({"regions": []}, "regions"),
        ({"opening-0-what": "", "opening-0-low": "", "opening-0-high": ""}, "opening-0-what"),
        ({"opening-0-high": "10"}, "opening-0-high"),
        ({"monthly-0-what": ""}, "monthly-0-what"),
        ({"skills-0-skill": ""}, "skills-0-skill"),
        ({"skills-1-skill": "SK801"}, "skills-2-skill"),
        ({"variable_cost": "129"}, "variable_cost"),
        ({"units_month": "10"}, "units_month"),
        ({"price": "nan"}, "price"),
        ({"market-why": ""}, "market-why"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    session: Session, visitor: Enter, wrong: dict[str, Any], field: str
) -> None:
    writer = visitor(make_person(session))
    writer.visit("/projects/new")
    page = writer.submit("main form", 422, **answers(**wrong))
    assert page.select_one(f'[id="{field}-wrong"]')
    assert page.select_one("#buyers_zh").get_text(strip=True) == "buyers 的话"  # type: ignore[union-attr]


def test_a_draft_is_changed_and_keeps_the_english_of_what_stayed(session: Session, visitor: Enter) -> None:
    author = make_person(session)
    draft = make_project(session, author=author, published=False)
    writer = visitor(author)
    writer.visit(f"/projects/{draft.id}/edit")
    writer.submit("main form", **{"title_zh": "新的名字", "opening-1-high": "20000"})
    session.refresh(draft)
    assert (draft.title_zh, draft.title_en, draft.capital_max) == ("新的名字", "Small-batch knitwear live room", 50000)
    assert draft.opening[0]["en"] == "samples"
    assert {row.skill: row.level for row in draft.skills} == {"SK801": 3, "SK401": 2}


def test_only_the_author_changes_a_draft_and_nobody_what_is_in_the_library(session: Session) -> None:
    author = make_person(session)
    draft, published = make_project(session, author=author, published=False), make_project(session, author=author)
    with pytest.raises(NotFound):
        own_draft(session, draft.id or 0, by=make_person(session))
    with pytest.raises(NotAllowed):
        rewrite_draft(session, published.id or 0, project_content(), by=author)


def test_new_content_changes_skills_and_sums(session: Session) -> None:
    author = make_person(session)
    draft = make_project(session, author=author, published=False)
    content = project_content(skills={"SK801": 4, "SK902": 1}, opening=[{"zh": "车", "en": "van", "low": 1, "high": 2}])
    rewrite_draft(session, draft.id or 0, content, by=author)
    session.refresh(draft)
    assert {row.skill: row.level for row in draft.skills} == {"SK801": 4, "SK902": 1}
    assert (draft.capital_min, draft.capital_max) == (1, 2)
