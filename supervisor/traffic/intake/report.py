"""What became of a ticket file, in figures and in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from supervisor.errors import Fault
from supervisor.language import _
from supervisor.traffic.intake.reasons import Reason, reason_text

LISTED_ON_SCREEN = 20


def odd_days(tickets: Mapping[date, int]) -> tuple[date, ...]:
    """Days with hardly a ticket, two months or more from the rest: dates mistyped, or a clock set wrong."""
    days = sorted(tickets)
    if len(days) < 3:
        return ()
    usual = sorted(tickets.values())[len(days) // 2]
    few = [day for day in days if tickets[day] * 20 < usual]
    return tuple(
        day for day in few if all(abs((day - other).days) >= 60 for other in days if tickets[other] * 20 >= usual)
    )


class ImportReport(msgspec.Struct, frozen=True):
    """What became of a file: rows = new + known + doubled + rejected (refused months apart).

    rejected: rows by reason name, which include `TWICE` (the same ticket again in this file); faults: the first
    thousand of them, with row, reason and cure. remarks: rows taken without an unreadable part. refused_days: days
    of closed months, whose tickets were left out. mended: tickets taken after their clocks, which differed by a few
    seconds, were made to agree. repaired, repairs: what was mended in rows that were taken, like rejected and faults.
    own_classes: names of classes that the branch does not know. days_apart: days with hardly a ticket far from the
    others. days_with_both: days that have tickets and counts, where the tickets count. kind "counts": rows, new and
    known are intervals, of `customers` in all.
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
    repaired: dict[str, int] = {}
    repairs: tuple[Fault, ...] = ()
    other_sheets: tuple[str, ...] = ()
    own_classes: tuple[str, ...] = ()
    days_apart: tuple[date, ...] = ()
    days_with_both: tuple[date, ...] = ()
    kind: str = "tickets"
    customers: int = 0
    interval_minutes: int = 0
    digest: str = ""

    @property
    def rejected_rows(self) -> int:
        """Rows that were no tickets."""
        return sum(count for name, count in self.rejected.items() if not Reason[name].kept)

    def headline(self) -> str:
        """What became of the file in one line."""
        text = _("{file}: {rows} rows, {new} new tickets on {days} days, {known} known already, {bad} rows not taken")
        if self.kind == "counts":
            text = _(
                "{file}: {rows} counts of {minutes} minutes, {new} new on {days} days, {known} known already, "
                "{bad} rows not taken, {customers} customers in all"
            )
        return text.format(
            file=self.file, rows=self.rows, new=self.new, days=len(self.days), known=self.known,
            bad=self.rejected_rows + self.refused_tickets, customers=self.customers, minutes=self.interval_minutes,
        )  # fmt: skip

    def remarks(self) -> list[str]:
        """What a person should look at: repairs, closed months, days that stand apart, names nobody knows."""
        mended = _("taken, and mended: {count} × {what}")
        lines = [mended.format(count=n, what=reason_text(Reason[name])[0]) for name, n in self.repaired.items()]
        if self.refused_tickets:
            lines.append(
                _("{count} × of closed months ({first} to {last}): ask the branch manager to reopen them").format(
                    count=self.refused_tickets, first=self.refused_days[0], last=self.refused_days[-1]
                )
            )
        if self.days_apart:
            days = "、".join(map(str, self.days_apart[:5]))
            lines.append(_("hardly a ticket, and far from the other days: {days}. Check the dates.").format(days=days))
        if self.days_with_both:
            text = _("{count} days ({first} to {last}) have tickets and counts: there the tickets count")
            days = self.days_with_both
            lines.append(text.format(count=len(days), first=days[0], last=days[-1]))
        if self.own_classes:
            classes = "、".join(self.own_classes[:8])
            lines.append(
                _("classes that the branch does not know, kept by their names: {classes}").format(classes=classes)
            )
        if self.other_sheets:
            lines.append(_("sheets left alone: {sheets}").format(sheets="、".join(self.other_sheets[:8])))
        if self.rows and self.rejected_rows * 2 > self.rows:
            lines.append(_("most rows were refused: check which column is which, and withdraw the file if need be"))
        return lines

    def __str__(self) -> str:
        """What became of the file, for people: counts first, then the rows that were no tickets."""
        lines = [self.headline()]
        lines += [f"  {count} × {text}" for text, count in self.reasons()]
        lines += [f"  {text}" for text in self.remarks()]
        lines += [f"  {fault}" for fault in self.faults[:LISTED_ON_SCREEN]]
        more = sum(self.rejected.values()) - min(len(self.faults), LISTED_ON_SCREEN)
        if more > 0:
            lines.append(_("  … and {count} more rows").format(count=more))
        return "\n".join(lines)

    def reasons(self) -> list[tuple[str, int]]:
        """Rejected rows by reason in words, most first."""
        found = [(reason_text(Reason[name])[0], count) for name, count in self.rejected.items()]
        return sorted(found, key=lambda one: -one[1])
