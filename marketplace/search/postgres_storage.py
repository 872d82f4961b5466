"""The index in PostgreSQL: ``tsvector`` and GIN over our own words."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from marketplace.search.sql_storage import Changes


class PostgresStorage:
    """Lexemes stand in a table of their own, out of line, so that naming documents reads little."""

    number, exact = "BIGINT", 'COLLATE "C"'

    def create_lexemes(self, connection: Connection, table: str) -> None:
        """See ``Storage``."""
        connection.exec_driver_sql(f"CREATE TABLE {table} (change BIGINT PRIMARY KEY, lexemes tsvector) WITH (toast_tuple_target = 128)")

    def finish_lexemes(self, connection: Connection, table: str) -> None:
        """See ``Storage``."""
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
        connection.exec_driver_sql(f"CREATE INDEX {table}_by ON {table} USING gin (lexemes)")
        connection.exec_driver_sql(f"ANALYZE {table}")

    def add_lexemes(self, connection: Connection, table: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """See ``Storage``; lexemes hold nothing that has to be escaped."""
        self.insert(connection, table, ((change, "'" + "' '".join(lexemes) + "'" if lexemes else "") for change, lexemes in rows))

    def remove_lexemes(self, connection: Connection, table: str, changes: Sequence[int]) -> None:
        """See ``Storage``."""
        connection.execute(sa.text(f"DELETE FROM {table} WHERE change = ANY(:changes)"), {"changes": list(changes)})

    def read(self, connection: Connection, table: str, lexemes: Sequence[str]) -> list[Changes]:
        """See ``Storage``: one way there and back, however many lexemes."""
        found = [np.empty(0, np.int64) for _ in lexemes]
        with _cursor(connection) as cursor:
            # Compiling the plan costs more than running it.
            cursor.execute("SET LOCAL jit = off")
            cursor.execute(_READ.format(table=table), ([f"'{lexeme}'" for lexeme in lexemes],), binary=True)
            for place, changes in cursor.fetchall():
                found[place - 1] = np.frombuffer(changes, ">i8").astype(np.int64)
        return found

    def insert(self, connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """See ``Storage``."""
        with _cursor(connection) as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


_READ = (
    "SELECT asked.place, string_agg(int8send(there.change), ''::bytea) "
    "FROM unnest(%s::text[]) WITH ORDINALITY AS asked(lexeme, place) "
    "CROSS JOIN LATERAL (SELECT change FROM {table} WHERE lexemes @@ asked.lexeme::tsquery) AS there "
    "GROUP BY asked.place"
)
