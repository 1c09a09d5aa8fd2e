"""A month's incidents in one line, for the review's agenda and for a figure on screen."""

from __future__ import annotations

from supervisor.dispatch.afterwards.page import MonthOfIncidents
from supervisor.language import Words

from .incident_words import duration


def incidents_in_short(figures: MonthOfIncidents) -> str:
    """How fast the first order went, what the moves were expected to save, who was lost, which lessons are open; empty
    in a month without incidents."""
    parts: list[Words] = []
    if figures.first_order_median_seconds is not None:
        quick = duration(figures.first_order_median_seconds)
        parts.append(Words(f"首道指令 {quick}", f"first order after {quick}"))
        minutes = f"{figures.saved:.0f}"
        parts.append(Words(f"预计少等 {minutes} 客户分钟", f"{minutes} customer-minutes saved, as predicted"))
    if figures.lost is not None:
        parts.append(Words(f"流失 {figures.lost} 人", f"{figures.lost} customers lost"))
    if figures.lessons_open:
        n = figures.lessons_open
        parts.append(Words(f"{n} 条教训待培训", f"{n} lessons to be taught"))
    return " · ".join(map(str, parts))
