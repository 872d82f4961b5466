"""What rounds refuse, as sentences."""

from marketplace.errors import N_, Refusal


class OutOfTurn(Refusal):
    """A round goes its way step by step."""

    def __init__(self) -> None:
        super().__init__(
            N_("The round is not at this step: it was done already, or an earlier one is missing. The desk shows what comes next.")
        )


class ClosedForChoices(Refusal):
    """Choices are taken between two days."""

    def __init__(self) -> None:
        super().__init__(N_("This round takes no choices now. Nothing was changed."))


class LastDayPast(Refusal):
    """Nobody could choose any more."""

    def __init__(self) -> None:
        super().__init__(N_("The last day for choices is over, so nobody could choose. Make a new round with a later day."))


class CannotJoin(Refusal):
    """Only those who look for a mentor take part."""

    def __init__(self) -> None:
        super().__init__(
            N_("This round is for learners of its county who have answered the eight questions and have no running mentorship.")
        )


class NoMentorHere(Refusal):
    """The mentor is not in the round."""

    def __init__(self) -> None:
        super().__init__(N_("This mentor does not take part in the round: paused, without a free place, or from another county."))


class TooManySeats(Refusal):
    """A mentor cannot give what is taken."""

    def __init__(self, free: int) -> None:
        super().__init__(N_("You have %(free)s free places: give as many or fewer."), free=free)


class NobodyThere(Refusal):
    """There is nothing to solve."""

    def __init__(self) -> None:
        super().__init__(N_("Nobody takes part yet, so there is nothing to freeze. Add the learners who wait."))


class NotInTheRound(Refusal):
    """The numbers are not those of a pair of this round."""

    def __init__(self) -> None:
        super().__init__(N_("There is no such learner or mentor in this round. The tables show the numbers."))


class NotACandidate(Refusal):
    """The frozen input does not have the pair."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The frozen input does not have these two as a pair that could be made. "
                "Solve first; afterwards a pair can be changed with a reason."
            )
        )


class KeptApart(Refusal):
    """It does not say who keeps the two apart."""

    def __init__(self) -> None:
        super().__init__(N_("These two must not be put together. Nothing was changed."))


class LocksImpossible(Refusal):
    """The locks contradict each other or the places."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The locked pairs cannot all be made: a learner has two, a mentor has too few places, or the pair is forbidden. "
                "Take a lock back and solve again."
            )
        )


class SolverMissing(Refusal):
    """A solver is named that is not here."""

    def __init__(self, solver: str) -> None:
        super().__init__(
            N_("The solver %(solver)s is not installed on this machine, so its answer cannot be worked out here."), solver=solver
        )


class NoPlaceLeft(Refusal):
    """An override would give a mentor more learners than places."""

    def __init__(self) -> None:
        super().__init__(N_("All places of this mentor are given in this round. Take one of the pairs apart first."))


class SecondPersonNeeded(Refusal):
    """Many pairs are approved by somebody who had no part in them."""

    def __init__(self, most: int) -> None:
        super().__init__(
            N_("With more than %(most)s pairs somebody approves who did not make, pin, solve or change this round. Ask a colleague."),
            most=most,
        )
