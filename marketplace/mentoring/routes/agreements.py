"""How a pair begins, rests and ends: agreement, pause, a later last day, closing words, early ends, hand-overs."""

from flask import Response, request
from flask_login import current_user

from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.actions.pauses import EndOutOfReach, PauseTooLong
from marketplace.mentoring.actions.refusals import CannotMeet, SeatsFull
from marketplace.mentoring.forms import EndForm, HandOverForm, NewEndForm, NoStartForm, PairAgreementForm, PairPauseForm
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.policies import may_work_in
from marketplace.mentoring.queries.workspace import workspace_of
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.mentoring.routes.workspace import back_to, closing_form, entered
from marketplace.mentoring.terms import EndReason, Flag
from marketplace.web.addresses import row_number
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import named
from marketplace.web.session import get_session


@rooms.get("/mentorships/<int:mentorship_id>/agreement")
@members
def show_agreement(mentorship_id: int) -> Response:
    """The agreement: its wording, and the form."""
    work = workspace_of(get_session(), mentorship_id, by=current_user)
    kept = {name: getattr(work.agreement, name) for name in ("goals", "rhythm", "months", "channel")} if work.agreement else {}
    goal = work.mentorship.goals[0].text if work.mentorship.goals else ""
    return page("mentoring/pair_agreement.html", work=work, form=PairAgreementForm(formdata=None, **({"goals": goal, "months": 6} | kept)))


@rooms.post("/mentorships/<int:mentorship_id>/agreement")
@members
def update_agreement(mentorship_id: int) -> Response:
    """Propose it, or change it."""
    session, form = get_session(), PairAgreementForm()
    if not form.validate():
        return page("mentoring/pair_agreement.html", status=422, work=workspace_of(session, mentorship_id, by=current_user), form=form)
    actions.propose_agreement(session, mentorship_id, form.content, by=current_user)
    return back_to(mentorship_id, word=N_("Proposed. It holds once the other confirms it."))


@rooms.post("/mentorships/<int:mentorship_id>/agreement/confirmation")
@members
def create_agreement_confirmation(mentorship_id: int) -> Response:
    """Yes to the version one has read."""
    version = request.form.get("version", 0, type=row_number) or 0
    actions.confirm_agreement(get_session(), mentorship_id, version, by=current_user)
    return back_to(mentorship_id, word=N_("Confirmed."))


@rooms.post("/mentorships/<int:mentorship_id>/no-start")
@members
def create_no_start(mentorship_id: int) -> Response:
    """We do not start; nobody's fault."""
    form = NoStartForm()
    actions.decline_start(get_session(), mentorship_id, by=current_user, wants_another=bool(form.another.data))
    return back_to(mentorship_id, word=N_("Not started. That is nobody's fault; the place is free again."))


@rooms.post("/mentorships/<int:mentorship_id>/pause")
@members
def create_pair_pause(mentorship_id: int) -> Response:
    """Pause until a day."""
    form, session = PairPauseForm(), get_session()

    def act() -> object:
        return actions.pause_mentorship(session, mentorship_id, by=current_user, until=form.until.data)

    return entered(mentorship_id, "pause", form, form.until, act, beside=(PauseTooLong,), word=N_("Paused. The place is kept."))


@rooms.post("/mentorships/<int:mentorship_id>/pause/removal")
@members
def delete_pair_pause(mentorship_id: int) -> Response:
    """Come back."""
    actions.resume_mentorship(get_session(), mentorship_id, by=current_user)
    return back_to(mentorship_id, word=N_("It goes on."))


@rooms.post("/mentorships/<int:mentorship_id>/new-end")
@members
def create_new_end(mentorship_id: int) -> Response:
    """Propose a later last day."""
    form, session = NewEndForm(), get_session()

    def act() -> object:
        return actions.propose_end(session, mentorship_id, by=current_user, day=form.new_end.data)

    word = N_("Proposed. It holds once the other agrees.")
    return entered(mentorship_id, "new_end", form, form.new_end, act, beside=(EndOutOfReach,), word=word)


@rooms.post("/mentorships/<int:mentorship_id>/new-end/agreement")
@members
def update_new_end(mentorship_id: int) -> Response:
    """Agree to it."""
    actions.agree_to_end(get_session(), mentorship_id, by=current_user)
    return back_to(mentorship_id, word=N_("Agreed: it goes on until then."))


@rooms.post("/mentorships/<int:mentorship_id>/new-end/removal")
@members
def delete_new_end(mentorship_id: int) -> Response:
    """Take it back, or say no to it."""
    actions.drop_proposed_end(get_session(), mentorship_id, by=current_user)
    return back_to(mentorship_id, word=N_("The last day stays as it was."))


@rooms.post("/mentorships/<int:mentorship_id>/closing/opening")
@members
def create_closing_opening(mentorship_id: int) -> Response:
    """We are done: both are asked for their word. Staff of the county may say it, too."""
    mentorship = actions.start_closing(get_session(), mentorship_id, by=current_user)
    tell(N_("Closing has begun: both are asked for their word."))
    return go_to(f"/mentorships/{mentorship_id}#closing" if may_work_in(current_user, mentorship) else "/mentorships")


@rooms.post("/mentorships/<int:mentorship_id>/closing")
@members
def create_closing(mentorship_id: int) -> Response:
    """One side's closing word."""
    session = get_session()
    form = closing_form(workspace_of(session, mentorship_id, by=current_user))

    def act() -> object:
        return actions.close_mentorship(session, mentorship_id, by=current_user, **form.content)

    word = N_("Thank you. The mentorship is complete when the other side has answered too, or after 14 days.")
    return entered(mentorship_id, "closing", form, form.useful, act, word=word)


@rooms.post("/mentorships/<int:mentorship_id>/ending")
@members
def create_ending(mentorship_id: int) -> Response:
    """End it now."""
    form, session = EndForm(), get_session()

    def act() -> object:
        code, wants = EndReason(form.code.data), bool(form.wants_another.data)
        return actions.end_early(session, mentorship_id, by=current_user, reason=form.reason.data or "", code=code, wants_another=wants)

    word = N_("Ended. The place is free again, and a new request can be sent at once.")
    return entered(mentorship_id, "end", form, form.code, act, word=word)


@rooms.post("/mentorships/<int:mentorship_id>/another-mentor")
@members
def create_another_mentor(mentorship_id: int) -> Response:
    """The learner of a pair that ended before its time wants another mentor."""
    actions.ask_for_another(get_session(), mentorship_id, by=current_user)
    return back_to(mentorship_id, word=N_("You stand in front of those who wait. The start-up centre looks for a mentor for you."))


@rooms.get("/mentorships")
@only(Role.city_staff, Role.county_staff)
def pairs() -> Response:
    """The live pairs of one's counties, the silent ones first."""
    found = queries.watched_pairs(get_session(), current_user)
    flag = request.args.get("flag", "")
    chosen = [one for one in found if one.flag == flag] if flag in {*Flag} else found
    counts = {one: sum(pair.flag == one for pair in found) for one in Flag}
    return page("mentoring/pairs.html", found=chosen, total=len(found), flag=flag, counts=counts, **words())


@rooms.get("/mentorships/<int:mentorship_id>/hand-over")
@only(Role.city_staff, Role.county_staff)
def new_hand_over(mentorship_id: int) -> Response:
    """The mentor leaves: a note for the next one."""
    pair = queries.get_pair_of_staff(get_session(), mentorship_id, by=current_user, only_staff=True)
    return page("mentoring/hand_over.html", mentorship=pair, form=_hand_over_form(pair))


@rooms.post("/mentorships/<int:mentorship_id>/hand-over")
@only(Role.city_staff, Role.county_staff)
def create_hand_over(mentorship_id: int) -> Response:
    """Hand it over; the learner stands in front of those who wait."""
    session = get_session()
    pair = queries.get_pair_of_staff(session, mentorship_id, by=current_user, only_staff=True)
    form = _hand_over_form(pair)

    def act() -> object:
        note, next_id = form.handover.data or "", form.next_mentor.data or None
        return actions.transfer_mentorship(session, mentorship_id, by=current_user, handover=note, next_id=next_id)

    if not form.validate() or granted(form.next_mentor, act, (CannotMeet, SeatsFull)) is None:
        return page("mentoring/hand_over.html", status=422, mentorship=pair, form=form)
    tell(N_("Handed over. The learner stands in front of those who wait."))
    return go_to("/mentorships")


def _hand_over_form(pair: Mentorship) -> HandOverForm:
    """With the mentors who have a free place."""
    session = get_session()
    mentors = [one for one in queries.published_mentors(session) if one.person_id != pair.mentor_id]
    free = queries.seats_left(session, mentors)
    return HandOverForm(mentors=[(one.person_id, named(one.person)) for one in mentors if free[one.person_id]])
