"""Where one person's points come from: line by line, each with its evidence and a way to waive."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.appraisal.appeals import ask_appeal
from supervisor.desktop.screens.appraisal.event import show_event
from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import money, points, share, short_day, signed_points
from supervisor.language import _


class PersonCard(Card):
    """The lines add up to the score."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Choose a person"))
        self._page = page
        self.lines = column(spacing=0)
        self.add(scrolling(self.lines), 1)
        self.shown = ""

    def put(self, snapshot: Snapshot, line: RankLine | None) -> None:
        """Show a person's month."""
        clear(self.lines)
        if line is None:
            self.shown = ""
            self.heading.setText(_("Choose a person"))
            self.note.setText("")
            self.lines.addWidget(label(_("The ranking shows whose score can be explained here."), "muted", wrap=True))
            self.lines.addStretch(1)
            return
        score = line.score
        self.shown = line.person
        total = points(score.total_points_c) if score.total_points_c is not None else "–"
        self.heading.setText(_("{name}: where {total} comes from").format(name=score.name, total=total))
        self.note.setText(_("{n} records looked at").format(n=score.pieces))
        for component in score.components:
            self._component(component)
            own = [each for each in score.lines if each.component == component.code]
            for each in own:
                self._line(snapshot, line, each)
        after = [each for each in score.lines if not each.component]
        if after:
            self._heading(_("After weighting"), "", None)
            for each in after:
                self._line(snapshot, line, each)
        for note in score.notes:
            self.lines.addWidget(label("▲ " + note, "small", wrap=True))
        self.lines.addStretch(1)

    def _component(self, component: Any) -> None:
        weight = _("weight {share}").format(share=share(component.weight_c / 10000))
        value = points(component.points_c) if component.points_c is not None else "–"
        about = " · ".join(part for part in (weight, component.note) if part)
        self._heading(str(component.name), about, value)

    def _heading(self, name: str, about: str, value: str | None) -> None:
        frame = RowFrame(side=0)
        texts = column(label(name, "strong"), spacing=0)
        if about:
            texts.addWidget(label(about, "small", wrap=True))
        frame.line.addLayout(texts, 1)
        if value is not None:
            frame.line.addWidget(label(value, "strong"))
        self.lines.addWidget(frame)

    def _line(self, snapshot: Snapshot, person: RankLine, line: Any) -> None:
        frame = RowFrame(side=0)
        frame.line.setContentsMargins(16, 5, 0, 5)
        title = snapshot.items.get(line.item, "") or str(line.rule_name) or kind_words(line.kind)
        if line.count > 1:
            title += f" ×{line.count}"
        about = [
            short_day(line.day) if line.day is not None else "",
            str(line.rule_name) if title != str(line.rule_name) else "",
            line.reason,
        ]
        texts = column(label(title, wrap=True), spacing=0)
        small = " · ".join(part for part in about if part and part != title)
        if small:
            texts.addWidget(label(small, "small", wrap=True))
        frame.line.addLayout(texts, 1)
        if line.kind not in ("start", "counted"):
            frame.line.addWidget(pill(kind_words(line.kind), "info" if line.kind == "waived" else "quiet", sign=False))
        if line.money_cents:
            frame.line.addWidget(label(money(line.money_cents), "small"))
        frame.line.addWidget(self._amount(line))
        if line.evidence or line.rule:
            self._evidence(frame, snapshot, person, line)
        self.lines.addWidget(frame)

    @staticmethod
    def _amount(line: Any) -> QLabel:
        if line.kind == "start":
            return label(points(line.points_c))
        made = label(signed_points(line.points_c) if line.points_c else "0.0")
        if line.points_c < 0:
            made.setProperty("role", "bad")
        return made

    def _evidence(self, frame: RowFrame, snapshot: Snapshot, person: RankLine, line: Any) -> None:
        from supervisor.appraisal.scoring import Line

        assert isinstance(line, Line)
        buttons = row(spacing=4)
        title = snapshot.items.get(line.item, "") or str(line.rule_name) or kind_words(line.kind)
        page, name = self._page, person.score.name
        buttons.addWidget(
            button(
                _("Evidence ›"),
                lambda: show_event(page, name, title, line),
                "link",
                name=_("Evidence of {what}").format(what=str(line.rule_name)),
            )
        )
        self._appeal(frame, buttons, snapshot, person, line, title)
        open_month = snapshot.state.state != "signed" and snapshot.all_people
        if line.kind == "counted" and line.points_c < 0 and open_month:
            buttons.addWidget(
                button(
                    _("Waive"),
                    lambda: self._waive(person, line),
                    "link",
                    name=_("Waive {what}").format(what=str(line.rule_name)),
                )
            )
        if line.kind == "waived" and open_month:
            buttons.addWidget(button(_("Let it count"), lambda: self._count(person, line), "link"))
        frame.line.addLayout(buttons)

    def _appeal(
        self, frame: RowFrame, buttons: Any, snapshot: Snapshot, person: RankLine, line: Any, title: str
    ) -> None:
        """What became of an appeal against this line, or a way to raise one while the days for it run."""
        known = snapshot.appeal_of(person.person, line.evidence)
        if known is not None:
            words, status = {
                None: (_("appealed"), "warning"),
                True: (_("appeal upheld"), "good"),
                False: (_("appeal rejected"), "quiet"),
            }[known.upheld]
            frame.line.addWidget(pill(words, status, sign=False))
        elif (
            line.evidence
            and person.person == snapshot.actor
            and snapshot.appeal_until is not None
            and snapshot.today <= snapshot.appeal_until
            and (line.points_c < 0 or line.money_cents < 0)
        ):
            name = _("Appeal against: {title}").format(title=title)
            buttons.addWidget(button(_("Appeal"), lambda: ask_appeal(self._page, line, title), "link", name=name))

    def _waive(self, person: RankLine, line: Any) -> None:
        from supervisor.appraisal import service

        desk, month = self._page.desk, self._page.snapshot.month
        form = FormSheet(self, desk, _("Waive for {name}").format(name=person.name))
        form.lines("reason", _("Reason (it is kept with your name)"))
        undo = Undo(
            _("waive a deduction"),
            lambda: service.withdraw_waiver(
                desk.book, desk.actor, evidence=line.evidence, person=person.person, reason=_("taken back at once")
            ),
        )
        form.send(
            _("Waive"),
            lambda v: service.waive(
                desk.book, desk.actor, evidence=line.evidence, person=person.person, month=month, reason=v["reason"]
            ),
            said=_("Waived, with its reason."),
            undo=lambda _result: undo,
        )

    def _count(self, person: RankLine, line: Any) -> None:
        from supervisor.appraisal import service

        desk = self._page.desk
        form = FormSheet(self, desk, _("Let it count"))
        form.text("reason", _("Reason"))
        form.send(
            _("Let it count"),
            lambda v: service.withdraw_waiver(
                desk.book, desk.actor, evidence=line.evidence, person=person.person, reason=v["reason"]
            ),
            said=_("It counts again."),
        )


def kind_words(kind: str) -> str:
    """What a line of an explanation is."""
    words = {
        "start": _("starting points"),
        "counted": _("counted"),
        "reminder": _("reminder only"),
        "outranked": _("same act"),
        "waived": _("waived"),
        "limit": _("limit"),
        "floor": _("floor"),
        "cap": _("cap"),
        "consequence": _("consequence"),
        "award": _("award"),
    }
    return words.get(kind, kind)
