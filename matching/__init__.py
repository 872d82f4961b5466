"""Matching learners with projects, mentors and classes: a pure library.

No web, no database, no clock, no files: frozen values go in and frozen values come out.
"""

from matching.assignment import Assignment, WhyNot
from matching.candidates import Pairs
from matching.certificate import Certificate, Satisfaction
from matching.constraints import is_near, why_not
from matching.evaluation import bootstrap_interval, coverage, gini, gini_index, ndcg_at_k, recall_at_k
from matching.explain import main_reasons, top_shared_words
from matching.panel import Score, rank_entries
from matching.profiles import Course, Learner, Mentor, Outcome, Project
from matching.reciprocal import congestion_prices, free_share, reciprocal_scores
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
from matching.rounds import solve_round, trade_off
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
    "Assignment",
    "BetaPrior",
    "CaseState",
    "Certificate",
    "Closure",
    "Course",
    "Estimate",
    "Gap",
    "Kind",
    "Learner",
    "Mentor",
    "Outcome",
    "Pairs",
    "Path",
    "Project",
    "RankedEntry",
    "Ranking",
    "Rate",
    "Reason",
    "Recommender",
    "Satisfaction",
    "Score",
    "Shortfall",
    "Suggestion",
    "SurvivalCurve",
    "Weights",
    "WhyNot",
    "add_words",
    "bootstrap_interval",
    "by_fit",
    "congestion_prices",
    "coverage",
    "fit_beta_prior",
    "free_share",
    "gini",
    "gini_index",
    "is_near",
    "kaplan_meier",
    "main_reasons",
    "ndcg_at_k",
    "rank_entries",
    "recall_at_k",
    "reciprocal_scores",
    "segment",
    "shortfall_of",
    "shrunken_rate",
    "solve_round",
    "success_rate",
    "top_shared_words",
    "trade_off",
    "why_not",
    "wilson",
]
