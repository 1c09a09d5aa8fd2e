"""Swaps of duty turns that wait for the answer of a colleague: on Today before the day comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.rota.ledger import courses, swaps

from .records import Todo
from .wording import due_in_words

SOON_DAYS = 2


def asked_swaps(r: Reader, now: datetime, people: Mapping[str, str]) -> list[Todo]:
    """One line a swap, until the evening of the earlier of its turns."""
    today = now.astimezone(r.zone).date()
    waiting = [one for one in swaps(r, state="asked") if one.day >= today]
    if not waiting:
        return []
    areas = {one.subject: str(one.versions[-1].name) for one in courses(r)}
    found = []
    for one in waiting:
        day = min(one.day, one.other_day or one.day)
        until = datetime.combine(day, time.max, r.zone)
        state = "today" if day <= today else "soon" if (day - today).days <= SOON_DAYS else "open"
        names = {"one": people.get(one.person, "–"), "other": people.get(one.other, "–")}
        title = _("Swap of duty turns: {one} asks {other}").format(**names)
        detail = _("{area}, {day}").format(area=areas.get(one.area, "–"), day=one.day)
        found.append(
            Todo("rota_swap", one.subject, title, detail, due_in_words(until, now, r.zone), state, "roster", until)
        )
    return found
