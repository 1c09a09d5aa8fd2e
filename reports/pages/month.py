"""What every page of a month works with: the open workbook, the reader, the span of days, people's names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from reports.look import Formats
from reports.table import Extent, Head, write_table
from supervisor.appraisal.records import MonthScore
from supervisor.journal import Reader
from supervisor.language import Words, _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass
class Month:
    """One month being written. `scores` is None when no rule book is in force; `tables` grows page by page."""

    workbook: Workbook
    formats: Formats
    r: Reader
    branch: str
    month: str
    first: date
    last: date
    people: dict[str, str]
    scores: MonthScore | None
    why_no_scores: str = ""
    tables: list[Extent] = field(default_factory=list)
    facts: dict[str, tuple[str, float | int, str]] = field(default_factory=dict)

    def name(self, subject: str) -> str:
        """A person's number and name; head office, the program or an unknown subject as they are."""
        return self.people.get(subject, subject)

    def names(self, subjects: Iterable[str]) -> str:
        """Several people in one cell."""
        return "、".join(map(self.name, subjects))

    def table(
        self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]], *, colour: str, **more: Any
    ) -> tuple[Worksheet, Extent]:
        """A sheet with one table, remembered for the proof page."""
        more.setdefault("note", f"{self.branch} · {self.month}")
        more.setdefault("document", f"{self.branch} {self.month}")
        more.setdefault("empty", _("Nothing was recorded in this month."))
        sheet, extent = write_table(self.workbook, self.formats, name, heads, rows, colour=colour, **more)
        self.tables.append(extent)
        return sheet, extent

    def fact(self, label: str, formula: str, value: float | int, kind: str) -> None:
        """A key figure for the cover: a formula over a page, with our value."""
        self.facts[label] = (formula, value, kind)


def word(names: dict[str, Words], code: str) -> str:
    """The name of a code in the language in force; the code itself when it has none."""
    return str(names[code]) if code in names else code


def minute_text(minute: int) -> str:
    """08:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
