"""Fixed words of the library."""

from enum import StrEnum

from marketplace.errors import N_

RISK_DIMENSIONS = ("market", "finance", "technology", "law", "team", "supply")

# Texts that every entry says in both languages, in the order of the page.
TEXTS = ("detail", "first_90_days", "buyers", "licences", "not_for")


class Status(StrEnum):
    """The life of an entry; what was once in the library stays readable."""

    draft = "draft"
    submitted = "submitted"  # waits for the library's staff
    screening = "screening"  # somebody of the staff reads it
    appraising = "appraising"  # three experts give their opinion
    returned = "returned"  # back to its author with what to change
    rejected = "rejected"
    approved = "approved"  # good to go; the staff chooses the day
    published = "published"
    archived = "archived"
    merged = "merged"  # a duplicate; its address leads to the other entry
    applied = "applied"  # a next version that has taken the place of the one before
    discarded = "discarded"  # a next version that nobody finished


# Only its author sees it, and may change it.
UNFINISHED = frozenset({Status.draft, Status.returned})
# In the hands of the staff, in the order of the way.
IN_REVIEW = (Status.submitted, Status.screening, Status.appraising, Status.approved)
# Everybody may read it.
READABLE = frozenset({Status.published, Status.archived, Status.merged})


class Source(StrEnum):
    """Where an entry came from."""

    library = "library"  # 引进/编写: written by the library itself
    contest = "contest"
    person = "person"
    college = "college"
    company = "company"
    organiser = "organiser"


class Mode(StrEnum):
    """How one comes to run the project."""

    own = "own"
    partner = "partner"
    franchise = "franchise"
    technology = "technology"
    purchase = "purchase"


class ArchiveReason(StrEnum):
    """Why an entry left the list."""

    withdrawn = "withdrawn"  # its author does not want to offer it any more
    out_of_date = "out_of_date"  # nobody confirmed it at the recheck
    failed_check = "failed_check"  # something in it was found wrong


class AppraisalState(StrEnum):
    """The way of one expert's opinion."""

    asked = "asked"
    done = "done"
    recused = "recused"  # the expert stepped back
    released = "released"  # the staff asked somebody else


# Opinions that count towards the three: given, or still awaited.
COUNTED_APPRAISALS = (AppraisalState.asked, AppraisalState.done)


class Recommendation(StrEnum):
    """What an expert advises."""

    approve = "approve"
    change = "change"  # good, but something has to be mended first
    reject = "reject"


# What three experts score from 1 (poor) to 5 (convincing).
APPRAISAL_CRITERIA = ("feasible", "market", "money", "law")
APPRAISERS = 3
# What an author may still give up: nobody has decided on it.
UNDECIDED = UNFINISHED | {Status.submitted, Status.screening, Status.appraising}
# A next version that nobody touched for so long bars the way for another: the staff may discard it.
ABANDONED_DAYS = 60
REVIEW_MONTHS = 12


class TakeUpState(StrEnum):
    """How far somebody got with an entry."""

    enquired = "enquired"
    introduced = "introduced"  # the owner agreed: both see each other's address
    declined = "declined"  # the owner did not agree
    adopted = "adopted"  # "I am doing this"
    registered = "registered"  # the business has a licence
    trading_6 = "trading_6"
    trading_12 = "trading_12"
    stopped = "stopped"


class StopReason(StrEnum):
    """Why somebody gave an entry up."""

    not_for_me = "not_for_me"
    money = "money"
    place = "place"
    licence = "licence"
    partner = "partner"
    sales = "sales"
    costs = "costs"
    other_work = "other_work"
    no_answer = "no_answer"
    other = "other"


STOP_WORDS = {
    StopReason.not_for_me: N_("it is not for me"),
    StopReason.money: N_("the money"),
    StopReason.place: N_("no fitting place"),
    StopReason.licence: N_("the licence"),
    StopReason.partner: N_("the partners"),
    StopReason.sales: N_("too little was sold"),
    StopReason.costs: N_("the costs"),
    StopReason.other_work: N_("other work or study"),
    StopReason.no_answer: N_("no answer came"),
    StopReason.other: N_("something else"),
}
ENDED = frozenset({TakeUpState.declined, TakeUpState.stopped, TakeUpState.trading_12})
# The way up; nobody goes down it again.
WAY_UP = (
    TakeUpState.enquired,
    TakeUpState.introduced,
    TakeUpState.adopted,
    TakeUpState.registered,
    TakeUpState.trading_6,
    TakeUpState.trading_12,
)
# An owner who says nothing for so long: the centre answers instead.
ANSWER_DAYS = 14
# Ratings come from people who know: adopted so many days ago, or stopped after having adopted.
RATING_AFTER_DAYS = 90
# Figures of smaller groups are not shown.
SMALLEST_GROUP = 5


# Documents that prove what an entry says: how large one may be (bytes), and how many an entry may have.
LARGEST_EVIDENCE = 5 * 1024 * 1024
MOST_EVIDENCE = 12


class Alert(StrEnum):
    """How somebody hears of new entries that fit a saved search."""

    none = "none"
    app = "app"
    mail = "mail"  # in the app, and by mail as she chose
