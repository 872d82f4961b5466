"""Matching learners with projects, mentors and classes: a pure library.

No web, no database, no clock, no files: frozen values go in and frozen values come out.
"""

from matching.constraints import is_near, why_not
from matching.evaluation import (
    bootstrap_interval,
    calibration_error,
    coverage,
    exposure_ratio,
    gini,
    gini_index,
    map_at_k,
    ndcg_at_k,
    recall_at_k,
)
from matching.explain import main_reasons, top_shared_words
from matching.panel import Score, rank_entries
from matching.profiles import Course, Learner, Mentor, Outcome, Project
from matching.recommend import Recommender
from matching.results import (
    Closure,
    Estimate,
    Gap,
    Kind,
    Path,
    RankedEntry,
    Ranking,
    Rate,
    Reason,
    Shortfall,
    Suggestion,
    SurvivalCurve,
)
from matching.scoring import Weights
from matching.shortfalls import by_fit, shortfall_of
from matching.survival import (
    BetaPrior,
    CaseState,
    fit_beta_prior,
    kaplan_meier,
    shrunken_rate,
    success_rate,
    wilson,
)
from matching.text import add_words, segment

__all__ = [
    "BetaPrior",
    "CaseState",
    "Closure",
    "Course",
    "Estimate",
    "Gap",
    "Kind",
    "Learner",
    "Mentor",
    "Outcome",
    "Path",
    "Project",
    "RankedEntry",
    "Ranking",
    "Rate",
    "Reason",
    "Recommender",
    "Score",
    "Shortfall",
    "Suggestion",
    "SurvivalCurve",
    "Weights",
    "add_words",
    "bootstrap_interval",
    "by_fit",
    "calibration_error",
    "coverage",
    "exposure_ratio",
    "fit_beta_prior",
    "gini",
    "gini_index",
    "is_near",
    "kaplan_meier",
    "main_reasons",
    "map_at_k",
    "ndcg_at_k",
    "rank_entries",
    "recall_at_k",
    "segment",
    "shortfall_of",
    "shrunken_rate",
    "success_rate",
    "top_shared_words",
    "why_not",
    "wilson",
]
