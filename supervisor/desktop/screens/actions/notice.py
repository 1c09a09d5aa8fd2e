"""The notice to the branch (通报): drafted, changed, copied or printed, and recorded with where and to whom it went."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication

from supervisor.desktop.screens.actions.reading import Snapshot
from supervisor.desktop.screens.actions.words import like_words
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def drafted(snapshot: Snapshot, action: Any) -> str:
    """The notice of an action as the program would write it."""
    from supervisor.actions.announcing import draft

    repeats = snapshot.repeats.get(action.subject)
    places = "、".join(snapshot.names.get(f"zone:{place}", like_words(f"place:{place}", {})) for place in action.places)
    return draft(
        action, snapshot.people, branch=snapshot.branch, places=places,
        times=repeats.times if repeats else 0, days=repeats.days if repeats else 0,
    )  # fmt: skip


class NoticeForm(FormSheet):
    """The text with where and to whom; copying and printing leave it open, recording closes it."""

    def __init__(self, parent: Any, desk: Any, snapshot: Snapshot, action: Any) -> None:
        super().__init__(parent, desk, _("Make it known to the branch"))
        self.setMinimumWidth(desk.theme.px(560))
        from supervisor.actions.announcing import announce

        text = self.lines("text", _("Notice (names no customer)"), drafted(snapshot, action))
        text.setFixedHeight(desk.theme.px(230))
        self.text_field = text
        self.choice("where", _("How it was made known"), [(w, w) for w in _ways()])
        self.text("to", _("Announced to"), _("all colleagues"))
        self.buttons.addWidget(button(_("Copy"), self.copy, shortcut="Ctrl+Shift+C", tip="Ctrl+Shift+C"))
        self.buttons.addWidget(button(_("Print"), self.print_it, shortcut="Ctrl+P", tip="Ctrl+P"))
        book, actor, subject = desk.book, desk.actor, action.subject
        self.send(
            _("Record as announced"),
            lambda v: announce(book, actor, subject, where=v["where"], to=v["to"], text=v["text"]),
            said=_("Recorded as announced."),
        )

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text_field.toPlainText())
        self._desk.say("good", _("The notice is on the clipboard."))

    def print_it(self) -> None:
        """Open the system's print dialog."""
        from supervisor.actions.announcing import page
        from supervisor.desktop.printing import print_html

        print_html(self, page(self.text_field.toPlainText()), _("Notice to the branch"))


def _ways() -> list[str]:
    return [_("morning briefing"), _("evening briefing"), _("review meeting"), _("notice board"), _("work group chat")]
