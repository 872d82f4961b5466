"""What matching learns from: things seen, and trainings that are kept, chosen and refused."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.errors import Refusal
from marketplace.mentoring import artefacts, teaching
from marketplace.mentoring.actions.impressions import Shown, note_impressions, remove_old_impressions
from marketplace.mentoring.evaluation.own import OwnPast
from marketplace.mentoring.models import Impression
from marketplace.projects.models import Favourite
from marketplace.projects.queries import kept_pairs
from matching import Artefact, BrokenArtefact, Models
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_project
from tests.visitor import Visitor

Enter = Callable[..., Visitor]

ARTEFACT = Artefact(Models(), "2026-11-01", {"project": 3}, {}, {"毛衫": 1.5})


def seen_form(page: object, nth: int = 0) -> dict[str, str]:
    return {"seen": page.select("form[action='/impressions'] input[name=seen]")[nth]["value"]}  # type: ignore[attr-defined]


def test_a_list_that_was_seen_is_noted_once_a_day(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    reader = visitor(make_learner(session))
    form = seen_form(reader.visit("/for-me"))
    reader.post("/impressions", 204, **form)
    reader.post("/impressions", 204, **form)
    (noted,) = session.exec(select(Impression))
    assert (noted.kind, noted.item_id, noted.place, noted.propensity) == ("project", project.id, 1, 1.0)


def test_somebody_elses_list_is_not_noted(session: Session, visitor: Enter) -> None:
    make_project(session)
    form = seen_form(visitor(make_learner(session)).visit("/for-me"))
    other = visitor(make_learner(session))
    other.post("/impressions", 409, **form)
    assert "nothing was lost" in other.text
    other.post("/impressions", 409, seen="forged")


def test_noting_needs_sign_in(visitor: Enter) -> None:
    nobody = visitor()
    nobody.post("/impressions", 303, seen="x")
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_switched_off_nothing_is_noted(session: Session) -> None:
    person = make_learner(session)
    person.personalised = False
    assert note_impressions(session, "project", [Shown(1, 1, 1.0, False)], None, by=person) == 0


def test_old_impressions_go(session: Session) -> None:
    note_impressions(session, "project", [Shown(1, 1, 1.0, False)], None, by=make_learner(session))
    assert remove_old_impressions(session, clock.now()) == 0
    assert remove_old_impressions(session, clock.now() + timedelta(days=401)) == 1


def test_an_artefact_is_written_whole_and_read_again(tmp_path: Path) -> None:
    name = artefacts.write_artefact(tmp_path, ARTEFACT)
    assert artefacts.write_artefact(tmp_path, ARTEFACT) == name
    assert artefacts.read_from(tmp_path, name) == ARTEFACT
    assert [place.name for place in tmp_path.iterdir()] == [name]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    name = artefacts.write_artefact(tmp_path, ARTEFACT)
    (tmp_path / name / "model.json").write_text("{}")
    with pytest.raises(BrokenArtefact):
        artefacts.read_from(tmp_path, name)
    with pytest.raises(BrokenArtefact, match="not found"):
        artefacts.read_from(tmp_path, "0" * 64)


def test_going_back_goes_further_back_each_time(session: Session) -> None:
    with pytest.raises(Refusal):
        artefacts.roll_back(session)
    for name in ("a", "b", "c"):
        artefacts.choose(session, name * 64)
    assert [artefacts.roll_back(session).artefact for _ in range(3)] == ["b" * 64, "a" * 64, None]
    with pytest.raises(Refusal):
        artefacts.roll_back(session)


def test_choosing_what_is_in_use_changes_nothing(session: Session) -> None:
    first = artefacts.choose(session, "a" * 64)
    assert artefacts.choose(session, "a" * 64).id == first.id


def test_what_was_seen_and_kept_afterwards_is_counted(session: Session) -> None:
    person, project = make_learner(session), make_project(session)
    note_impressions(session, "project", [Shown(project.id or 0, 1, 0.5, True), Shown(999, 2, 1.0, False)], None, by=person)
    session.add(Favourite(person_id=person.id or 0, project_id=project.id or 0, since=clock.now()))
    session.flush()
    assert teaching.shown_and_kept(session) == {"best": 1, "best_kept": 0, "drawn": 1, "drawn_kept": 1}


def test_before_the_first_training_there_were_the_weights_set_by_hand(session: Session) -> None:
    artefacts.choose(session, "a" * 64)
    assert artefacts.roll_back(session).artefact is None


def test_a_missing_artefact_is_not_used_and_says_so(session: Session, tmp_path: Path) -> None:
    url = str(session.get_bind().engine.url)
    artefacts.keep_in(url, tmp_path)
    assert artefacts.in_use(session).trouble is None
    artefacts.choose(session, "a" * 64)
    assert artefacts.in_use(session).trouble == f"not found in {tmp_path.name}/"
    artefacts.choose(session, artefacts.write_artefact(tmp_path, ARTEFACT))
    assert artefacts.in_use(session).artefact == ARTEFACT


def test_a_broken_artefact_leaves_the_page_as_it_was(session: Session, visitor: Enter) -> None:
    make_project(session)
    artefacts.choose(session, "a" * 64)
    assert visitor(make_learner(session)).visit("/for-me").select("article.card")


def test_a_training_on_few_pairs_keeps_the_weights(session: Session, tmp_path: Path) -> None:
    make_mentorship(session, make_learner(session), make_mentor(session))
    make_project(session)
    name, training = teaching.train_on(session, tmp_path)
    assert training.models == Models()
    assert artefacts.read_from(tmp_path, name).counts["mentor"] == 1
    assert all("too little to learn from" in line for line in teaching.lines(training))


def test_who_switched_recommendations_off_teaches_nothing(session: Session) -> None:
    person, project = make_person(session), make_project(session)
    session.add(Favourite(person_id=person.id or 0, project_id=project.id or 0, since=clock.now()))
    session.flush()
    assert (kept_pairs(session), len(OwnPast(session).events("project"))) == ([(person.id, project.id)], 1)
    person.personalised = False
    session.flush()
    assert (kept_pairs(session), OwnPast(session).events("project")) == ([], [])


def test_a_trio_names_who_closes_the_gap(session: Session, visitor: Enter) -> None:
    make_project(session)
    mentor = make_mentor(session)
    page = visitor(make_learner(session)).visit("/for-me")
    assert page.select(f".trios a[href='/mentors/{mentor.person_id}']")
