"""One item of a check-list as a line: number, words, what it cost so far, and how it was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton

from supervisor.desktop.theme import Theme, restyle
from supervisor.desktop.widgets.basics import RowFrame, column, label, row
from supervisor.desktop.wording import MINUS, listed, points
from supervisor.language import _


def verdicts() -> tuple[tuple[str, str, str], ...]:
    """The three answers to a check: word, text on the button, name in the stylesheet."""
    return (
        ("pass", "✓ " + _("in order"), "pass"),
        ("fail", "✕ " + _("not in order"), "fail"),
        ("na", "— " + _("not applicable"), "not_applicable"),
    )


def over_words(gate: int) -> str:
    """That an item is not checked any more because the item with this number failed."""
    return _("Item {number} failed, so this one is no longer checked").format(number=gate)


class ItemRow(RowFrame):
    """`choose` is told item and verdict (`given` to be asked for the fact); `pointed` that the line was clicked."""

    def __init__(
        self,
        theme: Theme,
        number: int,
        item: Any,
        choose: Callable[[str, str], object],
        pointed: Callable[[str], object],
    ) -> None:
        super().__init__(height=theme.px(50))
        self._theme, self._item, self._pointed, self.number = theme, item, pointed, number
        self._shown: tuple[Any, ...] = ()
        place = label(str(number), "muted")
        place.setFixedWidth(theme.px(24))
        self.words = label(str(item.words), wrap=True)
        self.detail = label("", "bad", wrap=True)
        self.detail.hide()
        self.over: QLabel | None = None
        self.line.addWidget(place)
        self._texts = column(self.words, self.detail, spacing=2)
        self.line.addLayout(self._texts, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._choices: dict[str, QPushButton] = {}
        if item.kind == "check":
            self._add_verdicts(theme, choose)
        elif item.kind != "note":
            self.fact = QPushButton(_("fill in"))
            self.fact.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.fact.setProperty("kind", "choice")
            self.fact.setCheckable(True)
            self.fact.clicked.connect(lambda _on=False: (self.choose(self._verdict()), choose(item.id, "given")))
            self._choices["given"] = self.fact
            self.line.addWidget(self.fact)
        self.setAccessibleName(f"{number}. {item.words}")

    def _add_verdicts(self, theme: Theme, choose: Callable[[str, str], object]) -> None:
        answers, item = row(spacing=4), self._item
        metrics = QFontMetrics(theme.font(bold=True))
        for verdict, text, style in verdicts():
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("kind", "choice")
            made.setProperty("answer", style)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setMinimumWidth(metrics.horizontalAdvance(text) + theme.px(30))  # as wide as it is when chosen
            made.setAccessibleName(f"{item.words}: {text}")
            made.clicked.connect(lambda _checked=False, v=verdict: choose(item.id, v))
            self._group.addButton(made)
            self._choices[verdict] = made
            answers.addWidget(made)
        self.line.addLayout(answers)

    def put(
        self,
        answer: Any,
        line: Any,
        people: Mapping[str, str],
        note: str,
        clash: str,
        writable: bool,
        saving: bool,
        pictures: int,
        gate: int,
    ) -> None:
        """Show an answer and what it costs; nothing is done where that is on show already.

        `gate` is the number of the failed item that passes this one over, 0 for none; `clash` says that something does
        not stand here: answered apart on two devices (clash), or come after the finish (late).
        """
        shown = (answer, line.lost_c if line is not None else 0, note, clash, writable, saving, pictures, gate)
        if shown == self._shown:
            return
        if self._shown[4:5] != (writable,):
            for made in self._choices.values():
                made.setEnabled(writable)
        if self._shown[7:] != (gate,):
            self._put_over(gate)
        self._shown = shown
        self.choose(answer.verdict if answer is not None else "")
        if self._item.kind not in ("check", "note"):
            self._put_fact(answer)
        text = self._reason(answer, line, people, note, clash, pictures)
        if saving:
            text = " · ".join(part for part in (text, _("saving…")) if part)
        if text != self.detail.text():
            self.detail.setText(text)
        if self.detail.isHidden() == bool(text):
            self.detail.setVisible(bool(text))
        wrong = bool(clash) or (answer is not None and answer.verdict == "fail")
        if (role := "bad" if wrong else "small") != self.detail.property("role"):  # red is for what is wrong alone
            self.detail.setProperty("role", role)
            restyle(self.detail)

    def _put_over(self, gate: int) -> None:
        if self.over is None:
            if not gate:
                return
            self.over = label("", "small", wrap=True)
            self._texts.addWidget(self.over)
        self.over.setText(over_words(gate) if gate else "")
        self.over.setVisible(bool(gate))
        self.words.setProperty("role", "muted" if gate else "")
        restyle(self.words)
        said = [f"{self.number}. {self._item.words}", self.over.text()]
        self.setAccessibleName(" · ".join(part for part in said if part))

    def _reason(self, answer: Any, line: Any, people: Mapping[str, str], note: str, clash: str, pictures: int) -> str:
        parts: list[str] = []
        if clash == "clash":
            parts.append(_("▲ two devices answered differently: answer again"))
        elif clash:
            parts.append(_("▲ something came after the finish: see beside"))
        if answer is not None and answer.verdict == "fail":
            if answer.cases > 1:
                parts.append(_("{count} cases").format(count=answer.cases))
            if answer.persons:
                parts.append(listed([people.get(p, p) for p in answer.persons]))
            if answer.places:
                parts.append(listed(answer.places))
            if line is not None and line.lost_c:
                parts.append(f"{MINUS}{points(line.lost_c)}")
        if note:
            parts.append(note)
        if pictures:
            parts.append(_("{count} photos").format(count=pictures))
        return " · ".join(parts)

    def _put_fact(self, answer: Any) -> None:
        from supervisor.inspection.facts import shown

        text = shown(self._item, answer) or _("fill in")
        if len(text) > 16:
            text = text[:15] + "…"
        if text != self.fact.text():
            self.fact.setText(text)
            bold = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(text)
            self.fact.setMinimumWidth(bold + self._theme.px(30))
            self.fact.setAccessibleName(f"{self._item.words}: {text}")

    def _verdict(self) -> str:
        return self._shown[0].verdict if self._shown and self._shown[0] is not None else ""

    def choose(self, verdict: str) -> None:
        """Show which answer is chosen; none with an empty word."""
        if all(made.isChecked() == (name == verdict) for name, made in self._choices.items()):
            return
        self._group.setExclusive(False)
        for name, made in self._choices.items():
            made.setChecked(name == verdict)
        self._group.setExclusive(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pointed(self._item.id)
