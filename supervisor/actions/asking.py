"""What every command on an action asks first: is it there, can it do that now, and who may."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from supervisor.access import Right, Role, require, users
from supervisor.access.checks import roles_of
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Reader
from supervisor.journal.event import UnknownKind, from_bytes
from supervisor.language import _

from .ledger import action
from .records import Action
from .words import STATES

FURTHEST = timedelta(days=731)
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


def reported_by(r: Reader, actor: str, there: Action) -> tuple[str, ...]:
    """Who said that it is mended, in the doer's name: he does not look at it again.

    Manager and deputy may: in a small branch they enter what others do, and that one of them did both is on record.
    """
    return () if not there.done_by or roles_of(r, actor) & LEADERS else (there.done_by,)


def reason_of(text: str) -> str:
    """The reason without blanks around it. Raises BadInput when it is empty."""
    if not text.strip():
        raise BadInput(_("Give the reason."))
    return text.strip()


def require_people(r: Reader, persons: Iterable[str], *, still_here: bool = True) -> None:
    """Raises BadInput for one who is nobody of the branch, or (`still_here`) has left it."""
    known = {one.subject for one in people(r, active_only=still_here)}
    for person in persons:
        if person not in known:
            raise BadInput(_("There is no {who} among the people of this branch.").format(who=person))


def require_day(r: Reader, due: date, there: Action | None = None) -> None:
    """A due date that can be meant: not in the past, unless the action had it before, nor years ahead. Raises
    BadInput."""
    if due < r.today and not (there is not None and due in _dates_of(r, there)):
        raise BadInput(_("The due date lies in the past."))
    if due > r.today + FURTHEST:
        raise BadInput(_("The due date {day} lies more than two years ahead.").format(day=due))


def _dates_of(r: Reader, there: Action) -> set[date]:
    """Every due date that an action ever had: going back to one is no slip of the hand."""
    found = {there.due, there.first_due}
    for entry in r.history(there.subject):
        try:
            due = getattr(from_bytes(entry.kind, entry.version, entry.payload), "due", None)
        except UnknownKind:
            continue
        if isinstance(due, date):
            found.add(due)
    return found
