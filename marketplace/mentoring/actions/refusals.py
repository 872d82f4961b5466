"""What mentoring says no to, each with a sentence for the person."""

from datetime import date

from marketplace.errors import N_, Refusal


class SeatsFull(Refusal):
    """The mentor has no free seat."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "All of this mentor's places are taken. Nothing was changed; you can go on the waiting list, "
                "and other mentors with free places are listed under “For me”."
            )
        )


class InboxFull(Refusal):
    """More requests wait for the mentor than she could say yes to."""

    def __init__(self) -> None:
        super().__init__(
            N_("Enough requests wait for this mentor already. Each ends within seven days; try again then, or ask somebody else first.")
        )


class TooManyPending(Refusal):
    """Three requests are waiting already."""

    def __init__(self) -> None:
        super().__init__(N_("Three of your requests are waiting for an answer. Withdraw one, or wait: each ends within seven days."))


class TooManyChoices(Refusal):
    """A ranked list is longer than five, or names somebody twice."""

    def __init__(self) -> None:
        super().__init__(N_("Choose at most five mentors, each of them once."))


class AskedAlready(Refusal):
    """This mentor already has a request of this learner."""

    def __init__(self) -> None:
        super().__init__(N_("You have asked this mentor already; the answer comes within seven days."))


class AskedLately(Refusal):
    """The mentor said no, or nothing, less than sixty days ago."""

    def __init__(self, again_on: date) -> None:
        super().__init__(N_("This mentor could not help you lately. You can ask again from %(day)s on; others fit, too."), day=again_on)


class HasMentor(Refusal):
    """The learner is paired already."""

    def __init__(self) -> None:
        super().__init__(N_("There is a running mentorship already. It has to end before the next one begins."))


class HasProposal(Refusal):
    """One proposal at a time waits for an answer."""

    def __init__(self) -> None:
        super().__init__(N_("The learner has a proposal that waits for an answer. It stays as it is."))


class CannotMeet(Refusal):
    """A block or a conflict stands between the two."""

    def __init__(self) -> None:
        super().__init__(N_("This mentor cannot be asked. Others who fit are listed under “For me”."))


class PairKeptApart(Refusal):
    """Said to the mentor or to staff; it does not tell who keeps the two apart."""

    def __init__(self) -> None:
        super().__init__(N_("These two are not paired here. Please decline the request; nothing was changed."))


class AnsweredAlready(Refusal):
    """The request is over."""

    def __init__(self) -> None:
        super().__init__(
            N_("This request has ended in the meantime: it was answered, withdrawn, or its time was over. Nothing was changed.")
        )


class NotYours(Refusal):
    """The request stands where this cannot be done."""

    def __init__(self) -> None:
        super().__init__(N_("This cannot be done with the request as it stands now. Look at it again; nothing was changed."))


class Suspended(Refusal):
    """A suspended person asks and answers nobody."""

    def __init__(self) -> None:
        super().__init__(
            N_("Your account is suspended. Nothing can be asked or answered until that is lifted; you can appeal under “My data”.")
        )
