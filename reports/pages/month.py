"""What every page of a month works with: the open workbook, the reader, the span of days, people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from reports.fields.source import Source
from reports.look import Formats
from reports.pages.material import Material
from reports.table import Extent, Head, write_table
from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.statement.words import item_names, node_names
from supervisor.journal import Reader
from supervisor.language import Words, _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


class Page(NamedTuple):
    """A sheet as the list of contents names it: what it is called, how many rows it has (None: it is no table)."""

    name: str
    rows: int | None
    colour: str


class Figure(NamedTuple):
    """A key figure: what it is called, the formula over the sheets and our own value of it."""

    label: str
    formula: str
    value: float | int
    kind: str


@dataclass
class Month:
    """One month being written. `scores` is None when no rule book is in force; `tables` and `pages` grow page by page.

    `coded` are the tables that have a stable name, `facts` key figures by their code, in the order in which they were
    found. For the summary: person-minutes of meetings (planned inside hours, off the peaks, held inside hours, off the
    peaks) by the name of their kind, the day of each meeting, and the rows of the incidents.
    """

    workbook: Workbook
    formats: Formats
    r: Reader
    branch: str
    month: str
    first: date
    last: date
    people: Mapping[str, str]
    scores: MonthScore | None
    source: Source
    why_no_scores: str = ""
    tables: list[Extent] = field(default_factory=list)
    coded: dict[str, Extent] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    facts: dict[str, Figure] = field(default_factory=dict)
    meeting_minutes: dict[str, list[Sequence[int]]] = field(default_factory=dict)
    meeting_days: list[date] = field(default_factory=list)
    incident_rows: list[list] = field(default_factory=list)

    @property
    def until(self) -> date:
        """The last day so far: figures of a running month are those up to today."""
        return max(self.first, min(self.last, self.r.today))

    @cached_property
    def material(self) -> Material:
        """What several sheets are made of."""
        return Material(self.r, self.first, self.last, self.source)

    @cached_property
    def called(self) -> tuple[Mapping[str, Words], Mapping[str, Words]]:
        """How the items of check-lists and the lines of the rule book in force are called, by their codes."""
        nodes = node_names(self.scores.rulebook) if self.scores is not None else {}
        return item_names(self.r), nodes

    def name(self, subject: str) -> str:
        """A person's number and name; head office, the program or an unknown subject as they are."""
        return self.people.get(subject, subject)

    def names(self, subjects: Iterable[str]) -> str:
        """Several people in one cell."""
        return "、".join(map(self.name, subjects))

    def local(self, instant: datetime | None) -> datetime | None:
        """An instant as the branch's clocks showed it."""
        return None if instant is None else self.r.local(round(instant.timestamp() * 1000)).replace(microsecond=0)

    def table(
        self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]], *, colour: str, **more: Any
    ) -> tuple[Worksheet, Extent]:
        """A sheet with one table, remembered for the list of contents and the proof page."""
        more.setdefault("note", f"{self.branch} · {self.month}")
        more.setdefault("document", f"{self.branch} {self.month}")
        more.setdefault("empty", _("Nothing was recorded in this period."))
        sheet, extent = write_table(self.workbook, self.formats, name, heads, rows, colour=colour, **more)
        self.tables.append(extent)
        if more.get("code"):
            self.coded[more["code"]] = extent
        self.pages.append(Page(name, extent.rows, colour))
        return sheet, extent

    def fact(self, code: str, label: str, formula: str, value: float | int, kind: str) -> None:
        """A key figure for the cover: a formula over a page, with our value."""
        self.facts[code] = Figure(label, formula, value, kind)


def word(names: Mapping[str, Words], code: str) -> str:
    """The name of a code in the language in force; the code itself when it has none."""
    return str(names[code]) if code in names else code


def yes_no(value: bool | None) -> str:
    """Yes, no, or nothing where it is not known."""
    return "" if value is None else _("yes") if value else _("no")


def minute_text(minute: int) -> str:
    """08:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def quoted(words: str) -> str:
    """A text inside a formula."""
    return '"' + words.replace('"', '""') + '"'
