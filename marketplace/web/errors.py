"""The only translator of refusals and errors into pages."""

from typing import Any

import structlog
from flask import Flask, Response, current_app, flash, g, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from marketplace.errors import NotFound, Refusal
from marketplace.web.htmx import page
from marketplace.web.session import let_go

log = structlog.get_logger()

SAYINGS = {
    400: _l("The request could not be read. Nothing was changed; go back and try again."),
    401: _l("Please sign in first."),
    403: _l("Your account may not do this. Ask the start-up centre if you think it should."),
    404: _l("There is nothing at this address. It may have moved, or the link was cut short."),
    405: _l("This address does not take that kind of request. Nothing was changed."),
    410: _l("This page was taken down when its time was over."),
    413: _l("What you sent is too large. Nothing was changed; send a smaller file."),
    429: _l("Too many tries in a short time. Wait a few minutes, then try again; nothing was lost."),
    500: _l("Something went wrong on our side. Nothing of yours was lost; try again in a moment."),
    503: _l("This part is being set up. Try again in a minute."),
}


def init_app(app: Flask) -> None:
    """Answer refusals, HTTP errors and crashes with a page in the reader's language."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crashed)


def _answer(status: int, saying: str) -> Response:
    return page(
        "errors/error.html",
        fragment="kit/_alert.html",
        status=status,
        saying=saying,
        code=status,
        request_id=g.get("request_id", ""),
    )


def _refused(refusal: Refusal) -> Response:
    if isinstance(refusal, NotFound):
        log.info("refused.not_found", path=request.path)
    return _answer(refusal.status, gettext(refusal.msgid, **refusal.values))


def _csrf(_error: Any) -> Response:
    return _answer(400, gettext("This form was open for too long or in another window. Load the page again and send it once more."))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        # Flask wraps what goes wrong after the view, a failed commit above all.
        return _crashed(error.original_exception)
    answer = _answer(status, str(SAYINGS.get(status, SAYINGS[500])))
    if isinstance(error, MethodNotAllowed):
        answer.allow.update(error.valid_methods or ())
    return answer


def _crashed(error: Exception) -> Response:
    log.exception("crashed", path=request.path)
    let_go()
    if isinstance(error, SQLAlchemyError):
        # The database itself may be away: this page is shown as to a visitor, who needs none.
        current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]
    return _answer(500, str(SAYINGS[500]))


def being_set_up(error: Exception) -> Response:
    """A part of the house is not there yet, or is being made anew: say so, and let the rest go on."""
    log.error("being_set_up", path=request.path, reason=str(error))
    return _answer(503, str(SAYINGS[503]))


def tell(msgid: str, **values: Any) -> None:
    """Leave a short word for the next page."""
    flash(gettext(msgid, **values))
