"""A real SMTP server for tests that send mail."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class PostOffice:
    """An SMTP server that keeps what it gets and knows nobody called ``nobody``."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @property
    def url(self) -> str:
        """Where it takes letters, as ``SMTP_URL``."""
        return f"smtp://127.0.0.1:{self.server.port}"


def plain(letter: EmailMessage) -> str:
    """The words of a letter, as a program without HTML shows them."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def as_html(letter: EmailMessage) -> str:
    """The same letter as most programs show it."""
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())
