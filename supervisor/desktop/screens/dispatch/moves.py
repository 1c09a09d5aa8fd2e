"""Step two: proposed moves with minutes saved and reasons; waits before and after; how many moves are worth it."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.screens.dispatch.wishes import put_wishes
from supervisor.desktop.screens.dispatch.words import source_words
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill
from supervisor.desktop.widgets.forms import inset
from supervisor.desktop.wording import MINUS, number
from supervisor.language import _


class MovesCard(Card):
    """The proposal, one move a line."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Proposed moves"))
        self._page = page
        self.lines = column(spacing=0)
        self.add(self.lines)

    def wait(self) -> None:
        """The optimiser is at work."""
        self.note.setText(_("calculating…"))

    def refuse(self, reason: str) -> None:
        """No proposal could be made."""
        clear(self.lines)
        self.note.setText("")
        self.lines.addWidget(label("▲ " + reason, "bad", wrap=True))

    def put(self, snapshot: Snapshot, plan: Any) -> None:
        """Show a plan with what became of each move."""
        from supervisor.desktop.screens.dispatch.words import order_words
        from supervisor.dispatch.callout import OVERLAP

        if plan is None:
            return
        clear(self.lines)
        if not plan.reckoned:
            self.note.setText("")
            for why in plan.why_nothing:
                self.lines.addWidget(label(str(why), "strong", wrap=True))
            return
        if snapshot.waiting_source == "expected" and not self._page.waits.touched:
            words = _("Nobody has counted who waits: this plan starts from the forecast. Count and enter it below.")
            self.lines.addWidget(label("▲ " + words, "bad", wrap=True))
        saved = plan.before_minutes - plan.after_minutes
        away = _("within {n} min of the best").format(n=ceil(plan.bound_minutes))
        proof = _("proven best") if plan.proof == "whole" else away
        words = _("{proof} · {seconds} s · customers wait {n} min less in all")
        self.note.setText(words.format(proof=proof, seconds=number(plan.total_seconds, 2), n=round(saved)))
        orders = {o.person: o for o in snapshot.orders}
        for place, move in enumerate(plan.moves, 1):
            frame = RowFrame(last=place == len(plan.moves), side=0)
            step = label(str(place), "step")
            step.setFixedWidth(self._page.desk.theme.px(28))
            frame.line.addWidget(step)
            here = snapshot.names.get(move.from_post, _("no post")) if move.from_post else _("no post")
            there = snapshot.names.get(move.to_post, move.to_post)
            who = label(f"{move.name}    {here} → {there}", "strong")
            frame.line.addLayout(column(who, label(str(move.reason), "small", wrap=True), spacing=1), 1)
            frame.line.addWidget(label(_("{n} min").format(n=_difference(move.minutes_saved)), "strong"))
            order = orders.get(move.person)
            if order is not None and order.state != "declined":
                frame.line.addWidget(pill(order_words(order), "good"))
            else:
                send = button(_("Send"), lambda m=move: self._page.send((m.person,)), "smallprimary",
                              name=_("Send {who} to {post}").format(who=move.name, post=there))  # fmt: skip
                frame.line.addWidget(send)
            self.lines.addWidget(frame)
        if not plan.moves:
            self.lines.addWidget(label(_("Nobody is moved, because:"), "strong"))
            for why in plan.why_nothing:
                self.lines.addWidget(label(f"· {why}", wrap=True))
        elif len(plan.moves) > 1:
            self.lines.addWidget(label(str(OVERLAP), "small", wrap=True))
        put_wishes(self._page, self.lines, plan)
        if plan.forbidden is not None and plan.moves:
            lost = plan.forbidden
            words = _("Would save more but may not be: {who} → {post} ({n} min): {rule}").format(
                who=lost.name,
                post=snapshot.names.get(lost.to_post, ""),
                n=round(lost.minutes_saved),
                rule=rule_words(lost.rule),
            )
            self.lines.addWidget(label(words, "small", wrap=True))
        for shortage in plan.shortages[:3]:
            words = f"{snapshot.names.get(shortage.post, '')} {shortage.by_hand}".strip()
            self.lines.addWidget(label("▲ " + words, "bad", wrap=True))


def rule_words(rule: str) -> str:
    """The rule that forbids a move."""
    from supervisor.dispatch.callout import RULE_NAMES

    return str(RULE_NAMES.get(rule, rule))


class WaitsCard(Card):
    """Waits by class: who stands there now (typed in on the floor), without moves, with moves, the change."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Waiting by class (minutes, mean over the next two hours)"))
        self._page = page
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(8)
        self.add(self.grid)
        self._fields: dict[str, QSpinBox] = {}
        self._known: dict[str, int] = {}
        self.source = label("", "small")
        self.add(self.source)
        self._cells: dict[str, list[Any]] = {}

    def standing(self) -> dict[str, float]:
        """Customers waiting now by class, as they stand in the fields."""
        return {code: float(field.value()) for code, field in self._fields.items()}

    @property
    def touched(self) -> bool:
        """Whether somebody has typed other figures than were known."""
        return any(field.value() != self._known.get(code, 0) for code, field in self._fields.items())

    def counted(self) -> None:
        """What stands in the fields is known from now on."""
        self._known = {code: field.value() for code, field in self._fields.items()}

    def put(self, snapshot: Snapshot) -> None:
        """One line a class, made once; what is known of who waits, where nobody has typed over it."""
        self.source.setText(source_words(snapshot.waiting_source, snapshot.waiting_minute))
        self._make(snapshot)
        if not self.touched:
            for code, field in self._fields.items():
                field.setValue(snapshot.waiting.get(code, 0))
            self.counted()

    def _make(self, snapshot: Snapshot) -> None:
        if self._fields:
            return
        for place, words in enumerate((_("waiting now"), _("as it is"), _("with the moves"), _("change"))):
            self.grid.addWidget(_right(label(words, "small")), 0, place + 1)
        self.grid.setColumnStretch(0, 1)
        for line, (code, name) in enumerate(snapshot.classes, 1):
            field = QSpinBox()
            field.setRange(0, 300)
            field.setFixedWidth(self._page.desk.theme.px(72))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            inset(field, self._page.desk.theme.px(6))
            field.setAccessibleName(_("{name}: customers waiting now").format(name=name))
            field.editingFinished.connect(self._page.count)
            self._fields[code] = field
            cells = [_right(label("–", role)) for role in ("", "strong", "")]
            self._cells[code] = cells
            self.grid.addWidget(label(name), line, 0)
            self.grid.addWidget(field, line, 1, Qt.AlignmentFlag.AlignRight)
            for place, cell in enumerate(cells):
                self.grid.addWidget(cell, line, place + 2)

    def put_plan(self, plan: Any) -> None:
        """Fill in what a plan changes."""
        waits = {w.service_class: w for w in plan.waits} if plan is not None else {}
        for code, (before, after, change) in self._cells.items():
            wait = waits.get(code)
            if wait is None:
                for cell in (before, after, change):
                    cell.setText("–")
                continue
            before.setText(number(wait.before_mean_minutes))
            after.setText(number(wait.after_mean_minutes))
            less = wait.before_mean_minutes - wait.after_mean_minutes
            change.setText("=" if abs(less) < 0.05 else f"{'↓' if less > 0 else '↑'} {number(abs(less))}")


class FrontierCard(Card):
    """How many moves are worth it: waiting that is left after none, one, two … moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("How many moves are worth it (minutes of waiting left)"))
        self.heading.setWordWrap(True)
        self.bars = _Bars(theme)
        self.add(self.bars)

    def put(self, plan: Any) -> None:
        """Show a plan's frontier."""
        points = plan.frontier if plan is not None else ()
        self.setVisible(plan is None or plan.reckoned)
        self.bars.put([(p.moves, p.waiting_minutes) for p in points], len(plan.moves) if plan is not None else 0)


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: list[tuple[int, float]] = []
        self._chosen = 0
        self.setFixedHeight(theme.px(148))
        self.setAccessibleName(_("Waiting by number of moves"))

    def put(self, points: list[tuple[int, float]], chosen: int) -> None:
        """(moves, minutes of waiting) pairs; the chosen one is filled."""
        self._points, self._chosen = points, chosen
        said = ", ".join(_("{moves} moves: {n} min").format(moves=m, n=round(w)) for m, w in points)
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        line = painter.fontMetrics().height() + 4
        high = max((w for _m, w in self._points), default=1.0) or 1.0
        slot = self.width() / max(1, len(self._points))
        room = self.height() - 2 * line
        for place, (moves, waiting) in enumerate(self._points):
            height = max(2.0, room * waiting / high)
            width = min(slot - 12, theme.px(44))
            left = place * slot + (slot - width) / 2
            chosen = moves == self._chosen
            painter.setPen(Qt.PenStyle.NoPen)
            shade = theme.palette.accent if chosen else mix(theme.palette.surface, theme.palette.accent, 0.3)
            painter.setBrush(QColor(shade))
            painter.drawRoundedRect(QRectF(left, line + room - height, width, height), 3, 3)
            painter.setPen(theme.colour("text"))
            above = QRectF(place * slot, room - height, slot, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(round(waiting)))
            painter.setPen(theme.colour("text" if chosen else "muted"))
            below = QRectF(place * slot, line + room, slot, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _("{n} moved").format(n=moves))
        if not self._points:
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("calculating…"))
        painter.end()


def _difference(saved: float) -> str:
    """Minutes of waiting as a change: what is saved is less."""
    whole = round(saved)
    return f"{MINUS}{whole}" if whole > 0 else f"+{-whole}"


def _right(made: Any) -> Any:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
