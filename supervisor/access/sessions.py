"""A session: who is at the keyboard and when the screen locks. Pure, the clock comes from the caller."""

from __future__ import annotations

import msgspec

from supervisor.access.passwords import MINUTE_MS
from supervisor.access.rights import Right, Role, rights_of


class Session(msgspec.Struct, frozen=True):
    """One log-in. `person` is the actor of every command given in it; `automatic` in a sample book."""

    user: str
    person: str
    roles: frozenset[Role]
    name: str = ""
    login: str = ""
    subject: str = ""
    automatic: bool = False

    def may(self, right: Right) -> bool:
        """Whether to offer a command at all. Services check again: this only greys out a button."""
        return right in rights_of(self.roles)


def is_locked(last_touch_ms: int, now_ms: int, idle_minutes: int) -> bool:
    """Whether the screen is to be locked after `idle_minutes` without a key (0: never). A clock set back
    locks too.
    """
    if idle_minutes <= 0:
        return False
    idle_ms = now_ms - last_touch_ms
    return idle_ms >= idle_minutes * MINUTE_MS or idle_ms < -MINUTE_MS
