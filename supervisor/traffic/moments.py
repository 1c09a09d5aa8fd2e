"""Dates and times out of text columns, a hundred thousand at once.

Exports write 2026-11-03 08:05:12, 2026/11/3 8:05, 20261103080512, 990201 beside 8:05:12, all in one branch. Rows are
grouped by layout (where the digits are); each layout is then read with plain array arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MISSING, UNREADABLE, TIME_ONLY, DATE_ONLY, FULL = 0, 1, 2, 3, 4
_WIDEST = 32
_LAYOUTS = 400  # more layouts than this in one chunk is not a time column
_CHINESE = str.maketrans(
    {"年": "-", "月": "-", "日": " ", "时": ":", "分": ":", "秒": " ", "：": ":", "\u3000": " ", "／": "/"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What a column says. kind: MISSING … FULL; day: date ordinal (0 without a date); second: after midnight."""

    kind: NDArray[np.uint8]
    day: NDArray[np.int32]
    second: NDArray[np.int32]


def read_moments(column: Sequence[str], *, zero_is_missing: bool = False) -> Moments:
    """Dates and times of a text column; with `zero_is_missing`, 0:00:00 and the like mean "did not happen"."""
    text = _as_bytes(column)
    count, width = text.size, text.dtype.itemsize
    kind = np.full(count, UNREADABLE, dtype=np.uint8)
    day = np.zeros(count, dtype=np.int32)
    second = np.zeros(count, dtype=np.int32)
    if not count:
        return Moments(kind, day, second)
    characters = text.view(np.uint8).reshape(count, width)
    used = min(width, _WIDEST)
    digit = (characters[:, :used] - 48) < 10
    blank = (characters[:, :used] == 0) | (characters[:, :used] == 32)
    bits = np.left_shift(np.uint64(1), np.arange(used, dtype=np.uint64))
    code = (digit * bits).sum(axis=1, dtype=np.uint64)
    too_wide = characters[:, used:].any(axis=1) if width > used else np.zeros(count, dtype=bool)
    for layout in np.unique(code)[:_LAYOUTS]:
        rows = np.flatnonzero((code == layout) & ~too_wide)
        mask = [bool(int(layout) >> at & 1) for at in range(used)]
        if not any(mask):
            kind[rows] = np.where(blank[rows].all(axis=1), MISSING, UNREADABLE)
            continue
        _read_layout(characters, rows, mask, kind, day, second)
        if zero_is_missing:
            zero = ((characters[rows][:, :used] == 48) | ~digit[rows]).all(axis=1)
            kind[rows[zero]] = MISSING
    return Moments(kind, day, second)


def _as_bytes(column: Sequence[str]) -> NDArray[np.bytes_]:
    try:
        text = np.array(column, dtype=np.bytes_)
    except UnicodeEncodeError:
        text = np.array([value.translate(_CHINESE).encode("ascii", "replace") for value in column], dtype=np.bytes_)
    return text if text.dtype.itemsize else text.astype("S1")


def _runs(mask: list[bool]) -> list[tuple[int, int]]:
    edges = [at for at in range(len(mask) + 1) if (at < len(mask) and mask[at]) != (at > 0 and mask[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _read_layout(
    characters: NDArray[np.uint8],
    rows: NDArray[np.intp],
    mask: list[bool],
    kind: NDArray[np.uint8],
    day: NDArray[np.int32],
    second: NDArray[np.int32],
) -> None:
    runs = _runs(mask)
    lines = characters[rows]
    lengths = [stop - start for start, stop in runs]
    numbers = [_number(lines, start, stop) for start, stop in runs]
    good = np.ones(rows.size, dtype=bool)
    for at in range(runs[0][0]):
        good &= lines[:, at] == 32
    for at in range(runs[-1][1], len(mask)):
        good &= (
            np.isin(lines[:, at], (0, 32, ord("Z"), ord(":"), ord("-")))
            if at == runs[-1][1]
            else np.isin(lines[:, at], (0, 32))
        )
    between = [lines[:, stop : runs[index + 1][0]] for index, (_start, stop) in enumerate(runs[:-1])]
    if lengths == [14] or lengths == [12]:
        value = numbers[0] if lengths == [14] else numbers[0] * 100
        found = (*_civil(value // 1_000_000), *_clock(value // 10_000 % 100, value // 100 % 100, value % 100))
    elif lengths in ([8], [6]):
        found = (*_civil(numbers[0]), None, good)
    elif lengths in ([8, 6], [8, 4]):
        value = numbers[1] if lengths[1] == 6 else numbers[1] * 100
        found = (*_civil(numbers[0]), *_clock(value // 10_000, value // 100 % 100, value % 100))
    elif len(runs) in (2, 3) and all((gap == 58).all() for gap in between):
        found = (None, good, *_clock(numbers[0], numbers[1], numbers[2] if len(runs) == 3 else numbers[0] * 0))
    elif len(runs) == 3:
        good &= _joins(between, b"-/.")
        found = (*_calendar(*numbers), None, good)
    elif len(runs) in (5, 6, 7):
        good &= _joins(between[:2], b"-/.") & _joins(between[2:3], b" T-") & _joins(between[3:5], b":")
        good &= _joins(between[5:], b".,")
        found = (
            *_calendar(*numbers[:3]),
            *_clock(numbers[3], numbers[4], numbers[5] if len(runs) > 5 else numbers[0] * 0),
        )
    else:
        return
    days, days_good, seconds, seconds_good = found
    good &= days_good & seconds_good
    kind[rows[good]] = FULL if days is not None and seconds is not None else TIME_ONLY if days is None else DATE_ONLY
    if days is not None:
        day[rows] = days
    if seconds is not None:
        second[rows] = seconds


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
    return np.where(good, hour * 3600 + minute * 60 + second, 0).astype(np.int32), good
