"""Forms of take-up: a question, its answer, an end, a rating."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.projects.terms import STOP_WORDS
from marketplace.web.forms import Form, stripped

NO_NUMBERS = _l("Please leave out phone numbers and addresses; contact comes after a yes.")


def _text(label: Any, longest: int, *validators: Any, hint: Any = "") -> TextAreaField:
    too_long = Length(0, longest, _l("%(n)s characters at most.", n=longest))
    return TextAreaField(label, description=hint, filters=[stripped], validators=[*validators, too_long])


class EnquiryForm(Form):
    """What one wants to know."""

    question = _text(
        _l("What do you want to know?"),
        1000,
        InputRequired(_l("Write your question in a sentence or two.")),
        Length(10, message=_l("A sentence or two, please: the owner decides on this.")),
        hint=NO_NUMBERS,
    )


class IntroductionForm(Form):
    """Yes, with a word or without."""

    welcome = _text(_l("A word to begin with (optional)"), 1000, Optional())


class RefusalForm(Form):
    """No, and a word why."""

    why = _text(
        _l("Why not this time?"), 1000, InputRequired(_l("Write a sentence: whoever asked reads it.")), hint=_l("Whoever asked reads this.")
    )


class StopForm(Form):
    """Why it ends."""

    reason = RadioField(
        _l("What was the main reason?"),
        description=_l("Only sums over many are ever shown, never your answer."),
        choices=[SelectChoice(reason.value, _l(words)) for reason, words in STOP_WORDS.items()],
        validators=[InputRequired(_l("Choose the one that comes closest; it helps those who come after."))],
    )
    note = _text(_l("A word for the start-up centre (optional)"), 500, Optional())


class RatingForm(Form):
    """How it is."""

    stars = RadioField(
        _l("Would you start this again?"),
        choices=[
            SelectChoice("5", _l("5 at once")),
            SelectChoice("4", "4"),
            SelectChoice("3", "3"),
            SelectChoice("2", "2"),
            SelectChoice("1", _l("1 never")),
        ],
        validators=[InputRequired(_l("Choose between 1 and 5."))],
    )
    true_costs = IntegerField(
        _l("What did the opening really cost? (yuan, optional)"),
        validators=[Optional(), NumberRange(0, 100_000_000, _l("A sum in yuan, without decimals."))],
    )
    word = _text(
        _l("A word for those who come after (optional)"),
        600,
        Optional(),
        hint=_l("Shown without your name, once five people have rated. Leave out names and numbers."),
    )

    @property
    def answers(self) -> dict[str, Any]:
        """What ``rate`` takes."""
        return {"stars": int(self.stars.data), "true_costs": self.true_costs.data, "word": self.word.data or ""}
