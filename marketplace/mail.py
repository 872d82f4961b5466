"""Mail: rendered from a template in the reader's language, sent by SMTP or laid down as .eml files."""

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask, render_template
from flask_babel import force_locale

from marketplace import clock
from marketplace.config import Config
from marketplace.outbox import OutboxRow

SENDER = "Qihang <noreply@qihang.invalid>"


def deliver_mail(app: Flask, config: Config, rows: Sequence[OutboxRow]) -> None:
    """Send one batch of the outbox."""
    messages = [compose(app, row) for row in rows]
    if config.smtp_url:
        _by_smtp(config.smtp_url, messages)
    else:
        _to_folder(config.mail_folder, messages)


def compose(app: Flask, row: OutboxRow) -> EmailMessage:
    """The message of one row: the template's first line is the subject. The row's number is the Message-ID, so a repeat can be told."""
    mail = row.payload
    with app.app_context(), force_locale(mail.get("locale", "zh")):
        text = render_template(f"email/{mail['template']}.txt", base_url=app.config["BASE_URL"], **mail["values"])
    subject, _, body = text.lstrip().partition("\n")
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject.strip(), SENDER, mail["to"]
    message["Date"] = row.created_at
    message["Message-ID"] = f"<outbox-{row.id}@qihang.invalid>"
    message.set_content(body.strip() + "\n")
    return message


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
