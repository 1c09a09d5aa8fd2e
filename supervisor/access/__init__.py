"""Who may do what: people who log in, their roles and rights, passwords, session lock.

Every entry of the journal carries the person who made it, so a person must be somebody: this room answers
who is at the keyboard and what that person may do, and refuses whatever anybody tries to decide about
himself. Services of every other room call `require`; screens only ask so that they can grey out what would
be refused.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from supervisor.access.rights import RIGHTS, ROLE_NAMES, Right, Role, rights_of

if TYPE_CHECKING:
    from supervisor.access.checks import allowed, may_read_person, require
    from supervisor.access.ledger import User, users
    from supervisor.access.service import automatic_session, confirm, log_in
    from supervisor.access.sessions import Session

__all__ = [
    "RIGHTS",
    "ROLE_NAMES",
    "Right",
    "Role",
    "Session",
    "User",
    "allowed",
    "automatic_session",
    "confirm",
    "log_in",
    "may_read_person",
    "require",
    "rights_of",
    "users",
]

_HOME = {
    "Session": "sessions",
    "User": "ledger",
    "allowed": "checks",
    "automatic_session": "service",
    "confirm": "service",
    "log_in": "service",
    "may_read_person": "checks",
    "require": "checks",
    "users": "ledger",
}


def __getattr__(name: str) -> Any:
    """What needs the ledger is imported when first asked for, so that the pure tables stay light."""
    if name in _HOME:
        return getattr(import_module(f"supervisor.access.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
