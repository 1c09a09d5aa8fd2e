"""What every sheet of a consolidation works with: the open workbook, the branches taken, which figures they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reports.consolidation.naming import Figure
from reports.consolidation.records import Ignored, Refused, Workbook
from reports.look import Formats
from reports.table import Extent, Head, write_table
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Writer
    from xlsxwriter.worksheet import Worksheet

SCALED = {"points", "money"}  # write_table takes hundredths of these


@dataclass
class Whole:
    """One consolidation being written; `totals` grows as the pages of figures are written: code -> cell with its total
    over all branches, and the value we computed."""

    workbook: Writer
    formats: Formats
    month: str
    taken: Sequence[Workbook]
    refused: Sequence[Refused]
    ignored: Sequence[Ignored]
    figures: Mapping[str, Figure]
    totals: dict[str, tuple[str, float]] = field(default_factory=dict)
    key: Extent | None = None

    @property
    def document(self) -> str:
        """What the foot of each printed page says."""
        return _("Branches of {month}").format(month=self.month)

    def who_heads(self) -> list[Head]:
        """The first columns of a table of branches; that of their numbers is left out where none has one."""
        numbers = [Head(_("Branch no."), 12)] if self.numbered else []
        return [Head(_("Running no."), 9, "count"), *numbers, Head(_("Branch"), 22)]

    def who(self, number: int, one: Workbook) -> list[Any]:
        """What stands in them."""
        return [number, *([one.branch_no] if self.numbered else []), one.branch]

    @cached_property
    def numbered(self) -> bool:
        """Whether any branch has a number."""
        return any(one.branch_no for one in self.taken)

    def column(self, code: str) -> list[float | None]:
        """The figure of every branch in their order."""
        return [value if isinstance(value := one.figures.get(code), int | float) else None for one in self.taken]

    def table(
        self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]], *, colour: str, **more: Any
    ) -> tuple[Worksheet, Extent]:
        """A sheet with one table."""
        more.setdefault("note", self.document)
        more.setdefault("empty", _("There is nothing here."))
        return write_table(
            self.workbook, self.formats, name, heads, rows, colour=colour, document=self.document, **more
        )


def cell(value: float | None, kind: str) -> float | int | None:
    """A figure as write_table takes it."""
    if value is None:
        return None
    if kind in SCALED:
        return round(value * 100)
    return round(value) if kind == "count" and float(value).is_integer() else value
