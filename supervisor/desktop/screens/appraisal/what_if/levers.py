"""Weights and points to be turned while something is tried; nothing of it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from supervisor.desktop.widgets.basics import Card, RowFrame, clear, column, label, scrolling
from supervisor.desktop.widgets.forms import inset
from supervisor.desktop.wording import share
from supervisor.language import _

MOST = 100.0
AS_RECORDED = -100.01  # the lowest a field goes: no rule takes as much, and it says "as recorded"


class LeversCard(Card):
    """A field for each component's weight and each rule's points; `moved` is called when one is turned."""

    def __init__(self, page: Any, moved: Callable[[], object]) -> None:
        super().__init__(_("Weights and points"))
        self._page, self._moved = page, moved
        self._book: Any = None
        self.weights: dict[str, QDoubleSpinBox] = {}
        self.points: dict[str, QDoubleSpinBox] = {}
        self.sum: Any = None  # in the list: above it, a wrapped text would stretch the page
        self.fields = column(spacing=0)
        self.add(scrolling(self.fields), 1)

    def put(self, book: Any, used: dict[str, int]) -> None:
        """Show a rule book's levers; `used` says how many lines each rule has in the month: those come first."""
        if book == self._book:
            return
        self._book = book
        clear(self.fields)
        self.weights.clear()
        self.points.clear()
        self.sum = label("", "small", wrap=True)
        self._heading(_("Weights"))
        self.fields.addWidget(self.sum)
        for part in (part for part in book.components if part.joins == "weighted"):
            made = self._field(str(part.name), part.weight_c / 100, 0.0, " %")
            self.weights[part.code] = made
        self._heading(_("Points of the rules"))
        rules = sorted(book.rules, key=lambda rule: -used.get(rule.code, 0))
        for rule in (rule for rule in rules if not rule.bands and not rule.ladder):
            lines = used.get(rule.code, 0)
            name = f"{rule.code} {rule.name}" + (f" · {_('{n} lines').format(n=lines)}" if lines else "")
            value = AS_RECORDED if rule.points_c is None else rule.points_c / 100
            self.points[rule.code] = self._field(name, value, AS_RECORDED, "")
        self.fields.addStretch(1)
        self._say_sum()

    def tried(self) -> tuple[dict[str, int], dict[str, int | None]]:
        """Weights and points that are other than the book's, in hundredths."""
        book = self._book
        if book is None:
            return {}, {}
        weights = {
            part.code: value for part in book.components
            if part.code in self.weights and (value := round(self.weights[part.code].value() * 100)) != part.weight_c
        }  # fmt: skip
        points = {
            rule.code: value for rule in book.rules
            if rule.code in self.points and (value := _value(self.points[rule.code])) != rule.points_c
        }  # fmt: skip
        return weights, points

    def back(self) -> None:
        """Every lever where the book has it."""
        book, self._book = self._book, None
        if book is not None:
            self.put(book, {})

    def _heading(self, words: str) -> None:
        self.fields.addSpacing(6)
        self.fields.addWidget(label(words, "strong"))

    def _field(self, name: str, value: float, low: float, suffix: str) -> QDoubleSpinBox:
        theme = self._page.desk.theme
        made = QDoubleSpinBox()
        made.setDecimals(2 if low < 0 else 0)
        made.setRange(low, MOST)
        made.setSingleStep(1.0 if low == 0.0 else 0.5)
        made.setSuffix(suffix)
        if low < 0:
            made.setSpecialValueText(_("as the record says"))
        made.setValue(value)
        made.setAccessibleName(name)
        made.setFixedWidth(theme.px(108))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the list
        inset(made, theme.px(6))
        made.valueChanged.connect(lambda _value: self._turned())
        line = RowFrame(side=0)
        line.line.addWidget(label(name, wrap=True), 1)
        line.line.addWidget(made)
        self.fields.addWidget(line)
        return made

    def _turned(self) -> None:
        if self._book is not None:
            self._say_sum()
            self._moved()

    def _say_sum(self) -> None:
        whole = sum(field.value() for field in self.weights.values()) / 100
        words = _("Weights come to {sum}.")
        if round(whole * 100) != 100:
            words = _("Weights come to {sum}: each counts in proportion, so that the full score stays.")
        self.sum.setText(words.format(sum=share(whole)))

    @property
    def entrance(self) -> QWidget | None:
        """Where the keyboard begins."""
        return next(iter(self.weights.values()), None)


def _value(field: QDoubleSpinBox) -> int | None:
    value = field.value()
    return None if value <= AS_RECORDED + 0.005 else round(value * 100)
