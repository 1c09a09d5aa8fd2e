"""Months that head office waits for: from three working days before the day until they are handed over."""

from __future__ import annotations

from datetime import datetime, time

from supervisor.journal import Reader
from supervisor.language import _
from supervisor.reporting.standing import owed_months, pressing

from .records import Todo
from .wording import due_in_words


def owed_reports(r: Reader, now: datetime, actor: str | None) -> list[Todo]:
    """One line a month, for who may export it; without an actor, all of them."""
    months = owed_months(r) if actor is None else pressing(r, actor)
    found = []
    for one in months:
        if one.due is None or one.state == "far":
            continue
        until = datetime.combine(one.due, time.max, r.zone)
        title = _("Hand over the workbook of {month} to head office").format(month=one.month)
        detail = _("not written yet") if one.written is None else _("written, not marked as handed over")
        when = due_in_words(until, now, r.zone)
        found.append(Todo("report", f"month:{one.month}", title, detail, when, one.state, "reports", until))
    return found
