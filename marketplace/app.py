"""The app, as a table of contents."""

from datetime import timedelta

from flask import Flask
from flask_login import AnonymousUserMixin, LoginManager
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy import Engine

from marketplace import clock, jobs
from marketplace.accounts import access
from marketplace.accounts.access_routes import rooms as access_rooms
from marketplace.accounts.policies import may_see_contact
from marketplace.accounts.queries import person_by_session
from marketplace.accounts.routes import rooms as accounts_rooms
from marketplace.calendars import sources as calendar_sources
from marketplace.calendars.routes import rooms as calendars_rooms
from marketplace.competitions import panels as competitions_panels
from marketplace.competitions.calendar import deadline_events
from marketplace.competitions.routes import rooms as competitions_rooms
from marketplace.config import ROOT, Config
from marketplace.db import make_engine
from marketplace.front.have_routes import rooms as have_rooms
from marketplace.front.routes import rooms as front_rooms
from marketplace.imports.routes import rooms as imports_rooms
from marketplace.indicators.routes import rooms as indicators_rooms
from marketplace.mentoring import documents as mentor_documents
from marketplace.mentoring import panels as mentoring_panels
from marketplace.mentoring.artefacts import keep_in
from marketplace.mentoring.calendar import meeting_events
from marketplace.mentoring.matchmaking import refit_in_background
from marketplace.mentoring.queries import public_pages as mentor_pages
from marketplace.mentoring.routes import rooms as mentoring_rooms
from marketplace.notifications import routes as notification_routes
from marketplace.notifications import words as notification_words
from marketplace.notifications.doors import rooms as notification_rooms
from marketplace.projects import documents as project_documents
from marketplace.projects import panels as projects_panels
from marketplace.projects.doors import rooms as projects_rooms
from marketplace.projects.queries.public import public_pages as project_pages
from marketplace.projects.spreadsheet import ProjectSheet
from marketplace.projects.takeup_routes import rooms as take_up_rooms
from marketplace.projects.weeks import weeks
from marketplace.rounds.routes import rooms as rounds_rooms
from marketplace.safety.routes import rooms as safety_rooms
from marketplace.search.engine import IndexUnusable
from marketplace.search.same_transaction import keep_in_step
from marketplace.search.snippets import mark
from marketplace.search.sql_engine import SqlEngine
from marketplace.search.whoosh_engine import WhooshEngine
from marketplace.training import documents as course_documents
from marketplace.training.calendar import class_events
from marketplace.training.queries import public_pages as class_pages
from marketplace.training.routes import rooms as training_rooms
from marketplace.ventures import panels as ventures_panels
from marketplace.ventures.routes import rooms as ventures_rooms
from marketplace.web import addresses, doors, errors, files, headers, i18n, limits, logs, page_cache, session, site_map, ui

__all__ = ["create_app"]

BLUEPRINTS = (
    front_rooms,
    have_rooms,
    accounts_rooms,
    access_rooms,
    calendars_rooms,
    notification_rooms,
    projects_rooms,
    take_up_rooms,
    imports_rooms,
    training_rooms,
    competitions_rooms,
    ventures_rooms,
    mentoring_rooms,
    rounds_rooms,
    safety_rooms,
    indicators_rooms,
)


class Visitor(AnonymousUserMixin):
    """Somebody who is not signed in."""

    id = None
    role_names: frozenset[str] = frozenset()
    personalised = False


def create_app(config: Config | None = None) -> Flask:
    """Build the app for ``config`` (the environment's by default)."""
    config = config or Config.from_environment()
    app = Flask(
        "marketplace", root_path=str(ROOT / "marketplace"), template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    _settings(app, config)
    app.extensions["config"] = config
    app.extensions["imports"] = {kind.name: kind for kind in (ProjectSheet(),)}
    logs.init_app(app)
    addresses.init_app(app)
    engine = make_engine(config.database_url)
    # Before the session: what is set up first runs last, and a look is written after the commit.
    access.init_app(app)
    session.init_app(app, engine)
    keep_in(str(engine.url), config.models_folder)
    _search(app, config, engine)
    files.init_app(app)
    CSRFProtect(app)
    _people(app)
    limits.init_app(app, config.redis_url)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    doors.init_app(app)
    i18n.init_app(app)
    headers.init_app(app)
    page_cache.init_app(app)
    errors.init_app(app)
    app.register_error_handler(IndexUnusable, errors.being_set_up)
    ui.init_app(app)
    notification_words.init_app(app)
    notification_routes.init_app(app)
    for room in (competitions_panels, projects_panels, ventures_panels, mentoring_panels):
        room.hang_panels(app)
    for pages in (project_pages, mentor_pages, class_pages):
        site_map.offer(app, pages)
    for source in (class_events, deadline_events, meeting_events):
        calendar_sources.offer(app, source)
    jobs.init_app(app, config)
    return app


def serve() -> Flask:
    """The app for a web server: the recommender is fitted beside the first requests, not before them."""
    app = create_app()
    refit_in_background(app.extensions["engine"])
    return app


def _search(app: Flask, config: Config, engine: Engine) -> None:
    app.extensions["documents"] = {
        project_documents.KIND: project_documents.documents,
        mentor_documents.KIND: mentor_documents.documents,
        course_documents.KIND: course_documents.documents,
    }
    if config.search_engine == "whoosh":
        app.extensions["search"] = WhooshEngine(config.index_folder)
        return
    app.extensions["search"] = SqlEngine(engine)
    keep_in_step(engine, app.extensions["search"], app.extensions["documents"])


def _settings(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        BASE_URL=config.base_url,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.base_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=8 * 3600,
        WTF_I18N_ENABLED=True,
        RATELIMIT_ENABLED=not config.testing,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(clock.today, "today")
    app.add_template_global(may_see_contact)
    app.add_template_filter(mark, "marked")
    app.add_template_filter(weeks)


def _people(app: Flask) -> None:
    people = LoginManager(app)
    people.anonymous_user = Visitor
    people.user_loader(lambda number: person_by_session(session.get_session(), number))
