"""Fixed words of the ventures room."""

from enum import StrEnum

from marketplace.projects.terms import StopReason


class Form(StrEnum):
    """Legal form of a venture."""

    sole_trader = "sole_trader"
    company = "company"
    cooperative = "cooperative"
    online_shop = "online_shop"


class VentureState(StrEnum):
    """Whether the business trades."""

    trading = "trading"
    closed = "closed"


class FollowUpState(StrEnum):
    """The way of one follow-up."""

    scheduled = "scheduled"
    done = "done"
    lost = "lost"


class ClosingReason(StrEnum):
    """Why a business closed."""

    low_sales = "low_sales"
    costs = "costs"
    partner = "partner"
    new_job = "new_job"
    study = "study"
    family = "family"
    taken_over = "taken_over"
    other = "other"


# What a closing says of the take-up of the entry behind it; None: closed, and the reason is not told yet.
STOPPED_BY = {
    None: StopReason.other,
    ClosingReason.low_sales: StopReason.sales,
    ClosingReason.costs: StopReason.costs,
    ClosingReason.partner: StopReason.partner,
    ClosingReason.new_job: StopReason.other_work,
    ClosingReason.study: StopReason.other_work,
    ClosingReason.family: StopReason.other,
    ClosingReason.taken_over: StopReason.other,
    ClosingReason.other: StopReason.other,
}

# Months after the opening at which the centre asks how things are (the first of R106's schedule).
FOLLOW_UP_MONTHS = (3, 6, 12)

# How many days early an answer may come; before that there is little to say.
EARLY_DAYS = 30

# Nobody is called lost before this many tries on this many ways (domain 2.0).
TRIES, WAYS = 3, 2


class Way(StrEnum):
    """A way to reach somebody."""

    phone = "phone"
    message = "message"
    mail = "mail"
    visit = "visit"


class CaseState(StrEnum):
    """What became of a qualified person; pending: the window is open, lost: it is over and nobody was reached."""

    success = "success"
    failure = "failure"
    pending = "pending"
    lost = "lost"


# A business opened this many days before the certificate still counts: people often open during the class (domain 2.4).
GRACE_DAYS = 30
HEADLINE_MONTHS = 12

# Legal persons. Sole traders and shops without a licence of their own are not enterprises.
ENTERPRISES = (Form.company, Form.cooperative)
