"""The table of a receipt: each inspection, what it holds, and whether both sides have the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


@dataclass(frozen=True)
class ReceiptLine:
    """A line of a receipt; `same` is None before the other side has said anything. `sent` holds the sender's counts of
    answers and photos (-1: he said nothing of them)."""

    line: Any
    digest: str
    same: bool | None
    sent: tuple[int, int] = (-1, -1)

    def counted(self, which: int) -> str:
        """Answers (0) or photos (1), as sent and as they are here."""
        from supervisor.exchange.receipt import both

        return both(self.sent[which], (self.line.answers, self.line.photos)[which])

    @property
    def digests(self) -> str:
        """The digest, or both where they differ."""
        same = self.same is not False or self.digest == self.line.digest
        return self.digest[:12] if same else f"{self.digest[:8]} → {self.line.digest[:8]}"

    @property
    def subject(self) -> str:
        """What the table keeps the cursor on."""
        return self.line.subject


def receipt_table(theme: Theme, lines: Sequence[ReceiptLine], *, yes: str, no: str) -> DataTable:
    """The lines under one another; `yes` and `no` are the words for the same and for not the same."""
    columns: list[Column[ReceiptLine]] = [
        Column("number", _("Inspection"), lambda one: one.line.number, width=150, strong=True),
        Column("name", _("Check-list"), lambda one: one.line.name, width=-1),
        Column("day", _("Day"), lambda one: one.line.day, width=104),
        Column("inspector", _("Inspector"), lambda one: one.line.inspector, width=92),
        Column("answers", _("Answers given"), lambda one: one.counted(0), lambda one: one.line.answers,
               numeric=True, width=72),
        Column("photos", _("Photos"), lambda one: one.counted(1), lambda one: one.line.photos, numeric=True,
               width=64),
        Column("digest", _("Digest"), lambda one: one.digests, width=140, spare=True),
    ]  # fmt: skip
    if any(one.same is not None for one in lines):
        columns.append(
            Column("same", _("State"), lambda one: yes if one.same else no, status=lambda one: _status(one), width=96)
        )
    table = DataTable(theme, columns, name=_("Inspections"), empty=EmptyState(_("No inspection in it.")))
    table.put(lines)
    table.setMinimumHeight(theme.px(220))
    return table


def _status(one: ReceiptLine) -> str:
    return "good" if one.same else "bad"
