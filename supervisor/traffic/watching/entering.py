"""What a watched file brings goes into the book: at each look that which is new in it, now and then all of it again.

A file that grows all day would fill the journal if the whole of it were entered every minute. So a look enters the
tickets that say more than the file has said before; when there are many such parts, and when the day is over, one block
holds the whole and the parts count no longer. Reading takes the union by ticket, so a ticket that was entered waiting
and again called and again finished is one ticket, whatever part comes first and whichever of two laptops wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256

import msgspec

from supervisor.access import Right, require
from supervisor.journal import Book, Writer
from supervisor.traffic.events import TicketFileTaken, TicketsImported
from supervisor.traffic.figures import DaySummary
from supervisor.traffic.files.ledger import FileTaken, file_taken
from supervisor.traffic.intake import TicketFile
from supervisor.traffic.intake.reasons import Reason, rejected, together
from supervisor.traffic.ledger import blocks_given, blocks_of, day_subject
from supervisor.traffic.summary import summarise
from supervisor.traffic.taking.importing import each_once, file_subject, listing
from supervisor.traffic.tickets import COLUMNS, Tickets, encode_block, join, not_in, resolve, union

MOST_PARTS = 30


class Entered(msgspec.Struct, frozen=True):
    """What one look at one file brought: tickets that the book did not have, and tickets of which it knows more now.

    marks: of each day of the file the mark of its tickets, to be given to the next look. closed, withdrawn: days that
    were not taken, because their month is closed or because what this file gave to them was withdrawn. smaller: days of
    which the file held more before (it was written anew).
    """

    new: int = 0
    changed: int = 0
    marks: dict[date, str] = {}
    closed: tuple[date, ...] = ()
    withdrawn: tuple[date, ...] = ()
    smaller: tuple[date, ...] = ()


def giver_of(name: str, day: date) -> str:
    """The digest under which a watched file of this name gives tickets to a day, the same on every laptop."""
    return sha256(f"watched\n{name}\n{day.isoformat()}".encode()).hexdigest()


def enter_file(
    book: Book, actor: str, file: TicketFile, today: date, before_marks: Mapping[date, str] | None = None
) -> Entered:
    """Enter what is new in a watched file, in one write; days whose mark is that of the look before are passed over.

    Raises Refused without the right.
    """
    days, twice, future = each_once(file, today)
    refused = together(
        [file.rejected, rejected(twice, Reason.TWICE), rejected(future, Reason.FUTURE)], file.rejected.sheets
    )
    new, changed = 0, 0
    marks = {day: _mark(tickets, over=day < today) for day, tickets in days.items()}
    closed, withdrawn, smaller = [], [], []
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        for day, tickets in days.items():
            if (before_marks or {}).get(day) == marks[day]:
                continue
            giver = giver_of(file.name, day)
            before = file_taken(w, giver)
            if w.month_locked(f"{day:%Y-%m}"):
                closed.append(day)
                marks.pop(day)  # asked for again at the next look: the month may be reopened
            elif before is not None and before.withdrawn_ms:
                withdrawn.append(day)
            else:
                of_day = _Day(w, day, giver, tickets)
                new, changed = new + of_day.new, changed + of_day.changed
                if of_day.smaller:
                    smaller.append(day)
                of_day.enter(file.name, over=day < today)
                if of_day.whole and of_day.entered:
                    counted = refused.counts() if day == max(days) else {}
                    rows = len(tickets) + sum(counted.values())
                    fact = TicketFileTaken(
                        file=file.name, file_digest=giver, layout=file.layout, rows=rows,
                        new=_unsaid(before, of_day), known=before.known_count if before else len(tickets) - of_day.new,
                        rejected=counted, listing=listing(w, refused) if counted else "",
                    )  # fmt: skip
                    w.append(file_subject(giver), fact)
    return Entered(
        new, changed, marks, tuple(closed), tuple(withdrawn), tuple(smaller),
    )  # fmt: skip


def _mark(tickets: Tickets, *, over: bool) -> str:
    """What a day of a file is known by: all of its tickets, and whether the day is over."""
    found = sha256(repr((over, tickets.classes, tickets.servers)).encode())
    for name in COLUMNS:
        found.update(getattr(tickets, name).tobytes())
    return found.hexdigest()


def _unsaid(before: FileTaken | None, of_day: _Day) -> int:
    """Tickets of the file that were new to the book and that no receipt has counted yet."""
    if before is None:
        return of_day.new
    return max(0, of_day.held - before.known_count - before.new_count)


class _Day:
    """One day of a watched file against what the book has of it."""

    def __init__(self, w: Writer, day: date, giver: str, tickets: Tickets) -> None:
        self._w, self._day, self._giver = w, day, giver
        self._present = blocks_of(w, day)
        self._own = blocks_given(w, day, giver)
        mine = union([w.blob(one) for one in self._own]) if self._own else None
        self._fresh = not_in(tickets, mine)[0] if mine is not None else tickets
        self._all = resolve(join([mine, self._fresh])) if mine is not None else tickets
        self.held = len(self._all)
        self.smaller = mine is not None and len(resolve(join([mine, tickets]))) > len(tickets)
        self.whole, self.entered = not self._own, False
        self.new, self.changed = self._against_all(mine)

    def _against_all(self, mine: Tickets | None) -> tuple[int, int]:
        """Tickets of which the whole book knew nothing, and of which it knows more now."""
        if not len(self._fresh):
            return 0, 0
        alone = len(self._own) == len(self._present)
        known = mine if alone else union([self._w.blob(one) for one in self._present])
        if known is None:
            return len(self._fresh), 0
        more = not_in(self._fresh, known)[0]
        new = len(resolve(join([known, more]))) - len(known)
        return new, len(more) - new

    def enter(self, name: str, *, over: bool) -> None:
        """Enter the part that is new, or the whole where there are many parts or the day is over."""
        many = len(self._own) >= MOST_PARTS or (over and (len(self._own) > 1 or len(self._fresh) > 0))
        if not len(self._fresh) and not many:
            return
        self.whole = self.whole or many
        block = encode_block(self._all if self.whole else self._fresh)
        digest = sha256(block).hexdigest()
        others = [one for one in self._present if one not in self._own and one != digest]
        joined = summarise(union([*map(self._w.blob, others), block])) if self.whole and others else None
        fact = TicketsImported(
            day=self._day,
            file=name,
            file_digest=self._giver,
            block=self._w.put_blob(block),
            summary=summarise(self._all) if self.whole else DaySummary(0, {}, {}),  # of a part: not worth its bytes
            covers=tuple(sorted((*others, digest))) if joined is not None else (),
            joined=joined,
            replaces=tuple(one for one in self._own if one != digest) if self.whole else (),
        )
        self._w.append(day_subject(self._day), fact, at=datetime.combine(self._day, time(12), tzinfo=self._w.zone))
        self.entered = True
