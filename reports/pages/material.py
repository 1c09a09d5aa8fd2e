"""What several sheets of a month are made of, each read from the book once and kept while the workbook is written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from reports.fields.source import Source
from supervisor.actions.ledger import Action
from supervisor.complaints.ledger import complaints
from supervisor.complaints.records import Complaint
from supervisor.inspection.ledger import Given, Whole, inspections, scores_of, whole_sheets
from supervisor.inspection.records import Finding, Sheet
from supervisor.journal import Reader
from supervisor.traffic.figures import DaySummary
from supervisor.traffic.ledger import summaries


class Material:
    """A span of days as the ledgers hold it."""

    def __init__(self, r: Reader, first: date, last: date, source: Source) -> None:
        self._r, self._first, self._last, self._source = r, first, last, source

    @cached_property
    def _whole(self) -> dict[str, Whole]:
        known = list(reversed(inspections(self._r, self._first, self._last)))
        scored = {one.inspection.subject: one.score for one in self._source.scored}
        scored |= scores_of(self._r, [one for one in known if one.subject not in scored])
        return whole_sheets(self._r, known, scored)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Inspections with everything on them by subject, oldest first, those given up left out."""
        return {subject: one.sheet for subject, one in self._whole.items()}

    def given(self, inspection: str, item: str) -> Given | None:
        """Who answered an item when."""
        return self._whole[inspection].given.get(item)

    @cached_property
    def findings(self) -> list[Finding]:
        """Findings, oldest first."""
        return self._source.findings

    @cached_property
    def sections(self) -> list[str]:
        """For each finding the name of the section of its check-list in which it was found; empty where unknown."""
        named: dict[tuple[str, str], str] = {}
        for one in self.sheets.values():
            for section in one.template.sections:
                for item in section.items:
                    named[one.inspection.digest, item.id] = str(section.name)
        return [named.get((found.digest, found.item), "") for found in self.findings]

    @cached_property
    def days(self) -> dict[date, DaySummary]:
        """Customers and waits of each day with tickets."""
        return summaries(self._r, self._first, self._last)

    @cached_property
    def actions(self) -> list[Action]:
        """Corrective actions raised in the span."""
        return self._source.actions

    @cached_property
    def complaints(self) -> list[Complaint]:
        """Complaints heard in the span but those about the branch manager, which are head office's own."""
        return [case for case in complaints(self._r, self._first, self._last) if not case.head_office]

    @cached_property
    def checklists(self) -> dict[str, str]:
        """The names of check-lists by code; two of one name bear their codes."""
        names = {one.inspection.code: str(one.template.name) for one in self.sheets.values()}
        often = Counter(names.values())
        return {code: f"{name} ({code})" if often[name] > 1 else name for code, name in names.items()}
