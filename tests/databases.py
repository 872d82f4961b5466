"""The databases that the suite runs on: a file of SQLite always, PostgreSQL where it answers or can be started."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import sqlalchemy as sa

KNOWN = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql://root@127.0.0.1:5432/postgres", "postgresql:///postgres")
REMEDY = "PostgreSQL: install it (apt-get install postgresql) or set TEST_DATABASE_URL=postgresql://user@host/db"


def postgres_url() -> str | None:
    """The address of a server on which databases may be made, or None."""
    asked = os.environ.get("TEST_DATABASE_URL")
    for url in (asked,) if asked else KNOWN:
        if _answers(url):
            return url
    return None if asked else _throw_away_cluster()


def _answers(url: str) -> bool:
    try:
        engine = sa.create_engine(url, connect_args={"connect_timeout": 2})
        with engine.connect() as connection:
            may = connection.execute(sa.text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")).scalar()
        engine.dispose()
        return bool(may)
    except sa.exc.SQLAlchemyError:
        return False


def _throw_away_cluster() -> str | None:
    tools = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    found = shutil.which("initdb") or (tools and str(tools / "initdb"))
    if not found:
        return None
    folder = Path(tempfile.mkdtemp(prefix="qihang-pg-"))
    # PostgreSQL refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    port = "54329"
    control = str(Path(found).with_name("pg_ctl"))
    try:
        subprocess.run([*user, found, "-D", f"{folder}/data", "-U", "postgres", "-A", "trust"], check=True, capture_output=True)
        options = f"-p {port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1"
        subprocess.run(
            [*user, control, "-D", f"{folder}/data", "-o", options, "-w", "-l", f"{folder}/log", "start"], check=True, capture_output=True
        )
    except (subprocess.CalledProcessError, FileNotFoundError):
        return None
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return url if _answers(url) else None


def run_sql(url: str, *statements: str) -> None:
    """Run statements outside a transaction, as making a database wants it."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def on_server(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)
