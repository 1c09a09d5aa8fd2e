"""Complaints with their clocks, praise, promises to customers, and the daily reading of the comment book."""

from supervisor.desktop.screens.complaints.page import make

__all__ = ["make"]
