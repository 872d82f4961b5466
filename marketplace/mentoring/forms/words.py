"""What the room's forms say again and again."""

from flask_babel import lazy_gettext as _l

FILL_IN = _l("Please fill this in.")
NO_DAY = _l("Please choose a day.")
SAY_YES = _l("Without this there is no agreement.")
