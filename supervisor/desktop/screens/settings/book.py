"""The book: where it lies, which devices wrote it, and the proof that nothing in it was changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.copies import CopiesCard
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, pill, put_facts, row
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.language import _


class BookTab(QWidget):
    """Facts of the book and a verification with progress."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        self.facts = column(spacing=0)
        card = Card(_("This book"))
        card.add(self.facts)
        card.add(row(button(_("Open another book…"), self.ask_open), button(_("New book…"), self.ask_new), None))
        self.result = column(spacing=6)
        proof = Card(_("Proof of the journal"))
        words = _(
            "Every entry is chained to the one before it. Verifying recomputes all chains and reads every ledger anew."
        )
        proof.add(label(words, "muted", wrap=True))
        self.work = LongWork(desk)
        proof.add(
            row(button(_("Verify"), self.verify, "primary"), button(_("Verify with pictures"), self.verify_full), None)
        )
        proof.add(self.work)
        proof.add(self.result)
        for each in (card, proof):
            each.body.addStretch(1)
        line = row(spacing=16)
        line.addWidget(card, 1)
        line.addWidget(proof, 1)
        layout = column(spacing=0)
        layout.addLayout(line)
        layout.addSpacing(16)
        self.copies = CopiesCard(desk)
        layout.addWidget(self.copies)
        layout.addStretch(1)
        self.setLayout(layout)

    def heightForWidth(self, width: int) -> int:
        """As high as its texts need while it is on show; no other tab has to be as high."""
        return -1 if self.isHidden() else super().heightForWidth(width)

    def put(self, snapshot: Any) -> None:
        """Show what the book says of itself."""
        from supervisor.journal.place import without_password

        book = self._desk.book
        lines = [
            (_("Place"), without_password(str(book.where))),
            (_("Encryption"), _("encrypted") if book.keyed else _("not encrypted")),
            (_("Time zone"), str(book.zone)),
            (_("Entries"), f"{sum(snapshot.vector.values()):,}"),
            (_("Devices"), str(len(snapshot.vector))),
            (_("Contradictions to settle"), str(snapshot.conflicts)),
        ]
        put_facts(self.facts, lines, self._desk.theme.px(160))
        self.copies.refresh()

    def ask_open(self) -> None:
        """Open another book in the place of this one."""
        self._desk.want_other_book(self)

    def ask_new(self) -> None:
        """Make a new book and change to it."""
        self._desk.want_new_book(self)

    def verify(self) -> None:
        """Recompute chains and ledgers."""
        self._verify(full=False)

    def verify_full(self) -> None:
        """Recompute chains, ledgers and every picture."""
        self._verify(full=True)

    def _verify(self, *, full: bool) -> None:
        desk, total = self._desk, [1]

        def work(progress: Progress) -> Any:
            with desk.book.read() as reader:
                total[0] = max(1, sum(reader.vector().values()))
            words = _("Verifying {n} entries").format(n=f"{total[0]:,}")
            return desk.book.verify(full=full, progress=lambda n: progress.report(min(1.0, n / total[0]), words))

        self.work.start(_("Verifying"), work, self._show)

    def _show(self, verdict: Any) -> None:
        clear(self.result)
        services: Any = self._desk.services
        services.last_verified = (self._desk.book.now().astimezone(self._desk.book.zone), verdict.ok)
        if verdict.ok:
            words = _("clean: {entries} entries, {rows} rows agree").format(
                entries=f"{verdict.entries:,}", rows=f"{verdict.rows:,}"
            )
            self.result.addLayout(row(pill(words, "good"), None))
        else:
            self.result.addLayout(row(pill(_("damage found"), "bad"), None))
            for problem in verdict.problems[:20]:
                self.result.addWidget(label("▲ " + problem, "bad", wrap=True))
        self._desk.verified.emit()
