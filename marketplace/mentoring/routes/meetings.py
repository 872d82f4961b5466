"""Meetings of a pair: times, answers, the calendar file."""

from flask import Response, current_app, request
from flask_login import current_user

from marketplace.calendar_files import calendar_file
from marketplace.errors import N_, NotFound
from marketplace.mentoring import actions, queries
from marketplace.mentoring.actions.meetings import NotAlone, TimesWrong
from marketplace.mentoring.appointments import appointment
from marketplace.mentoring.forms import MeetingForm
from marketplace.mentoring.forms.meetings import moment_of
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.mentoring.routes.workspace import back_to, entered
from marketplace.web.doors import members
from marketplace.web.files import file_answer
from marketplace.web.forms import granted
from marketplace.web.htmx import page
from marketplace.web.session import get_session

PLACE_OR_TIME = (TimesWrong, NotAlone)


@rooms.post("/mentorships/<int:mentorship_id>/meetings")
@members
def create_meeting(mentorship_id: int) -> Response:
    """Propose up to three times."""
    form, session = MeetingForm(), get_session()

    def act() -> object:
        return actions.propose_meeting(session, mentorship_id, form.times, form.content, by=current_user)

    return entered(mentorship_id, "meeting", form, form.first, act, beside=PLACE_OR_TIME, word=N_("Proposed. The other picks a time."))


@rooms.get("/meetings/<int:meeting_id>/times")
@members
def edit_meeting(meeting_id: int) -> Response:
    """Other times for it."""
    meeting, mentorship = queries.get_meeting(get_session(), meeting_id, by=current_user)
    kept = {"length": meeting.minutes, "format": meeting.format.value, "body": meeting.body or ""}
    form = MeetingForm(formdata=None, place=meeting.place, is_group=meeting.is_group, **kept)
    return page("mentoring/meeting.html", meeting=meeting, mentorship=mentorship, form=form)


@rooms.post("/meetings/<int:meeting_id>/times")
@members
def update_meeting(meeting_id: int) -> Response:
    """Propose them."""
    session, form = get_session(), MeetingForm()
    meeting, mentorship = queries.get_meeting(session, meeting_id, by=current_user)

    def act() -> object:
        return actions.propose_other_times(session, meeting_id, form.times, form.content, by=current_user)

    if not form.validate() or granted(form.first, act, PLACE_OR_TIME) is None:
        return page("mentoring/meeting.html", status=422, meeting=meeting, mentorship=mentorship, form=form)
    return back_to(meeting.mentorship_id, word=N_("Proposed. The other picks a time."), anchor="#meetings")


@rooms.post("/meetings/<int:meeting_id>/acceptance")
@members
def create_meeting_acceptance(meeting_id: int) -> Response:
    """Take one of the times."""
    meeting = actions.accept_meeting(get_session(), meeting_id, moment_of(request.form.get("time", "")), by=current_user)
    return back_to(meeting.mentorship_id, word=N_("Fixed. You can put it into your calendar."), anchor="#meetings")


@rooms.post("/meetings/<int:meeting_id>/decline")
@members
def create_meeting_decline(meeting_id: int) -> Response:
    """None of the times fits."""
    meeting = actions.decline_meeting(get_session(), meeting_id, by=current_user)
    return back_to(meeting.mentorship_id, word=N_("Declined. Propose other times when you know some."), anchor="#meetings")


@rooms.post("/meetings/<int:meeting_id>/cancellation")
@members
def create_meeting_cancellation(meeting_id: int) -> Response:
    """Call it off, or say that it did not take place."""
    meeting = actions.call_off_meeting(get_session(), meeting_id, by=current_user)
    return back_to(meeting.mentorship_id, word=N_("Called off."), anchor="#meetings")


@rooms.get("/meetings/<int:meeting_id>/calendar.ics")
@members
def show_meeting_file(meeting_id: int) -> Response:
    """The appointment for one's own calendar."""
    meeting, mentorship = queries.get_meeting(get_session(), meeting_id, by=current_user)
    if meeting.starts_at is None:
        raise NotFound()
    event = appointment(mentorship, meeting, current_user)
    return file_answer(calendar_file([event], event.title, current_app.config["BASE_URL"]), f"qihang-{meeting.id}.ics")
