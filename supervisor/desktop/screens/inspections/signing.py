"""Finishing an inspection: what follows from it, and the signatures of inspector and inspected on one sheet.

Each signs by drawing (mouse, finger or pen) or by the own password; the inspected may also be recorded as having
refused or being absent, with the reason. Alt and a figure choose the way, Enter finishes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.inspections.live import Live
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.screens.inspections.sign_part import InspectedParts, SignPart, how_words
from supervisor.desktop.widgets.basics import Card, RowFrame, clear, column, label, row
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.wording import moment
from supervisor.language import _

WIDTH = 940  # pixels before scaling: five ways to sign beside one another on either side


class FinishSheet(Sheet):
    """What finishing means, and who signs."""

    def __init__(self, owner: QWidget, desk: Desk, live: Live, done: Callable[[], object]) -> None:
        super().__init__(owner.window(), _("Finish and sign this inspection?"))
        self._desk, self._live, self._done = desk, live, done
        snapshot = live.snapshot
        assert snapshot is not None
        sheet = snapshot.sheet
        self._subject = sheet.inspection.subject
        self.setMinimumWidth(desk.theme.px(WIDTH))
        self.body.addWidget(label(_follows(live), wrap=True))
        concerned = dict.fromkeys([*sheet.inspection.inspected, *(p for a in sheet.answers for p in a.persons)])
        labels = dict(snapshot.labels)
        others = [(p, name) for p, name in labels.items() if p not in concerned and p != desk.actor]
        session = desk.services.session
        own_ways = ("login", "drawn") if session is not None else ("drawn",)
        name = labels.get(desk.actor, snapshot.people.get(desk.actor, "–"))
        begun_by = sheet.inspection.inspector
        self.inspector = SignPart(desk, _("Inspector"), own_ways, [(desk.actor, name)])
        self.inspected = InspectedParts(
            desk, [(p, labels[p]) for p in concerned if p in labels and p != desk.actor], others
        )
        if begun_by != desk.actor:  # who was there and who signs are two, and the paper says so
            words = _("{inspector} made this inspection; you finish and sign it in place of {inspector}.")
            self.body.addWidget(label("▲ " + words.format(inspector=snapshot.people.get(begun_by, "–")), wrap=True))
        self._free = bool(session is not None and session.automatic)
        if self._free:
            self.inspector.caption.setText(_("Sample book: its manager has no password, so none is asked for."))
            self.inspector.text.hide()
        line = row(spacing=24)
        line.addWidget(self.inspector, 1)
        line.addWidget(self.inspected, 1)
        self.body.addLayout(line)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignRight)  # beside the verb, under the one who has to sign
        self.verb = self.add_buttons(_("Finish"), self.accept_signed)

    def begin(self) -> None:
        """Show, with the focus where it is needed first."""
        self.open()
        if self._free:
            self.verb.setFocus()  # Enter finishes
        else:
            self.inspector.text.setFocus()

    def accept_signed(self) -> None:
        """Finish and sign, all or nothing."""
        from supervisor.inspection.signatures import finish_signed

        desk, subject = self._desk, self._subject
        session = desk.services.session
        self.say(self.inspected.fault())
        if not self.fault.isHidden():
            return
        signings = [self.inspector.signing(inspected=False), *self.inspected.signings()]
        self.verb.setEnabled(False)
        desk.command(
            self, lambda: finish_signed(desk.book, desk.actor, subject, signings, session=session),
            said=finished_words(self._live.sheet), done=self._finished, failed=self._refused,
        )  # fmt: skip

    def _finished(self, _result: object) -> None:
        self.accept()
        self._done()

    def _refused(self, notice: Notice) -> None:
        self.verb.setEnabled(True)
        self.say(notice.happened)


def finished_words(sheet: Any) -> str:
    """What the finish of an inspection made of its faults, in words; `sheet` is as it stands just before it."""
    from supervisor.inspection.finishing import faults

    found = faults(sheet.template, sheet.answers, sheet.inspection.day)
    mended = sum(answer.mended for answer in found)
    if sheet.inspection.revises:  # what is raised already follows the correction
        words = _("Correction finished; {count} findings stand, their corrective actions follow it.")
        return words.format(count=len(found)) if found else _("Correction finished; no finding stands.")
    if not found:
        return _("Inspection finished; nothing was found.")
    words = _("Inspection finished; {count} findings became corrective actions.")
    if mended:
        words = _(
            "Inspection finished; {count} findings became corrective actions, {mended} were put right on the spot."
        )
    return words.format(count=len(found) - mended, mended=mended)


def _follows(live: Live) -> str:
    from supervisor.inspection.finishing import lack

    sheet = live.sheet
    lines = [_("The answers become final; every finding raises its corrective action.")]
    unanswered = sheet.score.items - sheet.score.answered
    if unanswered:
        lines.append(_("{count} items are not answered; they leave the denominator.").format(count=unanswered))
    warned = [g for g in live.gaps() if g.what != "unanswered"]
    for gap in warned[:3]:
        words = sheet.template.item(gap.item).words
        lines.append("▲ " + _("{item}: {fault}").format(item=words, fault=lack(gap)))
    if len(warned) > 3:
        lines.append(_("and {n} more").format(n=len(warned) - 3))
    return "\n".join(lines)


def ask_finish(owner: QWidget, desk: Desk, live: Live, done: Callable[[], object]) -> str:
    """Ask for the signatures and finish; returns the item that stops it because something must not be missing there."""
    from supervisor.inspection.finishing import lack

    stop = next((gap for gap in live.gaps() if gap.level == "stop"), None)
    if stop is not None:
        words = str(live.sheet.template.item(stop.item).words)
        desk.say("warning", _("Not yet: {item} – {lack}").format(item=words, lack=lack(stop)))
        return stop.item
    FinishSheet(owner, desk, live, done).begin()
    return ""


class SignaturesCard(Card):
    """Who signed a finished inspection, with the picture of what was drawn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Signatures"))
        self._desk = desk
        self._lines = column(spacing=0)
        self.add(self._lines)
        self._shown: tuple[Any, ...] = ()
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Show the signatures of the open inspection."""
        signed = snapshot.sheet.signatures if snapshot.opened is not None else ()
        self.setVisible(bool(signed))
        if signed == self._shown:
            return
        self._shown = signed
        clear(self._lines)
        theme, zone, people = self._desk.theme, self._desk.book.zone, snapshot.people
        pictures: dict[str, Any] = {}
        for place, one in enumerate(signed):
            capacity = _("Inspector") if one.capacity == "inspector" else _("Inspected")
            instead = snapshot.sheet.inspection.inspector if one.capacity == "inspector" else one.person
            proxy = "" if instead == one.person else _("in place of {name}").format(name=people.get(instead, "–"))
            words = " · ".join(part for part in (how_words(one.how), proxy, one.reason, moment(one.at, zone)) if part)
            frame = RowFrame(last=place == len(signed) - 1, side=0)
            who = label(_("{capacity}: {name}").format(capacity=capacity, name=people.get(one.person, "–")), wrap=True)
            frame.line.addLayout(column(who, label(words, "small", wrap=True), spacing=0), 1)
            if one.picture:
                drawn = label("", name=_("Signature of {who}").format(who=people.get(one.person, "–")))
                pictures[one.picture] = drawn
                frame.line.addWidget(drawn)
            self._lines.addWidget(frame)

        def show(found: dict[str, QImage]) -> None:
            if self._shown == signed:
                for digest, image in found.items():
                    pictures[digest].setPixmap(QPixmap.fromImage(image))

        if pictures:
            wanted, width = tuple(pictures), theme.px(120)
            smooth = Qt.TransformationMode.SmoothTransformation

            def read(reader: Any) -> dict[str, QImage]:
                return {d: QImage.fromData(reader.blob(d)).scaledToWidth(width, smooth) for d in wanted}

            self._desk.load(self, read, show)
