"""Reports: the month, one inspection or one person as a workbook for head office."""

from supervisor.desktop.screens.reports.page import make

__all__ = ["make"]
