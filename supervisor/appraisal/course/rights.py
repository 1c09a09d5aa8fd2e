"""Who reviews whom: never himself; the branch manager is reviewed by head office."""

from __future__ import annotations

from supervisor.access import Right, Role, allowed, require
from supervisor.access.checks import SYSTEM, roles_of
from supervisor.errors import Refused
from supervisor.journal import Reader
from supervisor.language import _


def manages(r: Reader, person: str) -> bool:
    """Whether a person logs in as branch manager."""
    return Role.MANAGER in roles_of(r, person)


def reviewing_right(r: Reader, person: str) -> Right:
    """The right by which somebody else reviews a person."""
    return Right.HANDLE_MANAGER_COMPLAINT if manages(r, person) else Right.SCORE_MONTH


def may_review(r: Reader, actor: str, person: str) -> bool:
    """Whether to offer the review of a person at all."""
    return allowed(r, actor, reviewing_right(r, person), about=person)


def require_reviewer(r: Reader, actor: str, person: str) -> None:
    """Refuse unless the actor may review this person."""
    if actor == person:
        raise Refused(_("Nobody reviews himself: write it in your self-assessment."))
    if actor != SYSTEM and manages(r, person) and not may_review(r, actor, person):
        raise Refused(_("The branch manager is reviewed by head office."))
    require(r, actor, reviewing_right(r, person), about=person)
