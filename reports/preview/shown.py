"""What a cell shows by its number format: the few kinds of our own workbooks, and of common forms."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_LITERAL = re.compile(r'"([^"]*)"')
_SPACING = re.compile(r"[_*].|\\|\[[^\]]*\]")
_FIGURE = re.compile(r"[#0,]+(?:\.(0+))?(%?)")


def text_of(value: Any, code: str) -> str:
    """A value as its number format shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M" if "h" in code else "%Y-%m-%d")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return figure(float(value), code) if isinstance(value, int | float) else str(value)


def figure(value: float, code: str) -> str:
    """A figure by a format such as `#,##0.00_ ;-#,##0.00_ ;"–"_ ;@_ `."""
    sections = [_SPACING.sub("", part) for part in code.split(";")]
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    section = _LITERAL.sub(lambda found: found[1], section)
    if section in ("", "@", "General"):
        return f"{value:.10g}"
    found = _FIGURE.search(section)
    if found is None:
        return section
    decimals = len(found[1] or "")
    shown = value * 100 if found[2] else value
    grouping = "," if "," in found[0] else ""
    return f"{section[: found.start()]}{shown:{grouping}.{decimals}f}{found[2]}{section[found.end() :]}"
