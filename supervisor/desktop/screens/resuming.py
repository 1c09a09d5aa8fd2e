"""The screen to begin with: Today, or the inspection that was open when the program last ended, however it ended."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.theme import settings

OPEN_INSPECTION = "inspections/open"  # which one is open on this computer; kept from the moment it is opened


def was_open() -> str:
    """The subject of the inspection that was open last; empty where none was. It may be another book's."""
    return str(settings().value(OPEN_INSPECTION, ""))


def first_screen(reader: Any, actor: str, last: str) -> str:
    """On the pool: `inspections` while this person has the one that was open still under way, else `today`."""
    from supervisor.inspection.ledger import open_inspections

    mine = any(one.subject == last and one.inspector == actor for one in open_inspections(reader))
    return "inspections" if mine else "today"
