"""After an inspection: the finding of an item with its corrective action, waiving it, correcting the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.inspections.again import AgainLine
from supervisor.desktop.screens.inspections.appeal import AppealPanel, ask_decision, can_decide
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import box, button, clear, column, label, pill, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import listed, points, short_day
from supervisor.language import _

_STATUS = {"overdue": "bad", "due_soon": "warning", "open": "info", "done": "warning", "closed": "good"}


def coming(snapshot: Snapshot, item: str) -> str:
    """The corrective action that finishing will raise for a failed item, in words; empty when there is none yet."""
    follow = snapshot.opened.follows.get(item) if snapshot.opened is not None else None
    if follow is None:
        return ""
    people = snapshot.people
    return _("Corrective action to come: {owner} answers for it, {doer} does it, by {due}").format(
        owner=people.get(follow.owner, "–"), doer=people.get(follow.doer, "–"), due=short_day(follow.due)
    )


class FindingPanel(QWidget):
    """What a failed item of a finished inspection led to, and what can still be done about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        self._line = column(spacing=6)
        self.setLayout(self._line)
        self.finding: Any = None
        self.action: Any = None
        self._people: Mapping[str, str] = {}

    def put(self, snapshot: Snapshot, item: str) -> None:
        """Show the finding at an item, or its plain answer where there is none; nothing while under way."""
        clear(self._line)
        opened, self._people = snapshot.opened, snapshot.people
        finished = opened is not None and opened.sheet.inspection.state != "begun"
        self.finding = self.action = None
        self.setVisible(finished)
        if opened is None or not finished:
            return
        self._put_answer(snapshot, opened.sheet, item)
        self.finding, self.action = opened.findings.get(item), opened.actions.get(item)
        if self.finding is None:
            return
        self._line.addWidget(AgainLine(self._desk, self.finding.subject))
        self._put_action(snapshot)
        self._put_waiver(snapshot, standing=not opened.sheet.inspection.revised_by)

    def open_action(self) -> None:
        """Go to the corrective action."""
        if self.action is not None:
            self._desk.go("actions", self.action.subject)

    @property
    def can_decide(self) -> bool:
        """Whether an appeal on the finding waits for who is logged in."""
        return can_decide(self._desk, self.finding)

    def ask_decide(self) -> None:
        """Uphold or dismiss the appeal on the finding."""
        if self.can_decide:
            ask_decision(self, self._desk, self.finding, self._people)

    def ask_waive(self) -> None:
        """Waive the finding, or let it count after all; either with a reason."""
        from supervisor.inspection import review

        found, desk = self.finding, self._desk
        if found is None:
            return
        book, actor, subject = desk.book, desk.actor, found.subject
        again = _("taken back at once")
        if found.waived:
            form = FormSheet(self, desk, _("Let this finding count after all"))
            form.text("reason", _("Reason"))
            undo = Undo(_("withdraw a waiver"), lambda: review.waive_finding(book, actor, subject, reason=again))
            form.send(
                _("Let it count"), lambda v: review.withdraw_waiver(book, actor, subject, reason=v["reason"]),
                said=_("The finding counts again."), undo=lambda _result: undo,
            )  # fmt: skip
            return
        form = FormSheet(self, desk, _("Waive this finding"))
        form.body.addWidget(
            label(_("It no longer counts in score and appraisal; the fault is still to be mended."), "small", wrap=True)
        )
        hint = _("A surge or outage was running") if found.incidents else ""
        form.text("reason", _("Reason"), hint=hint)
        undo = Undo(_("waive a finding"), lambda: review.withdraw_waiver(book, actor, subject, reason=again))
        form.send(
            _("Waive"), lambda v: review.waive_finding(book, actor, subject, reason=v["reason"]),
            said=_("The finding is waived."), undo=lambda _result: undo,
        )  # fmt: skip

    def _put_answer(self, snapshot: Snapshot, sheet: Any, item: str) -> None:
        answer = sheet.answer(item)
        if answer is None:
            return
        failed = answer.verdict == "fail"
        rows = [
            (_("People concerned"), listed([snapshot.people.get(p, p) for p in answer.persons])),
            (_("Places concerned"), listed(answer.places)),
            (_("Measured rate"), f"{answer.value * 100:g} %" if answer.value is not None else ""),
            (_("Cases"), str(answer.cases) if failed else ""),
            (_("Put right"), _("on the spot") if answer.mended else ""),
            (_("Remark"), sheet.notes.get(item, "")),
        ]
        for name, value in rows:
            if value:
                self._fact(name, value)

    def _fact(self, name: str, value: str) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._desk.theme.px(92))
        line = row(title)
        line.addWidget(label(value, wrap=True), 1)
        self._line.addLayout(line)

    def _put_action(self, snapshot: Snapshot) -> None:
        from supervisor.actions.words import STANDINGS

        self._line.addWidget(label(_("Corrective action"), "strong"))
        action = self.action
        if action is None:
            words = _("None: it was put right on the spot.") if self.finding.mended else _("None.")
            self._line.addWidget(label(words, "small", wrap=True))
            return
        standing = action.standing(snapshot.today)
        status = "quiet" if action.state == "withdrawn" else _STATUS[standing]
        words = _("withdrawn") if action.state == "withdrawn" else str(STANDINGS[standing])
        opener = button(action.number, self.open_action, "link", name=_("Open the corrective action"), tip="Enter")
        self._line.addLayout(row(opener, pill(words, status), None))
        name = snapshot.people.get
        self._fact(_("Answers for it"), name(action.owner, "–"))
        self._fact(_("Does it"), name(action.doer, "–"))
        self._fact(_("Due"), action.due.isoformat())

    def _put_waiver(self, snapshot: Snapshot, *, standing: bool) -> None:
        found = self.finding
        if found.appeal_state:
            self._line.addWidget(AppealPanel(self._desk, found, snapshot.people, self.ask_decide))
        if found.waived and found.appeal_state != "upheld":  # then the decision says it
            who = snapshot.people.get(found.waived_by, "–")
            self._fact(_("Waived"), f"{found.waived_reason} · {who}")
        elif found.points_c:
            self._fact(_("Costs"), points(-found.points_c))
        if standing:
            words = _("Let it count") if found.waived else _("Waive this finding")
            self._line.addLayout(row(button(words, self.ask_waive, "small", tip="W"), None))


class RevisionLine(QWidget):
    """Above the items: what this inspection corrects, or what corrected it, one click away."""

    def __init__(self, desk: Desk, go: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk, self._go = desk, go
        self._line = flow()
        self.setLayout(self._line)

    def put(self, snapshot: Snapshot) -> None:
        """Show the links of the chain of corrections; nothing where there is none."""
        clear(self._line)
        opened = snapshot.opened
        if opened is None:
            return
        reason = opened.sheet.inspection.reason
        for (subject, number), words, why in (
            (opened.revises, _("Corrects {number}"), reason),
            (opened.revised_by, _("Corrected by {number}"), ""),
        ):
            if subject:
                link = button(words.format(number=number), lambda s=subject: self._go(s), "link")
                parts: list[QWidget] = [link]
                if why:
                    parts.append(label(_("Reason: {reason}").format(reason=why), "small"))
                self._line.addWidget(box(row(*parts)))
        self.setVisible(self._line.count() > 0)


def ask_revision(owner: QWidget, desk: Desk, sheet: Any, opened: Any) -> None:
    """Begin the correction of a finished inspection, with its reason; `opened` is told the new one's subject."""
    from supervisor.inspection import service

    number, subject = sheet.inspection.number, sheet.inspection.subject
    form = FormSheet(owner, desk, _("Correct inspection {number}").format(number=number))
    form.body.addWidget(
        label(
            _("A new inspection begins with the old answers. Both are kept; the old one counts until the new is done."),
            "small",
            wrap=True,
        )
    )
    form.text("reason", _("Why it has to be corrected"))

    def take_back(new: str) -> Undo:
        why = _("taken back at once")
        return Undo(_("correct an inspection"), lambda: service.abandon(desk.book, desk.actor, new, reason=why))

    form.send(
        _("Begin the correction"), lambda v: service.revise(desk.book, desk.actor, subject, reason=v["reason"]),
        done=opened, undo=take_back,
    )  # fmt: skip
