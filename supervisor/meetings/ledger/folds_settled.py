"""How a decision between two copies changes the tables of meetings, and how they would stand without one side."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from supervisor.journal import Entry, Reader, Rows
from supervisor.journal.event import UnknownKind, from_bytes
from supervisor.meetings.events import MeetingSettled, SettledSitting
from supervisor.meetings.records import CANCELLED

from .folds import OPEN, give_up, known_so, next_change, placed_body, put_sitting, state_of, text_of, wished
from .tables import APART, LEDGER, MEETING, SITTING


@LEDGER.on(MeetingSettled)
def _settled(rows: Rows, fact: MeetingSettled, _entry: Entry) -> None:
    if rows.get(MEETING) is None:
        return
    if fact.wish is not None:
        wish = msgspec.structs.replace(fact.wish, subject=rows.subject)
        rows.change(
            MEETING, **wished(wish), note=fact.note, repeat=text_of(fact.repeat), wish_version=fact.wish_version
        )
    if fact.cancelled is not None:
        rows.change(MEETING, state="cancelled" if fact.cancelled else "requested")
    for day in fact.days:
        rows.drop(APART, day)
    for one in fact.occurrences:
        rows.put(APART, occurrence=one.occurrence.isoformat(), body=text_of(one))
    changes = next_change(rows)
    for one in fact.sittings:
        known = rows.get(SITTING, one.sitting)
        if one.plan is not None:
            _stands(rows, known, one, changes)
        elif known is not None and known["state"] not in CANCELLED:
            give_up(rows, known, changes)
    state_of(rows)


def _stands(rows: Rows, known: dict[str, Any] | None, one: SettledSitting, changes: int) -> None:
    """A sitting stands, or was held, or is called off, as on the chosen side; what the people heard stays."""
    assert one.plan is not None
    if known is None:
        put_sitting(rows, one.plan, one.sitting, changes)
        known = rows.get(SITTING, one.sitting) or {}
    body, told, state = placed_body(one.plan), known_so(known, text_of(one.plan)), one.state
    if state in CANCELLED:
        told = bool(known["off"]) or not known["announced"]
    elif state in OPEN:
        state = "published" if known["announced"] and not known["off"] else "placed"
    rows.change(
        SITTING, one.sitting, **body, state=state, told=int(told), sequence=changes, locked=int(one.locked),
        started_minute=one.started_minute, ended_minute=one.ended_minute, attending=text_of(one.attending),
        chair=one.chair, minutes_text=one.minutes_text, reason=one.reason, broken=text_of(one.broken),
        released=one.released, attendance=one.attendance, decisions=one.decisions, before=known["state"],
    )  # fmt: skip


def as_without(r: Reader, subject: str, left_out: Collection[bytes]) -> Rows:
    """The rows of a meeting as if the entries of these digests had never been made."""
    rows = Rows(subject)
    for entry in r.history(subject):
        fold = LEDGER.folds.get(entry.kind)
        if fold is None or entry.digest in left_out:
            continue
        try:
            fold(rows, from_bytes(entry.kind, entry.version, entry.payload), entry)
        except UnknownKind:
            continue
    return rows


def sittings_in(rows: Rows) -> dict[str, dict[str, Any]]:
    """The rows of a meeting's sittings by name."""
    return {row["sitting"]: row for row in rows.all(SITTING)}


def request_in(rows: Rows) -> dict[str, Any]:
    """The row of the request itself."""
    return rows.get(MEETING) or {}


def apart_in(rows: Rows) -> dict[str, dict[str, Any]]:
    """What differs from the series, by the occurrence's nominal day."""
    return {row["occurrence"]: row for row in rows.all(APART)}
