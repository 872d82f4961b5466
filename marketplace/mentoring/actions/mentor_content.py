"""What a mentor writes about herself, kept: plain fields, skills, and the conflicts she declares."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.actions import tie, untie
from marketplace.accounts.models import Person, Tie
from marketplace.accounts.queries import is_email, is_mobile, person_by_contact, tidy_contact
from marketplace.accounts.terms import TieKind
from marketplace.errors import N_, Refusal
from marketplace.mentoring.mentor_terms import DECLARED, OFFICIAL, REMOTE, MeetingFormat
from marketplace.mentoring.models import Mentor, MentorSkill

BESIDE = ("skills", "unpaid")


class OfficialsAreUnpaid(Refusal):
    """An official has to agree to the fixed sentence."""

    def __init__(self) -> None:
        super().__init__(
            N_("Government officers mentor without pay and step back from approvals: please agree to it, or choose another kind.")
        )


def new_mentor(person: Person) -> Mentor:
    """A mentor of whom nothing is known yet: ``write_content`` fills the rest in before anything is kept."""
    known: dict[str, Any] = {"person_id": person.id}
    return Mentor(**known)


def write_content(session: Session, mentor: Mentor, content: Mapping[str, Any]) -> Mentor:
    """Keep what was written. ``formats`` decides ``online``; where only ``online`` is known it decides the formats."""
    fields = {name: value for name, value in content.items() if name not in BESIDE}
    if "formats" in fields:
        fields["online"] = any(one in REMOTE for one in fields["formats"])
    else:
        fields["formats"] = [MeetingFormat.person.value, *([MeetingFormat.video.value] if fields["online"] else [])]
    mentor.sqlmodel_update(fields)
    if content.get("unpaid"):
        mentor.unpaid_agreed_at = mentor.unpaid_agreed_at or clock.now()
    _write_skills(mentor, content["skills"])
    session.add(mentor)
    session.flush()
    if "conflicts_named" in fields:
        tie_conflicts(session, mentor)
    return mentor


def check_official(mentor_kind: str, content: Mapping[str, Any]) -> None:
    """Refuse an official who did not agree to work without pay."""
    if mentor_kind == OFFICIAL and not content.get("unpaid"):
        raise OfficialsAreUnpaid()


def _write_skills(mentor: Mentor, levels: Mapping[str, int]) -> None:
    kept = {one.skill: one for one in mentor.skills if levels.get(one.skill)}
    for skill, level in levels.items():
        if level and skill in kept:
            kept[skill].level = level
        elif level:
            kept[skill] = MentorSkill(mentor_id=mentor.person_id, skill=skill, level=level)
    mentor.skills = list(kept.values())


def tie_conflicts(session: Session, mentor: Mentor) -> None:
    """People she names who have an account are kept apart from her; she is not told who has one. Done again, it finds new accounts."""
    named = {person.id or 0 for person in _people_in(session, mentor.conflicts_named)} - {mentor.person_id}
    declared = select(Tie.other_id).where(Tie.person_id == mentor.person_id, Tie.kind == TieKind.conflict, col(Tie.reason) == DECLARED)
    known = set(session.exec(declared))
    for number in sorted(named - known):
        tie(session, mentor.person_id, number, TieKind.conflict, DECLARED)
    for number in sorted(known - named):
        untie(session, mentor.person_id, number, TieKind.conflict)


def _people_in(session: Session, lines: Iterable[str]) -> list[Person]:
    words = [tidy_contact(word) for line in lines for word in re.split(r"[\s,;，；、:：()（）]+", line)]
    found = (person_by_contact(session, word) for word in words if is_mobile(word) or is_email(word))
    return [person for person in found if person]
