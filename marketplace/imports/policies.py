"""Who may import, and see an import."""

from marketplace.accounts.models import Person
from marketplace.imports.models import ImportBatch
from marketplace.imports.terms import IMPORTERS


def may_import(person: Person) -> bool:
    """Organisers and staff. What a row may change is asked row by row."""
    return person.active and bool(person.role_names & set(IMPORTERS))


def may_see_import(person: Person, batch: ImportBatch) -> bool:
    """An import is its sender's alone: it may hold what was never published."""
    return batch.by_id == person.id and may_import(person)
