"""What Today says while the branch is not open: that it is not, and when it opens next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.wording import clock, weekday
from supervisor.language import _


def doors_words(today: Any) -> str:
    """How the branch stands, in a figure's few words; empty while it is open."""
    return {
        "before": _("Not open yet"),
        "over": _("Closed for the day"),
        "closed": _("Closed today"),
    }.get(today.doors, "")


def next_opening_words(today: Any) -> str:
    """When it opens next: today and tomorrow by name, later ones by date and weekday."""
    if today.next_opening is None:
        return _("no opening hours in the coming two weeks")
    day, minute = today.next_opening
    if day == today.day:
        return _("opens today at {time}").format(time=clock(minute))
    if day == today.day + timedelta(days=1):
        return _("opens tomorrow at {time}").format(time=clock(minute))
    return _("opens {day} {weekday} at {time}").format(day=f"{day:%m-%d}", weekday=weekday(day), time=clock(minute))
