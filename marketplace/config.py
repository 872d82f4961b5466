"""Settings, read once from the environment."""

import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """All that an operator can set. Paths hang below ``home``; everything else has a default that runs on a laptop."""

    home: Path
    database_url: str
    redis_url: str | None = None
    smtp_url: str | None = None
    secret_key: str = field(default="", repr=False)
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    asked_search_engine: str = ""
    testing: bool = False

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    @property
    def search_engine(self) -> str:
        """What was asked for, else the SQL engine where the database is a server, and the folder where it is a file."""
        return self.asked_search_engine or ("whoosh" if self.database_url.startswith("sqlite") else "sql")

    @property
    def evidence_folder(self) -> Path:
        return self.home / "evidence"

    @property
    def messages_folder(self) -> Path:
        return self.home / "messages"

    @property
    def models_folder(self) -> Path:
        return self.home / "models"

    @property
    def mail_folder(self) -> Path:
        return self.home / "mail"

    @classmethod
    def from_environment(cls) -> "Config":
        """Read the environment; the home folder and a lasting secret key are made when missing."""
        home = Path(os.environ.get("QIHANG_HOME", ROOT / "instance")).resolve()
        home.mkdir(parents=True, exist_ok=True)
        return cls(
            home=home,
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{home / 'qihang.db'}",
            redis_url=os.environ.get("REDIS_URL") or None,
            smtp_url=os.environ.get("SMTP_URL") or None,
            secret_key=os.environ.get("SECRET_KEY") or _lasting_secret(home / "secret_key"),
            asked_search_engine=_one_of("SEARCH_ENGINE", ("whoosh", "sql")),
            port=int(os.environ.get("PORT", "8000")),
            base_url=os.environ.get("BASE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
        )


def _one_of(name: str, allowed: tuple[str, ...]) -> str:
    value = os.environ.get(name, "").strip().lower()
    if value and value not in allowed:
        sys.exit(f"{name} is {value!r}; it can be {' or '.join(allowed)}, or left out.")
    return value


def _lasting_secret(file: Path) -> str:
    # Written once, so that a restart does not sign everybody out.
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return file.read_text().strip()
