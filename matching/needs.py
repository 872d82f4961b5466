"""What a learner still has to learn, and how much of it somebody closes."""

from collections.abc import Iterable, Sequence

from matching.profiles import HIGHEST_LEVEL, Learner, Project, Skills
from matching.results import Gap

INDEPENDENT = 3


def gaps_of(learner: Learner, project: Project) -> tuple[Gap, ...]:
    """The skills the project wants above what the learner holds, widest first."""
    return _widest_first(
        Gap(skill, wanted, held) for skill, wanted in project.skills.items() if (held := learner.skills.get(skill, 0)) < wanted
    )


def needs_of(learner: Learner, projects: Iterable[Project] = ()) -> tuple[Gap, ...]:
    """Help wanted (up to working alone, level 3) together with the gaps of the projects at hand."""
    wanted: dict[str, int] = {}
    for skill in learner.help_wanted:
        # Whoever asks for help at level 3 wants the next level.
        wanted[skill] = min(HIGHEST_LEVEL, max(INDEPENDENT, learner.skills.get(skill, 0) + 1))
    for project in projects:
        for skill, level in project.skills.items():
            wanted[skill] = max(level, wanted.get(skill, 0))
    held = {skill: learner.skills.get(skill, 0) for skill in wanted}
    return _widest_first(Gap(skill, level, held[skill]) for skill, level in wanted.items() if held[skill] < level)


def closed_share(needs: Sequence[Gap], skills: Skills) -> float:
    """Mean share of the needs that these levels close; 1.0 when there is no need."""
    if not needs:
        return 1.0
    return sum(need.closed_by(skills.get(need.skill, 0)) for need in needs) / len(needs)


def open_needs(needs: Sequence[Gap], skills: Skills) -> tuple[Gap, ...]:
    """The needs that these levels do not close fully."""
    return tuple(need for need in needs if skills.get(need.skill, 0) < need.wanted)


def _widest_first(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda gap: (gap.held - gap.wanted, gap.skill)))
