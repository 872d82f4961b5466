"""Writes of the library, by topic: entries, their review, their later life, take-up, what people keep."""

from marketplace.projects.actions.content import draft_project, overall_risk
from marketplace.projects.actions.entries import (
    AlreadyPublished,
    freeze_project,
    give_award,
    publish_project,
    release_project,
)
from marketplace.projects.actions.keeping import drop_favourite, keep_project, keep_projects
from marketplace.projects.actions.life import archive_project, confirm_project, merge_project, restore_project, verify_project
from marketplace.projects.actions.review import (
    approve_project,
    ask_experts,
    give_appraisal,
    publish_approved,
    reject_project,
    release_expert,
    return_project,
    screen_project,
    step_back,
    submit_project,
    take_back,
)
from marketplace.projects.actions.takeup import (
    adopt,
    decline,
    enquire,
    introduce,
    note_closed,
    note_registered,
    note_trading,
    rate,
    stop,
)
from marketplace.projects.actions.versions import begin_copy, begin_next_version
from marketplace.projects.actions.withdrawal import discard_next_version, withdraw_project
from marketplace.projects.terms import REVIEW_MONTHS

__all__ = [
    "REVIEW_MONTHS",
    "AlreadyPublished",
    "adopt",
    "approve_project",
    "archive_project",
    "ask_experts",
    "begin_copy",
    "begin_next_version",
    "confirm_project",
    "decline",
    "discard_next_version",
    "draft_project",
    "drop_favourite",
    "enquire",
    "freeze_project",
    "give_appraisal",
    "give_award",
    "introduce",
    "keep_project",
    "keep_projects",
    "merge_project",
    "note_closed",
    "note_registered",
    "note_trading",
    "overall_risk",
    "publish_approved",
    "publish_project",
    "rate",
    "reject_project",
    "release_expert",
    "release_project",
    "restore_project",
    "return_project",
    "screen_project",
    "step_back",
    "stop",
    "submit_project",
    "take_back",
    "verify_project",
    "withdraw_project",
]
