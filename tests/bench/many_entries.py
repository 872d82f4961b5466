"""Many entries out of few: copies of the library's own, for measurements only."""

from sqlalchemy import func, insert
from sqlmodel import Session, select

from marketplace.projects.models import Project, ProjectSkill
from marketplace.projects.terms import TEXTS

BATCH = 2000


def multiply_entries(session: Session, size: int, *, whole: bool = True) -> None:
    """Copy the published entries until there are ``size``; each copy has a title of its own, and its long texts only if ``whole``."""
    columns = Project.__table__.columns  # type: ignore[attr-defined]
    models = [dict(row._mapping) for row in session.execute(select(*columns).order_by(columns.id))]
    skills: dict[int, list[tuple[str, int]]] = {}
    for wanted in session.exec(select(ProjectSkill)):
        skills.setdefault(wanted.project_id, []).append((wanted.skill, wanted.level))
    next_id = session.exec(select(func.max(Project.id))).one() + 1
    for first in range(next_id, size + 1, BATCH):
        chosen = [(number, models[number % len(models)]) for number in range(first, min(first + BATCH, size + 1))]
        session.execute(insert(Project), [_copy(model, number, whole=whole) for number, model in chosen])
        rows = [{"project_id": number, "skill": name, "level": level} for number, model in chosen for name, level in skills[model["id"]]]
        session.execute(insert(ProjectSkill), rows)


def _copy(model: dict[str, object], number: int, *, whole: bool) -> dict[str, object]:
    titles = {"title_zh": f"{model['title_zh']}{number}"[:40], "title_en": f"{model['title_en']} {number}"[:120]}
    texts = {} if whole else {f"{text}_{language}": "" for text in TEXTS for language in ("zh", "en")}
    return model | titles | texts | {"id": number, "key": None, "merged_into_id": None, "next_of_id": None}
