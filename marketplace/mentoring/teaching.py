"""A training of the matching engine on this database: learn, try on later pairs, keep the artefact."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.mentoring import profiles
from marketplace.mentoring.artefacts import write_artefact
from marketplace.mentoring.evaluation.learning import learn_answers, learn_kind
from marketplace.mentoring.evaluation.outcomes import BEGINNING
from marketplace.mentoring.evaluation.own import OwnPast
from marketplace.mentoring.events import event_counts
from marketplace.mentoring.models import Impression
from marketplace.projects.models import Favourite
from matching import Artefact, Kind, Models, Recommender, Training, Trial

# Classes come and go too fast to learn from: their weights are set by hand.
KINDS: tuple[Kind, ...] = ("project", "mentor")


def train_on(session: Session, folder: Path) -> tuple[str, Training]:
    """Train and write the artefact to ``folder``. Returns its name and what was tried; it is used once somebody chooses it."""
    past = OwnPast(session)
    learnt = {kind: learn_kind(past, kind, past.events(kind)) for kind in KINDS}
    chance, tried = learn_answers(past, past.answers())
    models = Models(project=learnt["project"][0], mentor=learnt["mentor"][0], acceptance=chance)
    training = Training(models, {**{kind: trial for kind, (_, trial) in learnt.items()}, "acceptance": tried})
    artefact = Artefact(
        models=models,
        cut_off=clock.today().isoformat(),
        counts={**{kind: len(past.events(kind)) for kind in KINDS}, "acceptance": len(past.answers()), **_events(session)},
        metrics={**{name: told(trial) for name, trial in training.trials.items()}, "shown": shown_and_kept(session)},
        vocabulary=_vocabulary(session),
    )
    return write_artefact(folder, artefact), training


def _events(session: Session) -> dict[str, int]:
    """How much of each kind of event the training could look at."""
    return {f"event:{kind}": count for kind, count in event_counts(session, BEGINNING).items()}


def _vocabulary(session: Session) -> dict[str, float]:
    """How rare each word is in the texts of today."""
    city = Recommender().fit(
        projects=profiles.projects(session), mentors=profiles.mentors(session), courses=profiles.courses(session, clock.today())
    )
    return dict(zip(city.topics_.words_.tolist(), city.topics_.idf_.tolist(), strict=True))


def shown_and_kept(session: Session) -> dict[str, int]:
    """Projects that people saw, and kept afterwards: of the best, and of those drawn by lot.

    What was only shown is not taken for liked, nor for disliked: models learn from what people came to, held against what
    was open to them. This count says whether the lot finds what the ranking misses.
    """
    kept = and_(
        col(Favourite.person_id) == Impression.person_id,
        col(Favourite.project_id) == Impression.item_id,
        col(Favourite.since) >= Impression.seen_at,
    )
    rows = session.exec(
        select(Impression.explored, func.count(), func.count(col(Favourite.project_id)))
        .outerjoin(Favourite, kept)
        .where(Impression.kind == "project")
        .group_by(col(Impression.explored))
    )
    counts = {explored: (shown, taken) for explored, shown, taken in rows}
    (best, best_kept), (drawn, drawn_kept) = counts.get(False, (0, 0)), counts.get(True, (0, 0))
    return {"best": best, "best_kept": best_kept, "drawn": drawn, "drawn_kept": drawn_kept}


def told(trial: Trial) -> Mapping[str, object]:
    """A trial as plain numbers."""
    return {**asdict(trial), "is_used": trial.is_used, "weighs_outcomes": trial.weighs_outcomes}


def lines(training: Training) -> list[str]:
    """What was tried, as lines of text."""
    return [f"{name}: {_line(trial)}" for name, trial in sorted(training.trials.items())]


def _line(trial: Trial) -> str:
    if trial.before is None or trial.after is None or trial.gain is None:
        return f"too little to learn from ({trial.n_early} early, {trial.n_late} late); the weights set by hand stay"
    verdict = ("learnt model is used" if trial.is_used else "the weights set by hand stay") + _by_outcome(trial)
    return (
        f"{trial.before.value:.3f} by hand, {trial.after.value:.3f} learnt, "
        f"gain {trial.gain.value:+.3f} [{trial.gain.low:+.3f}, {trial.gain.high:+.3f}] on {trial.n_late} later pairs; {verdict}"
    )


def _by_outcome(trial: Trial) -> str:
    if trial.by_outcome is None:
        return ""
    one, verdict = trial.by_outcome, "used" if trial.weighs_outcomes else "not used"
    return f"; pairs weighed by what became of them: {one.value:+.3f} [{one.low:+.3f}, {one.high:+.3f}], {verdict}"
