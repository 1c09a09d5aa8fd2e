"""Over the registers: that this computer's clock was set back, what follows from it, and the manager's word that it is
right now.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.widgets.basics import button, clear, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.language import _


class ClockNotice(QWidget):
    """Hidden as long as the clock is as it should be."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._words = ""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, words: str, may_confirm: bool) -> None:
        """What is wrong with the clock, with a button for whoever may confirm it; "" hides it."""
        self.setVisible(bool(words))
        if words == self._words:
            return
        self._words = words
        clear(self._lines)
        if words:
            self._lines.addWidget(NoticeFrame(Notice("warning", words), closable=False))
            if may_confirm:
                confirm = button(_("The clock is right now…"), lambda: ask_clock(self._page), "small")
                why = label(_("Only where it had stood ahead before."), "small")
                self._lines.addLayout(row(confirm, why, None))


def ask_clock(page: Any) -> None:
    """The clock had stood ahead by mistake and was put right: said with its reason, on record."""
    from supervisor.complaints.clockwatch.service import accept_clock

    desk = page.desk
    form = FormSheet(page, desk, _("Is the clock of this computer right now?"))
    words = _(
        "It had stood ahead by mistake and was put right. From now on limits follow it again; your word is on record."
    )
    form.body.addWidget(label(words, wrap=True))
    form.text("reason", _("How it came to be wrong"))
    form.send(
        _("The clock is right"),
        lambda v: accept_clock(desk.book, desk.actor, v["reason"]),
        said=_("On record: the clock is right, limits follow it again."),
    )
