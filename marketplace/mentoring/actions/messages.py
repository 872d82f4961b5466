"""Messages between the two, with files; nothing with an ID number in it is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session, col, func, select

from marketplace import clock, file_folder
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.id_numbers import holds_id_number
from marketplace.mentoring.actions.mentorships import held, other_of, tell_one
from marketplace.mentoring.models import MessageFile, MessageMark, PairMessage
from marketplace.mentoring.queries import are_kept_apart, get_mentorship
from marketplace.mentoring.terms import MOST_ATTACHMENTS, TOGETHER


class HoldsIdNumber(Refusal):
    """ID numbers are not needed here, so none is kept."""

    def __init__(self, name: str = "") -> None:
        if name:
            super().__init__(
                N_("There is an ID number in “%(name)s”. Take it out of the file and send it again; nothing was kept."), name=name
            )
        else:
            super().__init__(N_("There is an ID number in this text. Nobody needs it here: take it out and send it again."))


class ThreadClosed(Refusal):
    """One of the two does not want to hear from the other."""

    def __init__(self) -> None:
        super().__init__(N_("Messages between you two are closed; what was written stays readable."))


class TooManyFiles(Refusal):
    """A few at a time."""

    def __init__(self) -> None:
        super().__init__(N_("%(most)s files at most go with one message. Send the others with a second one."), most=MOST_ATTACHMENTS)


@dataclass(frozen=True)
class Attachment:
    """A file that was looked at when it came in: a name that ends in what its bytes are, and the words in it."""

    name: str
    data: bytes
    words: str = ""


def write_message(
    session: Session, mentorship_id: int, text: str, attachments: Sequence[Attachment], folder: Path, *, by: Person
) -> PairMessage:
    """Write to the other. She is told once an hour, not once a message."""
    mentorship = held(session, mentorship_id, by, TOGETHER)
    other = other_of(mentorship, by)
    if are_kept_apart(session, mentorship.learner_id, mentorship.mentor_id):
        raise ThreadClosed()
    refuse_id_numbers(text)
    if len(attachments) > MOST_ATTACHMENTS:
        raise TooManyFiles()
    for attachment in attachments:
        refuse_id_numbers(attachment.words, attachment.name)
    message = PairMessage(mentorship_id=mentorship_id, by_id=by.id or 0, text=text, at=clock.now())
    session.add(message)
    session.flush()
    for attachment in attachments:
        _keep(session, message, attachment, folder, by)
    # Who answers has read what stood there.
    read_messages(session, mentorship_id, by=by)
    tell_one(session, mentorship, "message_new", to=other, key=f"{clock.now():%Y%m%d%H}", anchor="#messages")
    return message


def refuse_id_numbers(text: str, name: str = "") -> None:
    """Refuse a text that holds one; ``name`` is the file it stands in."""
    if holds_id_number(text):
        raise HoldsIdNumber(name)


def _keep(session: Session, message: PairMessage, attachment: Attachment, folder: Path, by: Person) -> None:
    kept = MessageFile(
        message_id=message.id or 0,
        by_id=by.id or 0,
        name=attachment.name,
        size=len(attachment.data),
        sha256=sha256(attachment.data).hexdigest(),
        file=secrets.token_hex(20),
    )
    message.files.append(kept)
    session.flush()
    file_folder.put(folder, kept.file, attachment.data)


def open_message_file(session: Session, file_id: int, folder: Path, *, by: Person) -> Attachment:
    """Hand a file out to one of the two, with a row of history for each time."""
    kept = session.get(MessageFile, file_id)
    message = session.get(PairMessage, kept.message_id) if kept else None
    if kept is None or message is None:
        raise NotFound()
    get_mentorship(session, message.mentorship_id, by=by)
    data = file_folder.read(folder, kept.file)
    if data is None:
        raise NotFound()
    write_history(session, "message_file", file_id, was="kept", becomes="opened", by_id=by.id, reason=f"mentorship {message.mentorship_id}")
    return Attachment(kept.name, data)


def read_messages(session: Session, mentorship_id: int, *, by: Person) -> None:
    """Everything that stands there now was seen."""
    get_mentorship(session, mentorship_id, by=by)
    # Two windows may say it at once.
    session.exec(select(Person.id).where(Person.id == by.id).with_for_update()).one()
    latest = session.exec(select(func.max(col(PairMessage.id))).where(PairMessage.mentorship_id == mentorship_id)).one() or 0
    mark = session.get(MessageMark, (mentorship_id, by.id)) or MessageMark(mentorship_id=mentorship_id, person_id=by.id or 0)
    mark.read_to = max(mark.read_to, latest)
    session.add(mark)
    session.flush()
