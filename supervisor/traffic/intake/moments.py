"""Dates and times out of text columns, a hundred thousand at once.

Exports write 2026-11-03 08:05:12, 2026/11/3 下午 8:05, 20261103080512, 990201 beside 8:05:12, or Excel's
46329.3369, all in one branch. Rows are grouped by layout (where the digits are); each layout is then read with plain
array arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.intake.moment_words import plain_words, rewritten, says_nothing

MISSING, UNREADABLE, TIME_ONLY, DATE_ONLY, FULL = 0, 1, 2, 3, 4
YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "ymd", "dmy", "mdy"
DAY_SECONDS = 86_400
_WIDEST = 40
_LAYOUTS = 400  # more layouts than this in one chunk is not a time column
_RARE = 20_000  # so many different texts of one chunk are looked at one by one
_SERIAL_ZERO = 693_594  # 1899-12-30, from where Excel counts days
_SERIALS = (25_569, 73_050)  # 1970 to 2099
_1904 = 1_462  # days by which workbooks of old Macs count less
_AM, _NOON, _PM, _EVENING = 1, 2, 3, 4
_QUOTING = np.isin(np.arange(256), (*range(1, 32), 34, 39, 61))  # signs looked up by their byte
_LETTERS = np.isin(np.arange(256), [ord(one) for one in "ABCDEFGHIJKLMNOPQRSUVWXYZabcdefghijklmnopqrsuvwxyz"])
_Found = tuple[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What a column says. kind: MISSING … FULL; day: date ordinal (0 without a date); second: after midnight."""

    kind: NDArray[np.uint8]
    day: NDArray[np.int32]
    second: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a file writes moments where the text alone does not say.

    order: of dates that end with the year ("" where nobody knows: such a date is unreadable); clock: bare digits are a
    time (80512), not a date, as where the day stands in a column of its own; from_1904: Excel's days are counted so.
    """

    order: str = ""
    clock: bool = False
    from_1904: bool = False


PLAIN = Spelling()


def read_moments(column: Sequence[str], *, zero_is_missing: bool = False, spelling: Spelling = PLAIN) -> Moments:
    """Dates and times of a text column; with `zero_is_missing`, 0:00:00 and the like mean "did not happen"."""
    found = _read(column, zero_is_missing, spelling)
    left = np.flatnonzero(found.kind == UNREADABLE)
    if not left.size:
        return found
    texts = [column[at] for at in left.tolist()]
    different = set(texts)
    if len(different) > _RARE:
        return found
    again = {text: new for text in different if (new := rewritten(plain_words([text])[0])) is not None}
    if again:
        where = left[[text in again for text in texts]]
        second = _read([again[text] for text in texts if text in again], zero_is_missing, spelling)
        found.kind[where], found.day[where], found.second[where] = second.kind, second.day, second.second
    return found


def _read(column: Sequence[str], zero_is_missing: bool, spelling: Spelling) -> Moments:
    text = _as_bytes(column)
    count, width = text.size, text.dtype.itemsize
    kind = np.full(count, UNREADABLE, dtype=np.uint8)
    day = np.zeros(count, dtype=np.int32)
    second = np.zeros(count, dtype=np.int32)
    if not count:
        return Moments(kind, day, second)
    characters = text.view(np.uint8).reshape(count, width)
    quoting = _QUOTING[characters]
    if quoting.any():
        characters = np.where(quoting, np.uint8(32), characters)  # tabs and ="…" that keep Excel from changing a text
    used = min(width, _WIDEST)
    characters, half = _halves(characters)
    digit = (characters[:, :used] - 48) < 10
    bits = np.left_shift(np.uint64(1), np.arange(used, dtype=np.uint64))
    code = (digit * bits).sum(axis=1, dtype=np.uint64)
    too_wide = characters[:, used:].any(axis=1) if width > used else np.zeros(count, dtype=bool)
    for layout in np.unique(code)[:_LAYOUTS]:
        rows = np.flatnonzero((code == layout) & ~too_wide)
        mask = [bool(int(layout) >> at & 1) for at in range(used)]
        if not any(mask):
            nothing: dict[bytes, bool] = {one: says_nothing(one.decode("ascii", "replace")) for one in set(text[rows])}
            empty = np.fromiter((nothing[one] for one in text[rows].tolist()), dtype=bool, count=rows.size)
            kind[rows] = np.where(empty, MISSING, UNREADABLE)
            continue
        _read_layout(characters, rows, mask, spelling, kind, day, second)
        if zero_is_missing:
            zero = ((characters[rows][:, :used] == 48) | ~digit[rows]).all(axis=1)
            kind[rows[zero]] = MISSING
    if half is not None:
        _shift_halves(half, kind, second)
    past = (second == DAY_SECONDS) & (kind == FULL)  # 24:00:00 is the next day's first second
    day[past] += 1
    second[past] = 0
    return Moments(kind, day, second)


def _as_bytes(column: Sequence[str]) -> NDArray[np.bytes_]:
    try:
        text = np.array(column, dtype=np.bytes_)
    except UnicodeEncodeError:
        text = np.array(plain_words(column), dtype=np.bytes_)
    return text if text.dtype.itemsize else text.astype("S1")


def _halves(characters: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Letters that say which half of the day, taken out; None where no row has any."""
    if not _LETTERS[characters].any():
        return characters, None
    upper = np.where((characters >= 97) & (characters <= 122), characters - 32, characters)
    letter = (upper >= 65) & (upper <= 90)
    known = np.isin(upper, [ord(one) for one in "APMNE"])
    of_half = ~(letter & ~known & (upper != ord("T"))).any(axis=1) & known.any(axis=1)
    half = np.zeros(len(characters), dtype=np.uint8)
    for sign, meaning in (("A", _AM), ("N", _NOON), ("P", _PM), ("E", _EVENING)):
        half[of_half & (upper == ord(sign)).any(axis=1)] = meaning
    return np.where(of_half[:, None] & known, np.uint8(32), characters), half


def _shift_halves(half: NDArray[np.uint8], kind: NDArray[np.uint8], second: NDArray[np.int32]) -> None:
    """下午 2:05 is 14:05 and 上午 12:05 is 0:05; 上午 13:05 contradicts itself and 晚上 12:05 leaves the day open."""
    timed = (half > 0) & ((kind == FULL) | (kind == TIME_ONLY))
    hour = second // 3600
    kind[timed & (half == _EVENING) & (hour == 12)] = UNREADABLE
    second[timed & (half >= _PM) & (hour < 12)] += 12 * 3600
    second[timed & (half == _NOON) & (hour < 4)] += 12 * 3600
    second[timed & (half == _AM) & (hour == 12)] -= 12 * 3600
    kind[timed & (half == _AM) & (hour > 12)] = UNREADABLE


def _runs(mask: list[bool]) -> list[tuple[int, int]]:
    edges = [at for at in range(len(mask) + 1) if (at < len(mask) and mask[at]) != (at > 0 and mask[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _read_layout(
    characters: NDArray[np.uint8],
    rows: NDArray[np.intp],
    mask: list[bool],
    spelling: Spelling,
    kind: NDArray[np.uint8],
    day: NDArray[np.int32],
    second: NDArray[np.int32],
) -> None:
    runs = _runs(mask)
    lines = characters[rows]
    numbers = [_number(lines, start, stop) for start, stop in runs]
    good = np.ones(rows.size, dtype=bool)
    for at in range(runs[0][0]):
        good &= lines[:, at] == 32
    for at in range(runs[-1][1], len(mask)):
        good &= np.isin(lines[:, at], (0, 32, ord(":"), ord("-")) if at == runs[-1][1] else (0, 32))
    between = [lines[:, stop : runs[index + 1][0]] for index, (_start, stop) in enumerate(runs[:-1])]
    found = _meaning(numbers, [stop - start for start, stop in runs], between, spelling, good)
    if found is None:
        if runs[0][1] - runs[0][0] == len(runs) == 1:
            kind[rows[good & (numbers[0] == 0)]] = MISSING  # a bare 0
        return
    days, days_good, seconds, seconds_good = found
    never = _never(days, numbers, runs)
    good &= days_good & seconds_good
    kind[rows[good]] = FULL if days is not None and seconds is not None else TIME_ONLY if days is None else DATE_ONLY
    kind[rows[never]] = MISSING
    if days is not None:
        day[rows] = days
    if seconds is not None:
        second[rows] = seconds


def _meaning(
    numbers: list[NDArray[np.int64]], lengths: list[int], between: list[NDArray[np.uint8]], spelling: Spelling,
    good: NDArray[np.bool_],
) -> _Found | None:  # fmt: skip
    """(days, whether they are dates, seconds, whether they are times); days or seconds None where not said."""
    first, count = numbers[0], len(numbers)
    zero = first * 0
    if count == 1:
        if spelling.clock and lengths[0] in (3, 4, 5, 6):
            packed = first if lengths[0] > 4 else first * 100
            return (None, good, *_clock(packed // 10_000, packed // 100 % 100, packed % 100))
        if lengths[0] in (12, 14):
            value = first if lengths[0] == 14 else first * 100
            return (*_civil(value // 1_000_000), *_clock(value // 10_000 % 100, value // 100 % 100, value % 100))
        if lengths[0] in (6, 8):
            return (*_civil(first), None, good)
        return (*_serial_day(first, spelling), None, good) if lengths[0] == 5 else None
    if count == 2 and lengths[0] in (1, 5, 14) and bool((between[0] == 46).all()):
        return _decimal(numbers, lengths, spelling, good)
    if count == 2 and lengths in ([8, 6], [8, 4], [6, 6], [6, 4]) and bool(np.all(_joins(between, b"T-"))):
        value = numbers[1] if lengths[1] == 6 else numbers[1] * 100
        return (*_civil(first), *_clock(value // 10_000, value // 100 % 100, value % 100))
    if count in (3, 4) and lengths[0] in (6, 8):
        good &= _joins(between[:1], b"T-") & _joins(between[1:], b":.")
        return (*_civil(first), *_clock(numbers[1], numbers[2], numbers[3] if count == 4 else zero))
    if count in (2, 3, 4) and all((gap == 58).all() for gap in between[:2]):
        if count == 4:
            good &= _joins(between[2:], b".,")
        return (None, good, *_clock(first, numbers[1], numbers[2] if count > 2 else zero))
    if count == 3:
        good &= _joins(between, b"-/.")
        return (*_dated(numbers, lengths, spelling), None, good)
    if count in (5, 6, 7):
        good &= _joins(between[:2], b"-/.") & _joins(between[2:3], b"T-") & _joins(between[3:5], b":.")
        good &= _joins(between[5:], b".,")
        return (*_dated(numbers, lengths, spelling), *_clock(numbers[3], numbers[4], numbers[5] if count > 5 else zero))
    return None


def _dated(
    numbers: list[NDArray[np.int64]], lengths: list[int], spelling: Spelling
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """A date of three numbers: by their order where the year stands last or may."""
    one, two, three = numbers[:3]
    if lengths[0] == 4 or (lengths[2] <= 2 and spelling.order in ("", YEAR_FIRST)):
        return _calendar(one, two, three)
    if spelling.order == DAY_FIRST:
        return _calendar(three, two, one)
    if spelling.order == MONTH_FIRST:
        return _calendar(three, one, two)
    return one.astype(np.int32) * 0, np.zeros(one.size, dtype=bool)


def _decimal(
    numbers: list[NDArray[np.int64]], lengths: list[int], spelling: Spelling, good: NDArray[np.bool_]
) -> _Found:
    """46329.3369 is a day of Excel's and its share, 0.3369 that share alone, 20261103080512.123 has split seconds."""
    first, share = numbers[0], numbers[1] / 10.0 ** min(lengths[1], 18)
    if lengths[0] == 14:
        return (*_civil(first // 1_000_000), *_clock(first // 10_000 % 100, first // 100 % 100, first % 100))
    seconds = np.round(share * DAY_SECONDS).astype(np.int32)
    if lengths[0] == 1:
        return None, good, seconds, first == 0
    days, days_good = _serial_day(first, spelling)
    return days, days_good, seconds, good


def _serial_day(serial: NDArray[np.int64], spelling: Spelling) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    serial = serial + (_1904 if spelling.from_1904 else 0)
    good = (serial >= _SERIALS[0]) & (serial <= _SERIALS[1])
    return np.where(good, serial + _SERIAL_ZERO, 0).astype(np.int32), good


def _never(days: Any, numbers: list[NDArray[np.int64]], runs: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """0000-00-00, 1900-01-01, 1899-12-30 and 1970-01-01: what programs write where there is no date."""
    none = np.zeros(numbers[0].size, dtype=bool)
    if days is None or (len(runs) < 3 and runs[0][1] - runs[0][0] < 8):
        return none
    if runs[0][1] - runs[0][0] == 4:
        year, month, day = numbers[:3]
    elif runs[0][1] - runs[0][0] in (8, 14):
        packed = numbers[0] // (1_000_000 if runs[0][1] - runs[0][0] == 14 else 1)
        year, month, day = packed // 10_000, packed // 100 % 100, packed % 100
    else:
        return none
    early = ((year == 1900) | (year == 1970) | (year == 1)) & (month == 1) & (day <= 1)
    return early | ((year == 1899) & (month == 12) & (day >= 30)) | ((year == 0) & (month == 0) & (day == 0))


def _joins(gaps: list[NDArray[np.uint8]], allowed: bytes) -> NDArray[np.bool_] | bool:
    wanted = np.frombuffer(allowed + b" ", dtype=np.uint8)
    joined = [np.isin(gap, wanted).all(axis=1) for gap in gaps]
    return np.logical_and.reduce(joined) if joined else True


def _number(lines: NDArray[np.uint8], start: int, stop: int) -> NDArray[np.int64]:
    value = np.zeros(lines.shape[0], dtype=np.int64)
    for at in range(start, min(stop, start + 18)):
        value = value * 10 + (lines[:, at] - 48)
    return value


def _civil(packed: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    return _calendar(packed // 10_000, packed // 100 % 100, packed % 100)


def _calendar(
    year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Date ordinals; two-digit years from 70 are of the last century. Days-from-civil after Howard Hinnant."""
    year = np.where(year < 70, year + 2000, np.where(year < 100, year + 1900, year))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.clip(month, 0, 12)]
    good = (year >= 1970) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    good &= day <= longest + (leap & (month == 2))
    shifted = np.where(month <= 2, year - 1, year)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    ordinal = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305
    return np.where(good, ordinal, 0).astype(np.int32), good


def _clock(
    hour: NDArray[np.int64], minute: NDArray[np.int64], second: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    good = (hour < 24) & (minute < 60) & (second < 60)
    good |= (hour == 24) & (minute == 0) & (second == 0)
    return np.where(good, hour * 3600 + minute * 60 + second, 0).astype(np.int32), good
