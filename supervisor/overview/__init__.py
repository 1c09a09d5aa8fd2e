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
    from .kept import briefing_now, review_now
    from .meeting_view import meeting_suggestion
    from .monthly import month_figures
    from .printing import agenda_html, briefing_html
    from .records import Briefing, Hit, MonthFigures, Today

__all__ = [
    "Briefing",
    "Hit",
    "MonthFigures",
    "Today",
    "agenda_html",
    "briefing",
    "briefing_html",
    "briefing_now",
    "meeting_suggestion",
    "month_figures",
    "review_now",
    "search",
    "today",
]

_HOME = {
    "Briefing": "records",
    "Hit": "records",
    "MonthFigures": "records",
    "Today": "records",
    "agenda_html": "printing",
    "briefing": "agenda",
    "briefing_html": "printing",
    "briefing_now": "kept",
    "meeting_suggestion": "meeting_view",
    "month_figures": "monthly",
    "review_now": "kept",
    "search": "finding",
    "today": "daily",
}


def __getattr__(name: str) -> Any:
    """Each answer is imported when first asked for: the forecast's libraries are not needed to find a person."""
    if name in _HOME:
        return getattr(import_module(f"supervisor.overview.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
