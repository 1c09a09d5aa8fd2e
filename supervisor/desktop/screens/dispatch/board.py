"""Step three and after: the board of posts, what to say on the radio, the playbook with its ticks."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, RowFrame, clear, column, label
from supervisor.desktop.wording import clock
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


class PlaybookCard(Card):
    """The steps of the playbook with due times; a tick is a command, taking it off another."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Playbook"))
        self._page = page
        self.lines = column(spacing=0)
        self.add(self.lines)

    def put(self, snapshot: Snapshot) -> None:
        """Show the steps of the running incident."""
        clear(self.lines)
        if snapshot.playbook is None:
            return
        self.heading.setText(_("Playbook: {name}").format(name=snapshot.playbook.name))
        zone = self._page.desk.book.zone
        start = snapshot.incident.start.astimezone(zone)
        for place, step in enumerate(snapshot.playbook.steps):
            frame = RowFrame(last=place == len(snapshot.playbook.steps) - 1, side=0)
            done = snapshot.ticked.get(step.code)
            tick = QCheckBox()
            tick.setChecked(done is not None)
            tick.setAccessibleName(str(step.text))
            tick.clicked.connect(lambda on, code=step.code: self._tick(code, on))
            due = start.hour * 60 + start.minute + step.after_minutes
            when = clock(done.minute) if done is not None else _("after") if step.restart else clock(due)
            time = label(when, "strong" if done is not None else "muted")
            time.setFixedWidth(self._page.desk.theme.px(44))
            frame.line.addWidget(tick)
            frame.line.addWidget(time)
            frame.line.addWidget(label(str(step.text), "muted" if done is not None else "", wrap=True), 1)
            self.lines.addWidget(frame)
        if not snapshot.playbook.steps:
            self.lines.addWidget(label(_("This kind of incident has no playbook yet."), "muted", wrap=True))
        head_office = snapshot.playbook.head_office
        if str(head_office):
            words = _("Head office after {n} min: {text}").format(
                n=snapshot.playbook.head_office_after_minutes, text=head_office
            )
            self.lines.addWidget(label(words, "small", wrap=True))

    def _tick(self, step: str, done: bool) -> None:
        from supervisor.dispatch import service

        desk, subject = self._page.desk, self._page.snapshot.incident.subject
        desk.command(self, lambda: service.tick_step(desk.book, desk.actor, subject, step, done=done))
