"""What the app refuses, as sentences for the person who asked.

A refusal carries an English msgid and its values; ``web/errors.py`` alone turns it into a page in the reader's language.
"""

from typing import Any


def N_(msgid: str) -> str:
    """Mark a msgid for the catalogue without translating it yet."""
    return msgid


class Refusal(Exception):
    """A request that was understood and is not granted (409)."""

    status = 409

    def __init__(self, msgid: str, **values: Any) -> None:
        super().__init__(msgid % values if values else msgid)
        self.msgid = msgid
        self.values = values


class NotFound(Refusal):
    """The thing is not there, or not for this person to know of (404)."""

    status = 404

    def __init__(self, msgid: str = N_("There is nothing at this address. It may have moved, or the link was cut short.")) -> None:
        super().__init__(msgid)


class NotAllowed(Refusal):
    """The person may see the thing but not do this (403)."""

    status = 403

    def __init__(
        self, msgid: str = N_("Your account may not do this. Ask the start-up centre if you think it should."), **values: Any
    ) -> None:
        super().__init__(msgid, **values)
