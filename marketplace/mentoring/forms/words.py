"""What the room's forms say again and again."""

from flask_babel import lazy_gettext as _l

FILL_IN = _l("Please fill this in.")
