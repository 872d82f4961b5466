"""Trainings on disk, and the one in use: a folder named by its checksum, and a row that points to it.

The folders lie in the home folder; they can be copied to another node as they are, or thrown away: without them matching
falls back on the weights set by hand, and ``qihang doctor`` says so.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlmodel import Session, col, select

from marketplace.errors import N_, Refusal
from marketplace.mentoring.models import ModelChoice
from matching import Artefact, BrokenArtefact, name_of, read_artefact

log = structlog.get_logger()

_homes: dict[str, Path] = {}


@dataclass(frozen=True)
class InUse:
    """The training in use; `trouble` says why the chosen one is not."""

    choice_id: int | None = None
    name: str | None = None
    artefact: Artefact | None = None
    trouble: str | None = None


def keep_in(database_url: str, folder: Path) -> None:
    """From now on the trainings of this database lie in ``folder``."""
    _homes[database_url] = folder


def write_artefact(folder: Path, artefact: Artefact) -> str:
    """Write it whole or not at all; writing the same again changes nothing. Returns its name."""
    files = artefact.files()
    name = name_of(files)
    if not (folder / name).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder, prefix="draft-"))
        for file_name, content in files.items():
            (draft / file_name).write_bytes(content)
        _put_in_place(draft, folder / name)
    return name


def _put_in_place(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:
        # Somebody else wrote the same in the meantime.
        shutil.rmtree(draft)
        if not target.is_dir():
            raise


def read_from(folder: Path, name: str) -> Artefact:
    """One training. Raises BrokenArtefact when it is missing or not what its name says."""
    place = folder / name
    try:
        return read_artefact(name, {file.name: file.read_bytes() for file in sorted(place.iterdir())})
    except OSError as error:
        raise BrokenArtefact(f"not found in {folder.name}/") from error


def choice_in_use(session: Session) -> ModelChoice | None:
    """The last choice."""
    return session.exec(select(ModelChoice).order_by(col(ModelChoice.id).desc()).limit(1)).first()


def in_use(session: Session) -> InUse:
    """The chosen training, read from disk; without it, why not."""
    choice = choice_in_use(session)
    if choice is None or choice.artefact is None:
        return InUse(choice.id if choice else None)
    home = _homes.get(str(session.get_bind().engine.url))
    if home is None:
        return InUse(choice.id, choice.artefact, trouble="no folder of trainings is set")
    try:
        return InUse(choice.id, choice.artefact, read_from(home, choice.artefact))
    except BrokenArtefact as error:
        log.warning("matching.artefact_refused", artefact=choice.artefact, reason=str(error))
        return InUse(choice.id, choice.artefact, trouble=str(error))


def choose(session: Session, name: str | None) -> ModelChoice:
    """Use this training from now on, or none."""
    choice = ModelChoice(artefact=name)
    session.add(choice)
    session.flush()
    return choice


def roll_back(session: Session) -> ModelChoice:
    """Use again what was used before the training in use. Raises Refusal when there was nothing else."""
    choices = list(session.exec(select(ModelChoice).order_by(col(ModelChoice.id).desc())))
    now = choices[0].artefact if choices else None
    earlier = [choice.artefact for choice in choices if choice.artefact != now]
    # Before the first training there were the weights set by hand.
    if now is None and not earlier:
        raise Refusal(N_("There is no training to go back from."))
    return choose(session, earlier[0] if earlier else None)
