"""Which projects, mentors and classes to suggest to a learner, and why."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Self

import numpy as np

from matching import parts
from matching.columns import Floats, Places
from matching.constraints import why_not
from matching.models import Models
from matching.needs import gaps_of, needs_of, open_needs
from matching.pairs import course_parts, mentor_parts, project_parts, similar_parts
from matching.paths import path_to, triad_of
from matching.pools import by_id, learn_priors
from matching.profiles import Course, Item, Learner, Mentor, Project
from matching.questions import Factor, Question
from matching.results import Gap, Kind, Path, Suggestion, Triad
from matching.scoring import PART_NAMES, TOGETHER, WeightedSum, Weights, leading
from matching.shelves import CourseShelf, MentorShelf, ProjectShelf, Vectors
from matching.together import Together
from matching.topics import Row, Topics

PROJECTS_AT_HAND = 3
PROJECTS_FOR_TRIADS = 10


class Recommender:
    """Hard constraints first, then the fit of the pair from named parts, then the chance of a yes and a free seat.

    For projects and classes the score is the fit p. For mentors it is p * q * min(1, free / (1 + pending)): a mentor who
    fits but seldom says yes, or has others waiting, steps back for one who can help now (research, section 4).

    Parameters
    ----------
    weights : Weights, optional
        How parts count where no model was learnt.
    models : Models, optional
        What was learnt from pairs; each takes the place of the weights of its kind.
    vocabulary : mapping of str to float, optional
        The inverse document frequencies that the models were learnt with; new words count as they do in these pools.

    Attributes
    ----------
    projects_, mentors_, courses_ : dict of id to profile, in the order of the ids
    topics_ : Topics
    together_ : Together
        What is kept together; learnt when a model first looks at it.
    priors_ : mapping of str to BetaPrior
        What each pool has seen: outcomes of "project", "mentor" and "course", and "acceptance" of mentors.
    """

    def __init__(self, weights: Weights | None = None, models: Models | None = None, vocabulary: Mapping[str, float] | None = None) -> None:
        self.weights = weights or Weights()
        self.models = models or Models()
        self.vocabulary = vocabulary or {}

    def fit(
        self,
        *,
        projects: Iterable[Project] = (),
        mentors: Iterable[Mentor] = (),
        courses: Iterable[Course] = (),
        kept: Iterable[tuple[int, int]] = (),
    ) -> Self:
        """Take in the pools and, as pairs (person id, project id), what people kept; no order matters.

        Raises
        ------
        ValueError
            For an id that occurs twice in a pool.
        """
        self.projects_, self.mentors_, self.courses_ = by_id(projects), by_id(mentors), by_id(courses)
        pools = self._pools()
        self.topics_ = Topics(self.vocabulary).fit({kind: [item.text for item in pool.values()] for kind, pool in pools.items()})
        self._kept_pairs = frozenset(kept)
        self._together_fitted: Together | None = None
        self.priors_ = learn_priors(pools, self.mentors_.values())
        self._projects = ProjectShelf(self.projects_, self.priors_)
        self._mentors = MentorShelf(self.mentors_, self.priors_)
        self._courses = CourseShelf(self.courses_, self.priors_)
        return self

    @property
    def together_(self) -> Together:
        if self._together_fitted is None:
            self._together_fitted = Together().fit(self._kept_pairs)
        return self._together_fitted

    def suggest_projects(self, learner: Learner, n: int = 10) -> tuple[Suggestion, ...]:
        """The `n` best projects; `gaps` are the wanted skills the learner lacks."""
        question = self._about_projects(learner)
        return question.suggestions(question.best(n), self.topics_)

    def suggest_mentors(self, learner: Learner, n: int = 10, project_id: int | None = None) -> tuple[Suggestion, ...]:
        """The `n` best mentors for the learner's needs; `gaps` are the needs a mentor leaves open.

        The needs are the help wanted and the gaps of the project at hand, else of the favourites, else of the
        three best projects. Raises KeyError for an unknown project.
        """
        question = self._about_mentors(learner, self._needs(learner, project_id))
        return question.suggestions(question.best(n), self.topics_)

    def suggest_courses(self, learner: Learner, n: int = 10, project_id: int | None = None) -> tuple[Suggestion, ...]:
        """The `n` best classes for the learner's needs (see `suggest_mentors`); `gaps` are those left open."""
        question = self._about_courses(learner, self._needs(learner, project_id))
        return question.suggestions(question.best(n), self.topics_)

    def suggest_triads(self, learner: Learner, n: int = 3) -> tuple[Triad, ...]:
        """A project with the mentor and the class that close what is missing, the best score first, ties by project id.

        Chosen among the learner's ten best projects; see `paths.triad_of` for the score.
        """
        scores = self._about_projects(learner).scores()
        best = leading(scores, self._projects.ids, PROJECTS_FOR_TRIADS)
        needs = self._needs(learner, None, best)
        mentors = self._mentors, self._about_mentors(learner, needs).scores()
        courses = self._courses, self._about_courses(learner, needs).scores()
        triads = [triad_of(learner, self._projects.items[row], float(scores[row]), mentors, courses) for row in best.tolist()]
        return tuple(sorted(triads, key=lambda triad: (-triad.score, triad.project_id))[:n])

    def similar_projects(self, project_id: int, n: int = 6) -> tuple[Suggestion, ...]:
        """The `n` projects most like this one. Raises KeyError for an unknown project."""
        project = self.projects_[project_id]
        row = self.topics_.row(project.text)
        question = Question(
            kind="project",
            shelf=self._projects,
            closed=self._projects.ids == project_id,
            vectors={**self._projects.similar(project), "topic": self._topic(row, "project")},
            fit=WeightedSum(self.weights.similar),
            facts=lambda other: similar_parts(project, other),
            gaps=lambda other: (),
            row=row,
        )
        return question.suggestions(question.best(n), self.topics_)

    def rank(self, kind: Kind, learners: Sequence[Learner], n: int = 10) -> tuple[Places, Floats]:
        """The same rankings for many learners, without the reasons.

        Returns
        -------
        ids : ndarray of int, shape (n_learners, n)
            -1 where a learner has fewer than `n`.
        scores : ndarray, shape (n_learners, n)
            0 there.
        """
        table = _Table(len(learners), n)
        for place, learner in enumerate(learners):
            table.fill(place, self._about(kind, learner))
        return table.ids, table.scores

    def rank_projects_and_mentors(self, learners: Sequence[Learner], n: int = 10) -> tuple[tuple[Places, Floats], tuple[Places, Floats]]:
        """`rank` for projects and for mentors: the projects are looked at once, not again for the needs they make."""
        projects, mentors = _Table(len(learners), n), _Table(len(learners), n)
        for place, learner in enumerate(learners):
            best = projects.fill(place, self._about_projects(learner))
            mentors.fill(place, self._about_mentors(learner, self._needs(learner, None, best if n >= PROJECTS_AT_HAND else None)))
        return (projects.ids, projects.scores), (mentors.ids, mentors.scores)

    def values(self, kind: Kind, learner: Learner, item_ids: Sequence[int]) -> dict[str, Floats]:
        """The value of each part for these items, open or not, each of shape (n_items,): what models learn from.

        Mentors have "acceptance", too. Raises KeyError for an unknown item.
        """
        question = self._about(kind, learner)
        rows = np.array([question.shelf.places[number] for number in item_ids], dtype=np.intp)
        vectors = dict(question.vectors)
        if kind == "mentor":
            vectors["acceptance"] = self._mentors.acceptance
        if kind == "project":
            vectors[TOGETHER] = self._together(learner)
        return {name: vector[rows] for name, vector in vectors.items()}

    def open_ids(self, kind: Kind, learner: Learner) -> tuple[int, ...]:
        """Ids of everything that no hard constraint keeps from the learner, rising."""
        question = self._about(kind, learner)
        return tuple(question.shelf.ids[~question.closed].tolist())

    def path(self, learner: Learner, project_id: int) -> Path:
        """The skills the learner lacks for the project and who closes them. Raises KeyError for an unknown project."""
        project = self.projects_[project_id]
        question = self._about_projects(learner)
        score = float(question.fit.fit_of(question.vectors)[self._projects.places[project_id]])
        return path_to(learner, project, score, self._mentors, self._courses)

    def why_not(self, learner: Learner, kind: Kind, item_id: int) -> str | None:
        """Name what keeps an item from the learner, or None. Raises KeyError for an unknown item."""
        return why_not(learner, self._pools()[kind][item_id])

    def explain(self, learner: Learner, kind: Kind, item_id: int, project_id: int | None = None) -> Suggestion | None:
        """One suggestion with its reasons, wherever it stands; None where a hard constraint keeps it from the learner.

        Raises KeyError for an unknown item.
        """
        question = self._about(kind, learner, project_id)
        row = question.shelf.places[item_id]
        return None if question.closed[row] else question.suggestions([row], self.topics_)[0]

    def pool(self, kind: Kind) -> Mapping[int, Item]:
        """The profiles of a kind by id."""
        return self._pools()[kind]

    def part_names(self, kind: Kind) -> tuple[str, ...]:
        """The parts that a model of this kind may look at."""
        return PART_NAMES[kind]

    def with_models(self, models: Models) -> "Recommender":
        """The same pools with other models; what was fitted is shared."""
        other = copy(self)
        other.models = models
        return other

    def _pools(self) -> dict[Kind, Mapping[int, Item]]:
        return {"project": self.projects_, "mentor": self.mentors_, "course": self.courses_}

    def _about(
        self, kind: Kind, learner: Learner, project_id: int | None = None
    ) -> Question[Project] | Question[Mentor] | Question[Course]:
        if kind == "project":
            return self._about_projects(learner)
        needs = self._needs(learner, project_id)
        return self._about_mentors(learner, needs) if kind == "mentor" else self._about_courses(learner, needs)

    def _about_projects(self, learner: Learner) -> Question[Project]:
        row = self.topics_.row(learner.text)
        fit = self.models.project or WeightedSum(self.weights.project)
        vectors = {**self._projects.vectors(learner), "topic": self._topic(row, "project")}
        if TOGETHER in fit.names:
            vectors[TOGETHER] = self._together(learner)
        return Question(
            kind="project",
            shelf=self._projects,
            closed=self._projects.closed(learner),
            vectors=vectors,
            fit=fit,
            facts=lambda project: project_parts(learner, project, self.priors_),
            gaps=lambda project: gaps_of(learner, project),
            row=row,
        )

    def _about_mentors(self, learner: Learner, needs: tuple[Gap, ...]) -> Question[Mentor]:
        row = self.topics_.row(learner.text)
        vectors = {**self._mentors.vectors(learner, needs), "topic": self._topic(row, "mentor")}
        return Question(
            kind="mentor",
            shelf=self._mentors,
            closed=self._mentors.closed(learner),
            vectors=vectors,
            fit=self.models.mentor or WeightedSum(self.weights.mentor),
            facts=lambda mentor: mentor_parts(learner, mentor, needs, self.priors_),
            gaps=lambda mentor: open_needs(needs, mentor.skills),
            row=row,
            factors={
                "acceptance": Factor(self._chances(vectors), self._told_acceptance),
                "load": Factor(self._mentors.load, lambda place: parts.load(self._mentors.items[place]).facts),
            },
        )

    def _about_courses(self, learner: Learner, needs: tuple[Gap, ...]) -> Question[Course]:
        row = self.topics_.row(learner.text)
        return Question(
            kind="course",
            shelf=self._courses,
            closed=self._courses.closed(learner),
            vectors={**self._courses.vectors(learner, needs), "topic": self._topic(row, "course")},
            fit=self.models.course or WeightedSum(self.weights.course),
            facts=lambda course: course_parts(learner, course, needs, self.priors_),
            gaps=lambda course: open_needs(needs, course.skills),
            row=row,
        )

    def _chances(self, vectors: Vectors) -> Floats:
        """How likely each mentor says yes: the learnt model, else the shrunken acceptance."""
        acceptance = self._mentors.acceptance
        return self.models.acceptance.fit_of({**vectors, "acceptance": acceptance}) if self.models.acceptance else acceptance

    def _told_acceptance(self, place: int) -> Mapping[str, object]:
        return parts.acceptance(self._mentors.items[place], self.priors_["acceptance"]).facts

    def _needs(self, learner: Learner, project_id: int | None, best: Places | None = None) -> tuple[Gap, ...]:
        if project_id is not None:
            return needs_of(learner, [self.projects_[project_id]])
        favourites = [self.projects_[key] for key in sorted(learner.favourites) if key in self.projects_]
        # Who has told no skills has unknown gaps, not all gaps.
        if favourites or not learner.skills:
            return needs_of(learner, favourites)
        rows = self._about_projects(learner).best(PROJECTS_AT_HAND) if best is None else best[:PROJECTS_AT_HAND]
        return needs_of(learner, [self._projects.items[row] for row in rows.tolist()])

    def _topic(self, row: Row | None, kind: Kind) -> Floats:
        if row is None:
            return np.full(len(self._pools()[kind]), parts.NEUTRAL.value)
        return self.topics_.cosines(row, kind)

    def _together(self, learner: Learner) -> Floats:
        found = self.together_.of(learner.favourites)
        values = np.full(len(self.projects_), 0.0 if found else parts.NEUTRAL.value)
        for number, value in found.items():
            if (place := self._projects.places.get(number)) is not None:
                values[place] = value
        return values


class _Table:
    """The rankings of many learners, one row each."""

    def __init__(self, learners: int, n: int) -> None:
        self.n = n
        self.ids: Places = np.full((learners, n), -1, dtype=np.intp)
        self.scores: Floats = np.zeros((learners, n))

    def fill(self, place: int, question: Question[Project] | Question[Mentor] | Question[Course]) -> Places:
        """Write the best of a question into a row; the rows of the pool they stand in."""
        found = question.scores()
        rows = leading(found, question.shelf.ids, self.n)
        self.ids[place, : rows.size], self.scores[place, : rows.size] = question.shelf.ids[rows], found[rows]
        return rows
