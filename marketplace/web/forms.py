"""The base of all forms. Forms are the only validating boundary; a query string is a form too."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, widgets
from wtforms.validators import ValidationError

from marketplace.errors import N_, Refusal

Done = TypeVar("Done")


class Form(FlaskForm):
    """A form that changes something: protected against forged requests, refilled after an error."""

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators))


class Filter(FlaskForm):
    """A query string, understood: never fails a page, only falls back on defaults."""

    class Meta:
        csrf = False

    def __init__(self, **values: Any) -> None:
        super().__init__(formdata=request.args, **values)

    @property
    def understood(self) -> dict[str, Any]:
        """The fields whose value is valid."""
        self.validate()
        return {name: field.data for name, field in self._fields.items() if not field.errors}

    def by_count(self, name: str, counts: Mapping[str, int]) -> list[Any]:
        """Options of one facet that are not ticked and would find something, largest first."""
        options = [option for option in self[name] if not option.checked and counts.get(option.data)]
        return sorted(options, key=lambda option: -counts[option.data])


class Checkboxes(SelectMultipleField):
    """Several values to tick; each has its own label."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        known = {str(value) for value, *_ in self.iter_choices()}
        if self.data and not set(map(str, self.data)) <= known:
            raise ValidationError(self.gettext(N_("Choose from the list.")))


def stripped(value: Any) -> Any:
    """A field filter: text without white space at its ends, and without the NUL that PostgreSQL refuses."""
    return value.replace("\0", "").strip() if isinstance(value, str) else value


def granted(field: Any, act: Callable[[], Done], beside: tuple[type[Refusal], ...] = (Refusal,)) -> Done | None:
    """Do ``act``; a refusal is said beside ``field`` and gives None, so that the form comes back with all that was typed.

    Where ``beside`` names kinds of refusals, all others go on to the page of refusals.
    """
    try:
        return act()
    except beside as refusal:
        field.errors = [*field.errors, gettext(refusal.msgid, **refusal.values)]
        return None
