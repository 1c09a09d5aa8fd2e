"""Inspections: what was inspected and how it scored, and the page on which one is logged from the keyboard."""

from supervisor.desktop.screens.inspections.page import make

__all__ = ["make"]
