"""A workbook looked at before it is handed over: its sheets as they will open, read back from the file itself.

The room exists because what is shown must be what is written: the same report writes the same workbook into a folder of
its own, unrecorded, and what stands in that file is read back. Nothing of it stays.
"""

from reports.preview.looking import preview
from reports.preview.pages import Cell, Look, Page

__all__ = ["Cell", "Look", "Page", "preview"]
