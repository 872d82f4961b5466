"""``python -m tests.house.doors``: prints every door of the house, for the golden list."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from marketplace.app import create_app
from marketplace.config import Config


def doors(app: Flask) -> Iterator[str]:
    """``METHOD path door`` for every route, sorted by path."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))):
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method:<5} {rule.rule:<55} {getattr(view, 'door', 'NO DOOR')}"


def main() -> None:
    """Print them."""
    with tempfile.TemporaryDirectory() as home:
        app = create_app(Config(home=Path(home), database_url=f"sqlite:///{home}/none.db", secret_key="none", testing=True))
        print("\n".join(doors(app)))


if __name__ == "__main__":
    main()
