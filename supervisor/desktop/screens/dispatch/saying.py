"""What is said on the radio: large, any order's, copied, and read aloud where the system has a command for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication, QShowEvent

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.speech import Voice, find_voice
from supervisor.desktop.widgets.basics import Card, button, label
from supervisor.desktop.widgets.flow import FlowLayout
from supervisor.language import _, language

STOP_MILLISECONDS = 500
COPY_KEY, READ_KEY = "Ctrl+Shift+C", "F9"

Line = tuple[str, str]
"""Whom it is about, and what to say."""


class SayCard(Card):
    """The call-out of one move, large enough to read at arm's length; those of all others are a press away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Say on the radio"))
        self._desk = desk
        self._lines: list[Line] = []
        self._at = 0
        self._looked = False
        self.voice: Voice | None = None
        self._speaking: QProcess | None = None
        self.who = label("", "small", wrap=True)
        self.words = label("", "call", wrap=True)
        self.before = button("‹", lambda: self.turn(-1), "small", name=_("The call-out before"), shortcut="Alt+,",
                             tip=_("The call-out before") + "  Alt+,")  # fmt: skip
        self.next = button("›", lambda: self.turn(1), "small", name=_("The next call-out"), shortcut="Alt+.",
                           tip=_("The next call-out") + "  Alt+.")  # fmt: skip
        self.copy_it = button(_("Copy"), self.copy, "small", name=_("Copy the call-out"), shortcut=COPY_KEY,
                              tip=COPY_KEY)  # fmt: skip
        self.aloud = button(_("Read aloud"), self.read, "small", name=_("Read the call-out aloud"), shortcut=READ_KEY,
                            tip=READ_KEY)  # fmt: skip
        self.aloud.hide()
        self.add(self.who)
        self.add(self.words)
        keys = FlowLayout(8, 6)
        for part in (self.before, self.next, self.copy_it, self.aloud):
            keys.addWidget(part)
        self.add(keys)
        self._show()

    def put(self, words: str) -> None:
        """Show what to say: the line of these words, one more where there is none; nothing where they are empty."""
        if not words:
            self._lines, self._at = [], 0
        else:
            said = [line[1] for line in self._lines]
            if words not in said:
                self._lines.append(("", words))
                said.append(words)
            self._at = said.index(words)
        self._show()

    def put_lines(self, lines: Sequence[Line]) -> None:
        """All there is to say, in order; what is shown stays while it is among them."""
        shown = self._lines[self._at][1] if self._lines else ""
        self._lines = list(lines)
        said = [line[1] for line in self._lines]
        self._at = said.index(shown) if shown in said else 0
        self._show()

    def turn(self, by: int) -> None:
        """The next call-out, or the one before; round at the ends."""
        if self._lines:
            self._at = (self._at + by) % len(self._lines)
            self._show()

    @property
    def text(self) -> str:
        """What is to be said now; empty where nothing is."""
        return self._lines[self._at][1] if self._lines else ""

    def copy(self) -> None:
        """Into the clipboard, for whoever writes it into a group instead."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text)
            self._desk.say("good", _("The call-out is copied."))

    def read(self) -> None:
        """Read it aloud; pressed again while it is being read, it stops."""
        if self._speaking is not None:
            self._stop()
            return
        if self.voice is None or not self.text:
            return
        program, arguments = self.voice.command(language())
        process = QProcess(self)
        self._speaking = process
        process.finished.connect(self._ended)  # methods, not functions: they are let go with the card
        process.errorOccurred.connect(self._ended)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        self.aloud.setText(_("Stop reading"))
        process.start(program, arguments)
        process.write(self.text.encode() + b"\n")
        process.closeWriteChannel()

    def look_for_voice(self) -> None:
        """Find the system's command, once, in the background; the button stays hidden where there is none."""
        if self._looked:
            return
        self._looked = True
        path = os.environ.get("PATH")
        self._desk.background.read(
            lambda: find_voice(path), owner=self, done=self._found, failed=lambda _error: None
        )  # fmt: skip

    def _found(self, voice: Voice | None) -> None:
        self.voice = voice
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_voice()

    def _show(self) -> None:
        there = bool(self._lines)
        self.words.setText(f"“{self.text}”" if there else _("Nothing to say yet."))
        self.who.setText(self._lines[self._at][0] if there else "")
        self.who.setVisible(bool(self.who.text()))
        self.note.setText(f"{self._at + 1} / {len(self._lines)}" if len(self._lines) > 1 else "")
        for part in (self.before, self.next):
            part.setVisible(len(self._lines) > 1)
        self.copy_it.setVisible(there)
        self.aloud.setVisible(there and self.voice is not None)
        if self.voice is not None and language() == "zh" and not self.voice.chinese:
            self.aloud.setToolTip(_("{key}. This computer has no Chinese voice: it may be hard to understand.").format(
                key=READ_KEY
            ))  # fmt: skip

    def _stop(self) -> None:
        process = self._speaking
        if process is not None:
            process.kill()
            process.waitForFinished(STOP_MILLISECONDS)  # killed outright: a matter of milliseconds
        self._ended()

    def _ended(self, *_result: object) -> None:
        process, self._speaking = self._speaking, None
        if process is not None:
            process.deleteLater()
            self.aloud.setText(_("Read aloud"))


def lines_of(plan: Any, orders: Sequence[Any], names: Any) -> list[Line]:
    """What there is to say, in this order: orders not heard yet, moves not sent yet, ways back, orders heard."""

    def told(move: Any, words: str) -> str:
        return f"{words} · {move.name} → {names.get(move.to_post, '')}"

    sent = {order.person for order in orders if order.state in ("ordered", "heard", "done")}
    moves = [move for move in plan.moves if move.person not in sent] if plan is not None else []
    return [
        *((told(one.move, _("sent, not heard yet")), str(one.move.say)) for one in orders if one.state == "ordered"),
        *((told(one, _("proposed")), str(one.say)) for one in moves),
        *((told(one.move, _("on the way back")), str(one.back_say)) for one in orders
          if one.back_minute and one.state in ("ordered", "heard", "done")),
        *((told(one.move, _("heard")), str(one.move.say)) for one in orders if one.state == "heard"),
    ]  # fmt: skip
