"""Reads of the front rooms: one's own data, whole."""

from typing import Any

from sqlmodel import Session, SQLModel, col, select

from marketplace.accounts.models import Guardian, LearnerProfile, Person, ProfileSkill, Tie
from marketplace.calendars.models import CalendarFeed
from marketplace.competitions.models import Entry
from marketplace.imports.models import ImportBatch
from marketplace.mentoring.models import (
    Agreement,
    Click,
    Impression,
    Meeting,
    Mentor,
    MentorApplication,
    MentoringRequest,
    MentoringSession,
    MentorReading,
    Mentorship,
    MentorshipClosing,
    MentorSkill,
    MessageFile,
    MessageMark,
    NextStep,
    PairMessage,
    ServiceCertificate,
    SharedNote,
    Waiting,
)
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.projects.models import Appraisal, Evidence, Favourite, Project, Rating, SavedSearch, TakeUp
from marketplace.rounds.models import Round, RoundLearner, RoundMentor, RoundPlace, RoundWish
from marketplace.rounds.terms import TOLD
from marketplace.safety.models import Appeal, Measure, Report
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
    ("mentor_skills", MentorSkill.mentor_id),
    ("mentor_applications", MentorApplication.mentor_id),
    ("mentor_readings", MentorReading.mentor_id),
    ("service_certificates", ServiceCertificate.mentor_id),
    ("impressions", Impression.person_id),
    ("clicks", Click.person_id),
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
    ("notice_choices", NoticeChoices.person_id),
    ("imports", ImportBatch.by_id),
    ("take_ups", TakeUp.person_id),
    ("evidence", Evidence.by_id),
    ("ventures", Venture.founder_id),
    ("outcome_checks", OutcomeCheck.person_id),
    ("guardian", Guardian.person_id),
    ("blocks_and_conflicts", Tie.person_id),
    ("reports", Report.reporter_id),
    ("measures", Measure.person_id),
    ("calendar_address", CalendarFeed.person_id),
    ("rounds_as_learner", RoundLearner.person_id),
    ("rounds_as_mentor", RoundMentor.mentor_id),
    ("round_wishes", RoundWish.person_id),
)
SECRET = {"password_hash", "session_epoch", "nonce", "token_hash"}
# What officers wrote for each other is not the reporter's.
OFFICERS_OWN: dict[type, set[str]] = {Report: {"decision", "officer_id"}}


def own_data(session: Session, person: Person) -> dict[str, Any]:
    """All that is kept of the person, as plain data for a file."""
    session.refresh(person)
    data: dict[str, Any] = {"person": person.model_dump(mode="json", exclude=SECRET), "roles": sorted(person.role_names)}
    for name, owner in OWNED:
        rows: list[SQLModel] = list(session.exec(select(owner.class_).where(owner == person.id)).unique())
        data[name] = [row.model_dump(mode="json", exclude=SECRET | OFFICERS_OWN.get(type(row), set())) for row in rows]
    ratings = session.exec(select(Rating).join(TakeUp).where(TakeUp.person_id == person.id))
    data["ratings"] = [rating.model_dump(mode="json") for rating in ratings]
    # What a round solved is told when it is published, and not before.
    places = select(RoundPlace).join(Round).where(RoundPlace.learner_id == person.id, col(Round.state).in_(TOLD))
    data["round_places"] = [place.model_dump(mode="json") for place in session.exec(places)]
    appeals = session.exec(select(Appeal).join(Measure).where(Measure.person_id == person.id))
    data["appeals"] = [appeal.model_dump(mode="json") for appeal in appeals]
    return data
