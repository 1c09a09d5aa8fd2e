"""The pictures of a month's fairness by the key of their button, in the order they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from supervisor.appraisal.fairness import Fairness
from supervisor.desktop.screens.appraisal.fairness.judging import adjusted, ranks, severity
from supervisor.desktop.screens.appraisal.fairness.often import by_inspector, by_week, seldom, when
from supervisor.desktop.screens.appraisal.fairness.picture import Picture
from supervisor.desktop.screens.appraisal.fairness.spread import courses, items, posts

PICTURES: dict[str, Callable[[Fairness], Picture]] = {
    "severity": severity, "adjusted": adjusted, "ranks": ranks, "often": seldom, "matrix": by_inspector,
    "weeks": by_week, "when": when, "posts": posts, "items": items, "courses": courses,
}  # fmt: skip
