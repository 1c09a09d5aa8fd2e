"""Workbooks for head office: ledger rows in, .xlsx out.

The room exists because head office reads Excel: every figure on screen must arrive there with its formula, its cached
value and its trace, printed on A4 without further work. XlsxWriter lives here and nowhere else, and is imported when
the first workbook is written. `month_workbook` is the month; `inspection_workbook` and `person_workbook` one thing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.complaints import complaints_workbook
    from reports.incident import incident_workbook
    from reports.inspection import inspection_workbook
    from reports.month import month_workbook
    from reports.numbers_form import write_numbers_form
    from reports.person import person_workbook
    from reports.rulebook_form import write_rulebook
    from reports.week import week_workbook
    from reports.weekly import weekly_workbook

__all__ = [
    "complaints_workbook",
    "incident_workbook",
    "inspection_workbook",
    "month_workbook",
    "person_workbook",
    "week_workbook",
    "weekly_workbook",
    "write_numbers_form",
    "write_rulebook",
]

_HOME = {
    "complaints_workbook": "complaints",
    "incident_workbook": "incident",
    "inspection_workbook": "inspection",
    "month_workbook": "month",
    "person_workbook": "person",
    "week_workbook": "week",
    "weekly_workbook": "weekly",
    "write_numbers_form": "numbers_form",
    "write_rulebook": "rulebook_form",
}


def __getattr__(name: str) -> Any:
    """Reports are imported when first asked for: the desktop opens without them."""
    if name in _HOME:
        return getattr(import_module(f"reports.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
