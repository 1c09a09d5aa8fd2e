"""Other copies of this book: laptops out and back, what came home, and what two copies changed apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.contradictions import ContradictionsSheet
from supervisor.desktop.screens.settings.taking_in import ask_bundle, ask_receipt
from supervisor.desktop.screens.settings.taking_out import TakeOutSheet
from supervisor.desktop.widgets.basics import Card, button, column, label, put_facts, row
from supervisor.language import _

SHOWN = 4


@dataclass(frozen=True)
class Copies:
    """What is known of other copies."""

    device: str
    fingerprint: str
    known: tuple[Any, ...]
    alone: int
    waiting: int


class CopiesCard(Card):
    """Which copies were heard of, and the ways out and back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Laptops and other copies"))
        self._desk = desk
        words = _("A laptop takes the whole book out, logs without a network for days and hands one file back.")
        self.add(label(words, "muted", wrap=True))
        self.facts = column(spacing=0)
        self.add(self.facts)
        self.settle = button(_("Contradictions…"), self.ask_contradictions)
        self.add(
            row(
                button(_("Take out to a laptop…"), self.ask_out, "primary"),
                button(_("Take in a bundle…"), self.ask_in),
                button(_("Read a receipt…"), self.ask_receipt),
                self.settle,
                None,
            )
        )

    def refresh(self) -> None:
        """Read what is known anew."""
        from supervisor.access.rights import Right

        self.setVisible(self._desk.services.session.may(Right.EXCHANGE_BUNDLES))
        if not self.isHidden():
            self._desk.background.read(self._read, owner=self, done=self._show, failed=lambda _error: None)

    def _read(self) -> Copies:
        from supervisor.exchange.contradictions import contradictions
        from supervisor.exchange.service import copies, not_handed_in, own_name

        with self._desk.services.read() as reader:
            known = tuple(copies(reader))
            alone, waiting = len(not_handed_in(reader)), len(contradictions(reader))
        return Copies(*own_name(self._desk.book), known, alone, waiting)

    def _show(self, found: Copies) -> None:
        book = self._desk.book
        own = _("{code} · key {fingerprint}").format(code=found.device[-3:].upper(), fingerprint=found.fingerprint)
        lines = [(_("This computer"), own if found.device else _("has written nothing yet"))]
        for one in found.known[:SHOWN]:
            when = _local(book, one.heard_ms).strftime("%m-%d %H:%M")
            lines.append((_("Copy {code}").format(code=one.device[-3:].upper()), _("last heard of {when}").format(
                when=when)))  # fmt: skip
        if not found.known:
            lines.append((_("Other copies"), _("No other copy was heard of yet.")))
        else:
            lines.append((_("Inspections on this computer alone"), str(found.alone)))
        put_facts(self.facts, lines, self._desk.theme.px(160))
        words = _("Contradictions…") if not found.waiting else _("Contradictions ({n})…").format(n=found.waiting)
        self.settle.setText(words)
        self.settle.setAccessibleName(words)
        self.settle.setEnabled(bool(found.waiting))

    def ask_out(self) -> None:
        """Make a bundle."""
        TakeOutSheet(self, self._desk, self.refresh).open()

    def ask_in(self) -> None:
        """Choose a bundle and take it in."""
        ask_bundle(self, self._desk, self.refresh)

    def ask_receipt(self) -> None:
        """Choose a receipt that came back."""
        ask_receipt(self, self._desk, self.refresh)

    def ask_contradictions(self) -> None:
        """Decide what two copies changed apart."""
        ContradictionsSheet(self, self._desk, self.refresh).open_list()


def _local(book: Any, at_ms: int) -> Any:
    from supervisor.journal import instant

    return instant(at_ms).astimezone(book.zone)
