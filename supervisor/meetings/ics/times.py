"""Times of a calendar file: zones by any name that programs give them, days without a time, times without a zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from .lines import Line

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(Z?)")
_SPAN = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_YEARS = (2, 9990)
"""Years that may still be counted with in any zone: programs write 0001 and 9999 where they mean never."""
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_COMMON = {  # what Windows, WPS and older programs call the zones that a branch meets
    "china standard time": "Asia/Shanghai", "prc": "Asia/Shanghai", "cst": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "asia/beijing": "Asia/Shanghai", "北京": "Asia/Shanghai",
    "中国标准时间": "Asia/Shanghai", "taipei standard time": "Asia/Taipei", "tokyo standard time": "Asia/Tokyo",
    "singapore standard time": "Asia/Singapore", "gmt standard time": "Europe/London", "utc": "UTC",
}  # fmt: skip


class Zones:
    """Zones by the names a file gives them. `own` is the branch's: it stands for times without a zone."""

    def __init__(self, own: tzinfo, offsets: dict[str, timedelta] | None = None) -> None:
        self._own = own
        self._offsets = offsets or {}
        self._known: dict[str, tzinfo | None] = {}

    def find(self, name: str) -> tzinfo | None:
        """The zone of this name, or by the offset that the file's own table gives it; None when nobody knows it."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def moment(self, line: Line) -> datetime | date:
        """The value of a line: an aware instant, or a day. Raises ValueError for neither; a zone that nobody knows
        counts as the branch's own (see `unknown`)."""
        return self.read(line.value, line.param("TZID"), line.param("VALUE"))

    def read(self, value: str, zone: str = "", kind: str = "") -> datetime | date:
        """As `moment`, of a value by itself."""
        text = value.strip()
        found = _TIME.fullmatch(text)
        if found is None or kind == "DATE":
            day = _DAY.match(text) if kind == "DATE" else _DAY.fullmatch(text)
            if day is None:
                raise ValueError(text)
            year, month, day_no = map(int, day.groups())
            return date(_possible(year), month, day_no)
        *parts, second, utc = found.groups()
        year, month, day_no, hour, minute = map(int, parts)
        naive = datetime(_possible(year), month, day_no, hour, minute, min(int(second or 0), 59))
        return naive.replace(tzinfo=UTC if utc else (self.find(zone) if zone else None) or self._own)

    def unknown(self, line: Line) -> str:
        """The name of a line's zone if nobody knows it."""
        zone = line.param("TZID")
        return zone if zone and not line.value.strip().endswith("Z") and self.find(zone) is None else ""

    def _look_up(self, name: str) -> tzinfo | None:
        plain = name.strip().strip('"').lstrip("/")
        if plain.lower().startswith("tzone:"):  # what Exchange writes of its own zones: tzone://Microsoft/Utc
            plain = plain.rpartition("/")[2]
        if (known := _COMMON.get(plain.lower())) is not None:
            return ZoneInfo(known)
        for one in (plain, "/".join(plain.split("/")[-2:]), _windows(plain)):
            try:
                return ZoneInfo(one)
            except (ValueError, OSError, KeyError):
                continue
        if name in self._offsets:
            return timezone(self._offsets[name])
        told = _OFFSET.search(plain)  # "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"
        try:
            return timezone(offset_of(told[0])) if told else None
        except ValueError:
            return None


def _possible(year: int) -> int:
    return min(max(year, _YEARS[0]), _YEARS[1])


def offset_of(text: str) -> timedelta:
    """+0800 as a time span of less than a day. Raises ValueError."""
    found = _OFFSET.match(text.strip())
    if found is None or int(found[2]) > 23:
        raise ValueError(text)
    span = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -span if found[1] == "-" else span


def offsets_of(zones: Iterable[list[Line]]) -> dict[str, timedelta]:
    """The standard offset of each zone table in a file, by its name: what stands for a zone of an unknown name."""
    found: dict[str, timedelta] = {}
    for lines in zones:
        name, inside = "", ""
        for line in lines:
            if line.name == "TZID":
                name = line.value.strip()
            elif line.name == "BEGIN":
                inside = line.value.strip().upper()
            elif line.name == "TZOFFSETTO" and (inside == "STANDARD" or name not in found):
                try:
                    found[name] = offset_of(line.value)
                except ValueError:
                    continue
    return found


def span_of(text: str) -> timedelta:
    """PT1H30M as a time span. Raises ValueError."""
    found = _SPAN.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise ValueError(text)
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    try:
        span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise ValueError(text) from None
    return -span if found[1] == "-" else span


def _windows(name: str) -> str:
    """The zone that Windows calls so; the name itself where it calls none so."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON.get(name, name)
