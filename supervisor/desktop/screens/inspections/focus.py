"""One item after the other: one item large, with its rule, what was found here before, and answers for a finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.item_row import over_words, verdicts
from supervisor.desktop.screens.inspections.live import Live
from supervisor.desktop.screens.inspections.words import rule_words
from supervisor.desktop.widgets.basics import box, button, clear, column, label, row
from supervisor.desktop.wording import MINUS, listed, long_day, points
from supervisor.language import _

EARLIER = 3  # earlier findings shown


class FocusView:
    """The current item, large; `area` is the widget. `choose` and `pointed` as in the list, `step` goes on or back."""

    def __init__(self, desk: Desk, choose: Callable[[str, str], object], step: Callable[[int], object]) -> None:
        theme = desk.theme
        self._desk, self._choose = desk, choose
        self._item = ""
        self._found: dict[str, list[Any]] = {}
        self._read_for = ""
        self.place = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("answered"))
        self.words = label("", "title", wrap=True)
        self.hint = label("", wrap=True)
        self.rule = label("", "muted", wrap=True)
        self.cost = label("", "bad", wrap=True)
        self.over = label("", "muted", wrap=True)
        self.fact = button(_("fill in"), lambda: choose(self._item, "given"))
        self.fact.setProperty("touch", "true")
        self._group = QButtonGroup(desk)
        self.answers: dict[str, QPushButton] = {}
        line = row(spacing=12)
        for verdict, text, style in verdicts():
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("kind", "choice")
            made.setProperty("answer", style)
            made.setProperty("touch", "true")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(text)
            made.clicked.connect(lambda _on=False, v=verdict: choose(self._item, v))
            self._group.addButton(made)
            self.answers[verdict] = made
            line.addWidget(made, 1)
        self._verdicts = box(line)
        self.earlier_title = label(_("Found here before"), "strong")
        self.earlier = column(spacing=4)
        self.back = button("‹ " + _("previous item"), lambda: step(-1), tip="↑")
        self.on = button(_("next item") + " ›", lambda: step(1), tip="↓")
        for made in (self.back, self.on):
            made.setProperty("touch", "true")
            made.setMinimumWidth(theme.px(140))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = column(
            self.place, self.bar, self.words, self.over, self.hint, self.rule, self._verdicts, self.fact, self.cost,
            self.earlier_title, self.earlier, None, row(self.back, None, self.on), spacing=14,
        )  # fmt: skip
        self.area = box(body)
        body.setContentsMargins(12, 8, 12, 8)

    def put(self, live: Live, item: str, people: Any, order: list[str]) -> None:
        """Show an item as it stands; `order` are the items that are asked."""
        sheet = live.sheet
        if not sheet.template.has(item):
            return
        self._item = item
        asked, answer = sheet.template.item(item), live.answer(item)
        writable = sheet.inspection.state == "begun"
        section = next(str(s.name) for s in sheet.template.sections if any(i.id == item for i in s.items))
        number = order.index(item) + 1 if item in order else 0
        self.place.setText(_("Item {n} of {many} · {section}").format(n=number, many=len(order), section=section))
        self.bar.setRange(0, max(1, sheet.score.items))
        self.bar.setValue(sheet.score.answered)
        self.words.setText(str(asked.words))
        gate = live.over.get(item, "")
        number_of_gate = 1 + next((n for n, i in enumerate(sheet.template.items()) if i.id == gate), -1)
        self.over.setText(over_words(number_of_gate) if gate else "")
        self.over.setVisible(bool(gate))
        self.words.setEnabled(not gate)
        self.hint.setText(str(asked.hint))
        self.hint.setVisible(bool(str(asked.hint)))
        self.rule.setText(rule_words(asked, sheet.template))
        check = asked.kind == "check"
        self._verdicts.setVisible(check)
        self.fact.setVisible(not check and asked.kind != "note")
        self._group.setExclusive(False)
        for verdict, made in self.answers.items():
            made.setChecked(answer is not None and answer.verdict == verdict)
            made.setEnabled(writable)
        self._group.setExclusive(True)
        if not check:
            from supervisor.inspection.facts import shown

            self.fact.setText(shown(asked, answer) or _("fill in"))
            self.fact.setEnabled(writable)
        self._put_cost(live, asked, answer, people)
        self._put_earlier(sheet, item, people)
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < len(order))

    def _put_cost(self, live: Live, asked: Any, answer: Any, people: Any) -> None:
        from supervisor.inspection.scoring.explain import explain

        line = next((one for one in live.sheet.score.lines if one.item == asked.id), None)
        parts = [live.broken(asked)]
        if answer is not None and answer.verdict == "fail" and line is not None:
            parts.append(f"{MINUS}{points(line.lost_c)}（{explain(line, live.sheet.template, people)}）")
        self.cost.setText(" · ".join(part for part in parts if part))
        self.cost.setVisible(bool(self.cost.text()))

    def _put_earlier(self, sheet: Any, item: str, people: Any) -> None:
        subject, code, day = sheet.inspection.subject, sheet.inspection.code, sheet.inspection.day
        if self._read_for != subject:
            self._read_for, self._found = subject, {}

            def show(found: dict[str, list[Any]]) -> None:
                if self._read_for == subject:
                    self._found = found
                    self._show_earlier(self._item, people)

            from supervisor.inspection.ledger.earlier import earlier_findings

            self._desk.load(self.area, lambda reader: earlier_findings(reader, code, day, besides=subject), show)
        self._show_earlier(item, people)

    def _show_earlier(self, item: str, people: Any) -> None:
        clear(self.earlier)
        found = self._found.get(item, [])
        self.earlier_title.setVisible(bool(found))
        for one in found[:EARLIER]:
            who = listed([people.get(p, p) for p in one.persons] or list(one.places))
            words = " · ".join(part for part in (long_day(one.day), who, one.note) if part)
            self.earlier.addWidget(label(words, "small", wrap=True))
        if len(found) > EARLIER:
            self.earlier.addWidget(label(_("and {n} more in 90 days").format(n=len(found) - EARLIER), "small"))
