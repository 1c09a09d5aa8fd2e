"""The occurrences of a series in a calendar file, and what single files say of some of them: moved, called off, or all
later ones moved with it (RECURRENCE-ID, RANGE=THISANDFUTURE, RFC 5545 3.8.4.4). Pure, no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

Moment = datetime | date


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of the occurrence that was to begin at `at`: begins at `start` and lasts `length`, or is not
    held (`start` None). With `later` the same goes for all that were to begin after it."""

    at: Moment
    start: Moment | None = None
    length: timedelta = timedelta(0)
    later: bool = False


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence that differs from its series, in the branch's own time: `nominal` is the day that the rule gives
    it; `day` None: it is not held."""

    nominal: date
    day: date | None = None
    start_minute: int = 0
    minutes: int = 0


def with_others(
    series: Iterable[tuple[Moment, timedelta | None]], others: Iterable[Other], zone: ZoneInfo
) -> list[tuple[Moment, timedelta | None]]:  # fmt: skip
    """Beginning and length (None: as the series) of each occurrence, with what was said otherwise of some of them."""
    whole = {key_of(at, zone): (at, long) for at, long in series}
    nominal = {key: at for key, (at, _long) in whole.items()}
    by_day: dict[str, list[str]] = {}
    for key, at in nominal.items():
        by_day.setdefault(day_key(at, zone), []).append(key)
    given = list(others)
    for other in sorted((one for one in given if one.later), key=lambda one: local(one.at, zone)):
        moved = other.start is not None and _wall(other.start, other.at, zone)
        for key, at in nominal.items():
            if key not in whole or local(at, zone) < local(other.at, zone):
                continue
            if moved is False:
                del whole[key]
            else:
                whole[key] = (at + moved, other.length)
    for other in given:
        if other.later:
            continue
        keys = [key_of(other.at, zone)]
        if keys[0] not in nominal and not isinstance(other.at, datetime):
            keys = by_day.get(day_key(other.at, zone), keys)  # a day alone names what is on it (Google, old Exchange)
        for key in keys:
            whole.pop(key, None)
        if other.start is not None:
            whole[keys[0]] = (other.start, other.length)
    return list(whole.values())


def furthest_back(others: Iterable[Other], zone: ZoneInfo) -> timedelta:
    """How much earlier than planned an occurrence may be by what was said of all later ones; never negative."""
    moved = [_wall(one.at, one.start, zone) for one in others if one.later and one.start is not None]
    return max([timedelta(0), *moved])


def apart_of(others: Iterable[Other], zone: ZoneInfo) -> tuple[Apart, ...]:
    """The single occurrences that differ from their series, by the day that the rule gives them."""
    found: dict[date, Apart] = {}
    for one in others:
        nominal = local(one.at, zone).date()
        if one.later:
            continue
        if one.start is None:
            found[nominal] = Apart(nominal=nominal)
        else:
            begin = local(one.start, zone)
            found[nominal] = Apart(
                nominal=nominal, day=begin.date(), start_minute=begin.hour * 60 + begin.minute,
                minutes=max(1, round(one.length.total_seconds() / 60)),
            )  # fmt: skip
    return tuple(found[day] for day in sorted(found))


def key_of(at: Moment, zone: ZoneInfo) -> str:
    """Names an occurrence whatever zone it was written in."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M") if isinstance(at, datetime) else day_key(at, zone)


def day_key(at: Moment, zone: ZoneInfo) -> str:
    """Names the day of an occurrence, here."""
    return local(at, zone).strftime("%Y%m%d")


def local(at: Moment, zone: ZoneInfo) -> datetime:
    """A moment in the branch's own time; a day begins at its midnight."""
    if isinstance(at, datetime):
        return at.astimezone(zone)
    return datetime(at.year, at.month, at.day, tzinfo=zone)


def length_of(start: Moment, end: Moment, zone: ZoneInfo) -> timedelta:
    """From one moment to another, between days in whole days."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end.astimezone(UTC) - start.astimezone(UTC)
    return timedelta(days=(local(end, zone).date() - local(start, zone).date()).days)


def is_after(at: Moment, until: Moment, zone: ZoneInfo) -> bool:
    """Whether a moment comes after the end of a rule, which may be a day."""
    if isinstance(at, datetime) and isinstance(until, datetime):
        return at.astimezone(UTC) > until.astimezone(UTC)
    return local(at, zone).date() > local(until, zone).date()


def _wall(to: Moment, at: Moment, zone: ZoneInfo) -> timedelta:
    """How far the clock on the wall is moved from `at` to `to`."""
    if isinstance(to, datetime) != isinstance(at, datetime):
        return timedelta(days=(local(to, zone).date() - local(at, zone).date()).days)
    return local(to, zone).replace(tzinfo=None) - local(at, zone).replace(tzinfo=None)
