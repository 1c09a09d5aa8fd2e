"""Today: what a manager must know at 08:00 without a click, and from opening on the day against its forecast."""

from supervisor.desktop.screens.today.page import make

__all__ = ["make"]
