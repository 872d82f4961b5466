"""The staff's doors: applications that wait, yearly reviews, pairs to hand over."""

from datetime import timedelta

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.terms import STAFF
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import ReasonForm, VettingForm
from marketplace.mentoring.mentor_terms import REVIEW_DAYS
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mentoring/applications")
@only(*STAFF)
def applications() -> Response:
    """What waits, oldest first."""
    return page(
        "mentoring/applications.html", waiting=queries.open_applications(get_session(), by=current_user), now=clock.now(), **words()
    )


@rooms.get("/mentoring/applications/<int:mentor_id>")
@only(*STAFF)
def show_application(mentor_id: int) -> Response:
    """One application on one screen."""
    return _application(mentor_id)


@rooms.post("/mentoring/applications/<int:mentor_id>/vetting")
@only(*STAFF)
def create_vetting(mentor_id: int) -> Response:
    """She is who she says."""
    form = VettingForm()
    if not form.validate():
        return _application(mentor_id, vetting=form, status=422)
    seen = {"identity_seen": form.identity_seen.data, "experience_seen": form.experience_seen.data}
    actions.vet_mentor(get_session(), mentor_id, by=current_user, **seen)
    tell(N_("Vetted. She reads agreement and training next; then the profile is public."))
    return go_to("/mentoring/applications")


@rooms.post("/mentoring/applications/<int:mentor_id>/refusal")
@only(*STAFF)
def create_refusal(mentor_id: int) -> Response:
    """Not accepted, with a reason."""
    form = ReasonForm(prefix="refusal")
    if not form.validate():
        return _application(mentor_id, refusal=form, status=422)
    actions.refuse_mentor(get_session(), mentor_id, by=current_user, reason=form.reason.data)
    tell(N_("Refused. She reads the reason and can apply again after 90 days."))
    return go_to("/mentoring/applications")


def _application(mentor_id: int, *, vetting: VettingForm | None = None, refusal: ReasonForm | None = None, status: int = 200) -> Response:
    return page(
        "mentoring/application_shown.html",
        status=status,
        application=queries.get_application(get_session(), mentor_id, by=current_user),
        vetting=vetting or VettingForm(formdata=None),
        refusal=refusal or ReasonForm(formdata=None, prefix="refusal"),
        now=clock.now(),
        **words(),
    )


@rooms.get("/mentoring/reviews")
@only(*STAFF)
def reviews() -> Response:
    """Mentors whose yearly review is open, and pairs whose mentor retired."""
    return _reviews_page()


@rooms.post("/mentoring/reviews/<int:mentor_id>/confirmation")
@only(*STAFF)
def create_review_confirmation(mentor_id: int) -> Response:
    """Another year."""
    actions.confirm_review(get_session(), mentor_id, by=current_user)
    tell(N_("Confirmed for another year."))
    return go_to("/mentoring/reviews")


@rooms.get("/mentoring/reviews/<int:mentor_id>/pause")
@only(*STAFF)
def new_review_pause(mentor_id: int) -> Response:
    """Why she is to pause."""
    return _review_pause_page(mentor_id, ReasonForm())


@rooms.post("/mentoring/reviews/<int:mentor_id>/pause")
@only(*STAFF)
def create_review_pause(mentor_id: int) -> Response:
    """Pause her with a reason."""
    form = ReasonForm()
    if not form.validate():
        return _review_pause_page(mentor_id, form, status=422)
    actions.pause_at_review(get_session(), mentor_id, by=current_user, reason=form.reason.data)
    tell(N_("Paused. She reads the reason; a confirmed review ends the pause."))
    return go_to("/mentoring/reviews")


def _review_pause_page(mentor_id: int, form: ReasonForm, status: int = 200) -> Response:
    mentor = queries.get_reviewed(get_session(), mentor_id, by=current_user)
    return page("mentoring/review_pause.html", status=status, mentor=mentor, form=form)


def _reviews_page() -> Response:
    session = get_session()
    mentors = queries.open_reviews(session, by=current_user)
    year_ago = clock.today() - timedelta(days=REVIEW_DAYS)
    return page(
        "mentoring/reviews.html",
        mentors=mentors,
        services=queries.service_since(session, [mentor.person_id for mentor in mentors], year_ago),
        records=queries.answer_records(session, [mentor.person_id for mentor in mentors]),
        pairs=queries.pairs_to_hand_over(session, by=current_user),
        today=clock.today(),
        **words(),
    )
