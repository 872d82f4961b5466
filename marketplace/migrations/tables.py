"""Every table of the house, so that a migration sees them all."""

from sqlmodel import SQLModel

import marketplace.accounts.models
import marketplace.calendars.models
import marketplace.competitions.models
import marketplace.history
import marketplace.imports.models
import marketplace.indicators.models
import marketplace.ledger
import marketplace.mentoring.models
import marketplace.notifications.models
import marketplace.outbox
import marketplace.places.models
import marketplace.projects.models
import marketplace.stamps
import marketplace.training.models
import marketplace.ventures.models  # noqa: F401 -- imported for their tables

METADATA = SQLModel.metadata
