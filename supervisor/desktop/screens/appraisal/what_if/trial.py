"""The course of a try: what is tried, the answer to it, and how the page shows both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot, lines_of


class Trial(QObject):
    """Holds what is tried over one snapshot; `show` is called with the answer when it is there, the newest alone."""

    def __init__(self, desk: Any, show: Callable[[Any, Snapshot, tuple[Any, ...]], object]) -> None:
        super().__init__()
        self._desk, self._show = desk, show
        self._asked = 0
        self.waived: set[tuple[str, str]] = set()
        self.counted: set[tuple[str, str]] = set()
        self.snapshot: Any = None

    @property
    def lines(self) -> int:
        """How many lines are waived or let count."""
        return len(self.waived) + len(self.counted)

    def begin(self, snapshot: Snapshot) -> None:
        """Try over this snapshot; what is tried already stays when it is the same month read anew."""
        if self.snapshot is None or self.snapshot.month != snapshot.month:
            self.clear()
        self.snapshot = snapshot
        if snapshot.collected is not None:  # what was waived for good meanwhile is tried no more
            self.waived -= {(piece.subject, piece.person) for piece in snapshot.collected.evidence if piece.waiver}

    def end(self) -> None:
        """Forget it all; an answer under way is not shown."""
        self.clear()
        self.snapshot = None
        self._asked += 1

    def clear(self) -> None:
        """Nothing is tried any more."""
        self.waived.clear()
        self.counted.clear()

    def toggle(self, person: str, line: Any) -> bool:
        """Try a line without, or with again; False where there is no piece of evidence to waive."""
        if not line.evidence or line.kind == "carried":
            return False
        key = (line.evidence, person)
        if key in self.waived or key in self.counted:
            self.waived.discard(key)
            self.counted.discard(key)
        elif line.kind == "waived":
            self.counted.add(key)
        else:
            self.waived.add(key)
        return True

    def ask(self, weights_c: dict[str, int], points_c: dict[str, int | None]) -> None:
        """Score what is tried in the background."""
        from supervisor.appraisal.what_if.trying import Try, shifts, tried

        snapshot = self.snapshot
        if snapshot is None or snapshot.collected is None:
            return
        self._asked += 1
        asked = self._asked
        what = Try(
            waived=frozenset(self.waived), counted=frozenset(self.counted), weights_c=weights_c, points_c=points_c
        )

        def work(_reader: Any) -> Any:
            after = tried(snapshot.collected, what)
            return what, after, shifts(snapshot.scored, after)

        def show(answer: Any) -> None:
            if asked == self._asked:
                _what, after, moved = answer
                self._show(what, tried_snapshot(snapshot, after), moved)

        self._desk.load(self, work, show)


def tried_snapshot(snapshot: Snapshot, after: Any) -> Snapshot:
    """The same month as it would be."""
    before = {line.person: line for line in snapshot.lines}
    lines = tuple(
        replace(line, before_c=before[line.person].total_c, trend=before[line.person].trend)
        for line in lines_of(after, ())
        if line.person in before
    )
    return replace(snapshot, scored=after, lines=lines)


def rules_used(snapshot: Snapshot) -> dict[str, int]:
    """How many lines of the month each rule has."""
    return dict(Counter(line.rule for person in snapshot.scored.people for line in person.lines if line.rule))


def real_line(snapshot: Snapshot, person: RankLine, line: Any) -> Any:
    """The line of the same piece of evidence as it stands in the book, None where there is none."""
    mine = next((each for each in snapshot.lines if each.person == person.person), None)
    if mine is None:
        return None
    return next((each for each in mine.score.lines if each.evidence and each.evidence == line.evidence), None)
