"""The questions that every service asks before it writes: has this person the right, and is it about
himself?
"""

from __future__ import annotations

from collections.abc import Collection

from supervisor.access.ledger import users_of_person
from supervisor.access.right_names import right_name
from supervisor.access.rights import Right, Role, rights_of
from supervisor.errors import Refused
from supervisor.journal import Reader
from supervisor.language import _

SYSTEM = "system"  # the program itself: the sample, imports in tests; never somebody at a keyboard


def roles_of(r: Reader, actor: str) -> frozenset[Role]:
    """The roles of a person over all of his active users; none for somebody who does not log in. Looked up once in a
    snapshot: a list asks for each of its lines.
    """
    found = r.known.get((roles_of, actor))
    if found is None:
        found = frozenset().union(*(user.roles for user in users_of_person(r, actor) if not user.disabled))
        r.known[roles_of, actor] = found
    return found


def allowed(r: Reader, actor: str, right: Right, about: str | Collection[str] | None = None) -> bool:
    """Whether `require` would let the actor pass."""
    if actor == SYSTEM:
        return True
    return not _is_about(actor, about) and right in rights_of(roles_of(r, actor))


def require(r: Reader, actor: str, right: Right, about: str | Collection[str] | None = None) -> None:
    """Refuse unless the actor (a person's subject) has the right.

    `about` is the person, or the persons, whom the decision concerns: nobody waives, closes, signs or decides
    anything about himself, whatever his rights. Raises Refused.
    """
    if actor == SYSTEM:
        return
    if _is_about(actor, about):
        raise Refused(_("Nobody decides in his own matter: ask a colleague who has the right."))
    if right not in rights_of(roles_of(r, actor)):
        raise Refused(
            _("You have no right to do this ({right}). Ask the branch manager or the administrator.").format(
                right=right_name(right)
            )
        )


def may_read_person(r: Reader, actor: str, person: str) -> bool:
    """Whether the actor may read the personal record (findings, scores, training) of a person: staff only
    their own.
    """
    if actor == SYSTEM:
        return True
    rights = rights_of(roles_of(r, actor))
    return Right.READ_PEOPLE in rights or (actor == person and Right.READ_OWN in rights)


def deciding_right(r: Reader, actor: str, persons: Collection[str]) -> Right:
    """The right by which an actor may decide the appeal of these people: the branch manager's own is head office's."""
    manages = any(Role.MANAGER in roles_of(r, person) for person in persons)
    if manages and allowed(r, actor, Right.HANDLE_MANAGER_COMPLAINT):
        return Right.HANDLE_MANAGER_COMPLAINT
    return Right.DECIDE_APPEAL


def _is_about(actor: str, about: str | Collection[str] | None) -> bool:
    if about is None:
        return False
    return actor == about if isinstance(about, str) else actor in about
