"""The pair's page with all its forms, and the way back to it."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_access
from marketplace.errors import Refusal
from marketplace.mentoring import forms, queries
from marketplace.mentoring.policies import may_change_log
from marketplace.mentoring.queries.workspace import Workspace, workspace_of
from marketplace.places.queries import dictionary
from marketplace.web.errors import tell
from marketplace.web.forms import Form, granted
from marketplace.web.htmx import go_to, page, wants_fragment
from marketplace.web.i18n import named
from marketplace.web.session import get_session

FRAGMENTS = {name: f"mentoring/_pair_{name}.html" for name in ("goals", "messages", "next", "contact", "notes")}


def workspace(mentorship_id: int, status: int = 200, *, fragment: str | None = None, shown: object = None, **given: Form) -> Response:
    """The page, or one piece of it; forms that are ``given`` come back with what was typed."""
    work = workspace_of(get_session(), mentorship_id, by=current_user)
    fields = ("name", "contact", "mentorship") if shown else ("name", "mentorship")
    note_access(by=current_user, person_id=work.other.id or 0, fields=fields, reason="mentorship")
    return page(
        "mentoring/mentorship.html",
        fragment=FRAGMENTS[fragment] if fragment else None,
        status=status,
        work=work,
        mentorship=work.mentorship,
        shown=shown,
        bodies=dictionary(get_session(), "service_body"),
        may_change_log=may_change_log,
        takes_words=queries.takes_late_words(work.mentorship, work.closings),
        **(_forms(work, given) | given),
    )


def entered(
    mentorship_id: int,
    name: str,
    form: Form,
    field: Any,
    act: Callable[[], Any],
    *,
    beside: tuple[type[Refusal], ...] = (),
    fragment: str | None = None,
    word: str = "",
) -> Response:
    """Understand a form of the page and act; what cannot be taken comes back with all that was typed."""
    if not form.validate() or granted(field, act, beside) is None:
        return workspace(mentorship_id, 422, fragment=fragment, **{name: form})
    return back_to(mentorship_id, fragment=fragment, word=word)


def back_to(mentorship_id: int, *, fragment: str | None = None, word: str = "", anchor: str = "") -> Response:
    """The piece that changed, or the whole page anew."""
    if fragment and wants_fragment():
        return workspace(mentorship_id, fragment=fragment)
    if word:
        tell(word)
    return go_to(f"/mentorships/{mentorship_id}{anchor}")


def closing_form(work: Workspace, **values: Any) -> forms.ClosingForm:
    """The closing form with the pair's goals, and with what the reader said already."""
    goals = [(goal.id or 0, goal.text) for goal in work.mentorship.goals]
    return forms.ClosingForm(goals=goals, **values)


def step_form(work: Workspace, **values: Any) -> forms.NextStepForm:
    """The next step, with the names of the two."""
    people = work.mentorship.learner, work.mentorship.mentor.person
    return forms.NextStepForm(learner=named(people[0]), mentor=named(people[1]), **values)


def _forms(work: Workspace, given: dict[str, Form]) -> dict[str, Form]:
    """The forms that were not sent; each a fresh one."""
    make: dict[str, Callable[[], Form]] = {
        "goal": lambda: forms.GoalForm(formdata=None),
        "milestone": lambda: forms.MilestoneForm(formdata=None),
        "step": lambda: step_form(work, formdata=None),
        "log": lambda: log_form(work, formdata=None),
        "meeting": lambda: forms.MeetingForm(formdata=None),
        "message": lambda: forms.MessageForm(formdata=None),
        "note": lambda: forms.NoteForm(formdata=None, note=work.note.text if work.note else "", read=work.note.number if work.note else 0),
        "pause": lambda: forms.PairPauseForm(formdata=None),
        "new_end": lambda: forms.NewEndForm(formdata=None),
        "closing": lambda: closing_form(work, formdata=None, **_said(work)),
        "end": lambda: forms.EndForm(formdata=None),
        "no_start": lambda: forms.NoStartForm(formdata=None, another=True),
    }
    return {name: made() for name, made in make.items() if name not in given}


def log_form(work: Workspace, **values: Any) -> forms.SessionForm:
    """The log, filled in from the appointment that was held, so that it takes less than a minute."""
    if work.appointments.to_log:
        meeting = work.appointments.to_log[0]
        day = meeting.starts_at.astimezone(clock.CITY_ZONE).date() if meeting.starts_at else clock.today()
        return forms.SessionForm(held_on=day, minutes=meeting.minutes, meeting_id=meeting.id, **values)
    return forms.SessionForm(held_on=clock.today(), minutes=60, **values)


def _said(work: Workspace) -> dict[str, Any]:
    if work.mine is None:
        return {}
    mine = work.mine
    return {
        "goals_met": mine.goals_met,
        "useful": str(mine.useful),
        "recommend": "" if mine.recommend is None else str(mine.recommend),
        "venture": mine.venture.value if mine.venture else "",
        "word": mine.word,
        "thanks": mine.thanks,
    }
