"""What the search index knows of an entry."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from marketplace.places.queries import CITY, capital_band, counties, term
from marketplace.projects.models import Project
from marketplace.projects.queries import published_projects
from marketplace.projects.terms import TEXTS
from marketplace.search.engine import Document

KIND = "project"


def documents(session: Session, ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Documents of published entries; an id that gives none is to be taken out of the index."""
    return (document_of(session, project) for project in published_projects(session, ids))


def document_of(session: Session, project: Project) -> Document:
    """One entry as the index sees it."""
    sector = term(session, "sector", project.sector)
    places = [named for code in project.regions if (named := term(session, "region", code))]
    names = [name for named in [*places, sector] if named for name in (named.name_zh, named.name_en)]
    return Document(
        kind=KIND,
        id=project.id or 0,
        revision=project.revision,
        title=(project.title_zh, project.title_en),
        tags=(*project.tags_zh, *project.tags_en, *names, project.town or ""),
        summary=(project.summary_zh, project.summary_en),
        body=tuple(getattr(project, f"{text}_{language}") for text in TEXTS for language in ("zh", "en")),
        facets=_facets(session, project),
        numbers={
            "capital": float(project.capital_min),
            "published": float(project.first_published_on.toordinal()) if project.first_published_on else 0.0,
            "hours": float(project.weekly_hours),
            "space": float(project.space_m2),
            "people": float(project.people),
        },
    )


def _facets(session: Session, project: Project) -> dict[str, tuple[str, ...]]:
    # An entry for the whole city is found under every county.
    regions = [county.code for county in counties(session)] if CITY in project.regions else project.regions
    return {
        "sector": (project.sector,),
        "region": tuple(regions),
        "capital": (capital_band(session, project.capital_min),),
        "stage": (project.stage,),
        "risk": (f"R{project.risk}",),
        "skill": tuple(skill.skill for skill in project.skills),
        "award": ("yes",) if project.awards else (),
        "group": tuple(project.groups),
        "mode": (project.mode,),
        "online": ("yes",) if project.online else (),
    }
