"""Which keys are valid on the sheet at which moment, for the bar under the list."""

from __future__ import annotations

from supervisor.desktop.widgets.key_bar import Hints
from supervisor.language import _


def answering(answered: bool) -> Hints:
    """On an item of an inspection under way; `answered`: it has a detail that can be opened."""
    detail = (("↵", _("details")),) if answered else ()
    return (
        ("1", _("in order")), ("2", _("not in order")), ("3", _("not applicable")), *detail, ("N", _("remark")),
        ("P", _("photo")), ("↑↓", _("move")), ("Ctrl Z", _("undo")), ("Ctrl ↵", _("finish and sign")),
    )  # fmt: skip


def filling(matches: bool, naming: bool, last: bool) -> Hints:
    """In a field of the detail; `matches` are listed under it, `naming`: it takes several, `last`: Enter takes all."""
    if matches:
        first: Hints = (("↑↓", _("choose")), ("↵", _("take this one")))
    elif last:
        first = (("↵", _("keep, next item")),)
    else:
        first = (("Tab ↵", _("next field")),)
    more = (("⌫", _("take the last one off")),) if naming and not matches else ()
    keep = () if last and not matches else (("Ctrl ↵", _("keep, next item")),)
    return (*first, *more, *keep, ("Esc", _("back to the item")))


def reading(action: bool, finding: bool, correctable: bool) -> Hints:
    """On an item of a finished inspection: what can still be done about it."""
    found: list[tuple[str, str]] = [("↑↓", _("move"))]
    if action:
        found.append(("↵", _("open its corrective action")))
    if finding:
        found.append(("W", _("waive this finding")))
    if correctable:
        found.append(("R", _("correct the inspection")))
    return (*found, ("Esc", _("all inspections")))
