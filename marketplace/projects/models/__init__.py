"""Tables of the library: entries, their review, who took them up, what people keep."""

from marketplace.projects.models.entry import Award, Favourite, Project, ProjectSkill
from marketplace.projects.models.evidence import Evidence
from marketplace.projects.models.keeping import SavedSearch
from marketplace.projects.models.review import Appraisal, ProjectVersion, Verification
from marketplace.projects.models.takeup import Rating, TakeUp

__all__ = [
    "Appraisal",
    "Award",
    "Evidence",
    "Favourite",
    "Project",
    "ProjectSkill",
    "ProjectVersion",
    "Rating",
    "SavedSearch",
    "TakeUp",
    "Verification",
]
