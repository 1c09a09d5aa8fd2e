"""How promises were kept: counts and the share kept in time, in all, by kind, by service and by owner. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from .records import CallBack


class Kept(msgspec.Struct, frozen=True):
    """Promises by how they ended; `late` are owed and past their time, `owed` still within it."""

    kept: int = 0
    kept_late: int = 0
    not_kept: int = 0
    late: int = 0
    owed: int = 0
    tries: int = 0
    postponed: int = 0
    not_told: int = 0  # promises of which not everything was told in one go

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.kept_late + self.not_kept + self.late + self.owed

    @property
    def in_time(self) -> float | None:
        """The share kept in time of those whose time has come or that have ended, 0…1; None where there is none."""
        ended = self.total - self.owed
        return self.kept / ended if ended else None


class PromiseFigures(msgspec.Struct, frozen=True):
    """The figures of several promises: `all`, and by kind, by kind of service and by owner (subjects)."""

    all: Kept
    by_kind: dict[str, Kept]
    by_service: dict[str, Kept]
    by_owner: dict[str, Kept]


def promise_figures(promises: Iterable[CallBack], now: datetime) -> PromiseFigures:
    """Count promises as they stand at an instant; what belongs to no kind of service is not in `by_service`."""
    all_of = list(promises)

    def by(key: Callable[[CallBack], str]) -> dict[str, Kept]:
        groups: dict[str, list[CallBack]] = {}
        for one in all_of:
            groups.setdefault(key(one), []).append(one)
        return {name: _count(group, now) for name, group in sorted(groups.items()) if name}

    return PromiseFigures(
        _count(all_of, now), by(lambda one: one.kind), by(lambda one: one.service_kind), by(lambda one: one.owner)
    )


def _count(promises: list[CallBack], now: datetime) -> Kept:
    states = [one.state(now) for one in promises]
    return Kept(
        *(states.count(state) for state in ("kept", "kept_late", "not_kept", "late", "owed")),
        tries=sum(one.tries for one in promises),
        postponed=sum(one.postponed for one in promises),
        not_told=sum(1 for one in promises if one.not_told),
    )
