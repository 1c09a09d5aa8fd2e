"""The tables of a day: its peaks, and its classes of service."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.traffic.reading import ClassLine
from supervisor.desktop.screens.traffic.sight_tables import wide
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import number, span
from supervisor.language import _


def peak_table(theme: Theme) -> DataTable:
    """Stretches in which nobody can be spared."""
    return DataTable(
        theme,
        [
            Column("class", _("Class"), lambda p: p.name, width=-1, strong=True),
            Column("span", _("From – to"), lambda p: span(p.start_minute, p.end_minute), lambda p: p.start_minute,
                   width=108),
            Column("customers", _("Customers"), lambda p: number(p.customers, 0), lambda p: p.customers, True, width=84,
                   spare=True),
            Column("planned", _("Fewest planned"), lambda p: number(p.planned), lambda p: p.planned, True,
                   width=wide(_("Fewest planned"))),
            Column("needed", _("Most needed"), lambda p: str(p.needed), lambda p: p.needed, True,
                   width=wide(_("Most needed"))),
            Column("wait", _("Longest wait (min)"), lambda p: number(p.wait_minutes), lambda p: p.wait_minutes, True,
                   width=wide(_("Longest wait (min)"))),
            Column("fewer", _("One fewer (min)"), lambda p: number(p.one_fewer_minutes),
                   lambda p: p.one_fewer_minutes, True, width=112),
        ],
        name=_("Peaks"),
        empty=EmptyState(_("No peak: one person fewer would still keep the waiting target all day.")),
    )  # fmt: skip


def class_table(theme: Theme, ask_file: Any) -> DataTable:
    """Expected, came, service time and people of each class."""
    return DataTable(
        theme,
        [
            Column("name", _("Class"), lambda c: c.name, width=-1, strong=True),
            Column("expected", _("Expected"), lambda c: number(c.expected, 0), lambda c: c.expected, True, width=72),
            Column("came", _("Came"), lambda c: "–" if c.came is None else str(c.came),
                   lambda c: -1 if c.came is None else c.came, True, width=60, spare=True),
            Column("service", _("Service (min)"), lambda c: number(c.service_minutes), lambda c: c.service_minutes,
                   True, width=98, spare=True),
            Column("people", _("People at the worst"), _people, lambda c: c.planned - c.needed, status=_enough,
                   width=150),
        ],
        name=_("Service classes"),
        empty=EmptyState(_("No ticket file has been taken in yet."), _("Take in a ticket file"), ask_file),
    )  # fmt: skip


def _people(line: ClassLine) -> str:
    return _("{planned} of {needed} needed").format(planned=number(line.planned, 0), needed=line.needed)


def _enough(line: ClassLine) -> str:
    return "good" if line.planned >= line.needed else "warning"
