"""Something for the staff to read: two next versions on their way."""

from sqlalchemy import Engine

from marketplace.db import transaction
from marketplace.projects.actions import begin_next_version, screen_project, submit_project
from marketplace.projects.drafts import rewrite_draft
from marketplace.projects.queries import published_projects
from marketplace.projects.versions import content_of
from seeds.people import member

# Tongxiang, and by how much its first cost rises.
HOME = "330483"
DEARER = 1.1


def load(engine: Engine) -> str:
    """Two entries of Tongxiang become dearer: one is handed in, the other one is being screened."""
    with transaction(engine) as session:
        author, staff = member(session, "shi"), member(session, "qian")
        entries = [project for project in published_projects(session) if project.regions == [HOME]][:2]
        for place, project in enumerate(entries):
            draft = begin_next_version(session, project.id or 0, by=author)
            content = content_of(draft)
            first, *others = content["opening"]
            raised = {**first, "low": round(first["low"] * DEARER), "high": round(first["high"] * DEARER)}
            note = {"change_note": "开办第一项涨价一成"}
            rewrite_draft(session, draft.id or 0, content | {"opening": [raised, *others]} | note, by=author)
            submit_project(session, draft.id or 0, by=author)
            if place:
                screen_project(session, draft.id or 0, by=staff)
    return f"{len(entries)} next versions handed in"
