"""Dispatch: a surge or an outage in three steps — what happened, the proposed moves, send — built for stress."""

from supervisor.desktop.screens.dispatch.page import make

__all__ = ["make"]
