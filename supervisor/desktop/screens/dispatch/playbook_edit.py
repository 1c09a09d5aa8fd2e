"""The playbooks of the branch: looked at, changed, put back; all of it from the keyboard.

What is changed becomes a new version, kept in the book; an incident that runs goes on by the one that it began with.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.dispatch.playbook_draft import Draft, base_of, drop_draft, keep_draft, kept_draft
from supervisor.desktop.screens.dispatch.playbook_lines import StepLines
from supervisor.desktop.screens.dispatch.playbook_nearby import Leaving, NearbyLines
from supervisor.desktop.screens.dispatch.playbook_offer import OfferFields, number_field
from supervisor.desktop.widgets.basics import button, clear, column, label, row
from supervisor.desktop.widgets.form_body import FormBody, room_over
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.desktop.wording import moment
from supervisor.incidents.playbooks import MOST_MINUTES, Playbook, reworded
from supervisor.language import Words, _

DRAFT_MILLISECONDS = 1000  # so much of what is typed a crash may cost


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
        self._base, self._drafted = "", None
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
        self.buttons.addWidget(button(_("Close"), self.close_without))
        self.back = button(_("As it came with the program"), self.put_back)
        self.buttons.addWidget(self.back)
        self.go = button(_("Put in force"), self.keep, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter")
        self.buttons.addWidget(self.go)
        self._drafting = QTimer(self)
        self._drafting.timeout.connect(self.keep_typed)
        self._drafting.start(DRAFT_MILLISECONDS)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus and nothing else: in a field it must not close the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_without()
            return
        super().keyPressEvent(event)

    def keep_typed(self) -> None:
        """Keep what is typed on this computer, so that a crash, a lock or a log-out does not cost it."""
        if self.playbook is None or not self.go.isEnabled():
            return
        typed = Draft(self.changed(), self.reason.text(), self._base)
        if typed == self._drafted:
            return
        self._drafted = typed
        if typed.playbook == self._stood and not typed.reason.strip():
            drop_draft(self.desk, self.playbook.kind)
        else:
            keep_draft(self.desk, self.playbook.kind, typed)

    def close_without(self) -> None:
        """Close the sheet; what was typed and not put in force goes."""
        self._let_go()
        self.reject()

    def _let_go(self) -> None:
        self._drafting.stop()
        if self.playbook is not None:
            drop_draft(self.desk, self.playbook.kind)

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
        self.go.setEnabled(may)
        self.back.setEnabled(may and own is not None and bool(own.digest))
        self._base, self._drafted = base_of(book), None
        self._fill(book)
        self._stood = self.changed()
        draft = kept_draft(self.desk, book.kind) if may else None
        if draft is not None:
            self._fill(draft.playbook)
            self.reason.setText(draft.reason)
            said += " · " + _("with what was typed before and not put in force; Close lets it go")
            if draft.base != self._base:
                said += " · " + _("the playbook was changed since")
        self.state.setText(said if may else f"{said} · " + _("You may look at it, not change it."))

    def _fill(self, book: Playbook) -> None:
        """Fields for everything in a playbook."""
        clear(self._inside)
        self.steps = StepLines(self.desk.theme, book.steps)
        self.steps.remade.connect(self._scrolled.keep_values)
        self._put(_("Steps: minutes, who, what, and whether it comes after the end"), self.steps)
        self.heading_field = QLineEdit(str(book.notice_heading))
        self._put(_("Notice to customers: heading"), self.heading_field)
        self.notice = self._lines(
            _("Notice to customers; {branch}, {date} and {time} are filled in"), str(book.notice), 4
        )
        self.channels = self._lines(_("Other channels, a line each"), _joined(book.other_channels), 4)
        self.nearby = NearbyLines(self.desk.theme, book.nearby)
        self.nearby.remade.connect(self._scrolled.keep_values)
        self._put(_("Nearby branches, the nearest first: name, distance, telephone, open until"), self.nearby)
        self.everywhere = QCheckBox(_("The same branches in the playbooks of every kind"))
        self.everywhere.setChecked(True)
        self._inside.addWidget(self.everywhere)
        self.leaving = Leaving(self.desk.theme, book.leaves, dict(self._page.snapshot.classes))
        source = str(book.shares_source)
        self._put(
            _("Of those who cannot be served so many go home at once") + (f"（{source}）" if source else ""),
            self.leaving,
        )
        self.stops = self._lines(_("What may stop, a line each"), _joined(book.stops), 3)
        self.never = self._lines(_("What never stops, a line each"), _joined(book.never_stops), 4)
        self.office = QLineEdit(str(book.head_office))
        self._put(_("When head office is told"), self.office)
        self.office_minutes = number_field(
            self.desk.theme, book.head_office_after_minutes, MOST_MINUTES, _("Head office after minutes")
        )
        self._put(_("Head office after minutes"), self.office_minutes)
        self.offer = OfferFields(self.desk.theme, book.offer) if book.kind == "surge" else None
        if self.offer is not None:
            self._inside.addWidget(label(_("A surge is offered by itself (0: not watched)"), "strong", wrap=True))
            self._inside.addWidget(self.offer)
        self._inside.addStretch(1)
        self._scrolled.keep_values()

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
            offer=before.offer if self.offer is None else self.offer.offer(),
            nearby=self.nearby.branches(),
            leaves=self.leaving.shares(),
        )

    def keep(self) -> None:
        """Put what stands in the sheet in force."""
        from supervisor.incidents import service

        desk, changed, reason = self.desk, self.changed(), self.reason.text()
        if changed == self._stood:
            self.say(_("Nothing was changed in this playbook."))
            return
        share = self.everywhere.isChecked() and changed.nearby != self._stood.nearby if self._stood else False

        def work() -> dict[str, int]:
            with desk.book.batch():
                service.change_playbook(desk.book, desk.actor, changed, reason=reason)
                if not share:
                    return {}
                return service.share_nearby(desk.book, desk.actor, changed.nearby, but=changed.kind, reason=reason)

        self._command(work)

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

        def undo(others: Any) -> Undo:
            versions = {kind: before} | (others if isinstance(others, dict) else {})

            def take_back() -> None:
                with desk.book.batch():
                    for one, version in versions.items():
                        service.change_playbook_back(
                            desk.book, desk.actor, one, version=version, reason=_("taken back at once")
                        )

            return Undo(_("change a playbook"), take_back)

        desk.command(
            self, work, said=_("The playbook is in force from the next incident on."), undo=undo,
            done=lambda _version: self._done(), failed=lambda notice: self.say(_said(notice)),
        )  # fmt: skip

    def _done(self) -> None:
        self._let_go()
        self.accept()

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
