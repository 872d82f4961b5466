"""Matching learners with projects, mentors and classes: a pure library.

No web, no database, no clock, no files: frozen values go in and frozen values come out.
"""

from matching.artefact import Artefact, BrokenArtefact, name_of, read_artefact
from matching.assignment import Assignment, WhyNot
from matching.candidates import Pairs
from matching.certificate import Certificate, Satisfaction
from matching.constraints import is_near, why_not
from matching.evaluation import (
    EARLY_SHARE,
    bootstrap_interval,
    calibration_error,
    coverage,
    early_and_late,
    exposure_ratio,
    gini,
    gini_index,
    map_at_k,
    ndcg_at_k,
    ndcg_values,
    recall_at_k,
)
from matching.expertise import ExpertiseModel
from matching.explain import main_reasons, top_shared_words
from matching.exploration import Slot, explore
from matching.log_rank import log_rank
from matching.models import Models
from matching.pairmodel import PairModel, fit_pair_model
from matching.panel import ADDITIVE, PLAIN_MEAN, Score, TooFewJudges, UnconnectedPanels, assign_judges, rank_by_mean, rank_entries
from matching.profiles import Course, Learner, Mentor, Outcome, Project
from matching.rankings import Basis, JudgeFlag, JudgeRecord, RankedEntry, Ranking, ReadingPlan, Variances
from matching.reciprocal import congestion_prices, free_share, reciprocal_scores
from matching.recommend import Recommender
from matching.results import (
    Closure,
    Comparison,
    Estimate,
    Gap,
    Kind,
    Path,
    Rate,
    Reason,
    Shortfall,
    Suggestion,
    SurvivalCurve,
    Triad,
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
from matching.together import Together
from matching.training import Answer, Pair, Training, Trial, outcome_weight, train

__all__ = [
    "ADDITIVE",
    "EARLY_SHARE",
    "PLAIN_MEAN",
    "Answer",
    "Artefact",
    "Assignment",
    "Basis",
    "BetaPrior",
    "BrokenArtefact",
    "CaseState",
    "Certificate",
    "Closure",
    "Comparison",
    "Course",
    "Estimate",
    "ExpertiseModel",
    "Gap",
    "JudgeFlag",
    "JudgeRecord",
    "Kind",
    "Learner",
    "Mentor",
    "Models",
    "Outcome",
    "Pair",
    "PairModel",
    "Pairs",
    "Path",
    "Project",
    "RankedEntry",
    "Ranking",
    "Rate",
    "ReadingPlan",
    "Reason",
    "Recommender",
    "Satisfaction",
    "Score",
    "Shortfall",
    "Slot",
    "Suggestion",
    "SurvivalCurve",
    "Together",
    "TooFewJudges",
    "Training",
    "Triad",
    "Trial",
    "UnconnectedPanels",
    "Variances",
    "Weights",
    "WhyNot",
    "add_words",
    "assign_judges",
    "bootstrap_interval",
    "by_fit",
    "calibration_error",
    "congestion_prices",
    "coverage",
    "early_and_late",
    "explore",
    "exposure_ratio",
    "fit_beta_prior",
    "fit_pair_model",
    "free_share",
    "gini",
    "gini_index",
    "is_near",
    "kaplan_meier",
    "log_rank",
    "main_reasons",
    "map_at_k",
    "name_of",
    "ndcg_at_k",
    "ndcg_values",
    "outcome_weight",
    "rank_by_mean",
    "rank_entries",
    "read_artefact",
    "recall_at_k",
    "reciprocal_scores",
    "segment",
    "shortfall_of",
    "shrunken_rate",
    "solve_round",
    "success_rate",
    "top_shared_words",
    "trade_off",
    "train",
    "why_not",
    "wilson",
]
