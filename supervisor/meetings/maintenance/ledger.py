"""Check-lists of maintenance windows as they stand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import PointTicked, PointUnticked, WindowPrepared
from .records import POINTS, CheckList, Slot, Tick, check_subject

LEDGER = Ledger("maintenance", version=2)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


WINDOW = LEDGER.table(
    "window",
    *map(_text, ("meeting", "day", "out_of_use", "channels", "nearest", "notice")),
    *map(_whole, ("start_minute", "end_minute", "at_ms")),
)
TICK = LEDGER.table(
    "tick",
    Column("point", String),
    *map(_text, ("day", "persons", "note", "ticked_by")),
    *map(_whole, ("start_minute", "end_minute", "at_ms", "reworded")),
    key=("point",),
)


SHOWS: dict[str, tuple[str, ...]] = {
    "notice": ("out_of_use", "channels", "nearest", "notice"),
    "signs": ("out_of_use",),
    "channels": ("channels", "nearest"),
}
"""What customers read at a point that is in place: where these words change, it is to be put in place anew."""


@LEDGER.on(WindowPrepared)
def _prepared(rows: Rows, fact: WindowPrepared, entry: Entry) -> None:
    before = rows.get(WINDOW)
    for point, words in SHOWS.items():
        if before is not None and any(before[name] != getattr(fact, name) for name in words):
            rows.change(TICK, point, reworded=1)
    rows.put(
        WINDOW, meeting=fact.meeting, day=fact.day.isoformat(), start_minute=fact.start_minute,
        end_minute=fact.end_minute, out_of_use=fact.out_of_use, channels=fact.channels, nearest=fact.nearest,
        notice=fact.notice, at_ms=entry.at_ms,
    )  # fmt: skip


@LEDGER.on(PointTicked)
def _ticked(rows: Rows, fact: PointTicked, entry: Entry) -> None:
    rows.put(
        TICK, point=fact.point, day=fact.day.isoformat(), start_minute=fact.start_minute, end_minute=fact.end_minute,
        persons="\n".join(fact.persons), note=fact.note, ticked_by=entry.actor, at_ms=entry.at_ms,
        reworded=0,
    )  # fmt: skip


@LEDGER.on(PointUnticked)
def _unticked(rows: Rows, fact: PointUnticked, _entry: Entry) -> None:
    if rows.get(TICK, fact.point) is not None:
        rows.drop(TICK, fact.point)


def check_list(r: Reader, meeting: str) -> CheckList:
    """The check-list of a window; an empty one where nobody began it."""
    subject = check_subject(meeting)
    row = r.row(select(WINDOW).where(WINDOW.c.subject == subject))
    if row is None:
        return CheckList(meeting)
    ticks = {one.point: one for one in r.rows(select(TICK).where(TICK.c.subject == subject))}
    return CheckList(
        meeting, _slot(row), row.out_of_use, row.channels, row.nearest, row.notice,
        tuple(_tick(ticks[point]) for point in POINTS if point in ticks),
    )  # fmt: skip


def prepared_for(r: Reader, day: date) -> list[str]:
    """Meetings whose check-list is meant for a time of this day."""
    query = select(WINDOW.c.meeting).where(WINDOW.c.day == day.isoformat()).order_by(WINDOW.c.meeting)
    return [row.meeting for row in r.rows(query)]


def last_told(r: Reader) -> CheckList | None:
    """The check-list that was prepared last: what it tells customers is where the next one begins."""
    row = r.row(select(WINDOW).order_by(WINDOW.c.at_ms.desc(), WINDOW.c.subject).limit(1))
    return None if row is None else check_list(r, row.meeting)


def _slot(row: Any) -> Slot:
    return Slot(date.fromisoformat(row.day), row.start_minute, row.end_minute)


def _tick(row: Any) -> Tick:
    people = tuple(filter(None, row.persons.split("\n")))
    at = datetime.fromtimestamp(row.at_ms / 1000, UTC)
    return Tick(row.point, _slot(row), people, row.note, row.ticked_by, at, bool(row.reworded))
