"""What is typed into a square of the week: a post with or without times, 休, or an absence, as on the wall's grid.

`XJ`, `现金柜台 8:30-12:00`, `休`, `年假`, `培训 14:00-16:00`; several duties are parted by a semicolon. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from supervisor.branch.records import Post
from supervisor.branch.workbook import as_minute, plain
from supervisor.errors import BadInput
from supervisor.language import _
from supervisor.roster.intake import ABSENCE_WORDS, ABSENCES, FREE, TIMES
from supervisor.roster.records import WHOLE_DAY, Absence, Cell, Duty
from supervisor.roster.wording import clock

_PARTED = re.compile(r"\s*[;；\n]\s*")


def parse(text: str, person: str, day: date, posts: Iterable[Post], usual: tuple[int, int], before: Cell) -> Cell:
    """The square that a text stands for; `usual` are the working minutes where no times are written.

    The lunch of `before` stays where it still fits. Raises BadInput for words that are neither post nor absence.
    """
    known: dict[str, str] = {}
    for post in posts:
        for name in (post.name.en, post.name.zh, post.code):  # a code wins over a like name
            if name:
                known[plain(name)] = post.subject
    duties: list[Duty] = []
    absences: list[Absence] = []
    for part in _PARTED.split(text.strip()):
        times = TIMES.match(part)
        word = plain(times[1] if times else part)
        start = as_minute(times[2]) if times else None
        end = as_minute(times[3]) if times else None
        if times and (start is None or end is None or start >= end):
            raise BadInput(_("{value} are no times").format(value=part) + ". " + _("Write them like 8:30-17:00."))
        if word in FREE and not times:
            continue
        if word in known:
            first, last = usual if start is None or end is None else (start, end)
            duties.append(Duty(person, known[word], first, last))
        elif word in ABSENCES:
            span = (start, end) if start is not None and end is not None else WHOLE_DAY
            absences.append(Absence(person, ABSENCES[word], *span))
        else:
            problem = _("{value} is neither a post nor an absence").format(value=part)
            raise BadInput(problem + ". " + _("Write a post's code, 休, 年假 or 病假."))
    lunch = before.lunch
    if lunch is not None and not any(
        one.start_minute <= lunch.start_minute and lunch.end_minute <= one.end_minute for one in duties
    ):
        lunch = None
    return Cell(person, day, tuple(sorted(duties, key=lambda one: one.start_minute)), lunch, tuple(absences))


def written(cell: Cell, posts: Iterable[Post]) -> str:
    """A square as `parse` reads it; what is copied to a spreadsheet. Lunch is not in it."""
    codes = {one.subject: one.code for one in posts}
    parts = [f"{codes.get(one.post, '?')} {clock(one.start_minute)}-{clock(one.end_minute)}" for one in cell.duties]
    for one in cell.absences:
        whole = (one.start_minute, one.end_minute) == WHOLE_DAY
        times = "" if whole else f" {clock(one.start_minute)}-{clock(one.end_minute)}"
        parts.append(f"{ABSENCE_WORDS[one.kind]}{times}")
    return "; ".join(parts) or "休"
