"""The review: handed in, screened, appraised by three experts, returned, rejected or approved, published."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.notifications.actions import notify
from marketplace.projects.actions.changes import held_project, hold_base_of, id_of, move, tell_author, titled
from marketplace.projects.actions.entries import publish_project
from marketplace.projects.actions.versions import take_the_place
from marketplace.projects.models import Appraisal, Project
from marketplace.projects.policies import may_edit, may_review, may_see, may_take_back
from marketplace.projects.queries import appraisals_of, eligible_experts
from marketplace.projects.terms import APPRAISERS, COUNTED_APPRAISALS, AppraisalState, Recommendation, Status


class OutOfTurn(Refusal):
    """The entry does not stand at the step that this belongs to."""

    def __init__(self) -> None:
        super().__init__(N_("This entry has moved on in the meantime. Load the page again to see where it stands; nothing was changed."))


class InAContest(Refusal):
    """A frozen text cannot take two ways at once."""

    def __init__(self) -> None:
        super().__init__(N_("A contest is judging this project, so its text stands still. Hand it in when the contest is over."))


class TooFewExperts(Refusal):
    """There are not enough experts without a tie to the author."""

    def __init__(self, found: int) -> None:
        msgid = N_(
            "Only %(found)s experts without a tie to the author can be asked, and three are needed. Give more people the role of judge."
        )
        super().__init__(msgid, found=found)


class AppraisalsMissing(Refusal):
    """A decision rests on three opinions."""

    def __init__(self, done: int) -> None:
        super().__init__(N_("%(done)s of three experts have answered. The decision waits for all three."), done=done)


class ReasonMissing(Refusal):
    """Who gets a "no" gets a reason."""

    def __init__(self) -> None:
        super().__init__(N_("Say in a sentence or two why: the author reads it."))


def submit_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Hand in an entry of one's own for the library."""
    project = held_project(session, project_id)
    if not may_see(by, project):
        raise NotFound()
    if project.frozen:
        raise InAContest()
    if not may_edit(by, project):
        raise OutOfTurn()
    project.review_round += 1
    return move(session, project, Status.submitted, by=by)


def take_back(session: Session, project_id: int, *, by: Person) -> Project:
    """The author takes an entry back before it is published; it is a draft again."""
    project = held_project(session, project_id)
    if not may_see(by, project):
        raise NotFound()
    if not may_take_back(by, project):
        raise OutOfTurn()
    release_experts(session, project)
    return move(session, project, Status.draft, by=by)


def screen_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Somebody of the staff takes the entry on."""
    project = _under_review(session, project_id, by, Status.submitted)
    project.screened_by_id = by.id
    return move(session, project, Status.screening, by=by)


def ask_experts(session: Session, project_id: int, *, by: Person) -> list[Appraisal]:
    """Ask as many experts as three opinions still need: those with the least to read, never one tied to the author."""
    project = _under_review(session, project_id, by, Status.screening, Status.appraising)
    asked = _ask_until_three(session, project)
    if project.status == Status.screening:
        move(session, project, Status.appraising, by=by)
    return asked


def release_expert(session: Session, appraisal_id: int, *, by: Person) -> Appraisal:
    """Ask somebody else in place of an expert who does not answer."""
    appraisal = _appraisal(session, appraisal_id)
    project = _under_review(session, appraisal.project_id, by, Status.appraising)
    if appraisal.state != AppraisalState.asked:
        raise OutOfTurn()
    appraisal.state = AppraisalState.released
    _note(session, appraisal, was=AppraisalState.asked, by=by)
    _ask_until_three(session, project)
    return appraisal


def step_back(session: Session, appraisal_id: int, reason: str, *, by: Person) -> Appraisal:
    """An expert who cannot judge this freely says so; another one is asked if there is one."""
    appraisal, project = _own_appraisal(session, appraisal_id, by)
    appraisal.state, appraisal.recusal = AppraisalState.recused, reason
    _note(session, appraisal, was=AppraisalState.asked, by=by)
    for expert in eligible_experts(session, project)[: _missing(session, project)]:
        _ask(session, project, expert)
    return appraisal


def give_appraisal(
    session: Session, appraisal_id: int, *, scores: Mapping[str, int], recommendation: Recommendation, comment: str, by: Person
) -> Appraisal:
    """An expert's opinion; once given it stands."""
    appraisal, _ = _own_appraisal(session, appraisal_id, by)
    appraisal.state, appraisal.done_at = AppraisalState.done, clock.now()
    appraisal.scores, appraisal.recommendation, appraisal.comment = dict(scores), recommendation, comment
    _note(session, appraisal, was=AppraisalState.asked, by=by)
    return appraisal


def return_project(session: Session, project_id: int, reason: str, *, by: Person) -> Project:
    """Back to the author with what to change; the opinions given so far stay readable."""
    return _refused(session, project_id, Status.returned, reason, by=by)


def reject_project(session: Session, project_id: int, reason: str, *, by: Person) -> Project:
    """Not for this library. The author may write it anew."""
    return _refused(session, project_id, Status.rejected, reason, by=by)


def approve_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Good for the library, by three opinions; a next version of an entry may pass on the staff's own reading."""
    project = _under_review(session, project_id, by, Status.screening, Status.appraising)
    done = [one for one in appraisals_of(session, project) if one.state == AppraisalState.done]
    was_asked = project.status == Status.appraising
    if len(done) < APPRAISERS and (was_asked or project.next_of_id is None):
        raise AppraisalsMissing(len(done))
    return move(session, project, Status.approved, by=by)


def publish_approved(session: Session, project_id: int, *, by: Person) -> Project:
    """Put an approved entry into the library, or in the place of the version before. Returns the entry that readers see."""
    hold_base_of(session, project_id)
    project = _under_review(session, project_id, by, Status.approved)
    published = take_the_place(session, project, by=by) if project.next_of_id else publish_project(session, project, by=by)
    _tell_author(session, project, "project_published", f"/projects/{published.id}")
    return published


def _refused(session: Session, project_id: int, becomes: Status, reason: str, *, by: Person) -> Project:
    project = _under_review(session, project_id, by, Status.screening, Status.appraising, Status.approved)
    if not reason.strip():
        raise ReasonMissing()
    release_experts(session, project)
    move(session, project, becomes, by=by, reason=reason.strip())
    kind = "project_returned" if becomes == Status.returned else "project_rejected"
    _tell_author(session, project, kind, f"/projects/{project.id}")
    return project


def _under_review(session: Session, project_id: int, by: Person, *at: Status) -> Project:
    project = held_project(session, project_id)
    if not may_see(by, project):
        raise NotFound()
    if not may_review(by, project):
        raise NotAllowed() if project.author_id == by.id else OutOfTurn()
    if project.status not in at:
        raise OutOfTurn()
    return project


def _ask_until_three(session: Session, project: Project) -> list[Appraisal]:
    missing = _missing(session, project)
    experts = eligible_experts(session, project)
    if len(experts) < missing:
        raise TooFewExperts(len(experts))
    asked = [_ask(session, project, expert) for expert in experts[:missing]]
    session.flush()
    return asked


def _missing(session: Session, project: Project) -> int:
    return max(0, APPRAISERS - sum(one.state in COUNTED_APPRAISALS for one in appraisals_of(session, project)))


def _ask(session: Session, project: Project, expert: Person) -> Appraisal:
    appraisal = Appraisal(project_id=id_of(project), round=project.review_round, expert_id=expert.id or 0, asked_at=clock.now())
    session.add(appraisal)
    session.flush()
    write_history(session, "appraisal", appraisal.id or 0, was=None, becomes=AppraisalState.asked, by_id=None)
    notify(session, expert, "appraisal_asked", titled(project), f"/appraisals/{appraisal.id}", key=f"appraisal:{appraisal.id}")
    return appraisal


def release_experts(session: Session, project: Project) -> None:
    """Nobody needs to read it any more."""
    for appraisal in appraisals_of(session, project):
        if appraisal.state == AppraisalState.asked:
            appraisal.state = AppraisalState.released
            _note(session, appraisal, was=AppraisalState.asked, by=None)


def _appraisal(session: Session, appraisal_id: int) -> Appraisal:
    rows = select(Appraisal).where(col(Appraisal.id) == appraisal_id).execution_options(populate_existing=True)
    appraisal = session.exec(rows).first()
    if appraisal is None:
        raise NotFound()
    return appraisal


def _own_appraisal(session: Session, appraisal_id: int, by: Person) -> tuple[Appraisal, Project]:
    project_id = _appraisal(session, appraisal_id).project_id
    project = held_project(session, project_id)
    # Read again under the lock: it may have been released meanwhile.
    appraisal = _appraisal(session, appraisal_id)
    if appraisal.expert_id != by.id:
        raise NotFound()
    if appraisal.state != AppraisalState.asked or project.status != Status.appraising:
        raise OutOfTurn()
    return appraisal, project


def _note(session: Session, appraisal: Appraisal, *, was: AppraisalState, by: Person | None) -> None:
    session.add(appraisal)
    session.flush()
    write_history(session, "appraisal", appraisal.id or 0, was=was, becomes=appraisal.state, by_id=by.id if by else None)


def _tell_author(session: Session, project: Project, kind: str, address: str) -> None:
    tell_author(session, project, kind, address, key=f"{kind}:{project.id}:{project.review_round}")
