"""Meetings: the week over its traffic, requests, prices and alternatives, publishing."""

from supervisor.desktop.screens.meetings.page import make

__all__ = ["make"]
