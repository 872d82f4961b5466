"""Reads of the ventures room."""

from marketplace.ventures.queries.cases import Case, case_states, course_outcomes, people_to_ask
from marketplace.ventures.queries.follow_ups import DueFollowUp, due_follow_ups, open_follow_up
from marketplace.ventures.queries.records import JobsRow, Life, jobs_rows, lives, survival_rows
from marketplace.ventures.queries.takeup import TakeUpFigures, project_outcomes, takeup_of
from marketplace.ventures.queries.ventures import first_openings, get_venture, regions_of_passes, ventures_of

__all__ = [
    "Case",
    "DueFollowUp",
    "JobsRow",
    "Life",
    "TakeUpFigures",
    "case_states",
    "course_outcomes",
    "due_follow_ups",
    "first_openings",
    "get_venture",
    "jobs_rows",
    "lives",
    "open_follow_up",
    "people_to_ask",
    "project_outcomes",
    "regions_of_passes",
    "survival_rows",
    "takeup_of",
    "ventures_of",
]
