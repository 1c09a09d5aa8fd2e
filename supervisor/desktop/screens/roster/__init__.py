"""Staff and roster: the week as people by days, one day, and who is trained for what."""

from supervisor.desktop.screens.roster.page import make

__all__ = ["make"]
