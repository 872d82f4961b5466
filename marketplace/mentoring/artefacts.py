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
        # Made for its maker alone; the web server may be another user.
        draft.chmod(0o755)
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
    """Use this training from now on, or none; choosing what is in use changes nothing."""
    now = choice_in_use(session)
    if (now.artefact if now else None) == name:
        return now or _add(session, None, None)
    return _add(session, name, now.id if now else None)


def roll_back(session: Session) -> ModelChoice:
    """Use again what the choice in use replaced; once more, and it is the one before that. Refusal when there is nothing left."""
    now = choice_in_use(session)
    if now is None or (now.replaces_id is None and now.artefact is None):
        raise Refusal(N_("There is no training to go back from."))
    # Before the first training there were the weights set by hand.
    earlier = session.get_one(ModelChoice, now.replaces_id) if now.replaces_id else None
    return _add(session, earlier.artefact if earlier else None, earlier.replaces_id if earlier else None)


def _add(session: Session, artefact: str | None, replaces_id: int | None) -> ModelChoice:
    choice = ModelChoice(artefact=artefact, replaces_id=replaces_id)
    session.add(choice)
    session.flush()
    return choice
