"""Step three and after: the board of posts, and what to say on the radio."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, clear, column, label
from supervisor.language import _

COLUMNS = 4


class BoardCard(Card):
    """Who stands where; posts that a proposed move reaches are framed, with who comes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Board of posts"))
        self._theme = theme
        self.grid = QGridLayout()
        self.grid.setSpacing(8)
        self.add(self.grid)

    def put(self, snapshot: Snapshot, plan: Any) -> None:
        """Show who stands where and what the plan would change."""
        clear(self.grid)
        coming: dict[str, list[str]] = {}
        leaving: dict[str, set[str]] = {}
        ordered = {o.person for o in snapshot.orders if o.state in ("ordered", "done")}
        for move in plan.moves if plan is not None else ():
            if move.person not in ordered:
                coming.setdefault(move.to_post, []).append(move.name)
                leaving.setdefault(move.from_post, set()).add(move.name)
        for place, post in enumerate(snapshot.posts):
            tile = QFrame()
            tile.setProperty("kind", "tile")
            new, gone = coming.get(post.subject, []), leaving.get(post.subject, set())
            tile.setProperty("marked", "true" if new else "false")
            sign = f" +{len(new)}" if new else f" −{len(gone)}" if gone else ""
            lines = [label(post.name + sign, "small")]
            lines += [label(f"{who} →" if who in gone else who, "muted" if who in gone else "") for who in post.persons]
            lines += [label(f"+ {who}", "strong") for who in new]
            if not post.persons and not new:
                lines.append(label(_("nobody"), "bad" if post.min_cover else "muted"))
            body = column(*lines, None, spacing=2)
            body.setContentsMargins(10, 8, 10, 8)
            tile.setLayout(body)
            self.grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
        for number in range(COLUMNS):
            self.grid.setColumnStretch(number, 1)


class SayCard(Card):
    """The call-out of the next move, large enough to read at arm's length."""

    def __init__(self) -> None:
        super().__init__(_("Say on the radio"))
        self.words = label("", "call", wrap=True)
        self.add(self.words)
        self.put("")

    def put(self, words: str) -> None:
        """Show what to say."""
        self.words.setText(f"“{words}”" if words else _("Nothing to say yet."))
