"""Which keys are valid on the sheet at which moment, for the bar under the list."""

from __future__ import annotations

from supervisor.desktop.widgets.key_bar import Hints
from supervisor.language import _


def answering(kind: str, one_by_one: bool) -> Hints:
    """On an item of an inspection under way: what kind of question it is, and whether it stands alone."""
    if kind in ("choice", "choices"):
        first: Hints = (("1–9", _("choose")), ("↵", _("details")))
    elif kind == "check":
        first = (("1", _("in order")), ("2", _("not in order")), ("3", _("not applicable")), ("↵", _("details")))
    elif kind == "note":
        first = (("↵", _("next item")),)
    else:
        first = (("↵", _("fill in")),)
    return (
        *first, ("N", _("remark")), ("P", _("photo")), ("↑↓", _("move")),
        ("V", _("whole page") if one_by_one else _("one by one")), ("Ctrl Z", _("undo")),
        ("Ctrl ↵", _("finish and sign")),
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


def reading(action: bool, finding: bool, correctable: bool, late: bool, appeal: bool = False) -> Hints:
    """On an item of a finished inspection: what can still be done about it."""
    found: list[tuple[str, str]] = [("↑↓", _("move"))]
    if action:
        found.append(("↵", _("open its corrective action")))
    if late:
        found.append(("L", _("what came late: seen, changes nothing")))
    if appeal:
        found.append(("D", _("decide the appeal")))
    if finding:
        found.append(("W", _("waive this finding")))
    if correctable:
        found.append(("R", _("correct the inspection")))
    return (*found, ("Esc", _("all inspections")))
