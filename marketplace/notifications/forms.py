"""Forms of the notifications room."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional, ValidationError

from marketplace.notifications.actions import QuietHours
from marketplace.notifications.models import NoticeChoices
from marketplace.notifications.terms import FIXED, GROUP_WORDS, WAY_WORDS, Group, Way
from marketplace.notifications.ways import way_of
from marketplace.web.forms import Filter, Form
from marketplace.web.paging import PER_PAGE, offset_of

CHOOSABLE = tuple(group for group in Group if group not in FIXED)


class NotificationFilter(Filter):
    """Which of one's notifications to look at."""

    group = SelectField(_l("Belongs to"), validators=[Optional()], default="")
    unseen = BooleanField(_l("only what is new"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.group.choices = [("", _l("everything")), *((group.value, lazy_gettext(GROUP_WORDS[group])) for group in Group)]

    @property
    def asked(self) -> dict[str, Any]:
        """What was chosen, as the queries take it."""
        understood = self.understood
        chosen = understood.get("group")
        return {"group": Group(chosen) if chosen else None, "unseen": bool(understood.get("unseen"))}

    @staticmethod
    def span(number: int) -> tuple[int, int]:
        """Offset and limit of a page."""
        return offset_of(number), PER_PAGE


class ChoicesForm(Form):
    """How one hears of each group of things, and when not."""

    mentoring = SelectField(lazy_gettext(GROUP_WORDS[Group.mentoring]))
    projects = SelectField(lazy_gettext(GROUP_WORDS[Group.projects]))
    searches = SelectField(lazy_gettext(GROUP_WORDS[Group.searches]))
    training = SelectField(lazy_gettext(GROUP_WORDS[Group.training]))
    competitions = SelectField(lazy_gettext(GROUP_WORDS[Group.competitions]))
    quiet_from = SelectField(_l("No mail from"))
    quiet_until = SelectField(_l("until"))

    def __init__(self, mine: NoticeChoices, **values: Any) -> None:
        shown: dict[str, Any] = {group.value: way_of(mine.ways, group).value for group in CHOOSABLE}
        hours = {"quiet_from": mine.quiet_from, "quiet_until": mine.quiet_until}
        super().__init__(data=shown | {name: "" if hour is None else str(hour) for name, hour in hours.items()}, **values)
        for group in CHOOSABLE:
            self[group.value].choices = [(way.value, lazy_gettext(words)) for way, words in WAY_WORDS.items()]
        for name in hours:
            self[name].choices = [("", _l("no quiet hours")), *((str(hour), f"{hour:02}:00") for hour in range(24))]

    def validate_quiet_until(self, field: SelectField) -> None:
        """Both ends or none, and not the same."""
        if bool(field.data) != bool(self.quiet_from.data):
            raise ValidationError(gettext("Choose both hours, or none."))
        if field.data and field.data == self.quiet_from.data:
            raise ValidationError(gettext("These are the same hour. Choose a later or earlier one; over midnight is fine."))

    @property
    def ways(self) -> dict[Group, Way]:
        """The way of each group."""
        return {group: Way(self[group.value].data) for group in CHOOSABLE}

    @property
    def quiet(self) -> QuietHours | None:
        """The quiet hours, if any."""
        return QuietHours(int(self.quiet_from.data), int(self.quiet_until.data)) if self.quiet_from.data else None
