"""Which projects, mentors and classes to suggest to a learner, and why."""

from collections.abc import Iterable, Mapping
from typing import Self

from matching.constraints import why_not
from matching.needs import gaps_of, needs_of, open_needs
from matching.pairs import course_parts, mentor_parts, project_parts, similar_parts
from matching.parts import NEUTRAL, Part
from matching.paths import path_to
from matching.pools import ItemT, by_id, learn_priors
from matching.profiles import Course, Item, Learner, Mentor, Project
from matching.results import Gap, Kind, Path, Suggestion
from matching.scoring import Candidate, Question, Weights, best, reasons, usual_values, weighted_sum
from matching.topics import Topics

PROJECTS_AT_HAND = 3


class Recommender:
    """Hard constraints first, then a weighted sum of named parts.

    Parameters
    ----------
    weights : Weights, optional
    random_state : int
        For the exploration to come; today's suggestions use no chance.

    Attributes
    ----------
    projects_, mentors_, courses_ : dict of id to profile, in the order of the ids
    topics_ : Topics
    priors_ : mapping of str to BetaPrior
        What each pool has seen: outcomes of "project", "mentor" and "course", and "acceptance" of mentors.
    """

    def __init__(self, weights: Weights | None = None, random_state: int = 0) -> None:
        self.weights = weights or Weights()
        self.random_state = random_state

    def fit(self, *, projects: Iterable[Project] = (), mentors: Iterable[Mentor] = (), courses: Iterable[Course] = ()) -> Self:
        """Take in the pools; their order does not matter. Raises ValueError for a doubled id."""
        self.projects_, self.mentors_, self.courses_ = by_id(projects), by_id(mentors), by_id(courses)
        pools = self._pools()
        self.topics_ = Topics().fit({kind: [item.text for item in pool.values()] for kind, pool in pools.items()})
        self.priors_ = learn_priors(pools, self.mentors_.values())
        return self

    def suggest_projects(self, learner: Learner, n: int = 10) -> tuple[Suggestion, ...]:
        """The `n` best projects; `gaps` are the wanted skills the learner lacks."""
        return self._suggest(self._about_projects(learner), n)

    def suggest_mentors(self, learner: Learner, n: int = 10, project_id: int | None = None) -> tuple[Suggestion, ...]:
        """The `n` best mentors for the learner's needs; `gaps` are the needs a mentor leaves open.

        The needs are the help wanted and the gaps of the project at hand, else of the favourites, else of the
        three best projects. Raises KeyError for an unknown project.
        """
        needs = self._needs(learner, project_id)
        question = Question(
            kind="mentor",
            row=self.topics_.row(learner.text),
            items=self.mentors_,
            keeps=lambda mentor: not why_not(learner, mentor),
            parts=lambda mentor: mentor_parts(learner, mentor, needs, self.priors_),
            weights=self.weights.mentor,
            gaps=lambda mentor: open_needs(needs, mentor.skills),
        )
        return self._suggest(question, n)

    def suggest_courses(self, learner: Learner, n: int = 10, project_id: int | None = None) -> tuple[Suggestion, ...]:
        """The `n` best classes for the learner's needs (see `suggest_mentors`); `gaps` are those left open."""
        needs = self._needs(learner, project_id)
        question = Question(
            kind="course",
            row=self.topics_.row(learner.text),
            items=self.courses_,
            keeps=lambda course: not why_not(learner, course),
            parts=lambda course: course_parts(learner, course, needs, self.priors_),
            weights=self.weights.course,
            gaps=lambda course: open_needs(needs, course.skills),
        )
        return self._suggest(question, n)

    def similar_projects(self, project_id: int, n: int = 6) -> tuple[Suggestion, ...]:
        """The `n` projects most like this one. Raises KeyError for an unknown project."""
        project = self.projects_[project_id]
        question = Question(
            kind="project",
            row=self.topics_.row(project.text),
            items=self.projects_,
            keeps=lambda other: other.id != project_id,
            parts=lambda other: similar_parts(project, other),
            weights=self.weights.similar,
            gaps=lambda other: (),
        )
        return self._suggest(question, n)

    def path(self, learner: Learner, project_id: int) -> Path:
        """The skills the learner lacks for the project and who closes them. Raises KeyError for an unknown project."""
        project = self.projects_[project_id]
        score = self._candidates(self._about_projects(learner, only=project_id))[0].score
        return path_to(learner, project, score, list(self.mentors_.values()), list(self.courses_.values()))

    def why_not(self, learner: Learner, kind: Kind, item_id: int) -> str | None:
        """Name what keeps an item from the learner, or None. Raises KeyError for an unknown item."""
        return why_not(learner, self._pools()[kind][item_id])

    def _pools(self) -> dict[Kind, Mapping[int, Item]]:
        return {"project": self.projects_, "mentor": self.mentors_, "course": self.courses_}

    def _about_projects(self, learner: Learner, only: int | None = None) -> Question[Project]:
        """Ask for all projects open to the learner, or for just one, open or not."""
        return Question(
            kind="project",
            row=self.topics_.row(learner.text),
            items=self.projects_,
            keeps=lambda project: not why_not(learner, project) if only is None else project.id == only,
            parts=lambda project: project_parts(learner, project, self.priors_),
            weights=self.weights.project,
            gaps=lambda project: gaps_of(learner, project),
        )

    def _needs(self, learner: Learner, project_id: int | None) -> tuple[Gap, ...]:
        if project_id is not None:
            return needs_of(learner, [self.projects_[project_id]])
        favourites = [self.projects_[key] for key in sorted(learner.favourites) if key in self.projects_]
        # Who has told no skills has unknown gaps, not all gaps.
        if favourites or not learner.skills:
            return needs_of(learner, favourites)
        top = best(self._candidates(self._about_projects(learner)), PROJECTS_AT_HAND)
        return needs_of(learner, [candidate.item for candidate in top])

    def _candidates(self, question: Question[ItemT]) -> list[Candidate[ItemT]]:
        topic = self._topic_parts(question)
        candidates = []
        for place, item in enumerate(question.items.values()):
            if question.keeps(item):
                parts = {**question.parts(item), "topic": topic[place]}
                candidates.append(Candidate(item, place, parts, weighted_sum(parts, question.weights)))
        return candidates

    def _topic_parts(self, question: Question[ItemT]) -> list[Part]:
        if question.row is None:
            return [NEUTRAL] * len(question.items)
        return [Part(cosine, {}) for cosine in self.topics_.cosines(question.row, question.kind).tolist()]

    def _suggest(self, question: Question[ItemT], n: int) -> tuple[Suggestion, ...]:
        """Rank the candidates; facts that cost time are made only for the best."""
        candidates = self._candidates(question)
        usual = usual_values(candidates, question.weights)
        return tuple(self._suggestion(question, candidate, usual) for candidate in best(candidates, n))

    def _suggestion(self, question: Question[ItemT], candidate: Candidate[ItemT], usual: Mapping[str, float]) -> Suggestion:
        words: tuple[str, ...] = ()
        if question.row is not None:
            words = self.topics_.telling_words(question.row, question.kind, candidate.place)
        topic = Part(candidate.parts["topic"].value, {"words": list(words)} if words else {})
        why = reasons({**candidate.parts, "topic": topic}, question.weights, usual)
        return Suggestion(question.kind, candidate.item.id, candidate.score, why, question.gaps(candidate.item))
