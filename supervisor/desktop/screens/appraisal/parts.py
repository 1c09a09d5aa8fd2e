"""The tabs of the appraisal, in their order: which view each shows and who is offered it.

A further tab is a line in `PARTS` and a view with `put(snapshot, wanted)`, where `wanted` is the subject asked for
when it is of one of the view's `about` kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.screens.appraisal.appeals import AppealsView
from supervisor.desktop.screens.appraisal.fairness.view import FairnessView
from supervisor.desktop.screens.appraisal.fund.view import FundView
from supervisor.desktop.screens.appraisal.late.view import LateView
from supervisor.desktop.screens.appraisal.numbers.view import NumbersView
from supervisor.desktop.screens.appraisal.own.view import OwnMonthView
from supervisor.desktop.screens.appraisal.own_findings import OwnFindingsView
from supervisor.desktop.screens.appraisal.ranking import RankingView
from supervisor.desktop.screens.appraisal.reading import Snapshot
from supervisor.desktop.screens.appraisal.review.view import ReviewView
from supervisor.desktop.screens.appraisal.rules import RulesView
from supervisor.language import _


@dataclass(frozen=True)
class Part:
    """A tab: its key, its word, what makes its view, the right it needs ("" for everybody), and what kinds of subject
    open it."""

    key: str
    title: str
    view: Callable[[Any], Any]
    right: str = "read_people"
    about: str = ""


def parts() -> tuple[Part, ...]:
    """All tabs, titled in the language in force: the branch's first, then one's own."""
    return (
        Part("ranking", _("Ranking"), RankingView, about="person"),
        Part("review", _("Reviews"), ReviewView, about="review"),
        Part("appeals", _("Appeals"), AppealsView, "", about="appeal"),
        Part("late", _("Late"), LateView),
        Part("fund", _("Awards"), FundView),
        Part("fairness", _("Fairness"), FairnessView, ""),
        Part("numbers", _("Numbers"), NumbersView, ""),
        Part("rules", _("Rule book"), RulesView, ""),
        Part("own", _("My month"), OwnMonthView, "", about="own"),
        Part("mine", _("Of mine"), OwnFindingsView, "", about="finding"),
    )


def offered(snapshot: Snapshot, keys: dict[str, Part]) -> list[str]:
    """The tabs for whoever is logged in: one's own month only where one has any."""
    found = [key for key, part in keys.items() if not part.right or snapshot.may(part.right)]
    if snapshot.course.own is None and not snapshot.course.asked:
        found.remove("own")
    return found
