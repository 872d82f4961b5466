"""The judge's doors: what is left, one entry with its score sheet, stepping back."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.terms import Role
from marketplace.competitions import actions, queries
from marketplace.competitions.forms import RecusalForm, SheetForm
from marketplace.competitions.routes.blueprint import rooms, words
from marketplace.competitions.sheets import judged_entry, workloads_of
from marketplace.errors import N_
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/judging")
@only(Role.judge)
def judging() -> Response:
    """The judge's contests, and what is left in each."""
    session = get_session()
    contests = queries.contests_judged_by(session, current_user.id)
    return page("competitions/judging.html", contests=contests, work=workloads_of(session, current_user, contests), **words())


@rooms.get("/judging/entries/<int:entry_id>")
@only(Role.judge)
def show_sheet(entry_id: int) -> Response:
    """One entry as text, with the judge's own sheet."""
    return _sheet(entry_id)


@rooms.post("/judging/entries/<int:entry_id>/scores")
@only(Role.judge)
def create_scores(entry_id: int) -> Response:
    """Give points; they can be changed until judging is over."""
    form = SheetForm()
    if not form.validate():
        return _sheet(entry_id, form=form, status=422)
    if granted(form.concept, lambda: actions.score_entry(get_session(), entry_id, form.points, by=current_user)) is None:
        return _sheet(entry_id, form=form, status=409)
    tell(N_("Your points are saved. You can change them until judging is over."))
    return go_to("/judging")


@rooms.post("/judging/entries/<int:entry_id>/recusal")
@only(Role.judge)
def create_recusal(entry_id: int) -> Response:
    """Step back from one entry."""
    form = RecusalForm()
    if not form.validate():
        return _sheet(entry_id, recusal=form, status=422)
    actions.step_back(get_session(), entry_id, form.reason.data, by=current_user)
    tell(N_("You have stepped back from this entry. Points you gave it do not count."))
    return go_to("/judging")


def _sheet(entry_id: int, *, form: SheetForm | None = None, recusal: RecusalForm | None = None, status: int = 200) -> Response:
    session = get_session()
    entry = judged_entry(session, entry_id, by=current_user)
    saved = queries.points_of(session, entry_id, current_user.id)
    forms: dict[str, Any] = {"form": form or SheetForm(formdata=None, data=saved), "recusal": recusal or RecusalForm(formdata=None)}
    return page("competitions/sheet.html", status=status, entry=entry, project=entry.project, contest=entry.contest, **forms, **words())
