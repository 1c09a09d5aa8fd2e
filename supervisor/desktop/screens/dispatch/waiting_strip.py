"""Who waits now, class by class, over the board: typed in, minutes before and after, who comes in the next hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from supervisor.desktop.screens.dispatch.facts import BoardFacts, ClassFact
from supervisor.desktop.screens.dispatch.words import age_words, class_words, source_words
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column, label, row
from supervisor.desktop.wording import clock, listed, number
from supervisor.language import _

MOST = 300  # nobody counts more by eye
MOST_SIGNS = 6


class CountField(QLineEdit):
    """A number somebody counted; empty: nobody has. What is known otherwise stands in it faintly. What is no number of
    customers stays as it was typed, so that it can be refused in words."""

    counted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(MOST_SIGNS)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)
        self.editingFinished.connect(self.counted)

    def value(self) -> int | None:
        """What was counted; None while nobody has, and for what is no number."""
        words = self.text().strip()
        return int(words) if words.isdecimal() and int(words) <= MOST else None

    @property
    def wrong(self) -> bool:
        """Whether something stands here that is no number of customers."""
        return bool(self.text().strip()) and self.value() is None

    def setValue(self, value: int | None) -> None:
        """Put a count; None empties the field."""
        self.setText("" if value is None else str(max(0, min(MOST, value))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.setValue((self.value() or 0) + step)
            return
        super().keyPressEvent(event)


class ClassCell(QFrame):
    """One class: its name, who waits, minutes with and without moves, the next hours."""

    def __init__(self, theme: Theme, fact: ClassFact) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.name = label(fact.name, "small")
        self.field = CountField(_("{name}: customers waiting now").format(name=fact.name))
        self.field.setFixedSize(theme.px(56), theme.px(28))
        self.waits = label("–", "strong")
        self.change = label("", "small")
        self.curve = Curve(theme)
        body = column(
            row(self.name, None, self.field, spacing=4), row(self.waits, None, self.change, spacing=4), self.curve,
            spacing=2,
        )  # fmt: skip
        body.setContentsMargins(8, 4, 8, 3)
        self.setLayout(body)

    @property
    def least(self) -> int:
        """Pixels of width in which the name of the class stands whole beside its field."""
        return self.name.sizeHint().width() + self.field.width() + 2 * 8 + 4 + 4


class Cells(QWidget):
    """Cells of one width side by side, in as many lines as they need."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._theme = theme
        self._cells: list[ClassCell] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, cells: list[ClassCell]) -> None:
        """Show these in the place of those before."""
        for old in self._cells:
            old.hide()
            old.deleteLater()
        self._cells = list(cells)
        for cell in cells:
            cell.setParent(self)
            cell.show()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def _lay_out(self) -> None:
        if not self._cells:
            self.setFixedHeight(0)
            return
        gap, count = 6, len(self._cells)
        least = max(self._theme.px(132), *(cell.least for cell in self._cells))  # no name of a class is cut
        most = max(1, min(count, (self.width() + gap) // (least + gap)))
        columns = -(-count // -(-count // most))  # as many on each line
        wide = (self.width() - gap * (columns - 1)) // columns
        high = max(cell.sizeHint().height() for cell in self._cells)
        for place, cell in enumerate(self._cells):
            line, column_ = divmod(place, columns)
            cell.setGeometry(column_ * (wide + gap), line * (high + gap), wide, high)
        self.setFixedHeight(-(-count // columns) * (high + gap) - gap)


class Curve(QWidget):
    """Customers expected by quarter-hour from now on, as bars; the figure of the next hour in words beside them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._arrivals: tuple[float, ...] = ()
        self._first = 0
        self._most = 1.0
        self.setFixedHeight(theme.px(24))

    def put(self, arrivals: tuple[float, ...], first: int, most: float) -> None:
        """Customers by quarter-hour from a minute on; `most` is as high as the strip, the same for all classes."""
        if (arrivals, first, most) != (self._arrivals, self._first, self._most):
            self._arrivals, self._first, self._most = arrivals, first, most
            hour = round(sum(arrivals[:4]))
            words = _("next hour {n}").format(n=hour)
            quarters = listed(f"{clock(first + 15 * n)} {number(x)}" for n, x in enumerate(arrivals))
            self.setToolTip(quarters)
            self.setAccessibleName(_("Expected customers"))
            self.setAccessibleDescription(f"{words}; {quarters}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._arrivals:
            return
        theme, painter = self._theme, QPainter(self)
        painter.setFont(theme.font(11))
        words = _("next hour {n}").format(n=round(sum(self._arrivals[:4])))
        wide = painter.fontMetrics().horizontalAdvance(words) + 6
        painter.setPen(theme.colour("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        slot = (self.width() - wide) / len(self._arrivals)
        for place, customers in enumerate(self._arrivals):
            high = max(1.0, (self.height() - 4) * min(1.0, customers / (self._most or 1.0)))
            shade = theme.colour("accent")
            shade.setAlphaF(0.75 if place < 4 else 0.35)
            painter.fillRect(QRectF(wide + place * slot, self.height() - 2 - high, max(1.0, slot - 1.5), high), shade)
        painter.end()


class WaitingStrip(QWidget):
    """One cell a class, made once; `counted` is sent when somebody has typed another figure."""

    counted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._theme = theme
        self.cells: dict[str, ClassCell] = {}
        self._known: dict[str, int | None] = {}
        self._guess: dict[str, int] = {}
        self._plan: dict[str, tuple[float, float]] = {}
        self.source = label("", "small", wrap=True)
        self.line = Cells(theme)
        self.setLayout(column(self.line, self.source, spacing=2))

    @property
    def fields(self) -> dict[str, CountField]:
        """The fields by class."""
        return {code: cell.field for code, cell in self.cells.items()}

    def typed(self) -> dict[str, int]:
        """What was counted, by class; classes that nobody counted are left out."""
        return {code: value for code, field in self.fields.items() if (value := field.value()) is not None}

    def standing(self) -> dict[str, float]:
        """Customers waiting now by class: counted where somebody has, else the best that is known."""
        return {code: float(n) for code, n in (self._guess | self.typed()).items()}

    @property
    def touched(self) -> bool:
        """Whether somebody has typed other figures than were known."""
        return any(field.wrong or field.value() != self._known.get(code) for code, field in self.fields.items())

    @property
    def wrong(self) -> str:
        """What was typed that is no number of customers; empty where all is well."""
        return next((field.text().strip() for field in self.fields.values() if field.wrong), "")

    def remember(self) -> None:
        """What stands in the fields is known from now on."""
        self._known = {code: field.value() for code, field in self.fields.items()}

    def put(self, facts: BoardFacts) -> None:
        """Show what is known of who waits, but for what somebody is typing over it."""
        if list(self.cells) != [one.code for one in facts.classes]:
            self.cells = {one.code: ClassCell(self._theme, one) for one in facts.classes}
            for cell in self.cells.values():
                cell.field.counted.connect(self.counted)
            self.line.put(list(self.cells.values()))
            self._known = {}
        touched = self.touched
        most = max((x for one in facts.classes for x in one.arrivals), default=1.0)
        for one in facts.classes:
            cell = self.cells[one.code]
            counted = one.waiting if one.source == "counted" else None
            self._guess[one.code] = one.waiting
            if not touched:
                cell.field.setValue(counted)
            about = f"≈{one.waiting}" if one.source == "expected" else str(one.waiting)
            cell.field.setPlaceholderText(about)
            cell.field.setToolTip(source_words(one.source, facts.waiting_minute))
            cell.curve.put(one.arrivals, facts.minute, most)
        if not touched:
            self.remember()
        self.put_source(facts)

    def put_source(self, facts: BoardFacts) -> None:
        """Where the figures come from, and how old they are."""
        kinds = {one.source for one in facts.classes}
        words = [source_words("counted", facts.waiting_minute) + age_words(facts.minute - facts.waiting_minute)]
        words = words if "counted" in kinds else []
        missing = [one.name for one in facts.classes if one.source != "counted"]
        if "counted" in kinds and missing:
            words.append(_("not counted: {classes} (faint: what is to be expected)").format(classes=listed(missing)))
        elif "counted" not in kinds:
            words.append(source_words("tickets" if "tickets" in kinds else "expected", facts.waiting_minute))
        words.append(_("minutes: mean wait of the next two hours"))
        self.source.setText(" · ".join(words))

    def put_waits(self, waits: Mapping[str, tuple[float, float]]) -> None:
        """Mean minutes by class before and after the proposed moves; empty takes them away."""
        self._plan = dict(waits)
        self._show(self._plan)

    def put_ranges(self, waits: Iterable[Any]) -> None:
        """What stands behind the means of a plan: whoever points at a class reads how far they may be off."""
        told = {one.service_class: class_words(one) for one in waits}
        for code, cell in self.cells.items():
            words = told.get(code, "")
            if cell.waits.toolTip() != words:
                cell.waits.setToolTip(words)
                cell.waits.setAccessibleDescription(words)

    def put_trial(self, trial: Any) -> None:
        """What a move in the hand would do; None shows the plan again."""
        found = None if trial is None else {
            one.service_class: (one.before_mean_minutes, one.after_mean_minutes) for one in trial.waits
        }  # fmt: skip
        self._show(self._plan if found is None else found)

    def _show(self, waits: Mapping[str, tuple[float, float]]) -> None:
        pooled = next(iter(waits.values())) if len(waits) == 1 else None  # a branch that forecasts no classes
        for code, cell in self.cells.items():
            pair = waits.get(code, pooled)
            _put(cell.waits, "–" if pair is None else _("{before} → {after} min").format(
                before=_short(pair[0]), after=_short(pair[1])) if abs(pair[0] - pair[1]) >= 0.05
                else _("{n} min").format(n=_short(pair[0])))  # fmt: skip
            less = 0.0 if pair is None else pair[0] - pair[1]
            _put(cell.change, "" if abs(less) < 0.05 else f"{'↓' if less > 0 else '↑'} {_short(abs(less))}")


def _put(target: Any, words: str) -> None:
    if target.text() != words:
        target.setText(words)


def _short(minutes: float) -> str:
    """Minutes with a decimal where it counts."""
    return number(minutes, 0 if minutes >= 9.95 else 1)
