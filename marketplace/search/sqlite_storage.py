"""The index in SQLite: FTS5 over our own words."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from marketplace.search.sql_storage import Changes


class SqliteStorage:
    """FTS5 without contents: it names documents, and the other tables know them.

    Documents are never taken out of it: a changed document comes in under a new number, and readers
    leave out the numbers that no row has. The next rebuild forgets them.
    """

    number, exact = "INTEGER", ""

    def create_lexemes(self, connection: Connection, table: str) -> None:
        """The tokenizer splits at ASCII punctuation only, and lexemes have none."""
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table} USING fts5(lexemes, content='', detail=none, tokenize='ascii')")

    def finish_lexemes(self, connection: Connection, table: str) -> None:
        """Bring its parts together."""
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def add_lexemes(self, connection: Connection, table: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """See ``Storage``."""
        values = [(change, " ".join(lexemes)) for change, lexemes in rows]
        if values:
            connection.exec_driver_sql(f"INSERT INTO {table} (rowid, lexemes) VALUES (?, ?)", values)

    def remove_lexemes(self, connection: Connection, table: str, changes: Sequence[int]) -> None:
        """Nothing: see the class."""

    def read(self, connection: Connection, table: str, lexemes: Sequence[str]) -> list[Changes]:
        """See ``Storage``; by the driver, because there are many small questions."""
        cursor = connection.connection.cursor()
        asked = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        return [np.array(cursor.execute(asked, (f'"{lexeme}"',)).fetchall(), np.int64).reshape(-1) for lexeme in lexemes]

    def insert(self, connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """See ``Storage``."""
        values = [tuple(row) for row in rows]
        if values:
            places = ", ".join("?" * len(values[0]))
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", values)
