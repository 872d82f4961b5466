"""What the two write to each other: messages with files, the shared notes."""

from pathlib import Path

from flask import Response, current_app, request
from flask_login import current_user

from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.actions.messages import HoldsIdNumber
from marketplace.mentoring.actions.notes import SavedMeanwhile
from marketplace.mentoring.forms import MessageForm, NoteForm
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.mentoring.routes.workspace import back_to, entered
from marketplace.mentoring.terms import LARGEST_ATTACHMENT, MOST_ATTACHMENTS
from marketplace.web.addresses import row_number
from marketplace.web.doors import members
from marketplace.web.files import file_answer, takes_files
from marketplace.web.htmx import page, sent_by_htmx
from marketplace.web.limits import limited
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

MEGABYTE = 1024 * 1024


@rooms.get("/mentorships/<int:mentorship_id>/messages")
@members
def show_messages(mentorship_id: int) -> Response:
    """The whole thread, latest first."""
    session, number = get_session(), request.args.get("page", 1, type=row_number)
    mentorship = queries.get_mentorship(session, mentorship_id, by=current_user)
    rows = queries.messages_of(session, mentorship_id, offset_of(number), PER_PAGE)
    found = Page(rows, queries.message_count(session, mentorship_id), number)
    return page("mentoring/messages.html", mentorship=mentorship, found=found)


@rooms.post("/mentorships/<int:mentorship_id>/messages")
@members
@takes_files(MOST_ATTACHMENTS * LARGEST_ATTACHMENT + MEGABYTE)
@limited("120 per hour")
def create_message(mentorship_id: int) -> Response:
    """Write to the other."""
    form, session = MessageForm(), get_session()

    def act() -> object:
        return actions.write_message(session, mentorship_id, form.message.data or "", form.attachments, _folder(), by=current_user)

    return entered(mentorship_id, "message", form, form.message, act, beside=(HoldsIdNumber,), fragment="messages", word=N_("Sent."))


@rooms.post("/mentorships/<int:mentorship_id>/messages/reading")
@members
def create_reading(mentorship_id: int) -> Response:
    """What stands there was seen."""
    actions.read_messages(get_session(), mentorship_id, by=current_user)
    return Response(status=204) if sent_by_htmx() else back_to(mentorship_id, anchor="#messages")


@rooms.post("/message-files/<int:file_id>/opening")
@members
def create_file_opening(file_id: int) -> Response:
    """One file, to save; never shown within a page. Who opens it is written down, so this is no GET."""
    kept = actions.open_message_file(get_session(), file_id, _folder(), by=current_user)
    return file_answer(kept.data, kept.name)


@rooms.get("/mentorships/<int:mentorship_id>/notes")
@members
def show_notes(mentorship_id: int) -> Response:
    """All versions of the notes."""
    session = get_session()
    mentorship = queries.get_mentorship(session, mentorship_id, by=current_user)
    return page("mentoring/notes.html", mentorship=mentorship, versions=queries.note_versions(session, mentorship_id))


@rooms.post("/mentorships/<int:mentorship_id>/notes")
@members
def create_note(mentorship_id: int) -> Response:
    """A new version."""
    form, session = NoteForm(), get_session()

    def act() -> object:
        return actions.save_note(session, mentorship_id, form.note.data or "", by=current_user, read=form.read.data or 0)

    return entered(mentorship_id, "note", form, form.note, act, beside=(HoldsIdNumber, SavedMeanwhile), fragment="notes", word=N_("Saved."))


def _folder() -> Path:
    folder: Path = current_app.extensions["config"].messages_folder
    return folder
