"""The cases behind a figure: what a bar, a field or a line of a table counted."""

from __future__ import annotations

from collections.abc import Mapping

from .counting import codes_above, key_of
from .records import Case, Figures


def cases_behind(figures: Figures, axis: str, key: str, parents: Mapping[str, str] | None = None) -> list[Case]:
    """The cases that an axis counts under a key, those of the codes under it included where `parents` is given.

    Axes are those of the figures, and `month` (2026-11), `hour` ("weekday hour", each -1 for all), `clock` (its kind:
    those that were not kept), `all`.
    """
    if axis == "all":
        return list(figures.cases)
    if axis == "month":
        return [case for case in (*figures.earlier, *figures.cases) if case.day.isoformat()[:7] == key]
    if axis == "hour":
        weekday, hour = map(int, key.split())
        return [
            case for case in figures.cases
            if case.hour >= 0 and hour in (-1, case.hour) and weekday in (-1, case.happened.weekday())
        ]  # fmt: skip
    if axis == "clock":
        return [case for case in figures.cases if any(k == key and s in ("late", "met_late") for k, s in case.clocks)]
    above = parents or {}
    return [case for case in figures.cases if key in (code := key_of(case, axis), *codes_above(code, above))]
