"""Messages with files, and the notes that both edit."""

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session, select

from marketplace import clock, file_folder, jobs
from marketplace.history import history_of
from marketplace.mentoring import actions
from marketplace.mentoring.actions.messages import Attachment, HoldsIdNumber, ThreadClosed
from marketplace.mentoring.actions.notes import SavedMeanwhile
from marketplace.mentoring.models import Mentorship, MessageFile, PairMessage
from marketplace.mentoring.queries import latest_note, note_versions, unread_counts
from marketplace.notifications.models import Notification
from tests.makers import make_learner, make_mentor, make_mentorship, make_person
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
PDF, PNG = b"%PDF-1.7 a plan", b"\x89PNG\r\n\x1a\n the shop"


def id_number() -> str:
    """An ID number of the area that is nobody's, with its right check digit."""
    digits = "33049919900307123"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, weights, strict=True)) % 11]


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_learner(session), make_mentor(session))


def write(session: Session, pair: Mentorship, by: Any, text: str = "hello") -> PairMessage:
    return actions.write_message(session, pair.id, text, [], Path("/nowhere"), by=by)


def upload(*files: tuple[bytes, str]) -> dict[str, Any]:
    return {"files": [(io.BytesIO(data), name) for data, name in files]}


def test_what_the_other_wrote_is_unread_until_it_is_read_or_answered(session: Session, pair: Mentorship) -> None:
    mentor = pair.mentor.person
    write(session, pair, mentor)
    write(session, pair, mentor, "and?")
    assert unread_counts(session, pair.learner_id, [pair.id]) == {pair.id: 2}
    assert unread_counts(session, pair.mentor_id, [pair.id]) == {}
    write(session, pair, pair.learner)
    assert unread_counts(session, pair.learner_id, [pair.id]) == {}
    actions.read_messages(session, pair.id, by=mentor)
    assert unread_counts(session, pair.mentor_id, [pair.id]) == {}


def test_one_is_told_once_an_hour_and_not_once_a_message(session: Session, pair: Mentorship) -> None:
    now = clock.now().replace(minute=5)
    for minutes in (0, 10, 20, 70):
        with clock.stopped_at(now + timedelta(minutes=minutes)):
            write(session, pair, pair.learner)
    told = select(Notification).where(Notification.person_id == pair.mentor_id, Notification.kind == "message_new")
    assert len(session.exec(told).all()) == 2


def test_a_block_closes_the_thread_and_keeps_it(session: Session, visitor: Enter, pair: Mentorship) -> None:
    write(session, pair, pair.learner, "the first word")
    actions.avoid_mentor(session, pair.mentor_id, by=pair.learner)
    with pytest.raises(ThreadClosed):
        write(session, pair, pair.mentor.person)
    page = visitor(pair.mentor.person).visit(f"/mentorships/{pair.id}")
    assert "the first word" in page.select_one("#messages").get_text()
    assert not page.select("#messages textarea")


def test_messages_are_sent_as_a_fragment_and_listed_whole(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.visit(f"/mentorships/{pair.id}")
    for number in range(9):
        piece = learner.post(f"/mentorships/{pair.id}/messages", 200, fragment=True, message=f"word {number}")
    assert piece.select_one("section#messages")
    assert "All 9 messages" in piece.get_text()
    assert "word 0" in visitor(pair.mentor.person).visit(f"/mentorships/{pair.id}/messages").get_text()
    visitor(make_person(session)).visit(f"/mentorships/{pair.id}/messages", 404)


def test_the_mark_as_read_works_with_and_without_scripts(session: Session, visitor: Enter, pair: Mentorship) -> None:
    write(session, pair, pair.learner)
    mentor = visitor(pair.mentor.person)
    assert "1 new message" in mentor.visit("/mentoring").get_text()
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("form[action$='/reading']")
    assert "new message" not in mentor.visit("/mentoring").get_text()
    mentor.post(f"/mentorships/{pair.id}/messages/reading", 204, fragment=True)


def test_an_id_number_is_refused_beside_the_field_and_nothing_is_kept(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    text = f"my number is {id_number()}"
    page = learner.post(f"/mentorships/{pair.id}/messages", 422, message=text)
    assert "ID number" in page.select_one("#messages .wrong").get_text()
    assert text in page.select_one("#message").get_text()
    learner.post(f"/mentorships/{pair.id}/notes", 422, note=text, read="0")
    assert session.exec(select(PairMessage)).all() == []


def sheet(text: str) -> bytes:
    book, data = Workbook(), io.BytesIO()
    book.active["B2"] = text
    book.save(data)
    return data.getvalue()


def document(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        half = len(text) // 2
        runs = f"<w:r><w:t>{text[:half]}</w:t></w:r><w:r><w:t>{text[half:]}</w:t></w:r>"
        parts.writestr("word/document.xml", f"<w:document><w:p>{runs}</w:p></w:document>")
    return data.getvalue()


def pdf(text: str) -> bytes:
    half = len(text) // 2
    content = zlib.compress(f"BT [({text[:half]}) -3 ({text[half:]})] TJ ET".encode())
    return b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + content + b"\nendstream\nendobj"


KINDS = {"plan.xlsx": sheet, "plan.docx": document, "plan.pdf": pdf, "plan.txt": lambda text: text.encode("gb18030")}


@pytest.mark.parametrize("name", KINDS)
def test_an_id_number_in_a_file_is_found_and_named(session: Session, visitor: Enter, pair: Mentorship, name: str) -> None:
    learner, make = visitor(pair.learner), KINDS[name]
    page = learner.post(f"/mentorships/{pair.id}/messages", 422, message="see", **upload((make(f"no. {id_number()} x"), name)))
    assert name in page.select_one("#messages .wrong").get_text()
    learner.post(f"/mentorships/{pair.id}/messages", message="see", **upload((make("nothing but costs"), name)))
    assert [kept.name for kept in session.exec(select(MessageFile))] == [name]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([(PDF, "plan.exe")], "no PDF"),
        ([(b"MZ a program", "plan.pdf")], "no PDF"),
        ([(PDF, "plan.png")], "no PDF"),
        ([(b"a\0b", "plan.txt")], "no PDF"),
        ([(b"PK\x03\x04 broken", "plan.xlsx")], "no PDF"),
        ([(document("x"), "plan.xlsx")], "no PDF"),
        ([(PNG, f"{number}.png") for number in range(6)], "Five files"),
    ],
)
def test_what_is_no_file_of_the_list_is_refused(visitor: Enter, pair: Mentorship, files: Any, word: str) -> None:
    page = visitor(pair.learner).post(f"/mentorships/{pair.id}/messages", 422, message="see my plan", **upload(*files))
    assert word in page.select_one("#files-wrong").get_text()
    assert "see my plan" in page.select_one("#message").get_text()


def test_a_file_of_more_than_five_megabytes_is_refused(visitor: Enter, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    # A body written by hand: the test client would leave a file open.
    fields = {"csrf_token": learner._token(), "message": "see my plan"}
    parts = [f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    file = '--cut\r\nContent-Disposition: form-data; name="files"; filename="plan.png"\r\n\r\n'
    body = b"".join([("".join(parts) + file).encode(), PNG.ljust(5 * 1024 * 1024 + 1), b"\r\n--cut--\r\n"])
    kind, length = "multipart/form-data; boundary=cut", {"CONTENT_LENGTH": str(len(body))}
    answer = learner.client.post(
        f"/mentorships/{pair.id}/messages", input_stream=io.BytesIO(body), content_type=kind, environ_overrides=length
    )
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.text


def test_a_file_is_handed_out_to_the_two_only_as_something_to_save(session: Session, visitor: Enter, app: Any, pair: Mentorship) -> None:
    learner = visitor(pair.learner)
    learner.post(f"/mentorships/{pair.id}/messages", message="see", **upload((PDF, "../计划.pdf"), (PNG, "shop.png")))
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.post("/message-files/1/opening", 200)
    assert mentor.response.data == PDF
    assert mentor.response.headers["Content-Disposition"].startswith("attachment; ")
    assert history_of(session, "message_file", 1)[-1].by_id == pair.mentor_id
    session.rollback()
    visitor(make_person(session)).post("/message-files/1/opening", 404)
    nobody = visitor()
    nobody.post("/message-files/1/opening")
    assert nobody.response.headers["Location"].startswith("/sign-in")
    folder = app.extensions["config"].messages_folder
    (folder / session.get_one(MessageFile, 1).file).unlink()
    session.rollback()
    mentor.post("/message-files/1/opening", 404)
    mentor.post("/message-files/99/opening", 404)


def test_files_that_never_got_a_row_are_swept(session: Session, visitor: Enter, app: Any, pair: Mentorship) -> None:
    visitor(pair.learner).post(f"/mentorships/{pair.id}/messages", message="see", **upload((PDF, "plan.pdf")))
    config = app.extensions["config"]
    file_folder.put(config.messages_folder, "left", PDF)
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert jobs.sweep_files(app.extensions["engine"], config) == 1
    assert len(list(config.messages_folder.iterdir())) == 1


def test_notes_have_versions_and_nobody_overwrites_what_she_has_not_read(session: Session, pair: Mentorship) -> None:
    actions.save_note(session, pair.id, "mine", by=pair.learner, read=0)
    with pytest.raises(SavedMeanwhile):
        actions.save_note(session, pair.id, "theirs", by=pair.mentor.person, read=0)
    actions.save_note(session, pair.id, "both", by=pair.mentor.person, read=1)
    actions.save_note(session, pair.id, "both", by=pair.learner, read=1)
    assert [note.text for note in note_versions(session, pair.id)] == ["both", "mine"]


def test_a_conflict_shows_both_texts_and_the_second_save_keeps_both(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner, mentor = visitor(pair.learner), visitor(pair.mentor.person)
    learner.visit(f"/mentorships/{pair.id}")
    mentor.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/notes']", note="from the learner")
    page = mentor.submit("form[action$='/notes']", 422, note="from the mentor")
    assert "from the learner" in page.select_one("#notes .note").get_text()
    assert "from the mentor" in page.select_one("#notes textarea").get_text()
    mentor.submit("form[action$='/notes']", note="from both")
    assert "from both" in mentor.follow().select_one("#notes textarea").get_text()
    assert "from the learner" in mentor.visit(f"/mentorships/{pair.id}/notes").get_text()
    assert latest_note(session, pair.id).number == 2
    visitor(make_person(session)).visit(f"/mentorships/{pair.id}/notes", 404)


def test_what_a_file_holds_is_scanned_by_the_action_too(session: Session, pair: Mentorship, tmp_path: Path) -> None:
    bad = Attachment("plan.txt", b"x", words=f"no. {id_number()}")
    with pytest.raises(HoldsIdNumber):
        actions.write_message(session, pair.id, "see", [bad], tmp_path / "messages", by=pair.learner)
    assert not (tmp_path / "messages").exists()
