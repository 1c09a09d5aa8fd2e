"""Copying squares of the week: from grid to grid with everything in them, to and from a spreadsheet as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QGuiApplication

from supervisor.desktop.screens.roster.week import expanded
from supervisor.errors import BadInput
from supervisor.language import _

Place = tuple[str, "date | None"]


class Clip:
    """What was copied last: rows of squares, and the text that went to the clipboard with them."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._rows: list[list[Any]] = []
        self._text = ""

    def copy(self, places: Sequence[Place]) -> None:
        """Copy squares; a name stands for the person's whole week."""
        from supervisor.roster.shorthand import written

        if self._page.snapshot is None or self._page.snapshot.week is None or not places:
            return
        week = self._page.snapshot.week.week
        by_person: dict[str, list[Any]] = {}
        for person, day in sorted(expanded(places, week.monday), key=lambda one: one[1]):
            by_person.setdefault(person, []).append(week.cell(person, day))
        order = [one.subject for one in week.people if one.subject in by_person]
        self._rows = [by_person[person] for person in order]
        self._text = "\n".join("\t".join(written(cell, week.posts) for cell in cells) for cells in self._rows)
        QGuiApplication.clipboard().setText(self._text)
        count = sum(len(cells) for cells in self._rows)
        self._page.desk.say("info", _("{n} squares copied.").format(n=count))

    def paste(self, places: Sequence[Place]) -> None:
        """Paste what was copied here, or a spreadsheet's cells, from the first marked square on."""
        page = self._page
        if not places or not page.may_plan or page.draft is not None or page.snapshot.week is None:
            return
        text = QGuiApplication.clipboard().text().rstrip("\n")
        if not text:
            return
        try:
            cells = self._from_grid(places) if text == self._text else self._from_text(places, text)
        except BadInput as problem:
            page.desk.say("bad", str(problem))
            return
        week = page.snapshot.week.week
        changed = [cell for cell in cells if cell != week.cell(cell.person, cell.day)]
        if not changed:
            page.desk.say("info", _("Nothing changes: the squares already read so."))
            return
        page.set_squares(
            changed, _("{n} squares").format(n=len(changed)), said=_("{n} squares pasted.").format(n=len(changed))
        )

    def _from_grid(self, places: Sequence[Place]) -> list[Any]:
        from supervisor.roster.cells import carried

        week = self._page.snapshot.week.week
        return [
            carried(cell, person, day, week.cell(person, day))
            for person, day, cell in self._targets(places, self._rows)
        ]

    def _from_text(self, places: Sequence[Place], text: str) -> list[Any]:
        from supervisor.roster.shorthand import parse

        week = self._page.snapshot.week.week
        rows = [line.rstrip("\r").split("\t") for line in text.split("\n")]
        return [
            parse(words, person, day, week.posts, week.days[(day - week.monday).days].span, week.cell(person, day))
            for person, day, words in self._targets(places, rows)
        ]

    def _targets(self, places: Sequence[Place], rows: list[list[Any]]) -> list[tuple[str, date, Any]]:
        """Person, day and content of each square that a paste writes.

        One square fills all that are marked; one row goes to each person marked; several go to that many people from
        the first marked on. Days beyond Sunday are let go, and so are closed days when more than one square is pasted.
        """
        week = self._page.snapshot.week.week
        is_open = {each.day: each.opening is not None for each in week.days}
        if len(rows) == 1 and len(rows[0]) == 1:
            marked = expanded(places, week.monday)
            return [(person, day, rows[0][0]) for person, day in marked if len(marked) == 1 or is_open[day]]
        start = min((day for _person, day in places if day is not None), default=week.monday)
        marked_people = list(dict.fromkeys(person for person, _day in places))
        if len(rows) > 1:
            everybody = [one.subject for one in week.people]
            first = everybody.index(marked_people[0])
            marked_people = everybody[first : first + len(rows)]
        else:
            rows = rows * len(marked_people)
        found: list[tuple[str, date, Any]] = []
        for person, line in zip(marked_people, rows, strict=False):
            for step, content in enumerate(line):
                day = start + timedelta(days=step)
                if is_open.get(day):
                    found.append((person, day, content))
        return found
