"""What every command on an action asks first: is it there, can it do that now, and who may."""

from __future__ import annotations

from collections.abc import Collection

from supervisor.access import Right, Role, require, users
from supervisor.access.checks import roles_of
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Reader
from supervisor.language import _

from .ledger import action
from .records import Action
from .words import STATES

LEADERS = frozenset({Role.MANAGER, Role.DEPUTY})


def there_is(r: Reader, subject: str) -> Action:
    """The action. Raises BadInput where there is none."""
    found = action(r, subject)
    if found is None:
        raise BadInput(_("There is no action {subject}.").format(subject=subject))
    return found


def in_state(r: Reader, subject: str, *states: str) -> Action:
    """The action, when it is in one of these states. Raises Refused."""
    found = there_is(r, subject)
    if found.state not in states:
        raise Refused(
            _("Action {number} cannot do that in its present state ({state}).").format(
                number=found.number, state=STATES[found.state]
            )
        )
    return found


def require_own(r: Reader, actor: str, there: Action) -> None:
    """The owner and the doer act by themselves; others need the right to raise actions."""
    require(r, actor, Right.TAKE_UP_ACTION if actor in (there.owner, there.doer) else Right.RAISE_ACTION)


def require_manager(r: Reader, actor: str, about: Collection[str]) -> None:
    """Closing, granting and taking harder are the branch manager's or his deputy's, never in their own matter.

    A supervisor with the right stands in only where each of them is concerned himself. Raises Refused.
    """
    require(r, actor, Right.CLOSE_ACTION, about=about)
    if actor == SYSTEM or roles_of(r, actor) & LEADERS:
        return
    if any(user.person not in about for user in users(r, active_only=True) if user.roles & LEADERS):
        raise Refused(_("This is for the branch manager or the deputy to decide."))


def reason_of(text: str) -> str:
    """The reason without blanks around it. Raises BadInput when it is empty."""
    if not text.strip():
        raise BadInput(_("Give the reason."))
    return text.strip()
