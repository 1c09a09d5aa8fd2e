"""How a weekly sheet is worded, on screen, on paper and at the command line."""

from __future__ import annotations

from supervisor.appraisal.weekly.records import Figure, Owed, WeekSheet
from supervisor.language import _


def figure_words(value_c: int | None) -> str:
    """A figure; a dash where nobody recorded one."""
    return "–" if value_c is None else f"{value_c / 100:g}"


def change_words(one: Figure) -> str:
    """Against the week before, with its sign."""
    return "–" if one.change_c is None else f"{one.change_c / 100:+g}" if one.change_c else "="


def standard_words(one: Figure) -> str:
    """The month's target and whether it is reached yet."""
    if one.target_c is None:
        return "–"
    met = {True: _("reached"), False: _("not reached"), None: _("not recorded")}[one.met]
    return f"{'≤' if one.less else '≥'} {one.target_c / 100:g} {met}"


def owed_words(one: Owed) -> str:
    """Something open: what, its number, until when."""
    kind = {"promise": _("Promise"), "complaint": _("Complaint"), "action": _("Action")}[one.kind]
    if one.due is None:
        return f"{kind} {one.number}"
    state = _("overdue since {day}") if one.late else _("due {day}")
    return f"{kind} {one.number} · {state.format(day=one.due)}"


def course(sheet: WeekSheet) -> list[tuple[str, str | int]]:
    """What the week brought beside the figures: name, and a count or words."""
    return [
        (_("Promises kept / not kept"), f"{sheet.kept} / {sheet.broken}"),
        (_("Complaints he answers for"), sheet.at_fault),
        (_("Praise"), sheet.praised),
        (_("Still open"), len(sheet.owed)),
    ]


def course_words(sheet: WeekSheet) -> list[tuple[str, str]]:
    """The same in words."""
    return [(name, str(value)) for name, value in course(sheet)]
