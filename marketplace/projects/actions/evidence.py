"""Evidence: documents that prove what an entry says, added, opened and taken away."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from marketplace import clock, file_folder, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.projects.actions.changes import held_project
from marketplace.projects.models import Evidence
from marketplace.projects.policies import may_remove_evidence, may_see, may_see_evidence
from marketplace.projects.queries.evidence import evidence_of, get_evidence
from marketplace.projects.terms import MOST_EVIDENCE

SUBJECT = TOPIC = "evidence"


class TooMuchEvidence(Refusal):
    """Somebody has to read it all."""

    def __init__(self) -> None:
        super().__init__(
            N_("There are %(most)s documents already, which is all we keep for one entry. Remove one first."), most=MOST_EVIDENCE
        )


@dataclass(frozen=True)
class Document:
    """A file that was looked at when it came in: a name that ends in what its bytes are."""

    name: str
    data: bytes


def add_evidence(session: Session, project_id: int, document: Document, folder: Path, *, by: Person) -> Evidence:
    """Keep a document of an entry in ``folder``."""
    project = held_project(session, project_id)
    if not may_see(by, project) or not may_see_evidence(by, project):
        raise NotFound()
    if len(evidence_of(session, project_id)) >= MOST_EVIDENCE:
        raise TooMuchEvidence()
    kept = Evidence(
        project_id=project_id,
        by_id=by.id or 0,
        name=document.name,
        size=len(document.data),
        sha256=sha256(document.data).hexdigest(),
        file=secrets.token_hex(20),
        at=clock.now(),
    )
    session.add(kept)
    session.flush()
    write_history(session, SUBJECT, kept.id or 0, was=None, becomes="kept", by_id=by.id, reason=f"project {project_id}")
    file_folder.put(folder, kept.file, document.data)
    return kept


def open_evidence(session: Session, evidence_id: int, folder: Path, *, by: Person) -> Document:
    """Hand a document out, with a row of history for each time and each person."""
    kept, project = get_evidence(session, evidence_id, by=by)
    data = file_folder.read(folder, kept.file)
    if data is None:
        raise NotFound()
    write_history(session, SUBJECT, evidence_id, was="kept", becomes="opened", by_id=by.id, reason=f"project {project.id}")
    return Document(kept.name, data)


def remove_evidence(session: Session, evidence_id: int, *, by: Person) -> int:
    """Take a document away; its bytes go after the commit. Returns the number of its entry."""
    kept, project = get_evidence(session, evidence_id, by=by)
    if not may_remove_evidence(by, kept, project):
        raise NotFound()
    session.delete(kept)
    session.flush()
    write_history(session, SUBJECT, evidence_id, was="kept", becomes="removed", by_id=by.id, reason=f"project {project.id}")
    outbox.post(session, TOPIC, {"file": kept.file}, key=f"evidence_removal:{kept.file}")
    return project.id or 0
