"""Doors of the training room: the catalogue, seats, and the provider's side."""

from typing import Any

from flask import Blueprint, Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_accesses
from marketplace.accounts.queries import profile_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.search.current import search_engine
from marketplace.search.engine import Hits
from marketplace.training import actions, queries
from marketplace.training.forms import ClassForm, CourseFilter, ResultForm
from marketplace.training.models import TrainingClass
from marketplace.training.offers import Offer, in_order, offers
from marketplace.training.policies import takes_enrolments
from marketplace.web.doors import members, only, public
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page, wants_fragment
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("training", __name__)


@rooms.get("/courses")
@public
def index() -> Response:
    """The catalogue: search, facets, order, pages."""
    form = CourseFilter()
    hits = search_engine().search(form.query)
    found = _found(form, hits)
    return page("training/index.html", fragment="training/_results.html", form=form, hits=hits, found=found, **_words())


@rooms.get("/courses/<int:course_id>")
@public
def show(course_id: int) -> Response:
    """One course with its classes."""
    session, today = get_session(), clock.today()
    course = queries.get_course(session, course_id)
    coming, past = queries.coming_classes(session, today, [course_id]), queries.past_classes(session, today, course_id)
    passed, started = queries.pass_counts(session, course_id=course_id)
    return page("training/show.html", course=course, coming=coming, past=past, passed=passed, started=started, **_seats(coming), **_words())


@rooms.get("/classes/<int:class_id>")
@public
def show_class(class_id: int) -> Response:
    """One dated class."""
    training_class = queries.get_class(get_session(), class_id)
    is_open = takes_enrolments(training_class, clock.today())
    return page("training/class.html", training_class=training_class, is_open=is_open, **_seats([training_class]), **_words())


@rooms.post("/classes/<int:class_id>/enrolment")
@members
def create_enrolment(class_id: int) -> Response:
    """Take a seat."""
    actions.enrol(get_session(), class_id, by=current_user)
    tell(N_("You have a seat. If you cannot come, give it back before the first day, so that somebody else can."))
    return go_to(f"/classes/{class_id}")


@rooms.post("/enrolments/<int:enrolment_id>/withdrawal")
@members
def create_withdrawal(enrolment_id: int) -> Response:
    """Give the seat back."""
    actions.withdraw(get_session(), enrolment_id, by=current_user)
    tell(N_("Your seat is free for somebody else now. You can come back while there is room."))
    return go_to("/my-classes")


@rooms.get("/my-classes")
@members
def my_classes() -> Response:
    """The person's own classes."""
    enrolments = queries.enrolments_of(get_session(), current_user.id)
    return page("training/my_classes.html", enrolments=enrolments, takes_enrolments=takes_enrolments, **_words())


@rooms.get("/teaching")
@only(Role.provider, Role.instructor)
def teaching() -> Response:
    """The classes of the person's own provider."""
    session = get_session()
    providers = queries.providers_of(session, current_user)
    classes = queries.classes_of(session, [provider.id for provider in providers])
    counts = queries.tallies(session, [one.id or 0 for one in classes])
    return page("training/teaching.html", providers=providers, classes=classes, counts=counts, **_words())


@rooms.get("/teaching/classes/new")
@only(Role.provider, Role.instructor)
def new_class() -> Response:
    """The form of a new class."""
    return page("training/teaching_new.html", form=_class_form())


@rooms.post("/teaching/classes")
@only(Role.provider, Role.instructor)
def create_class() -> Response:
    """Open a class; it takes enrolments at once."""
    form = _class_form()
    if not form.validate():
        return page("training/teaching_new.html", status=422, form=form)
    training_class = actions.open_class(get_session(), **form.answers, by=current_user)
    tell(N_("The class is open: people can enrol from now on."))
    return go_to(f"/teaching/classes/{training_class.id}")


@rooms.get("/teaching/classes/<int:class_id>")
@only(Role.provider, Role.instructor)
def show_roll(class_id: int) -> Response:
    """The roll of one class."""
    return _roll(class_id, ResultForm(formdata=None))


@rooms.post("/teaching/enrolments/<int:enrolment_id>/start")
@only(Role.provider, Role.instructor)
def create_start(enrolment_id: int) -> Response:
    """Note that a person came to the first lesson."""
    enrolment = actions.mark_started(get_session(), enrolment_id, by=current_user)
    return _after_step(enrolment.class_id)


@rooms.post("/teaching/enrolments/<int:enrolment_id>/result")
@only(Role.provider, Role.instructor)
def create_result(enrolment_id: int) -> Response:
    """Passed or failed."""
    form = ResultForm()
    if not form.validate():
        return _roll(queries.get_taught_enrolment(get_session(), enrolment_id, by=current_user).class_id, form, status=422)
    enrolment = actions.record_result(get_session(), enrolment_id, passed=form.result.data == "passed", by=current_user)
    return _after_step(enrolment.class_id)


@rooms.post("/teaching/classes/<int:class_id>/closing")
@only(Role.provider, Role.instructor)
def create_closing(class_id: int) -> Response:
    """Close a class whose results are complete."""
    actions.close_class(get_session(), class_id, by=current_user)
    tell(N_("The class is closed, and its results count from now on."))
    return go_to(f"/teaching/classes/{class_id}")


def _found(form: CourseFilter, hits: Hits) -> Page[Offer]:
    session, number = get_session(), form.understood.get("page") or 1
    found = in_order(offers(session, [course_id for _, course_id in hits.ids], clock.today()), form.order, _home())
    return Page(found[offset_of(number) :][:PER_PAGE], len(found), number)


def _home() -> str | None:
    profile = profile_of(get_session(), current_user.id) if current_user.is_authenticated else None
    return profile.region if profile else None


def _seats(classes: list[TrainingClass]) -> dict[str, Any]:
    session, ids = get_session(), [one.id or 0 for one in classes]
    own = queries.own_enrolments(session, current_user.id, ids) if current_user.is_authenticated else {}
    return {"left": queries.seats_left(session, ids), "own": own}


def _class_form() -> ClassForm:
    return ClassForm(queries.providers_of(get_session(), current_user))


def _after_step(class_id: int) -> Response:
    # With htmx the roll is changed in its place; thirty marks need no thirty pages.
    return _roll(class_id, ResultForm(formdata=None)) if wants_fragment() else go_to(f"/teaching/classes/{class_id}")


def _roll(class_id: int, form: ResultForm, status: int = 200) -> Response:
    session = get_session()
    training_class = queries.get_taught_class(session, class_id, by=current_user)
    roll, counts = queries.roll_of(session, class_id), queries.tallies(session, [class_id])[class_id]
    note_accesses(by=current_user, people=[one.person_id for one in roll], fields=("name", "training"), reason="training")
    context: dict[str, Any] = {"training_class": training_class, "roll": roll, "counts": counts, "form": form}
    return page("training/teaching_class.html", fragment="training/_roll.html", status=status, **context, **_words())


def _words() -> dict[str, Any]:
    session = get_session()
    names = ("region", "sector", "skill", "tier", "group", "course_kind")
    return {name: dictionary(session, name) for name in names}
