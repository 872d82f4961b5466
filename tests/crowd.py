"""Many people at the same moment: each in a transaction of their own, on a connection of their own."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.db import make_engine, transaction
from marketplace.errors import Refusal

Act = Callable[[Session], Any]


def at_once(url: str, acts: Sequence[Act]) -> list[Refusal | None]:
    """Do all ``acts`` at once; gives the refusal of each, or None where it was done."""
    start = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(lambda act: _done(url, act, start), acts))


def while_open(url: str, first: Act, second: Act, *, then: Act | None = None) -> Refusal | None:
    """Begin ``second`` while ``first`` is done but not committed yet; gives what became of ``second``.

    ``then`` goes on in the transaction of ``first`` once ``second`` has begun.
    """
    engine = make_engine(url)
    with ThreadPoolExecutor(1) as other, transaction(engine) as session:
        first(session)
        session.flush()
        later = other.submit(_done, url, second, threading.Barrier(1))
        time.sleep(0.3)
        if then:
            then(session)
    engine.dispose()
    return later.result()


def one(session: Session, person_id: int | None) -> Person:
    """The person, as this session knows her."""
    return session.get_one(Person, person_id)


def _done(url: str, act: Act, start: threading.Barrier) -> Refusal | None:
    engine = make_engine(url)
    try:
        engine.connect().close()
        start.wait(30)
        with transaction(engine) as session:
            act(session)
    except Refusal as refusal:
        return refusal
    finally:
        engine.dispose()
    return None
