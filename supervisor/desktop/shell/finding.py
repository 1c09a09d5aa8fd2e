"""What Ctrl+K offers: commands of the desktop, and records found by the overview's search."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import screens
from supervisor.desktop.shell.finder import Found
from supervisor.language import _

_SCREEN_OF_KIND = {
    "person": "appraisal",
    "inspection": "inspections",
    "action": "actions",
    "complaint": "complaints",
    "meeting": "meetings",
    "incident": "dispatch",
}


def commands(desk: Desk) -> list[Found]:
    """Jobs first, then the screens."""
    jobs = [
        (_("Log an inspection"), "inspections", "new"),
        (_("Raise a corrective action"), "actions", "new"),
        (_("Record a complaint"), "complaints", "new"),
        (_("Request a meeting"), "meetings", "new"),
        (_("Declare a surge"), "dispatch", "surge"),
        (_("Declare a system outage"), "dispatch", "core_outage"),
        (_("Export the month to Excel"), "reports", "month"),
        (_("Verify the journal"), "settings", "verify"),
        (_("Add a person"), "settings", "people:new"),
        (_("Add a post"), "settings", "posts:new"),
        (_("Set opening hours"), "settings", "hours:set"),
        (_("Set a holiday or make-up workday"), "settings", "hours:day"),
        (_("Open another book…"), "settings", "book:open"),
        (_("New book…"), "settings", "book:new"),
    ]
    found = [
        Found(_("Command"), text, "", lambda screen=screen, about=about: desk.go(screen, about))
        for text, screen, about in jobs
    ]
    found += [Found(_("Screen"), s.title, s.shortcut, lambda key=s.key: desk.go(key)) for s in screens()]
    return found


def search(reader: Any, words: str, actor: str) -> list[Any]:
    """On the pool: records that match and that the person may read."""
    from supervisor.overview import search as find

    return list(find(reader, words, actor))


def line_of(desk: Desk, hit: Any) -> Found:
    """One record as a line of the palette."""
    kinds = {
        "person": _("Person"),
        "inspection": _("Inspection"),
        "action": _("Action"),
        "complaint": _("Complaint"),
        "meeting": _("Meeting"),
        "incident": _("Incident"),
    }
    kind = str(hit.subject).split(":", 1)[0]
    screen = _SCREEN_OF_KIND.get(kind, "today")
    return Found(kinds.get(kind, kind), hit.title, hit.detail, lambda: desk.go(screen, hit.subject))
