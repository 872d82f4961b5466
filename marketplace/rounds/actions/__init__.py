"""Writes of the rounds room."""

from marketplace.rounds.actions.assignments import assign
from marketplace.rounds.actions.clockwork import run_rounds_clock
from marketplace.rounds.actions.people import add_waiting, give_seats, join_round, leave_round, save_choices, save_preferences
from marketplace.rounds.actions.review import approve_round, reject_round, submit_round
from marketplace.rounds.actions.solves import change_pair, choose_solve, pin_pair, recompute, solve_again, unpin_pair
from marketplace.rounds.actions.steps import cancel_round, create_round, freeze_round, open_round
from marketplace.rounds.publishing import publish_round

__all__ = [
    "add_waiting",
    "approve_round",
    "assign",
    "cancel_round",
    "change_pair",
    "choose_solve",
    "create_round",
    "freeze_round",
    "give_seats",
    "join_round",
    "leave_round",
    "open_round",
    "pin_pair",
    "publish_round",
    "recompute",
    "reject_round",
    "run_rounds_clock",
    "save_choices",
    "save_preferences",
    "solve_again",
    "submit_round",
    "unpin_pair",
]
