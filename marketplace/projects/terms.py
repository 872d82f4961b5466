"""Fixed words of the library."""

from enum import StrEnum

RISK_DIMENSIONS = ("market", "finance", "technology", "law", "team", "supply")

# Texts that every entry says in both languages, in the order of the page.
TEXTS = ("detail", "first_90_days", "buyers", "licences", "not_for")


class Status(StrEnum):
    """The life of an entry; archived entries stay readable."""

    draft = "draft"
    published = "published"
    archived = "archived"


class Source(StrEnum):
    """Where an entry came from."""

    library = "library"  # 引进/编写: written by the library itself
    contest = "contest"
    person = "person"
    college = "college"
    company = "company"


class Mode(StrEnum):
    """How one comes to run the project."""

    own = "own"
    partner = "partner"
    franchise = "franchise"
    technology = "technology"
    purchase = "purchase"
