"""What spans rooms, read only: today at a glance, the briefing's agenda, a month's figures, and finding
anything.

The room exists so that no screen, report or command has to know how many rooms an answer comes from, and so
that all of them give the same answer. It keeps no tables of its own and reads only by index: a day, a month,
what is open.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agenda import briefing
    from .daily import today
    from .finding import search
    from .meeting_view import meeting_suggestion
    from .monthly import month_figures
    from .printing import briefing_html
    from .records import Briefing, Hit, MonthFigures, Today

__all__ = [
    "Briefing",
    "Hit",
    "MonthFigures",
    "Today",
    "briefing",
    "briefing_html",
    "meeting_suggestion",
    "month_figures",
    "search",
    "today",
]

_HOME = {
    "Briefing": "records",
    "Hit": "records",
    "MonthFigures": "records",
    "Today": "records",
    "briefing": "agenda",
    "briefing_html": "printing",
    "meeting_suggestion": "meeting_view",
    "month_figures": "monthly",
    "search": "finding",
    "today": "daily",
}


def __getattr__(name: str) -> Any:
    """Each answer is imported when first asked for: the forecast's libraries are not needed to find a person."""
    if name in _HOME:
        return getattr(import_module(f"supervisor.overview.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
