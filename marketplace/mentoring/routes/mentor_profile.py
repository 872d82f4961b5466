"""A mentor's own doors: profile, pause, yearly review, retirement."""

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import MentorForm, PauseForm, RetirementForm, form_of, pause_form, retirement_form
from marketplace.mentoring.routes.applications import form_words
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mentoring/profile")
@members
def edit_mentor() -> Response:
    """Change one's own profile."""
    session = get_session()
    asked = queries.open_application(session, current_user.id)
    return _profile_page(form_of(queries.get_own_profile(session, current_user.id), asked.kind if asked else None))


@rooms.post("/mentoring/profile")
@members
def update_mentor() -> Response:
    """Save it."""
    form = MentorForm()
    if not form.validate():
        return _profile_page(form, status=422)
    if granted(form.kind, lambda: actions.save_mentor_profile(get_session(), form.content, by=current_user)) is None:
        return _profile_page(form, status=409)
    tell(N_("Saved."))
    return go_to("/mentoring/profile")


def _profile_page(form: MentorForm, status: int = 200) -> Response:
    session = get_session()
    mentor = queries.get_own_profile(session, current_user.id)
    asked = queries.open_application(session, mentor.person_id)
    free = queries.free_seats(session, mentor)
    return page("mentoring/profile.html", status=status, mentor=mentor, asked=asked, free=free, form=form, **form_words(), **words())


@rooms.get("/mentoring/pause")
@only(Role.mentor)
def pause() -> Response:
    """Pause, or see the pause."""
    return _pause_page(pause_form())


@rooms.post("/mentoring/pause")
@only(Role.mentor)
def update_pause() -> Response:
    """Pause until a day."""
    form = PauseForm()
    if not form.validate():
        return _pause_page(form, status=422)
    if granted(form.until, lambda: actions.pause_myself(get_session(), by=current_user, until=form.until.data)) is None:
        return _pause_page(form, status=409)
    tell(N_("You take no new requests until that day. Running mentorships and waiting requests go on."))
    return go_to("/mentoring")


@rooms.post("/mentoring/pause/removal")
@only(Role.mentor)
def delete_pause() -> Response:
    """Take requests again."""
    actions.resume_myself(get_session(), by=current_user)
    tell(N_("Welcome back: you take requests again."))
    return go_to("/mentoring")


def _pause_page(form: PauseForm, status: int = 200) -> Response:
    return page("mentoring/pause.html", status=status, mentor=queries.get_public_mentor(get_session(), current_user.id), form=form)


@rooms.get("/mentoring/review")
@only(Role.mentor)
def review() -> Response:
    """The mentor's part of the yearly review."""
    session = get_session()
    mentor = queries.get_public_mentor(session, current_user.id)
    return page(
        "mentoring/review.html",
        mentor=mentor,
        is_open=queries.is_review_open(mentor, clock.today()),
        readings=queries.readings_of(session, mentor.person_id, since=queries.review_opened_at(mentor)),
    )


@rooms.post("/mentoring/review")
@only(Role.mentor)
def create_review() -> Response:
    """She confirms her profile."""
    actions.confirm_profile(get_session(), by=current_user)
    tell(N_("Thank you. Staff look at your year next; you are told when it is done."))
    return go_to("/mentoring/review")


@rooms.get("/mentoring/retirement")
@only(Role.mentor)
def retirement() -> Response:
    """Stop being a mentor: what becomes of the running pairs?"""
    return _retirement_page(_retirement_form())


@rooms.post("/mentoring/retirement")
@only(Role.mentor)
def create_retirement() -> Response:
    """Stop."""
    form = _retirement_form()
    if not form.validate():
        return _retirement_page(form, status=422)
    if granted(form.sure, lambda: actions.retire_mentor(get_session(), form.choices, by=current_user)) is None:
        return _retirement_page(form, status=409)
    tell(N_("You are no longer a mentor. Thank you for what you gave; your record and certificates stay yours."))
    return go_to("/mentoring/record")


def _retirement_form() -> RetirementForm:
    return retirement_form(queries.live_pairs_of(get_session(), current_user.id))


def _retirement_page(form: RetirementForm, status: int = 200) -> Response:
    session = get_session()
    mentor = queries.get_public_mentor(session, current_user.id)
    return page(
        "mentoring/retirement.html", status=status, mentor=mentor, pairs=queries.live_pairs_of(session, mentor.person_id), form=form
    )
