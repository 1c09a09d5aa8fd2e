"""Appraisal: the month's ranking, one person's points traced to their evidence, waivers, publishing, signing."""

from supervisor.desktop.screens.appraisal.page import make

__all__ = ["make"]
