"""A training of the matching engine on this database: learn, try on later pairs, keep the artefact."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from sqlmodel import Session

from marketplace import clock
from marketplace.mentoring import profiles
from marketplace.mentoring.artefacts import write_artefact
from marketplace.mentoring.lessons import answers_of, pairs_of
from matching import Artefact, Recommender, Training, Trial, train


def train_on(session: Session, folder: Path) -> tuple[str, Training]:
    """Train and write the artefact to ``folder``. Returns its name and what was tried; it is used once somebody chooses it."""
    now = clock.now()
    pairs, answers = pairs_of(session, now), answers_of(session, now)
    city = _classroom(session)
    training = train(city, pairs, answers)
    counts: dict[str, int] = {kind: len(lessons) for kind, lessons in pairs.items()}
    counts["acceptance"] = len(answers)
    artefact = Artefact(
        models=training.models,
        cut_off=now.date().isoformat(),
        counts=counts,
        metrics={name: told(trial) for name, trial in training.trials.items()},
        vocabulary=dict(zip(city.topics_.words_.tolist(), city.topics_.idf_.tolist(), strict=True)),
    )
    return write_artefact(folder, artefact), training


def _classroom(session: Session) -> Recommender:
    """The pools of today with a free seat everywhere: who is full today was open to those who came to her.

    What goes together is left out, as it would know the pairs that are to be foretold.
    """
    mentors = [replace(mentor, seats_free=1, pending=0) for mentor in profiles.mentors(session)]
    return Recommender().fit(projects=profiles.projects(session), mentors=mentors, courses=profiles.courses(session, clock.today()))


def told(trial: Trial) -> Mapping[str, object]:
    """A trial as plain numbers."""
    return {**asdict(trial), "is_used": trial.is_used}


def lines(training: Training) -> list[str]:
    """What was tried, as lines of text."""
    return [f"{name}: {_line(trial)}" for name, trial in sorted(training.trials.items())]


def _line(trial: Trial) -> str:
    if trial.before is None or trial.after is None or trial.gain is None:
        return f"too little to learn from ({trial.n_early} early, {trial.n_late} late); the weights set by hand stay"
    verdict = "learnt model is used" if trial.is_used else "the weights set by hand stay"
    return (
        f"{trial.before.value:.3f} by hand, {trial.after.value:.3f} learnt, "
        f"gain {trial.gain.value:+.3f} [{trial.gain.low:+.3f}, {trial.gain.high:+.3f}] on {trial.n_late} later pairs; {verdict}"
    )
