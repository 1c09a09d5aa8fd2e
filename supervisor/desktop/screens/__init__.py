"""The ten screens, one module or folder each, in the order of the rail.

A screen is named here and imported when it is first shown, so that starting up pays for Today alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.desk import Desk
    from supervisor.desktop.page import Page

KEYS = (
    "today", "inspections", "actions", "complaints", "traffic", "meetings", "dispatch", "appraisal", "reports",
    "settings",
)  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """One entry of the rail: key, title, and the shortcut that opens it."""

    key: str
    title: str
    shortcut: str


def screens() -> tuple[Screen, ...]:
    """The rail in its order, titled in the language in force."""
    titles = {
        "today": _("Today"),
        "inspections": _("Inspections"),
        "actions": _("Actions"),
        "complaints": _("Complaints"),
        "traffic": _("Traffic"),
        "meetings": _("Meetings"),
        "dispatch": _("Dispatch"),
        "appraisal": _("Staff appraisal"),
        "reports": _("Reports"),
        "settings": _("Settings"),
    }
    return tuple(Screen(key, titles[key], f"Ctrl+{(i + 1) % 10}") for i, key in enumerate(KEYS))


def allowed_screens(session: Any) -> tuple[str, ...]:
    """The screens that this person's rights open: who may not read the branch sees the own appraisal alone."""
    from supervisor.access.rights import Right

    if session.may(Right.READ_BRANCH):
        return tuple(k for k in KEYS if k != "complaints" or session.may(Right.READ_COMPLAINTS))
    return ("appraisal", "settings")


def make_page(key: str, desk: Desk) -> Page:
    """Import a screen's module and build its page."""
    if key not in KEYS:
        raise KeyError(key)
    page: Page = import_module(f"supervisor.desktop.screens.{key}").make(desk)
    return page
