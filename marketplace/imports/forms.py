"""Forms of the imports room: a file, and a yes."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from marketplace.accounts.models import Person
from marketplace.imports.actions import Upload
from marketplace.imports.kinds import Kind, Kinds
from marketplace.imports.reading import sheet_of
from marketplace.imports.refusals import Unreadable
from marketplace.web.forms import Form
from marketplace.web.session import let_go

LONGEST_NAME = 120


class UploadForm(Form):
    """A file of one kind; looked at from outside, its rows are for the worker."""

    kind = SelectField(_l("What is in the file"))
    file = FileField(_l("File (.xlsx or .csv, up to 24 MB)"), validators=[FileRequired(_l("Choose a file."))])

    def __init__(self, kinds: Kinds, **values: Any) -> None:
        super().__init__(**values)
        self.kinds = kinds
        self.kind.choices = [(name, gettext(kind.title)) for name, kind in kinds.items()]
        self.upload: Upload | None = None

    def validate_file(self, field: Any) -> None:
        if self.kind.data not in self.kinds:
            return
        data = field.data.read()
        # Looking into a large file takes a second or two: nobody has to wait for the write lock so long.
        let_go()
        try:
            sheet = sheet_of(data, self.kinds[self.kind.data].columns)
        except Unreadable as refusal:
            raise ValidationError(gettext(refusal.msgid, **refusal.values)) from refusal
        self.upload = Upload(self.kind.data, _tidy(field.data.filename), data, sheet.encoding, sheet.layout.ignored)


class ConfirmationForm(Form):
    """Yes, import the good rows; in one of the ways that the kind of sheet offers."""

    option = RadioField(_l("The new entries become"))

    def __init__(self, kind: Kind, by: Person, **values: Any) -> None:
        options = kind.options(by)
        super().__init__(**{"option": options[0][0], **values})
        self.option.choices = options


def _tidy(name: str | None) -> str:
    return re.sub(r"[\x00-\x1f/\\]", " ", name or "").strip()[-LONGEST_NAME:] or "-"
