"""A list of suggestions as a signed word, which the browser sends back once the list was really seen."""

from collections.abc import Iterable, Sequence

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from marketplace.errors import NotFound
from marketplace.mentoring.actions.impressions import Shown
from marketplace.mentoring.matchmaking import Suggested

VALID_SECONDS = 24 * 3600


def sighting(person_id: int, kind: str, suggested: Iterable[Suggested], key: str, choice_id: int | None) -> str:
    """The list and the training that ranked it, signed for this person."""
    rows = [[getattr(one.thing, key), round(one.propensity, 6), one.is_explored] for one in suggested]
    return _signer().dumps([person_id, kind, choice_id, rows])


def read_sighting(word: str, person_id: int) -> tuple[str, Sequence[Shown], int | None] | None:
    """Kind, list and training; None when the word is forged, too old or somebody else's."""
    try:
        whose, kind, choice_id, rows = _signer().loads(word, max_age=VALID_SECONDS)
    except BadData:
        return None
    if whose != person_id:
        return None
    return (
        kind,
        [Shown(item_id, place, propensity, explored) for place, (item_id, propensity, explored) in enumerate(rows, start=1)],
        choice_id,
    )


def one_of(shown: Sequence[Shown], place: int) -> Shown:
    """What stood in this place of the list, counted from 1. NotFound where nothing did."""
    if not 1 <= place <= len(shown):
        raise NotFound()
    return shown[place - 1]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="sighting")
