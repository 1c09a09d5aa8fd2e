"""Corrective actions: the list, the chosen one with its course, like places, dates, and the notice to the branch."""

from supervisor.desktop.screens.actions.page import make

__all__ = ["make"]
