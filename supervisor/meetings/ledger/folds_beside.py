"""How facts beside the meetings themselves change their tables: caps, rooms, busy times read from calendar files."""

from __future__ import annotations

import msgspec

from supervisor.journal import Entry, Rows
from supervisor.meetings.events import BusyDropped, BusySet, CapsSet, RoomsSet

from .tables import BUSY, CAP, LEDGER, ROOM


@LEDGER.on(CapsSet)
def _cap(rows: Rows, fact: CapsSet, _entry: Entry) -> None:
    rows.put(CAP, kind=fact.kind, minutes=fact.minutes)


@LEDGER.on(RoomsSet)
def _rooms(rows: Rows, fact: RoomsSet, _entry: Entry) -> None:
    for row in rows.all(ROOM):
        rows.drop(ROOM, row["name"])
    for one in fact.rooms:
        rows.put(ROOM, name=one.name, body=_text(one))


@LEDGER.on(BusySet)
def _busy(rows: Rows, fact: BusySet, _entry: Entry) -> None:
    days = [one.day.isoformat() for one in fact.spans] or [""]
    rows.put(
        BUSY, uid=fact.uid, sequence=fact.sequence, title=fact.title, people=_text(fact.people), room=fact.room,
        file=fact.file, stamp=fact.stamp, dropped=0, spans=_text(fact.spans), first_day=min(days), last_day=max(days),
        owners=_text(fact.owners),
    )  # fmt: skip


@LEDGER.on(BusyDropped)
def _busy_dropped(rows: Rows, fact: BusyDropped, _entry: Entry) -> None:
    known = rows.get(BUSY)
    if known is not None:
        rows.change(BUSY, dropped=1, sequence=max(fact.sequence, known["sequence"]))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
