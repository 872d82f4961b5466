"""Doors of the accounts room."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import current_user, login_user, logout_user

from marketplace.accounts import actions, queries
from marketplace.accounts.forms import ContactForm, NewPasswordForm, ProfileForm, SignInForm, SignUpForm
from marketplace.errors import N_
from marketplace.places.queries import active_terms, dictionary
from marketplace.web.doors import members, public
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import language
from marketplace.web.limits import limited
from marketplace.web.session import get_session

rooms = Blueprint("accounts", __name__)


def safe_next(default: str = "/for-me") -> str:
    """Where to go on to: only paths of this site."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc else default


@rooms.get("/sign-up")
@public
def new_account() -> Response:
    """The sign-up page."""
    return page("accounts/sign_up.html", form=SignUpForm())


@rooms.post("/accounts")
@public
@limited("20 per hour")
def create_account() -> Response:
    """Open an account and sign in."""
    form = SignUpForm()
    if not form.validate():
        return page("accounts/sign_up.html", status=422, form=form)
    person = granted(form.contact, lambda: actions.sign_up(get_session(), **form.answers, locale=language()))
    if person is None:
        return page("accounts/sign_up.html", status=422, form=form)
    login_user(person)
    return go_to(safe_next(url_for("accounts.edit_profile")))


@rooms.get("/sign-in")
@public
def new_sign_in() -> Response:
    """The sign-in page."""
    return page("accounts/sign_in.html", form=SignInForm())


@rooms.post("/sign-in")
@public
@limited("30 per minute; 300 per hour")
@limited("8 per 15 minutes", per=lambda: queries.tidy_contact(request.form.get("contact", "")))
def create_sign_in() -> Response:
    """Sign in; a wrong password keeps what was typed."""
    form = SignInForm()
    if not form.validate():
        return page("accounts/sign_in.html", status=422, form=form)
    person = granted(form.password, lambda: actions.check_sign_in(get_session(), contact=form.contact.data, password=form.password.data))
    if person is None:
        return page("accounts/sign_in.html", status=422, form=form)
    login_user(person)
    return go_to(safe_next())


@rooms.post("/sign-out")
@members
def create_sign_out() -> Response:
    """Sign out here."""
    logout_user()
    return go_to("/")


@rooms.post("/sign-out-everywhere")
@members
def create_sign_out_everywhere() -> Response:
    """Sign out on every device."""
    actions.sign_out_everywhere(get_session(), by=current_user)
    logout_user()
    tell(N_("You are signed out on all devices."))
    return go_to("/")


@rooms.get("/password-resets/new")
@public
def new_password_reset() -> Response:
    """Ask for a reset link."""
    return page("accounts/password_reset_new.html", form=ContactForm())


@rooms.post("/password-resets")
@public
@limited("5 per hour")
def create_password_reset() -> Response:
    """Mail the link; the answer is the same whether or not there is an account."""
    form = ContactForm()
    if not form.validate():
        return page("accounts/password_reset_new.html", status=422, form=form)
    actions.ask_password_reset(get_session(), contact=form.contact.data, secret=current_app.config["SECRET_KEY"])
    return page("accounts/password_reset_sent.html", contact=form.contact.data, by_mail=queries.is_email(form.contact.data))


@rooms.get("/password-resets/<token>")
@public
def edit_password(token: str) -> Response:
    """Choose a new password by a mailed link."""
    actions.person_of_reset(get_session(), token=token, secret=current_app.config["SECRET_KEY"])
    return page("accounts/password_edit.html", form=NewPasswordForm(), token=token)


@rooms.post("/password-resets/<token>")
@public
@limited("20 per hour")
def update_password(token: str) -> Response:
    """Keep the new password and sign in."""
    form = NewPasswordForm()
    if not form.validate():
        return page("accounts/password_edit.html", status=422, form=form, token=token)
    person = actions.reset_password(get_session(), token=token, password=form.password.data, secret=current_app.config["SECRET_KEY"])
    login_user(person)
    tell(N_("Your new password is set. All other devices are signed out."))
    return go_to("/for-me")


@rooms.get("/profile")
@members
def edit_profile() -> Response:
    """The eight questions."""
    session = get_session()
    profile = queries.profile_of(session, current_user.id)
    form = ProfileForm(obj=profile, data={"skills": queries.skills_of(session, current_user.id)})
    return page("accounts/profile.html", form=form, **_skill_lists())


@rooms.post("/profile")
@members
def update_profile() -> Response:
    """Keep the answers and show what fits."""
    form = ProfileForm()
    if not form.validate():
        return page("accounts/profile.html", status=422, form=form, **_skill_lists())
    actions.save_profile(get_session(), by=current_user, answers=form.answers, skills=form.skills.data)
    tell(N_("Saved. This is what fits you now."))
    return go_to(safe_next())


@rooms.post("/personalisation")
@members
def update_personalisation() -> Response:
    """Recommendations on or off."""
    actions.switch_personalisation(get_session(), by=current_user, on=request.form.get("on") == "yes")
    return go_to("/for-me")


def _skill_lists() -> dict[str, Any]:
    session = get_session()
    return {"skills": active_terms(session, "skill"), "skill_groups": dictionary(session, "skill_group")}
