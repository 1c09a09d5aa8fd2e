"""What a cell on screen says, as a value: a figure, a day, an instant, a time of day, else the text itself.

The text decides, never what stands behind it: what is masked on screen stays masked, what is rounded stays rounded.
The value behind a cell only lends the year to a day that is shown without one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

DIGITS = 15  # of a number in Excel; more are a number of something, which is a text
NOTHING = frozenset({"", "–", "—", "-"})

_FIGURE = re.compile(
    r"(?P<sign>[+\-−]?)(?P<money>[¥￥]?)(?P<digits>\d[\d,]*)(?P<rest>\.\d+)?\s?(?P<unit>[^\d\s.,]{0,12})"
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Known(NamedTuple):
    """A kind of cell, its value as `write_table` takes it, and the unit that is said with it."""

    kind: str
    value: Any
    unit: str = ""


class Way(NamedTuple):
    """How a column is written: its kind of cell and the unit that goes into its head."""

    kind: str = "text"
    unit: str = ""


def known(text: str, behind: Any, numeric: bool, zone: tzinfo | None) -> Known | None:
    """What a cell's text says; None where it is just a text."""
    return (_figure(text) if numeric else None) or _moment(text, behind, zone)


def way_of(cells: Sequence[tuple[str, Any]], numeric: bool, zone: tzinfo | None) -> Way:
    """How a column with these cells is best written: all that say something must agree."""
    found = Counter[tuple[str, str]]()
    for text, behind in cells:
        if text.strip() in NOTHING:
            continue
        said = known(text.strip(), behind, numeric, zone)
        if said is None:
            return Way()
        found[said.kind, said.unit] += 1
    kinds = {kind for kind, _unit in found}
    units = {unit for _kind, unit in found}
    if not kinds or len(units) > 1:
        return Way()
    if kinds == {"count", "number"}:
        return Way("number", units.pop())
    return Way(kinds.pop(), units.pop()) if len(kinds) == 1 else Way()


def value_of(text: str, behind: Any, way: Way, numeric: bool, zone: tzinfo | None) -> Any:
    """A cell as its column writes it; its text where it says something else."""
    if way.kind == "text":
        return text
    plain = text.strip()
    if not plain:
        return None
    said = None if plain in NOTHING else known(plain, behind, numeric, zone)
    fits = said is not None and said.unit == way.unit and (said.kind == way.kind or (said.kind, way.kind) == _WIDER)
    return said.value if said is not None and fits else text


_WIDER = ("count", "number")


def _figure(text: str) -> Known | None:
    hit = _FIGURE.fullmatch(text)
    if hit is None:
        return None
    whole, rest = hit["digits"].replace(",", ""), hit["rest"] or ""
    if len(whole) + len(rest) > DIGITS or (len(whole) > 1 and whole[0] == "0"):
        return None
    value = float(f"{'-' if hit['sign'] in ('-', '−') else ''}{whole}{rest}")
    unit = hit["unit"]
    if hit["money"]:
        return Known("money", round(value * 100)) if not unit else None
    if unit in ("%", "％"):
        return Known("share", value / 100)
    return Known("number", value, unit) if rest else Known("count", int(value), unit)


def _moment(text: str, behind: Any, zone: tzinfo | None) -> Known | None:
    if hit := _DAY.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in hit.groups())
        try:
            if hit[4] is None:
                return Known("day", date(year, month, day))
            return Known("instant", datetime(year, month, day, hour, minute, second))
        except ValueError:
            return None
    if hit := _TIME.fullmatch(text):
        return Known("time", int(hit[1]) * 60 + int(hit[2]))
    if not isinstance(behind, date):
        return None
    if isinstance(behind, datetime) and behind.tzinfo is not None and zone is not None:
        behind = behind.astimezone(zone)
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if isinstance(behind, datetime):
        if numbers[-4:] == [behind.month, behind.day, behind.hour, behind.minute]:
            return Known("instant", behind.replace(tzinfo=None, second=0, microsecond=0))
        behind = behind.date()
    return Known("day", behind) if numbers[-2:] == [behind.month, behind.day] else None
