"""Addresses compiled once for all apps of a run.

Werkzeug writes two small functions for each address of an app: a quarter of a second for the house. Every test has an app of its own,
with the same addresses, so they are kept by what they are made of. Nothing else is shared between the apps.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_known: dict[tuple[Any, ...], Callable[..., Any]] = {}
_compile = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    # What is written depends on the parts of the address and its fixed values; converters are looked up when it runs.
    key = (tuple(rule._trace), repr(sorted((rule.defaults or {}).items())), append_unknown)
    if key not in _known:
        _known[key] = _compile(rule, append_unknown)
    return _known[key]


def compile_once() -> None:
    """From now on an address that was compiled before is not compiled again."""
    Rule._compile_builder = _compile_once  # type: ignore[method-assign]
