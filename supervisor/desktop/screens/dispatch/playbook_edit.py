"""The playbooks of the branch: looked at, changed, put back; all of it from the keyboard.

What is changed becomes a new version, kept in the book; an incident that runs goes on by the one that it began with.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.dispatch.playbook_lines import StepLines
from supervisor.desktop.widgets.basics import box, button, clear, column, label, row
from supervisor.desktop.widgets.form_body import FormBody, room_over
from supervisor.desktop.widgets.forms import choice_box, chosen, inset
from supervisor.desktop.wording import moment
from supervisor.incidents.playbooks import MOST_MINUTES, Offer, Playbook, reworded
from supervisor.language import Words, _

FACTOR_STEP = 10  # per cent


class PlaybookSheet(Sheet):
    """One kind at a time; another kind can be chosen while nothing was changed."""

    def __init__(self, page: Any, kind: str) -> None:
        super().__init__(page.window(), _("Playbooks"))
        self.desk, self._page = page.desk, page
        px = self.desk.theme.px
        room = room_over(self)
        self.setMinimumSize(px(900), min(px(520), room))
        self.resize(px(900), min(px(640), room))
        self.playbook: Playbook | None = None
        self._stood: Playbook | None = None  # what the fields said when they were filled
        self._versions: list[Any] = []
        self.kind = choice_box(page.snapshot.kinds, name=_("Kind"), value=kind)
        self.kind.currentIndexChanged.connect(lambda _index: self._other_kind())
        self.state = label("", "small", wrap=True)
        self.body.addLayout(row(self.kind, None))
        self.body.addWidget(self.state)
        self._inside: QVBoxLayout = column(spacing=6)
        self._scrolled = FormBody(self._inside)
        self.body.addWidget(self._scrolled, 1)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why it is changed (may stay empty)"))
        self.reason.setAccessibleName(_("Reason"))
        self.body.addWidget(self.reason)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.back = button(_("As it came with the program"), self.put_back)
        self.buttons.addWidget(self.back)
        self.go = button(_("Put in force"), self.keep, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter")
        self.buttons.addWidget(self.go)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus and nothing else: in a field it must not close the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)

    def _other_kind(self) -> None:
        """Another kind was chosen: what was typed for this one does not go without a word."""
        if self.playbook is not None and self.changed() != self._stood:
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(self.kind.findData(self.playbook.kind))
            self.kind.blockSignals(False)
            self.say(_("Put the change in force first, or close the sheet without it."))
            return
        self.read()

    def read(self) -> None:
        """Read the playbook of the chosen kind."""
        kind = chosen(self.kind)

        def reading(reader: Any) -> Any:
            from supervisor.access import Right, allowed
            from supervisor.dispatch.service import names_of
            from supervisor.incidents.ledger import playbook_now, playbook_versions

            versions = playbook_versions(reader, kind)
            may = allowed(reader, self.desk.actor, Right.MANAGE_PLAYBOOKS)
            return playbook_now(reader, kind), versions, names_of(reader), may

        self.desk.load(self, reading, self._show, lambda notice: self.say(notice.happened))

    def _show(self, found: tuple[Playbook, list[Any], dict[str, str], bool]) -> None:
        self.playbook, self._versions, names, may = found
        book = self.playbook
        self.say("")
        own = self._versions[-1] if self._versions else None
        if own is None:
            said = _("As it came with the program.")
        else:
            said = _("Version {n}, {at}, {who}").format(
                n=own.version, at=moment(own.at, self.desk.book.zone), who=names.get(own.person, "–")
            )
            said += f" · {own.reason}" if own.reason else ""
        self.state.setText(said if may else f"{said} · " + _("You may look at it, not change it."))
        clear(self._inside)
        self.steps = StepLines(self.desk.theme, book.steps)
        self.steps.remade.connect(self._scrolled.keep_values)
        self._put(_("Steps: minutes, who, what, and whether it comes after the end"), self.steps)
        self.heading_field = QLineEdit(str(book.notice_heading))
        self._put(_("Notice to customers: heading"), self.heading_field)
        self.notice = self._lines(
            _("Notice to customers; {branch}, {date} and {time} are filled in"), str(book.notice), 4
        )
        self.channels = self._lines(
            _("Other channels and nearby branches, a line each"), _joined(book.other_channels), 4
        )
        self.stops = self._lines(_("What may stop, a line each"), _joined(book.stops), 3)
        self.never = self._lines(_("What never stops, a line each"), _joined(book.never_stops), 4)
        self.office = QLineEdit(str(book.head_office))
        self._put(_("When head office is told"), self.office)
        self.office_minutes = self._number(book.head_office_after_minutes, MOST_MINUTES, _("Head office after minutes"))
        self._put(_("Head office after minutes"), self.office_minutes)
        self.offer = self._offer(book.offer) if book.kind == "surge" else {}
        self._inside.addStretch(1)
        self._scrolled.keep_values()
        self._stood = self.changed()
        self.go.setEnabled(may)
        self.back.setEnabled(may and own is not None and bool(own.digest))

    def changed(self) -> Playbook:
        """The playbook as it stands in the sheet."""
        assert self.playbook is not None
        before = self.playbook
        return msgspec.structs.replace(
            before,
            steps=self.steps.steps(),
            notice=reworded(before.notice, self.notice.toPlainText()),
            notice_heading=reworded(before.notice_heading, self.heading_field.text()),
            other_channels=_split(before.other_channels, self.channels),
            stops=_split(before.stops, self.stops),
            never_stops=_split(before.never_stops, self.never),
            head_office=reworded(before.head_office, self.office.text()),
            head_office_after_minutes=self.office_minutes.value(),
            offer=self._offered(before.offer),
        )

    def keep(self) -> None:
        """Put what stands in the sheet in force."""
        from supervisor.incidents import service

        desk, changed, reason = self.desk, self.changed(), self.reason.text()
        if changed == self._stood:
            self.say(_("Nothing was changed in this playbook."))
            return
        self._command(lambda: service.change_playbook(desk.book, desk.actor, changed, reason=reason))

    def put_back(self) -> None:
        """Put the program's own in force again."""
        from supervisor.incidents import service

        desk, kind, reason = self.desk, chosen(self.kind), self.reason.text()
        self._command(lambda: service.change_playbook_back(desk.book, desk.actor, kind, reason=reason))

    def _command(self, work: Any) -> None:
        from supervisor.desktop.desk import Undo
        from supervisor.incidents import service

        desk, kind = self.desk, chosen(self.kind)
        before = self._versions[-1].version if self._versions else 0

        def undo(_version: int) -> Undo:
            return Undo(
                _("change a playbook"),
                lambda: service.change_playbook_back(
                    desk.book, desk.actor, kind, version=before, reason=_("taken back at once")
                ),
            )

        desk.command(
            self, work, said=_("The playbook is in force from the next incident on."), undo=undo,
            done=lambda _version: self.accept(), failed=lambda notice: self.say(_said(notice)),
        )  # fmt: skip

    def _put(self, title: str, widget: QWidget) -> None:
        above = label(title, "small", wrap=True)
        above.setBuddy(widget)
        widget.setAccessibleName(widget.accessibleName() or title)
        self._inside.addWidget(above)
        self._inside.addWidget(widget)

    def _lines(self, title: str, text: str, lines: int) -> QPlainTextEdit:
        made = QPlainTextEdit(text)
        made.setTabChangesFocus(True)
        self._put(title, made)
        made.ensurePolished()  # the height of a line is the style sheet's
        made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + self.desk.theme.px(30))
        return made

    def _number(self, value: int, most: int, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, most)
        made.setValue(value)
        made.setFixedWidth(self.desk.theme.px(96))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setAccessibleName(name)
        inset(made, self.desk.theme.px(6))
        return made

    def _offer(self, offer: Offer) -> dict[str, QSpinBox]:
        """When a surge is offered by itself; 0 in a field: that is not watched."""
        fields = {
            "waiting": (_("More in the hall than"), offer.waiting, 999),
            "wait_factor": (_("Wait now, % of the target"), round(offer.wait_factor * 100), 1000),
            "forecast_factor": (_("Wait forecast, % of the target"), round(offer.forecast_factor * 100), 1000),
            "ahead_minutes": (_("Minutes ahead"), offer.ahead_minutes, 240),
        }
        made = {}
        line = row(spacing=16)
        for name, (title, value, most) in fields.items():
            field = self._number(value, most, title)
            if name.endswith("factor"):
                field.setSingleStep(FACTOR_STEP)
            made[name] = field
            line.addLayout(column(label(title, "small"), field, spacing=2))
        line.addStretch(1)
        self._inside.addWidget(label(_("A surge is offered by itself (0: not watched)"), "strong", wrap=True))
        self._inside.addWidget(box(line))
        return made

    def _offered(self, before: Offer) -> Offer:
        if not self.offer:
            return before
        values = {name: field.value() for name, field in self.offer.items()}
        return Offer(
            waiting=values["waiting"], wait_factor=values["wait_factor"] / 100,
            forecast_factor=values["forecast_factor"] / 100, ahead_minutes=values["ahead_minutes"],
        )  # fmt: skip


def show_playbooks(page: Any) -> None:
    """Open the playbooks over the page, that of the running incident first, else the kind that is chosen."""
    if page.snapshot is None:
        return
    incident = page.snapshot.incident
    PlaybookSheet(page, incident.kind if incident is not None else page.calm.chosen() or "surge").open()


def _joined(texts: tuple[Words, ...]) -> str:
    return "\n".join(str(one) for one in texts)


def _split(before: tuple[Words, ...], field: QPlainTextEdit) -> tuple[Words, ...]:
    """The lines of a field; one that stood there before keeps its other language."""
    known = {str(one): one for one in before}
    texts = [text.strip() for text in field.toPlainText().splitlines()]
    return tuple(known.get(text) or reworded(Words("", ""), text) for text in texts if text)


def _said(notice: Any) -> str:
    return " ".join(part for part in (notice.happened, notice.cure) if part)
