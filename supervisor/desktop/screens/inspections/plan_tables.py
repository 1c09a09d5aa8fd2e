"""The lists of the plan's tab: planned checks, rules, draws, each line in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _

STATE_ORDER = ("overdue", "due", "running", "missed", "coming", "late", "excused", "done")


def checks_table(theme: Theme, take_up: Callable[[], object]) -> DataTable:
    """Planned checks by day."""
    return DataTable(
        theme,
        [
            Column("when", _("When"), lambda r: r.when, lambda r: r.order, width=152),
            Column("state", _("State"), lambda r: r.words, lambda r: STATE_ORDER.index(r.state),
                   status=lambda r: r.status, width=118),
            Column("name", _("Check"), lambda r: r.name, width=-1, strong=True),
            Column("about", _("Who and where"), lambda r: r.about, width=170, spare=True),
            Column("by", _("By whom"), lambda r: r.by, width=104),
            Column("remark", _("Inspection and remark"), lambda r: r.remark or "–", width=190, spare=True),
        ],
        name=_("Planned checks"),
        empty=EmptyState(
            _("Nothing is planned here. Take up the usual rules – an opening check each day, video twice a week, a "
              "deep check each month – and change them to the branch's own."),
            _("Take up the usual rules"), take_up,
        ),
        sort_by="when",
    )  # fmt: skip


def rules_table(theme: Theme, take_up: Callable[[], object]) -> DataTable:
    """What recurs."""
    return DataTable(
        theme,
        [
            Column("name", _("Rule"), lambda r: r.name, width=-1, strong=True),
            Column("checklist", _("Check-list"), lambda r: r.checklist, width=190, spare=True),
            Column("often", _("How often"), lambda r: r.often, width=92),
            Column("days", _("Days and time"), lambda r: r.days, width=240),
            Column("about", _("Who, where, how"), lambda r: r.about, width=120, spare=True),
            Column("by", _("By whom"), lambda r: r.by, width=150),
            Column("since", _("Valid from"), lambda r: r.since.isoformat(), lambda r: r.since, width=100, spare=True),
            Column("state", _("State"), lambda r: r.state, status=lambda r: r.status, width=132),
        ],
        name=_("Rules of the plan"),
        empty=EmptyState(
            _("No check recurs yet. Take up the usual rules, or add the branch's own."),
            _("Take up the usual rules"), take_up,
        ),
    )  # fmt: skip


def draws_table(theme: Theme, zone: Any, ask_draw: Callable[[], object]) -> DataTable:
    """Draws of spot checks, the latest first."""
    return DataTable(
        theme,
        [
            Column("number", _("Number"), lambda d: d.number, width=120, strong=True),
            Column("span", _("Span of days"), lambda d: d.span, width=130),
            Column("drawn", _("Checks"), lambda d: str(d.drawn), lambda d: d.drawn, True, width=70),
            Column("seed", _("Seed"), lambda d: d.seed, width=160),
            Column("at", _("Drawn"), lambda d: f"{d.at.astimezone(zone).year}-{moment(d.at, zone)}",
                   lambda d: d.at, width=150),
            Column("by", _("By"), lambda d: d.by, width=90),
            Column("reason", _("Why again"), lambda d: d.reason, width=-1),
        ],
        name=_("Draws of spot checks"),
        empty=EmptyState(
            _("No spot check was drawn yet. Draw those of a week: who is checked when is left to chance, but fairly."),
            _("Draw spot checks…"), ask_draw,
        ),
        sort_by="at", descending=True,
    )  # fmt: skip
