"""Reads of what the two write to each other."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.mentoring.models import MessageFile, MessageMark, PairMessage, SharedNote


def messages_of(session: Session, mentorship_id: int, offset: int, limit: int) -> Sequence[PairMessage]:
    """Messages, latest first."""
    rows = select(PairMessage).where(PairMessage.mentorship_id == mentorship_id).order_by(col(PairMessage.id).desc())
    return session.exec(rows.offset(offset).limit(limit)).all()


def message_count(session: Session, mentorship_id: int) -> int:
    """How many there are."""
    return session.exec(select(func.count()).select_from(PairMessage).where(PairMessage.mentorship_id == mentorship_id)).one()


def read_to(session: Session, mentorship_id: int, person_id: int) -> int:
    """The last message that the person has seen."""
    mark = session.get(MessageMark, (mentorship_id, person_id))
    return mark.read_to if mark else 0


def unread_counts(session: Session, person_id: int, mentorship_ids: Sequence[int]) -> dict[int, int]:
    """How many messages of the other side wait in each pair; pairs without any are left out."""
    mark = (col(MessageMark.mentorship_id) == PairMessage.mentorship_id) & (col(MessageMark.person_id) == person_id)
    rows = select(PairMessage.mentorship_id, func.count()).join(MessageMark, mark, isouter=True)
    unread = rows.where(
        col(PairMessage.mentorship_id).in_(mentorship_ids),
        PairMessage.by_id != person_id,
        col(PairMessage.id) > func.coalesce(MessageMark.read_to, 0),
    )
    return dict(session.exec(unread.group_by(col(PairMessage.mentorship_id))).all())


def latest_note(session: Session, mentorship_id: int) -> SharedNote | None:
    """The version that counts."""
    return session.exec(_notes(mentorship_id).limit(1)).first()


def note_versions(session: Session, mentorship_id: int) -> Sequence[SharedNote]:
    """All versions, latest first."""
    return session.exec(_notes(mentorship_id)).all()


def _notes(mentorship_id: int) -> SelectOfScalar[SharedNote]:
    return select(SharedNote).where(SharedNote.mentorship_id == mentorship_id).order_by(col(SharedNote.number).desc())


def message_files(session: Session) -> set[str]:
    """Every file that has a row."""
    return set(session.exec(select(MessageFile.file)))
