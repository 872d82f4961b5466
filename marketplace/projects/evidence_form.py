"""The form that takes in a document."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import ValidationError

from marketplace.projects.actions.evidence import Document
from marketplace.projects.terms import LARGEST_EVIDENCE
from marketplace.web.files import DOCUMENTS, kind_of
from marketplace.web.forms import Form

LONGEST_STEM = 100


class EvidenceForm(Form):
    """One document; what it is, its first bytes say and not its name."""

    file = FileField(
        _l("Document (PDF, JPEG or PNG, up to 5 MB)"),
        description=_l("Cover ID numbers and account numbers before you send it."),
        validators=[FileRequired(_l("Choose a file."))],
    )
    document: Document | None = None

    def validate_file(self, field: Any) -> None:
        data = field.data.read(LARGEST_EVIDENCE + 1)
        field.data.close()
        if len(data) > LARGEST_EVIDENCE:
            raise ValidationError(_l("This file is larger than 5 MB. Send a smaller picture, or fewer pages."))
        kind = kind_of(data)
        if kind not in DOCUMENTS:
            raise ValidationError(
                _l("This is no PDF, JPEG or PNG file, whatever its name says. Save it as one of these and send it again.")
            )
        self.document = Document(f"{_stem(field.data.filename)}.{kind}", data)


def _stem(name: str | None) -> str:
    bare = re.sub(r"[\x00-\x1f\x7f/\\]", " ", name or "").strip()
    return re.sub(r"\.(pdf|jpe?g|png)$", "", bare, flags=re.IGNORECASE).strip(" .")[:LONGEST_STEM] or "-"
