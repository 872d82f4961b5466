"""Doors of the imports room."""

from typing import Any

from flask import Blueprint, Response, current_app
from flask_login import current_user

from marketplace.imports import actions, queries
from marketplace.imports.columns import ROW, WRONG
from marketplace.imports.forms import ConfirmationForm, UploadForm
from marketplace.imports.kinds import Kinds, kind_named
from marketplace.imports.models import ImportBatch
from marketplace.imports.preview import preview
from marketplace.imports.sheet_of_errors import error_rows
from marketplace.imports.template import template
from marketplace.imports.terms import IMPORTERS, LARGEST_FILE, MEGABYTE
from marketplace.imports.writing import table, written
from marketplace.web.doors import only
from marketplace.web.files import file_answer, takes_files
from marketplace.web.htmx import go_to, page
from marketplace.web.limits import limited
from marketplace.web.session import get_session

rooms = Blueprint("imports", __name__)


@rooms.get("/imports")
@only(*IMPORTERS)
def index() -> Response:
    """Send a file, get a template, look at what was sent before."""
    return _index(UploadForm(_kinds()))


@rooms.post("/imports")
@only(*IMPORTERS)
@takes_files(LARGEST_FILE + MEGABYTE)
@limited("60 per hour")
def create_import() -> Response:
    """Take a file in; nothing is imported yet."""
    form = UploadForm(_kinds())
    if not form.validate() or form.upload is None:
        return _index(form, status=422)
    batch = actions.take_in(get_session(), form.upload, by=current_user)
    return go_to(f"/imports/{batch.id}")


@rooms.get("/imports/templates/<name>.<any(xlsx, csv):extension>")
@only(*IMPORTERS)
def show_template(name: str, extension: str) -> Response:
    """The empty sheet of one kind."""
    kind = kind_named(_kinds(), name)
    return file_answer(template(get_session(), kind, extension), f"{name}.{extension}")


@rooms.get("/imports/<int:batch_id>")
@only(*IMPORTERS)
def show(batch_id: int) -> Response:
    """How far a file is, what is wrong with it, and what it would change."""
    batch = queries.get_batch(get_session(), batch_id, by=current_user)
    return _batch(batch, ConfirmationForm(kind_named(_kinds(), batch.kind), current_user))


@rooms.get("/imports/<int:batch_id>/errors.<any(xlsx, csv):extension>")
@only(*IMPORTERS)
def show_errors(batch_id: int, extension: str) -> Response:
    """The rows with errors, as a sheet that can be mended and sent again."""
    batch = queries.get_batch(get_session(), batch_id, by=current_user)
    kind = kind_named(_kinds(), batch.kind)
    rows = error_rows(kind, queries.wrong_rows(get_session(), batch_id))
    columns = [ROW, WRONG, *(column for column in kind.columns if not column.told)]
    return file_answer(written(extension, kind.name, table(columns, rows)), f"errors-{batch_id}.{extension}")


@rooms.post("/imports/<int:batch_id>/confirmation")
@only(*IMPORTERS)
def create_confirmation(batch_id: int) -> Response:
    """Import the good rows."""
    batch = queries.get_batch(get_session(), batch_id, by=current_user)
    form = ConfirmationForm(kind_named(_kinds(), batch.kind), current_user)
    if not form.validate():
        return _batch(batch, form, status=422)
    actions.confirm_import(get_session(), batch_id, form.option.data, by=current_user)
    return go_to(f"/imports/{batch_id}")


@rooms.post("/imports/<int:batch_id>/removal")
@only(*IMPORTERS)
def delete_import(batch_id: int) -> Response:
    """Import nothing of it."""
    actions.discard_import(get_session(), batch_id, by=current_user)
    return go_to(f"/imports/{batch_id}")


def _kinds() -> Kinds:
    kinds: Kinds = current_app.extensions["imports"]
    return kinds


def _index(form: UploadForm, *, status: int = 200) -> Response:
    batches = queries.imports_of(get_session(), current_user.id)
    return page("imports/index.html", status=status, form=form, batches=batches, kinds=_kinds())


def _batch(batch: ImportBatch, form: ConfirmationForm, *, status: int = 200) -> Response:
    shown: dict[str, Any] = preview(get_session(), kind_named(_kinds(), batch.kind), batch)
    return page("imports/show.html", fragment="imports/_batch.html", status=status, batch=batch, form=form, **shown)
