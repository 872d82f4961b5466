"""Mail: messages of the outbox, sent by SMTP or laid down as .eml files."""

import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from pathlib import Path
from urllib.parse import unquote, urlsplit

from marketplace import clock
from marketplace.config import Config
from marketplace.outbox import OutboxRow


class _AsItIs(UnstructuredHeader, BaseHeader):
    """A header whose value is an address of the web: programs read it letter by letter, so it is neither folded nor encoded."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _AsItIs)
POLICY = EmailPolicy(header_factory=_HEADERS)
SENDER = "Qihang <noreply@qihang.invalid>"


@dataclass(frozen=True)
class Letter:
    """What somebody gets: the same words plain and as HTML, and what goes along."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    calendar: bytes | None = None


def message_of(row: OutboxRow, letter: Letter) -> EmailMessage:
    """The message of one row. The row's number is the Message-ID, so a repeat can be told."""
    message = EmailMessage(policy=POLICY)
    message["Subject"], message["From"], message["To"] = letter.subject, SENDER, row.payload["to"]
    message["Date"] = row.created_at
    message["Message-ID"] = f"<outbox-{row.id}@qihang.invalid>"
    # Nobody's holiday answers this.
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        message.add_attachment(letter.calendar.decode(), subtype="calendar", filename="qihang.ics")
    return message


def send(config: Config, messages: Sequence[EmailMessage]) -> None:
    """Send these messages the way the house is set up."""
    if config.smtp_url:
        _by_smtp(config.smtp_url, messages)
    else:
        _to_folder(config.mail_folder, messages)


def _by_smtp(url: str, messages: Sequence[EmailMessage]) -> None:
    at = urlsplit(url)
    kind = smtplib.SMTP_SSL if at.scheme == "smtps" else smtplib.SMTP
    with kind(at.hostname or "localhost", at.port or 25, timeout=20) as server:
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        for message in messages:
            server.send_message(message)


def _to_folder(folder: Path, messages: Sequence[EmailMessage]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for message in messages:
        name = f"{clock.now():%Y%m%d}-{message['Message-ID'].strip('<>').split('@')[0]}.eml"
        (folder / name).write_bytes(bytes(message))
