"""Documents for the check: what comes in, who may open it, and that its bytes go with it."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from marketplace import file_folder, jobs
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.history import history_of
from marketplace.projects import actions
from marketplace.projects.actions.evidence import Document, TooMuchEvidence, add_evidence, remove_evidence
from marketplace.projects.models import Project
from marketplace.projects.queries.evidence import evidence_of
from marketplace.projects.terms import LARGEST_EVIDENCE, MOST_EVIDENCE
from tests.makers import make_experts, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

pytestmark = on_sqlite
PDF, JPG, PNG = b"%PDF-1.7 licence", b"\xff\xd8\xff\xe0 the shop", b"\x89PNG\r\n\x1a\n the oven"
MEGABYTE = 1024 * 1024


@pytest.fixture
def author(session: Session) -> Person:
    return make_person(session, name="林晓")


@pytest.fixture
def project(session: Session, author: Person) -> Project:
    return make_project(session, author=author)


@pytest.fixture
def folder(app) -> Path:
    return app.extensions["config"].evidence_folder


def upload(data: bytes, name: str) -> dict[str, tuple[io.BytesIO, str]]:
    return {"file": (io.BytesIO(data), name)}


@pytest.mark.parametrize(
    ("data", "name", "shown"),
    [(PDF, "执照.pdf", "执照.pdf"), (JPG, "shop.JPEG", "shop.jpg"), (PNG, "../../.oven", "oven.png"), (PDF, "fake.exe", "fake.exe.pdf")],
)
def test_a_document_comes_in_and_out_again(visitor, project, author, folder, data, name, shown) -> None:
    her = visitor(author)
    her.visit(f"/projects/{project.id}/evidence")
    her.post(f"/projects/{project.id}/evidence", **upload(data, name))
    form = her.follow().select_one("th form")
    assert form.get_text(strip=True) == shown
    answer = opened(her, form["action"])
    assert answer.data == data
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}[shown[-3:]]
    (file,) = folder.iterdir()
    assert (file.read_bytes(), file.suffix, folder.stat().st_mode & 0o777) == (data, "", 0o700)


def opened(reader: Visitor, address: str) -> Any:
    """The answer to a click on a document; it is no page to be looked through."""
    return reader.client.post(address, data={"csrf_token": reader._token()})


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<script>alert(1)</script>", "shop.png", "This is no PDF, JPEG or PNG file"),
        (b"", "empty.pdf", "This is no PDF, JPEG or PNG file"),
    ],
)
def test_what_is_no_document_is_refused_beside_the_field(session, visitor, project, author, folder, data, name, words) -> None:
    her = visitor(author)
    her.visit(f"/projects/{project.id}/evidence")
    her.post(f"/projects/{project.id}/evidence", 422, **upload(data, name))
    assert words in her.page.select_one("#file-wrong").get_text()
    assert (evidence_of(session, project.id), folder.exists()) == ([], False)


def test_five_megabytes_are_taken_and_a_byte_more_is_not(session, visitor, project, author) -> None:
    her = visitor(author)
    her.visit(f"/projects/{project.id}/evidence")
    for size, status in ((LARGEST_EVIDENCE, 303), (LARGEST_EVIDENCE + 1, 422), (LARGEST_EVIDENCE + 2 * MEGABYTE, 413)):
        answer = sent(her, f"/projects/{project.id}/evidence", size)
        assert answer.status_code == status
        assert ("larger than 5 MB" in answer.text) == (status == 422)
    assert [one.size for one in evidence_of(session, project.id)] == [LARGEST_EVIDENCE]


def sent(sender: Visitor, path: str, size: int) -> Any:
    """The answer to a document of so many bytes, in a body written by hand: the test client would leave a file open."""
    token = f'--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{sender._token()}\r\n'
    file = '--cut\r\nContent-Disposition: form-data; name="file"; filename="large.pdf"\r\n\r\n'
    body = b"".join([(token + file).encode(), PDF.ljust(size), b"\r\n--cut--\r\n"])
    kind, length = "multipart/form-data; boundary=cut", {"CONTENT_LENGTH": str(len(body))}
    return sender.client.post(path, input_stream=io.BytesIO(body), content_type=kind, environ_overrides=length)


def test_only_its_author_and_the_staff_who_check_it_open_a_document(session, visitor, project, author, folder) -> None:
    kept = add_evidence(session, project.id, Document("执照.pdf", PDF), folder, by=author)
    near, far = (make_person(session, Role.county_staff, region=region) for region in ("330483", "330402"))
    page, opening = f"/projects/{project.id}/evidence", f"/evidence/{kept.id}/opening"
    visitor().visit(page, 303)
    visitor().post(opening, 303)
    for other in (far, make_person(session)):
        visitor(other).visit(page, 404)
        visitor(other).post(opening, 404)
    desk = visitor(near)
    desk.visit(page)
    assert opened(desk, opening).data == PDF
    visitor(far).post(f"/evidence/{kept.id}/removal", 404)
    visitor(far).post(f"/projects/{project.id}/evidence", 404, **upload(PDF, "x.pdf"))


def test_experts_and_staff_see_no_documents_of_a_draft(session, visitor, author, folder) -> None:
    draft, staff = make_project(session, author=author, published=False), make_person(session, Role.city_staff)
    kept = add_evidence(session, draft.id, Document("执照.pdf", PDF), folder, by=author)
    visitor(staff).post(f"/evidence/{kept.id}/opening", 404)
    make_experts(session)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    expert = actions.ask_experts(session, draft.id, by=staff)[0].expert
    visitor(expert).post(f"/evidence/{kept.id}/opening", 404)
    desk = visitor(staff)
    desk.visit(f"/projects/{draft.id}/evidence")
    assert opened(desk, f"/evidence/{kept.id}/opening").data == PDF


def test_each_opening_leaves_one_row_and_what_was_not_opened_none(session, visitor, project, author, folder) -> None:
    kept, staff = add_evidence(session, project.id, Document("执照.pdf", PDF), folder, by=author), make_person(session, Role.city_staff)
    desk = visitor(staff)
    desk.visit(f"/projects/{project.id}/evidence")
    for _ in range(2):
        opened(desk, f"/evidence/{kept.id}/opening")
    visitor(make_person(session)).post(f"/evidence/{kept.id}/opening", 404)
    file_folder.drop(folder, kept.file)
    assert opened(desk, f"/evidence/{kept.id}/opening").status_code == 404
    rows = [(row.becomes, row.by_id) for row in history_of(session, "evidence", kept.id)]
    assert rows == [("kept", author.id), ("opened", staff.id), ("opened", staff.id)]


def test_the_bytes_go_with_the_record(session, app, visitor, project, author, folder) -> None:
    kept = add_evidence(session, project.id, Document("执照.pdf", PDF), folder, by=author)
    her = visitor(author)
    her.visit(f"/projects/{project.id}/evidence")
    her.submit(f"form[action='/evidence/{kept.id}/removal']")
    assert [file.name for file in folder.iterdir()] == [kept.file]  # until the worker comes: what is not committed is not deleted
    jobs.drain_outbox(app, app.extensions["config"])
    assert list(folder.iterdir()) == []
    assert [row.becomes for row in history_of(session, "evidence", kept.id)] == ["kept", "removed"]
    visitor(author).post(f"/evidence/{kept.id}/opening", 404)


def test_a_file_whose_request_failed_is_swept_away_later(session, app, project, author, folder) -> None:
    kept = add_evidence(session, project.id, Document("执照.pdf", PDF), folder, by=author)
    session.commit()
    file_folder.put(folder, "left", PDF)
    file_folder.put(folder, "coming", PDF)
    for name in ("left", kept.file):
        os.utime(folder / name, (0, 0))
    assert jobs.sweep_files(app.extensions["engine"], app.extensions["config"]) == 1
    assert {file.name for file in folder.iterdir()} == {kept.file, "coming"}


def test_there_is_an_end_to_documents(session, project, author, tmp_path) -> None:
    for number in range(MOST_EVIDENCE):
        kept = add_evidence(session, project.id, Document(f"{number}.pdf", PDF), tmp_path / "evidence", by=author)
    with pytest.raises(TooMuchEvidence):
        add_evidence(session, project.id, Document("x.pdf", PDF), tmp_path / "evidence", by=author)
    remove_evidence(session, kept.id, by=author)
    add_evidence(session, project.id, Document("x.pdf", PDF), tmp_path / "evidence", by=author)
