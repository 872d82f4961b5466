"""The author's doors: enter a contest, give or take back consent."""

from typing import Any

from flask import Response, request
from flask_login import current_user

from marketplace import clock
from marketplace.competitions import actions, queries
from marketplace.competitions.forms import EntryForm
from marketplace.competitions.models import Contest
from marketplace.competitions.policies import takes_entries
from marketplace.competitions.routes.blueprint import rooms, words
from marketplace.errors import N_
from marketplace.web.addresses import row_number
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/contests/<int:contest_id>/entries/new")
@members
def new_entry(contest_id: int) -> Response:
    """Choose a draft, or write a new project first."""
    contest, form = _entry_form(contest_id, project_id=request.args.get("project", type=row_number))
    return _form_page(contest, form)


@rooms.post("/contests/<int:contest_id>/entries")
@members
def create_entry(contest_id: int) -> Response:
    """Enter a draft."""
    contest, form = _entry_form(contest_id)
    if not form.validate():
        return _form_page(contest, form, status=422)
    chosen = {"project_id": form.project_id.data, "consents": form.consents.data}
    entry = granted(form.project_id, lambda: actions.enter_contest(get_session(), contest_id, **chosen, by=current_user))
    if entry is None:
        return _form_page(contest, form, status=422)
    tell(N_("Your project takes part. You can change its texts until entries close."))
    return go_to("/my-entries")


@rooms.get("/my-entries")
@members
def my_entries() -> Response:
    """The person's own entries, with consent and prizes."""
    entries = queries.entries_by(get_session(), current_user.id)
    return page("competitions/my_entries.html", entries=entries, **words())


@rooms.post("/entries/<int:entry_id>/consent")
@members
def create_consent(entry_id: int) -> Response:
    """Agree that a win is published."""
    actions.give_consent(get_session(), entry_id, by=current_user)
    tell(N_("Thank you. If your project wins, it is published in the library."))
    return go_to("/my-entries")


@rooms.post("/entries/<int:entry_id>/consent/withdrawal")
@members
def create_consent_withdrawal(entry_id: int) -> Response:
    """Take the consent back."""
    actions.withdraw_consent(get_session(), entry_id, by=current_user)
    tell(N_("Your consent is taken back. The project goes on taking part, and is not published if it wins."))
    return go_to("/my-entries")


def _entry_form(contest_id: int, **values: Any) -> tuple[Contest, EntryForm]:
    session = get_session()
    contest = queries.get_contest(session, contest_id, by=current_user)
    return contest, EntryForm(queries.enterable_drafts(session, contest_id, by=current_user), data=values)


def _form_page(contest: Contest, form: EntryForm, status: int = 200) -> Response:
    return page(
        "competitions/entry_new.html", status=status, contest=contest, form=form, is_open=takes_entries(contest, clock.today()), **words()
    )
