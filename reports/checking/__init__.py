"""The reading side of the proof: opens a workbook that came from anywhere and says whether it is as it was signed.

It shares no code with the writing side, `reports.proof`: both follow docs/workbook-proof.md, so that a mistake of one
is not excused by the other.
"""

from reports.checking.checking import check
from reports.checking.saying import KINDS, NOTES, VERDICTS, Change, Checked, Note

__all__ = ["KINDS", "NOTES", "VERDICTS", "Change", "Checked", "Note", "check"]
