"""What makes a workbook prove itself: every cell is remembered while it is written, the last sheet holds the marks of
all of them, and the device that wrote them signs it.

The reading side, `reports.checking`, shares no code with this one: a mistake made here must not excuse itself there.
"""

from reports.proof.about import About, about, journal_digest
from reports.proof.manifest import write_manifest
from reports.proof.record import SheetRecord, WorkbookRecord
from reports.proof.seal import seal

__all__ = ["About", "SheetRecord", "WorkbookRecord", "about", "journal_digest", "seal", "write_manifest"]
