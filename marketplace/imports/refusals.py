"""Why a file cannot be imported."""

from marketplace.errors import Refusal


class Unreadable(Refusal):
    """The file as a whole cannot be used; the sentence says what to do."""

    status = 422
