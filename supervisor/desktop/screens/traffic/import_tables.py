"""The tables of the import sheet: tickets or counts as they would be read, and the rows that are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.import_reading import outcome_words
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


def ticket_table(desk: Desk, classes: Callable[[], Mapping[str, str]]) -> DataTable:
    """Tickets as they would be read."""

    def name(row: Any) -> str:
        return classes().get(row.service_class, str(row.service_class))

    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda r: str(r.row), lambda r: r.row, True, width=56),
        Column("number", _("Ticket"), lambda r: r.number, width=88, strong=True),
        Column("class", _("Class"), name, width=128),
        Column("day", _("Day"), lambda r: r.day, width=104),
        Column("arrived", _("Taken"), lambda r: r.arrived, width=86),
        Column("called", _("Called up"), lambda r: r.called, width=86),
        Column("finished", _("Finished"), lambda r: r.finished, width=86),
        Column("outcome", _("Outcome"), lambda r: outcome_words(r.outcome), width=96),
        Column("server", _("Window"), lambda r: r.server, width=72, spare=True),
        Column("rating", _("Rating"), _stars, lambda r: r.rating, True, width=60, spare=True),
        Column("verdict", _("As read"), _verdict, status=_status, width=-1),
    ]
    empty = EmptyState(_("The first rows appear here once the columns are chosen."))
    return DataTable(desk.theme, columns, name=_("First rows"), empty=empty)


def count_table(desk: Desk, classes: Callable[[], Mapping[str, str]]) -> DataTable:
    """Counts as they would be read."""

    def name(row: Any) -> str:
        return classes().get(row.service_class, str(row.service_class)) or _("all customers")

    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda r: str(r.row), lambda r: r.row, True, width=56),
        Column("day", _("Day"), lambda r: r.day, width=112),
        Column("start", _("From"), lambda r: r.arrived[:5], width=86),
        Column("class", _("Class"), name, width=180),
        Column("customers", _("Customers"), _customers, lambda r: r.customers or 0, True, width=104, strong=True),
        Column("verdict", _("As read"), _verdict, status=_status, width=-1),
    ]
    empty = EmptyState(_("The first rows appear here once the columns are chosen."))
    return DataTable(desk.theme, columns, name=_("First counts"), empty=empty)


def _customers(row: Any) -> str:
    return "" if row.customers is None else str(row.customers)


def _stars(row: Any) -> str:
    return str(row.rating) if row.rating else ""


def _verdict(row: Any) -> str:
    return row.fault or row.remark or _("is taken")


def _status(row: Any) -> str:
    return "bad" if row.fault else "warning" if row.remark else "good"


def refused_table(desk: Desk) -> DataTable:
    """Rows that are refused, with the reason and the cure."""
    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda f: str(f.row), lambda f: f.row, True, width=76),
        Column("why", _("Why it is refused"), lambda f: f.problem, width=300),
        Column("cure", _("What to write instead"), lambda f: f.cure, width=-1),
    ]
    return DataTable(desk.theme, columns, name=_("Refused rows"))


def repaired_table(desk: Desk) -> DataTable:
    """Rows that were taken after something in them was mended."""
    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda f: str(f.row), lambda f: f.row, True, width=76),
        Column("what", _("What was mended"), lambda f: f.problem, width=300),
        Column("cure", _("What would spare it"), lambda f: f.cure, width=-1),
    ]
    return DataTable(desk.theme, columns, name=_("Repaired rows"))
