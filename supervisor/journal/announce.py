"""Telling who shows something that it changed, and who began it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from .entry import Entry


class Change(msgspec.Struct, frozen=True):
    """What a commit changed. `initiator` is a word of the caller's (a screen's name), empty for other programs."""

    kinds: frozenset[str]
    subjects: frozenset[str]
    actor: str = ""
    initiator: str = ""

    def touches(self, *rooms: str) -> bool:
        """Whether an entry of one of these rooms is in it (`inspection` for `inspection.finished`)."""
        return any(kind.split(".", 1)[0] in rooms for kind in self.kinds)


class Announcer:
    """A list of callbacks, called on the writing thread after the commit."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Change], None]] = []

    def connect(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of changes; returns the function that ends it."""
        self._listeners.append(listener)

        def disconnect() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return disconnect

    def tell(self, entries: Iterable[Entry], actor: str = "", initiator: str = "") -> None:
        """Announce a commit; nothing is said of an empty one."""
        entries = list(entries)
        if not entries:
            return
        change = Change(
            frozenset(entry.kind for entry in entries),
            frozenset(entry.subject for entry in entries),
            actor,
            initiator,
        )
        self.pass_on(change)

    def pass_on(self, change: Change) -> None:
        """Announce what was put together elsewhere."""
        for listener in list(self._listeners):
            listener(change)
