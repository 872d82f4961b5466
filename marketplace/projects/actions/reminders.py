"""What the clock tells people of the library: a year is over, now you may rate. Each is told once."""

from sqlmodel import Session

from marketplace.notifications.actions import notify
from marketplace.projects.actions.changes import tell_author, titled
from marketplace.projects.policies import may_rate
from marketplace.projects.queries.reminders import unasked_ratings, unreminded_projects


def remind_of_recheck(session: Session) -> int:
    """Tell the authors of entries whose year is over, once a year. Returns how many entries were told of now."""
    due = unreminded_projects(session)
    for key, project in due:
        tell_author(session, project, "project_due", f"/projects/{project.id}", key=key)
    return len(due)


def ask_for_ratings(session: Session) -> int:
    """Tell people who began long enough ago, or stopped, that they may rate; once for each way. Returns how many were told now."""
    ripe = [(key, take_up) for key, take_up in unasked_ratings(session) if may_rate(take_up.person, take_up)]
    for key, take_up in ripe:
        address = f"/take-ups/{take_up.id}"
        notify(session, take_up.person, "takeup_rating_open", titled(take_up.project), address, key=key)
    return len(ripe)
