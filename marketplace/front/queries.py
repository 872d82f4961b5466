"""Reads of the front rooms: one's own data, whole."""

from typing import Any

from sqlmodel import Session, SQLModel, select

from marketplace.accounts.models import LearnerProfile, Person, ProfileSkill
from marketplace.calendars.models import CalendarFeed
from marketplace.competitions.models import Entry
from marketplace.imports.models import ImportBatch
from marketplace.mentoring.models import (
    Agreement,
    Impression,
    Meeting,
    Mentor,
    MentoringRequest,
    MentoringSession,
    Mentorship,
    MentorshipClosing,
    MessageFile,
    MessageMark,
    NextStep,
    PairMessage,
    SharedNote,
    Waiting,
)
from marketplace.notifications.models import Notification
from marketplace.projects.models import Appraisal, Evidence, Favourite, Project, Rating, SavedSearch, TakeUp
from marketplace.training.models import Enrolment
from marketplace.ventures.models import OutcomeCheck, Venture

# Every table that holds something of a person, and the column that says whose it is.
OWNED: tuple[tuple[str, Any], ...] = (
    ("profile", LearnerProfile.person_id),
    ("skills", ProfileSkill.person_id),
    ("favourites", Favourite.person_id),
    ("saved_searches", SavedSearch.person_id),
    ("projects", Project.author_id),
    ("requests", MentoringRequest.learner_id),
    ("mentor", Mentor.person_id),
    ("impressions", Impression.person_id),
    ("mentorships_as_learner", Mentorship.learner_id),
    ("mentorships_as_mentor", Mentorship.mentor_id),
    ("agreements", Agreement.proposed_by_id),
    ("sessions_logged", MentoringSession.logged_by_id),
    ("next_steps", NextStep.by_id),
    ("meetings_proposed", Meeting.proposed_by_id),
    ("messages", PairMessage.by_id),
    ("message_files", MessageFile.by_id),
    ("messages_read", MessageMark.person_id),
    ("shared_notes", SharedNote.by_id),
    ("closing_words", MentorshipClosing.person_id),
    ("waits", Waiting.person_id),
    ("enrolments", Enrolment.person_id),
    ("contest_entries", Entry.author_id),
    ("appraisals", Appraisal.expert_id),
    ("notifications", Notification.person_id),
    ("imports", ImportBatch.by_id),
    ("take_ups", TakeUp.person_id),
    ("evidence", Evidence.by_id),
    ("ventures", Venture.founder_id),
    ("outcome_checks", OutcomeCheck.person_id),
    ("calendar_address", CalendarFeed.person_id),
)
SECRET = {"password_hash", "session_epoch", "nonce", "token_hash"}


def own_data(session: Session, person: Person) -> dict[str, Any]:
    """All that is kept of the person, as plain data for a file."""
    session.refresh(person)
    data: dict[str, Any] = {"person": person.model_dump(mode="json", exclude=SECRET), "roles": sorted(person.role_names)}
    for name, owner in OWNED:
        rows: list[SQLModel] = list(session.exec(select(owner.class_).where(owner == person.id)).unique())
        data[name] = [row.model_dump(mode="json", exclude=SECRET) for row in rows]
    ratings = session.exec(select(Rating).join(TakeUp).where(TakeUp.person_id == person.id))
    data["ratings"] = [rating.model_dump(mode="json") for rating in ratings]
    return data
