"""A training as files: what was learnt, from what, and how well, under a name that is its own checksum.

Bytes only, no disk: who calls keeps them. Nothing is pickled, so a file can be read by anyone and runs nothing.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

import numpy as np

from matching.models import Models
from matching.pairmodel import PairModel
from matching.scoring import PART_NAMES

FORMAT = 1
MODEL, WORDS, WEIGHTS = "model.json", "vocabulary.json", "idf.npy"
KNOWN_PARTS: Mapping[str, tuple[str, ...]] = {
    "project": PART_NAMES["project"],
    "mentor": PART_NAMES["mentor"],
    "course": PART_NAMES["course"],
    "acceptance": (*PART_NAMES["mentor"], "acceptance"),
}


class BrokenArtefact(ValueError):
    """An artefact that must not be used: changed, incomplete, or made for other parts."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """What a training leaves behind.

    `cut_off` is the ISO date up to which was learnt, `counts` how many pairs of each kind, `metrics` the trials as plain
    numbers, `vocabulary` the inverse document frequency of each word.
    """

    models: Models
    cut_off: str
    counts: Mapping[str, int] = field(default_factory=dict)
    metrics: Mapping[str, object] = field(default_factory=dict)
    vocabulary: Mapping[str, float] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """The files by name; the same artefact gives the same bytes."""
        words = sorted(self.vocabulary)
        weights = io.BytesIO()
        np.save(weights, np.array([self.vocabulary[word] for word in words], dtype="<f8"), allow_pickle=False)
        told = {
            "format": FORMAT,
            "models": {kind: asdict(model) for kind, model in _learnt(self.models).items()},
            "features": {kind: list(model.names) for kind, model in _learnt(self.models).items()},
            "cut_off": self.cut_off,
            "counts": dict(self.counts),
            "metrics": dict(self.metrics),
        }
        return {MODEL: _json(told), WORDS: _json(words), WEIGHTS: weights.getvalue()}


def name_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 over the names and contents of the files, 64 hex digits."""
    parts = (f"{name} {hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def read_artefact(name: str, files: Mapping[str, bytes]) -> Artefact:
    """Take an artefact in, if it is what its name says and was made for the parts of today.

    Raises
    ------
    BrokenArtefact
        For a wrong checksum, a missing or unreadable file, another format, or a model of unknown parts.
    """
    if name_of(files) != name:
        raise BrokenArtefact("the files are not those that the name stands for")
    try:
        told, words = json.loads(files[MODEL]), json.loads(files[WORDS])
        weights = np.load(io.BytesIO(files[WEIGHTS]), allow_pickle=False).tolist()
        if told["format"] != FORMAT:
            raise BrokenArtefact(f"format {told['format']} is not {FORMAT}")
        models = Models(**{kind: _model(kind, parts) for kind, parts in told["models"].items()})
        vocabulary = dict(zip(words, weights, strict=True))
        return Artefact(models, told["cut_off"], told["counts"], told["metrics"], vocabulary)
    except BrokenArtefact:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenArtefact(f"unreadable: {error}") from error


def _model(kind: str, told: Mapping[str, object]) -> PairModel:
    model = PairModel(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}  # type: ignore[arg-type]
    )
    if model.names != KNOWN_PARTS[kind]:
        raise BrokenArtefact(f"the model of {kind} looks at {', '.join(model.names)}, not at {', '.join(KNOWN_PARTS[kind])}")
    return model


def _learnt(models: Models) -> dict[str, PairModel]:
    found = {spec.name: getattr(models, spec.name) for spec in fields(models)}
    return {kind: model for kind, model in found.items() if model is not None}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
