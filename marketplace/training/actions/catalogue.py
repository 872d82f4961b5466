"""Providers and the city's catalogue of courses."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from marketplace import outbox
from marketplace.training.models import Course, CourseSkill, Provider
from marketplace.training.terms import Tier


def add_provider(session: Session, content: Mapping[str, Any]) -> Provider:
    """Add an accredited training body; ``content`` holds the model's fields."""
    provider = Provider(**content)
    session.add(provider)
    session.flush()
    return provider


def add_course(session: Session, content: Mapping[str, Any]) -> Course:
    """Add a course to the catalogue. ``content`` holds the model's plain fields and ``skills`` (code: level)."""
    plain = {name: value for name, value in content.items() if name != "skills"}
    course = Course(**plain | {"tier": Tier(content["tier"])})
    session.add(course)
    session.flush()
    course.skills = [CourseSkill(course_id=course.id or 0, skill=skill, level=level) for skill, level in content["skills"].items()]
    session.flush()
    outbox.post(session, "search", {"kind": "course", "id": course.id})
    return course


def announce_course(session: Session, course: Course) -> None:
    """Tell the index that the course, or its coming classes, changed."""
    course.revision += 1
    session.add(course)
    session.flush()
    outbox.post(session, "search", {"kind": "course", "id": course.id})
