"""How long something took, where a file says that and not when it ended: 95, 1:35, 00:01:35, 3分20秒, 2.5 (minutes)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.intake.headings import plain
from supervisor.traffic.intake.mapping import TicketMapping
from supervisor.traffic.intake.moment_words import says_nothing
from supervisor.traffic.tickets import NEVER

UNREADABLE = -2
_UNITS = (("秒", 1), ("分", 60), ("时", 3600), ("second", 1), ("sec", 1), ("minute", 60), ("min", 60), ("hour", 3600))
_PARTS = re.compile(
    r"(?:(\d+)\s*(?:小时|时|h)[a-z]*)?\s*(?:(\d+)\s*(?:分钟|分|min|m)[a-z]*)?\s*(?:(\d+)\s*(?:秒钟|秒|s)[a-z]*)?"
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:\.\d+)?")
_MOST_SECONDS = 86_400


def unit_of(header: str) -> int:
    """Seconds in one of what the header's brackets name: 等候时间(分钟) counts minutes; without a word seconds."""
    bracket = re.search(r"[(（\[【]([^)）\]】]*)[)）\]】]", header)
    text = plain(bracket.group(1) if bracket else header)
    for word, seconds in _UNITS:
        if word in text and (bracket or word.isascii()):
            return seconds
    return 60 if bracket and text in ("m", "mins") else 1


def read_durations(column: Sequence[str], header: str) -> NDArray[np.int32]:
    """Seconds, `NEVER` where nothing is said, `UNREADABLE` for what is no duration; shape (rows,)."""
    unit = unit_of(header)
    known = {text: _seconds(text, unit) for text in set(column)}
    return np.fromiter(map(known.__getitem__, column), dtype=np.int32, count=len(column))


def _seconds(text: str, unit: int) -> int:
    text = unicodedata.normalize("NFKC", text).strip(" \t'\"=").casefold()
    if says_nothing(text) or text in ("无", "空"):
        return NEVER
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        clock, parts = _CLOCK.fullmatch(text), _PARTS.fullmatch(text)
        if clock:
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        elif parts and any(parts.groups()):
            hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        else:
            return UNREADABLE
        number, unit = hours * 3600 + minutes * 60 + seconds, 1
    seconds = number * unit
    return round(seconds) if 0 <= seconds <= _MOST_SECONDS else UNREADABLE


def lasting(
    mapping: TicketMapping, headers: Mapping[str, str], text: Mapping[str, Any], start: NDArray[Any],
    called: NDArray[Any], finished: NDArray[Any], left: NDArray[np.bool_],
) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]]:  # fmt: skip
    """Call and end where the file says how long instead of when; and where it cannot be read.

    headers: as compared -> as written; text: column -> its texts; left: who is said to have left. Shapes (rows,).
    """
    bad = np.zeros(start.size, dtype=bool)
    if mapping.waited:
        waited = read_durations(text[mapping.waited], headers[mapping.waited])
        bad |= waited == UNREADABLE
        told = waited >= 0
        finished = np.where(told & left & (finished == NEVER), start + waited, finished)
        called = np.where(told & ~left & (called == NEVER), start + waited, called)
    if mapping.served:
        served = read_durations(text[mapping.served], headers[mapping.served])
        bad |= served == UNREADABLE
        told = (served >= 0) & ~left
        back = told & (called == NEVER) & (finished != NEVER) & (finished - served >= start)
        finished = np.where(told & (finished == NEVER) & (called != NEVER), called + served, finished)
        called = np.where(back, finished - served, called)
    return called, finished, bad
