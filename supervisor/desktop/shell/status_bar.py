"""The status bar: saved when, which book, encrypted or not, what is running, when the journal was last proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import label
from supervisor.language import _

if TYPE_CHECKING:
    from datetime import datetime

    from supervisor.desktop.shell.facts import ShellFacts


class StatusBar(QFrame):
    """Small facts about the record itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(theme.px(28))
        self.saved = label(_("● Everything is saved as it is made"))
        self.book = label("")
        self.busy = label("")
        self.verified = label("")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(24)
        layout.addWidget(self.saved)
        layout.addWidget(self.book)
        layout.addWidget(self.busy)
        layout.addStretch(1)
        layout.addWidget(self.verified)

    def put(self, facts: ShellFacts) -> None:
        """Show which book this is and when it was proved."""
        lock = _("encrypted") if facts.encrypted else _("not encrypted")
        self.book.setText(_("Book {name} · {lock}").format(name=facts.book, lock=lock))
        if facts.verified is None:
            self.verified.setText(_("Journal not verified on this computer yet"))
        else:
            at, clean = facts.verified
            words = _("✓ Journal verified {at}: clean") if clean else _("▲ Journal verified {at}: damage found")
            self.verified.setText(words.format(at=at.strftime("%m-%d %H:%M")))

    def mark_saved(self, at: datetime) -> None:
        """Something was saved just now."""
        self.saved.setText(_("● Saved {at}").format(at=at.strftime("%H:%M:%S")))

    def mark_busy(self, count: int) -> None:
        """How much runs in the background."""
        self.busy.setText(_("◌ Working…") if count else "")
