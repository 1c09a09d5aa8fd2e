"""Finishing an inspection: what follows from it, and the signatures of inspector and inspected on one sheet.

Each signs by drawing (mouse, finger or pen) or by the own password; the inspected may also be recorded as having
refused or being absent, with the reason. Alt and a figure choose the way, Enter finishes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.pictures import png
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.inspections.live import Live
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, box, button, clear, column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.signature_pad import SignaturePad
from supervisor.desktop.wording import moment
from supervisor.language import _

WIDTH = 940  # pixels before scaling: five ways to sign beside one another on either side


def how_words(how: str) -> str:
    """How somebody signed, in a word."""
    words = {
        "drawn": _("drawn"), "login": _("by password"), "refused": _("refused to sign"), "absent": _("was not there"),
        "none": _("nobody signs"),
    }  # fmt: skip
    return words.get(how, "")


class SignPart(QWidget):
    """The signature of one side: who, in which way, and the field for it."""

    def __init__(self, desk: Desk, title: str, ways: Sequence[str], people: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("bare")
        theme = desk.theme
        self._who = people[0][0] if len(people) == 1 else ""
        self.who = choice_box(people, name=title, value=people[0][0], searchable=True) if len(people) > 1 else None
        self.buttons = choice_buttons(self, {way: how_words(way) for way in ways}, self.choose)
        for place, made in enumerate(self.buttons.values(), 1):
            keys = f"Alt+{place if len(ways) < 3 else place + 2}"
            made.setShortcut(keys)
            made.setToolTip(keys)
            made.setAutoDefault(False)  # Enter belongs to the verb of the sheet
        self.pad = SignaturePad(theme, title)
        self.again = button(_("Draw again"), self.pad.clear, "link")
        self.again.setAutoDefault(False)
        self.drawing = box(column(self.pad, row(None, self.again), spacing=2))
        self.text = QLineEdit()
        self.caption = label("", "small")
        self.writing = box(column(self.caption, self.text, spacing=4))
        named: QWidget = self.who if self.who is not None else label(people[0][1])
        ways_line = row(*self.buttons.values(), None, spacing=6)
        self.setLayout(column(label(title, "strong"), named, ways_line, self.drawing, self.writing, None, spacing=8))
        self.how = ""
        self.choose(ways[0])

    def choose(self, how: str) -> None:
        """Take a way of signing."""
        self.how = how
        self.buttons[how].setChecked(True)
        self.drawing.setVisible(how == "drawn")
        self.writing.setVisible(how in ("login", "refused", "absent"))
        words = _("The person's own password") if how == "login" else _("Reason")
        self.caption.setText(words)
        self.text.setAccessibleName(words)
        self.text.clear()
        mode = QLineEdit.EchoMode.Password if how == "login" else QLineEdit.EchoMode.Normal
        self.text.setEchoMode(mode)
        (self.pad if how == "drawn" else self.text).setFocus()

    def signing(self, *, inspected: bool) -> Any:
        """What is to be entered; None where nobody signs."""
        from supervisor.inspection.signatures import Signing

        if self.how == "none":
            return None
        person = self._who or str(chosen(self.who) if self.who is not None else "")
        picture = png(self.pad.image()) if self.how == "drawn" and not self.pad.empty else b""
        text = self.text.text()
        return Signing(
            person=person, how=self.how, inspected=inspected, picture=picture,  # type: ignore[arg-type]
            password=text if self.how == "login" else "", reason=text if self.how in ("refused", "absent") else "",
        )  # fmt: skip


class FinishSheet(Sheet):
    """What finishing means, and who signs."""

    def __init__(self, owner: QWidget, desk: Desk, live: Live, done: Callable[[], object]) -> None:
        super().__init__(owner.window(), _("Finish and sign this inspection?"))
        self._desk, self._done = desk, done
        snapshot = live.snapshot
        assert snapshot is not None
        sheet = snapshot.sheet
        self._subject = sheet.inspection.subject
        self.setMinimumWidth(desk.theme.px(WIDTH))
        self.body.addWidget(label(_follows(live), wrap=True))
        concerned = dict.fromkeys([*sheet.inspection.inspected, *(p for a in sheet.answers for p in a.persons)])
        labels = dict(snapshot.labels)
        order = [p for p in concerned if p in labels] + [p for p in labels if p not in concerned]
        session = desk.services.session
        own_ways = ("login", "drawn") if session is not None else ("drawn",)
        self.inspector = SignPart(
            desk, _("Inspector"), own_ways, [(desk.actor, labels.get(desk.actor, snapshot.people.get(desk.actor, "–")))]
        )
        first = ("drawn", "login", "refused", "absent", "none")
        ways = first if concerned else ("none", *first[:-1])
        self.inspected = SignPart(
            desk, _("Inspected"), ways, [(p, labels[p]) for p in order if p != desk.actor] or [("", "–")]
        )
        self._free = bool(session is not None and session.automatic)
        if self._free:
            self.inspector.caption.setText(_("Sample book: its manager has no password, so none is asked for."))
            self.inspector.text.hide()
        line = row(spacing=24)
        line.addWidget(self.inspector, 1)
        line.addWidget(self.inspected, 1)
        self.body.addLayout(line)
        self.add_buttons(_("Finish"), self.accept_signed)

    def begin(self) -> None:
        """Show, with the focus where it is needed first."""
        self.open()
        if self._free:
            last = self.buttons.itemAt(self.buttons.count() - 1)
            verb = last.widget() if last is not None else None
            if verb is not None:
                verb.setFocus()  # Enter finishes
        else:
            self.inspector.text.setFocus()

    def accept_signed(self) -> None:
        """Finish and sign, all or nothing."""
        from supervisor.inspection.signatures import finish_signed

        desk, subject = self._desk, self._subject
        given = [self.inspector.signing(inspected=False), self.inspected.signing(inspected=True)]
        signings = [one for one in given if one is not None]
        session = desk.services.session
        self.say("")
        desk.command(
            self, lambda: finish_signed(desk.book, desk.actor, subject, signings, session=session),
            said=_("Inspection finished; findings became corrective actions."), done=self._finished,
            failed=self._refused,
        )  # fmt: skip

    def _finished(self, _result: object) -> None:
        self.accept()
        self._done()

    def _refused(self, notice: Notice) -> None:
        self.say(notice.happened)


def _follows(live: Live) -> str:
    from supervisor.inspection.finishing import lack

    sheet = live.sheet
    lines = [_("The answers become final; every finding raises its corrective action.")]
    unanswered = sheet.score.items - sheet.score.answered
    if unanswered:
        lines.append(_("{count} items are not answered; they leave the denominator.").format(count=unanswered))
    warned = [g for g in live.gaps() if g.what != "unanswered"]
    for gap in warned[:3]:
        lines.append(f"▲ {sheet.template.item(gap.item).words}：{lack(gap)}")
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
        theme, zone = self._desk.theme, self._desk.book.zone
        pictures: dict[str, Any] = {}
        for place, one in enumerate(signed):
            capacity = _("Inspector") if one.capacity == "inspector" else _("Inspected")
            words = " · ".join(part for part in (how_words(one.how), one.reason, moment(one.at, zone)) if part)
            frame = RowFrame(last=place == len(signed) - 1, side=0)
            who = label(f"{capacity}：{snapshot.people.get(one.person, '–')}", wrap=True)
            frame.line.addLayout(column(who, label(words, "small", wrap=True), spacing=0), 1)
            if one.picture:
                drawn = label("", name=_("Signature of {who}").format(who=snapshot.people.get(one.person, "–")))
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
