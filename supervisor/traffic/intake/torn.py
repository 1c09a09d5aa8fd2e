"""The last row of a file that has no end of line: whole, or what was left when a copy or an export broke off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from supervisor.traffic.intake.mapping import TicketMapping

LOOKED_BACK = 1000  # rows before the last one that say how a row looks
_DIGITS = re.compile(r"\d+")
_SERIES = re.compile(r"\D*")


def breaks_off(
    row: Sequence[str], others: Sequence[Sequence[str]], used: Mapping[int, str], mapping: TicketMapping
) -> bool:
    """Whether a row is torn: columns are lacking, or its last cell is the beginning of what stands there else.

    others: rows before it, the nearest last. used: column -> its name, of those the mapping reads. A word or a window
    that others have too is taken as it stands: nothing tells the torn from the whole there.
    """
    if not row:
        return False
    if others and len(row) < min(map(len, others)):
        return True
    at = len(row) - 1
    last, name = row[at].strip(), used.get(at, "")
    if not last or not name:
        return False
    above = [one[at].strip() for one in others if len(one) > at and one[at].strip()]
    if name in mapping.times():
        beside = [row[other].strip() for other, one in used.items() if other < at and one in mapping.times()]
        return _shorter(last, above or [text for text in beside if text])
    if name in mapping.number:
        return _number_torn(last, above)
    if name in (mapping.service_class, mapping.outcome):
        return last not in above and any(text.startswith(last) for text in above)
    return False


def _shorter(text: str, others: Iterable[str]) -> bool:
    """Whether a moment has fewer parts than all others, or as many and the last of them shorter (14:4 of 14:45)."""

    def shape(one: str) -> tuple[int, int]:
        parts = _DIGITS.findall(one)
        return len(parts), len(parts[-1]) if parts else 0

    shapes = [shape(one) for one in others]
    return bool(shapes) and shape(text) < min(shapes)


def _number_torn(text: str, above: Sequence[str]) -> bool:
    """Whether a printed number is shorter than those just before it in its series, where numbers only grow.

    A10 after A101 and A102 is what is left of A103 when A10 has been there already, or is too short for its series.
    """
    letters = _SERIES.match(text).group()  # type: ignore[union-attr]
    if text == letters:
        return any(len(one) > len(text) and one.startswith(text) for one in above)
    series = [one for one in above if _SERIES.match(one).group() == letters]  # type: ignore[union-attr]
    near = series[-3:]
    return bool(near) and len(text) < min(map(len, near)) and (text in series or len(text) < min(map(len, series)))
