"""The form of a saved search."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from marketplace.projects.terms import Alert
from marketplace.web.forms import Form, stripped

ALERTS = {
    Alert.none: _l("not at all; I look myself"),
    Alert.app: _l("here, in my notifications"),
    Alert.mail: _l("here and by mail, as I chose for mails about saved searches"),
}


class SavedSearchForm(Form):
    """How a saved search is called, and how one hears of what is new."""

    name = StringField(
        _l("Name of this search"),
        filters=[stripped],
        validators=[DataRequired(_l("Give it a name that you will know again.")), Length(1, 60)],
    )
    alert = RadioField(_l("Tell me of new projects"), default=Alert.app.value)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.alert.choices = [(one.value, words) for one, words in ALERTS.items()]

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        return {"name": self.name.data, "alert": Alert(self.alert.data)}
