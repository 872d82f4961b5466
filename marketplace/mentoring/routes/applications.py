"""Becoming a mentor: apply, see where it stands, read agreement and training."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import AgreementForm, MentorForm, TrainingForm, form_of, training_form
from marketplace.mentoring.mentor_terms import ReadingKind
from marketplace.mentoring.readings import reading
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.places.queries import active_terms, dictionary
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mentoring/application")
@members
def application() -> Response:
    """Apply, or see where the application stands."""
    standing = queries.standing_of(get_session(), current_user.id)
    return _application_page(form_of(standing.mentor))


@rooms.post("/mentoring/application")
@members
def create_application() -> Response:
    """Send it; a refusal keeps what was typed."""
    form = MentorForm()
    if not form.validate():
        return _application_page(form, status=422)
    if granted(form.kind, lambda: actions.apply_as_mentor(get_session(), form.content, by=current_user)) is None:
        return _application_page(form, status=409)
    tell(N_("Sent. The staff of your county look at it; you are told here, and this page shows where it stands."))
    return go_to("/mentoring/application")


@rooms.post("/mentoring/application/withdrawal")
@members
def create_application_withdrawal() -> Response:
    """Take it back."""
    actions.withdraw_application(get_session(), by=current_user)
    tell(N_("Withdrawn. Your text is kept, should you want to apply again."))
    return go_to("/mentoring/application")


@rooms.get("/mentoring/agreement")
@members
def agreement() -> Response:
    """The agreement in both languages."""
    return _agreement_page(AgreementForm())


@rooms.post("/mentoring/agreement")
@members
def create_agreement() -> Response:
    """The mentor agrees."""
    form = AgreementForm()
    if not form.validate():
        return _agreement_page(form, status=422)
    actions.agree(get_session(), by=current_user)
    tell(N_("Thank you. The agreement is noted with its version and the day."))
    return go_to("/mentoring/application")


@rooms.get("/mentoring/training")
@members
def training() -> Response:
    """The short training and its questions."""
    return _training_page(training_form())


@rooms.post("/mentoring/training")
@members
def create_training() -> Response:
    """The answers; each wrong one is explained."""
    form = training_form()
    if not form.validate():
        return _training_page(form, status=422)
    actions.pass_training(get_session(), form.answers, by=current_user)
    tell(N_("All answers are right. The training is noted with its version and the day."))
    return go_to("/mentoring/application")


def form_words() -> dict[str, Any]:
    """What the long form shows beside its fields."""
    session = get_session()
    return {"skills": active_terms(session, "skill"), "skill_groups": dictionary(session, "skill_group")}


def _application_page(form: MentorForm, status: int = 200) -> Response:
    session = get_session()
    standing = queries.standing_of(session, current_user.id)
    readings = queries.readings_of(session, current_user.id)
    return page("mentoring/application.html", status=status, standing=standing, readings=readings, form=form, **form_words(), **words())


def _agreement_page(form: AgreementForm, status: int = 200) -> Response:
    return _reading_page("mentoring/agreement.html", ReadingKind.agreement, form, status)


def _training_page(form: TrainingForm, status: int = 200) -> Response:
    return _reading_page("mentoring/training.html", ReadingKind.training, form, status)


def _reading_page(template: str, kind: ReadingKind, form: AgreementForm | TrainingForm, status: int) -> Response:
    session = get_session()
    mentor = queries.get_read_mentor(session, current_user.id)
    return page(template, status=status, reading=reading(kind), noted=queries.readings_of(session, mentor.person_id).get(kind), form=form)
