"""What became of a ticket file, in figures and in words."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.errors import Fault
from supervisor.language import _
from supervisor.traffic.rows import Reason, reason_text

LISTED_ON_SCREEN = 20


def mended_text(count: int) -> str:
    """How many tickets were repaired while reading, and how."""
    return _("{count} × times a few seconds out of order: taken, and made to agree").format(count=count)


class ImportReport(msgspec.Struct, frozen=True):
    """What became of a file: rows = new + known + doubled + rejected (refused months apart).

    rejected: rows by reason name, which include `TWICE` (the same ticket again in this file); faults: the first
    thousand of them, with row, reason and cure. remarks: rows taken without an unreadable part. refused_days: days
    of closed months, whose tickets were left out. mended: tickets taken after their clocks, which differed by a few
    seconds, were made to agree.
    """

    file: str
    layout: str
    encoding: str
    rows: int
    new: int
    known: int
    days: tuple[date, ...]
    rejected: dict[str, int]
    faults: tuple[Fault, ...]
    refused_days: tuple[date, ...] = ()
    refused_tickets: int = 0
    unused_columns: tuple[str, ...] = ()
    mended: int = 0

    @property
    def rejected_rows(self) -> int:
        """Rows that were no tickets."""
        return sum(count for name, count in self.rejected.items() if not Reason[name].kept)

    def __str__(self) -> str:
        """What became of the file, for people: counts first, then the rows that were no tickets."""
        lines = [
            _(
                "{file}: {rows} rows, {new} new tickets on {days} days, {known} known already, {bad} rows not taken"
            ).format(
                file=self.file,
                rows=self.rows,
                new=self.new,
                days=len(self.days),
                known=self.known,
                bad=self.rejected_rows + self.refused_tickets,
            )
        ]
        lines += [f"  {count} × {text}" for text, count in self.reasons()]
        if self.mended:
            lines.append("  " + mended_text(self.mended))
        if self.refused_tickets:
            lines.append(
                _("  {count} × of closed months ({first} to {last}): ask the branch manager to reopen them").format(
                    count=self.refused_tickets, first=self.refused_days[0], last=self.refused_days[-1]
                )
            )
        lines += [f"  {fault}" for fault in self.faults[:LISTED_ON_SCREEN]]
        more = sum(self.rejected.values()) - min(len(self.faults), LISTED_ON_SCREEN)
        if more > 0:
            lines.append(_("  … and {count} more rows").format(count=more))
        return "\n".join(lines)

    def reasons(self) -> list[tuple[str, int]]:
        """Rejected rows by reason in words, most first."""
        found = [(reason_text(Reason[name])[0], count) for name, count in self.rejected.items()]
        return sorted(found, key=lambda one: -one[1])
