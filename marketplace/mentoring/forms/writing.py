"""Forms of what the two write: a message with files, the shared notes."""

import re
import zipfile
from io import BytesIO
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from marketplace.file_text import words_in
from marketplace.mentoring.actions.messages import Attachment
from marketplace.mentoring.forms.words import FILL_IN
from marketplace.mentoring.terms import LARGEST_ATTACHMENT, MOST_ATTACHMENTS
from marketplace.web.files import kind_of
from marketplace.web.forms import Form, stripped

LONGEST_STEM = 100
# What an office file holds beside its own parts; by this one the two kinds are told apart.
OFFICE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
ENDINGS = {"pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "xlsx": "xlsx", "docx": "docx", "txt": "txt", "csv": "csv"}


class MessageForm(Form):
    """One message."""

    message = TextAreaField(
        _l("Your message"), filters=[stripped], validators=[InputRequired(FILL_IN), Length(1, 4000, _l("4,000 characters at most."))]
    )
    files = MultipleFileField(
        _l("Files (optional)"),
        description=_l("Up to 5 at once, 5 MB each: PDF, JPEG, PNG, Excel, Word, text. Cover ID numbers before you send a picture."),
    )
    attachments: tuple[Attachment, ...] = ()

    def validate_files(self, field: Any) -> None:
        sent = [_read(one) for one in field.data or () if one and one.filename]
        if len(sent) > MOST_ATTACHMENTS:
            raise ValidationError(_l("Five files at most go with one message. Send the others with a second one."))
        self.attachments = tuple(_attachment(name, data) for name, data in sent)


def _read(sent: Any) -> tuple[str, bytes]:
    data = sent.read(LARGEST_ATTACHMENT + 1)
    sent.close()
    return sent.filename, data


def _attachment(name: str, data: bytes) -> Attachment:
    if len(data) > LARGEST_ATTACHMENT:
        raise ValidationError(_l("One of the files is larger than 5 MB. Send a smaller picture, or fewer pages."))
    stem, _, ending = re.sub(r"[\x00-\x1f\x7f/\\]", " ", name).strip().rpartition(".")
    kind = ENDINGS.get(ending.lower())
    if kind is None or kind != _content(data, kind):
        raise ValidationError(_l("One of the files is no PDF, JPEG, PNG, Excel, Word or text file, or not what its name says."))
    return Attachment(f"{stem.strip(' .')[:LONGEST_STEM] or '-'}.{kind}", data, words_in(kind, data))


def _content(data: bytes, named: str) -> str | None:
    """What the bytes are, whatever the name says; text has no mark of its own, so it is what holds no NUL."""
    if (kind := kind_of(data)) is not None:
        return kind
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    return named if named in ("txt", "csv") and b"\0" not in data else None


def _office_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            names = set(parts.namelist())
    except zipfile.BadZipFile:
        return None
    return next((kind for kind, part in OFFICE.items() if part in names), None)


class NoteForm(Form):
    """The text that both edit."""

    note = TextAreaField(_l("Our notes"), filters=[stripped], validators=[Optional(), Length(0, 20000, _l("20,000 characters at most."))])
    read = IntegerField(_l("The version you have read"), default=0, validators=[Optional()])
