"""Matching learners with projects, mentors and classes: a pure library.

No web, no database, no clock, no files: frozen values go in and frozen values come out.
"""

from matching.artefact import Artefact, BrokenArtefact, name_of, read_artefact
from matching.constraints import is_near, why_not
from matching.evaluation import (
    bootstrap_interval,
    calibration_error,
    coverage,
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
from matching.panel import Score, TooFewJudges, UnconnectedPanels, assign_judges, rank_entries
from matching.profiles import Course, Learner, Mentor, Outcome, Project
from matching.rankings import Basis, JudgeFlag, JudgeRecord, RankedEntry, Ranking, ReadingPlan, Variances
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
from matching.training import Answer, Pair, Training, Trial, train

__all__ = [
    "Answer",
    "Artefact",
    "Basis",
    "BetaPrior",
    "BrokenArtefact",
    "CaseState",
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
    "Path",
    "Project",
    "RankedEntry",
    "Ranking",
    "Rate",
    "ReadingPlan",
    "Reason",
    "Recommender",
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
    "add_words",
    "assign_judges",
    "bootstrap_interval",
    "by_fit",
    "calibration_error",
    "coverage",
    "explore",
    "fit_beta_prior",
    "fit_pair_model",
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
    "rank_entries",
    "read_artefact",
    "recall_at_k",
    "segment",
    "shortfall_of",
    "shrunken_rate",
    "success_rate",
    "top_shared_words",
    "train",
    "why_not",
    "wilson",
]
