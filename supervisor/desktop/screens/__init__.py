"""The screens, one module or folder each, in the order of the rail.

A screen is named here and imported when it is first shown, so that starting up pays for Today alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.desk import Desk
    from supervisor.desktop.page import Page

KEYS = (
    "today", "inspections", "actions", "complaints", "traffic", "roster", "meetings", "dispatch", "appraisal",
    "reports", "settings",
)  # fmt: skip
OWN_SHORTCUT = {"roster": "Ctrl+Shift+R"}  # Ctrl and a digit stay with the ten screens that had them first


class Screen(NamedTuple):
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
        "roster": _("Staff and roster"),
        "meetings": _("Meetings"),
        "dispatch": _("Dispatch"),
        "appraisal": _("Staff appraisal"),
        "reports": _("Reports"),
        "settings": _("Settings"),
    }
    digits = (f"Ctrl+{place % 10}" for place in range(1, len(KEYS) + 1))
    return tuple(Screen(key, titles[key], OWN_SHORTCUT.get(key) or next(digits)) for key in KEYS)


def allowed_screens(session: Any) -> tuple[str, ...]:
    """The screens that this person's rights open: who may not read the branch sees the own appraisal and meetings, the
    actions he is in himself, and those complaints that he was told first, for whoever is told first records them.
    Inspections name people: they are for those who may read people's records.
    """
    from supervisor.access.rights import Right

    own = ("actions",) if session.may(Right.TAKE_UP_ACTION) else ()
    complaints = session.may(Right.READ_COMPLAINTS) or session.may(Right.RECORD_COMPLAINT)
    if session.may(Right.READ_BRANCH):
        shut = {"complaints": not complaints, "inspections": not session.may(Right.READ_PEOPLE)}
        return tuple(key for key in KEYS if not shut.get(key))
    first = ("complaints",) if complaints else ()
    return ("appraisal", *own, *first, "meetings", "settings")


def make_page(key: str, desk: Desk) -> Page:
    """Import a screen's module and build its page."""
    if key not in KEYS:
        raise KeyError(key)
    page: Page = import_module(f"supervisor.desktop.screens.{key}").make(desk)
    return page
