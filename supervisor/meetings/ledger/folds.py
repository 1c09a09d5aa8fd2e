"""How each fact changes the tables of meetings.

A sitting that the people were told of is never dropped from the table: what became of it must be told, too, and a
calendar file that was handed out must be answered with the same name and a higher sequence.
"""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.journal import Entry, Rows
from supervisor.meetings.events import (
    MeetingCancelled,
    MeetingMoved,
    MeetingPlaced,
    MeetingPublished,
    MeetingRequested,
    MeetingRevised,
    OccurrenceSet,
    SittingLocked,
    SittingUnlocked,
    StepTakenBack,
)
from supervisor.meetings.problem.model import Sitting, Wish
from supervisor.meetings.records import CANCELLED, seen_alike, sitting_name

from .tables import APART, LEDGER, MEETING, SITTING

OPEN = ("placed", "published")


@LEDGER.on(MeetingRequested)
def _requested(rows: Rows, fact: MeetingRequested, entry: Entry) -> None:
    wish = Wish(
        subject=entry.subject,
        **{field: getattr(fact, field) for field in Wish.__struct_fields__ if field != "subject"},
    )
    rows.put(
        MEETING,
        **wished(wish),
        number=fact.number,
        state="requested",
        requested_by=entry.actor,
        requested_ms=entry.at_ms,
        note=fact.note,
        blocks="[]",
        problem="",
        repeat=text_of(fact.repeat),
        wish_version=1,
        changes=0,
        uid=fact.uid,
        uid_sequence=fact.uid_sequence,
    )


@LEDGER.on(MeetingRevised)
def _revised(rows: Rows, fact: MeetingRevised, entry: Entry) -> None:
    known = rows.get(MEETING)
    if known is None:
        return
    wish = msgspec.structs.replace(fact.wish, subject=entry.subject, number=known["number"])
    rows.change(
        MEETING, **wished(wish), note=fact.note, repeat=text_of(fact.repeat), wish_version=fact.wish_version,
        uid_sequence=fact.uid_sequence,
    )  # fmt: skip
    changes = next_change(rows)
    for row in rows.all(SITTING):
        if row["state"] in OPEN and row["sitting"] in fact.freed and not row["locked"]:
            give_up(rows, row, changes)
        elif known["title"] != fact.wish.title and row["state"] in OPEN:
            rows.change(SITTING, row["sitting"], sequence=changes, told=0)
    state_of(rows)


@LEDGER.on(OccurrenceSet)
def _occurrence(rows: Rows, fact: OccurrenceSet, _entry: Entry) -> None:
    day = fact.occurrence.isoformat()
    if fact.as_series:
        rows.drop(APART, day)
    else:
        rows.put(APART, occurrence=day, body=text_of(fact))
    changes = next_change(rows)
    for row in rows.all(SITTING):
        if row["sitting"].partition("/")[0] != day:
            continue
        if fact.cancelled and row["state"] in OPEN:
            _end_as(rows, row, "cancelled", changes, fact.reason)
        elif fact.as_series and row["state"] == "cancelled":
            rows.change(SITTING, row["sitting"], state="freed", sequence=changes)
        elif row["state"] in OPEN and not row["locked"]:
            give_up(rows, row, changes)
    state_of(rows)


@LEDGER.on(MeetingPlaced)
def _placed(rows: Rows, fact: MeetingPlaced, _entry: Entry) -> None:
    meeting = rows.get(MEETING)
    if meeting is not None and meeting["state"] == "cancelled":
        return  # called off by somebody whom the planner did not know of: nothing of it takes place
    days = {day.isoformat() for day in fact.days}
    names = fact.names or tuple(sitting_name(one) for one in fact.sittings)
    changes = next_change(rows)
    for row in rows.all(SITTING):
        if row["day"] in days and row["state"] == "placed" and not row["locked"] and row["sitting"] not in names:
            give_up(rows, row, changes)
    for name, one in zip(names, fact.sittings, strict=True):
        known = rows.get(SITTING, name)
        if known is None:
            put_sitting(rows, one, name, changes)
        elif known["state"] in ("placed", *CANCELLED) and not known["locked"]:
            _set(rows, known, one, "placed", changes)
        elif known["state"] == "published" and name in fact.movable and not known["locked"]:
            _set(rows, known, one, "published", changes)
    rows.change(MEETING, blocks=text_of(fact.blocks), problem=fact.problem)
    state_of(rows)


@LEDGER.on(MeetingMoved)
def _moved(rows: Rows, fact: MeetingMoved, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None and known["state"] in OPEN:
        _set(rows, known, fact.to, known["state"], next_change(rows))
        broken = sorted({one.rule for one in fact.broken})
        rows.change(SITTING, fact.sitting, reason=fact.reason, broken=text_of(broken))


@LEDGER.on(MeetingCancelled)
def _cancelled(rows: Rows, fact: MeetingCancelled, _entry: Entry) -> None:
    changes = next_change(rows)
    for row in rows.all(SITTING):
        if row["state"] in OPEN and fact.sitting in ("", row["sitting"]):
            _end_as(rows, row, "cancelled", changes, fact.reason)
    if not fact.sitting:
        rows.change(MEETING, state="cancelled")


@LEDGER.on(MeetingPublished)
def _published(rows: Rows, fact: MeetingPublished, _entry: Entry) -> None:
    said = fact.announced or (None,) * len(fact.sittings)  # an old program did not say what it announced
    for name, one in zip(fact.sittings, said, strict=False):
        _announced(rows, name, one, fact.title)
    for name in fact.gone:
        known = rows.get(SITTING, name)
        if known is not None and known["announced"]:
            rows.change(SITTING, name, off=1, told=int(known["state"] in CANCELLED))


def _announced(rows: Rows, name: str, one: Sitting | None, title: str) -> None:
    """The people were told of a sitting: how it stood where that was written, which may not be how it stands here."""
    known, meeting = rows.get(SITTING, name), rows.get(MEETING)
    if known is None:
        if one is not None and meeting is not None:  # given up, or called off, by somebody who did not know of it
            changes = next_change(rows)
            put_sitting(rows, one, name, changes)
            off = meeting["state"] == "cancelled"
            rows.change(SITTING, name, state="cancelled" if off else "freed", announced=text_of(one))
        return
    body = known["body"] if one is None else text_of(one)
    before = "" if known["off"] else known["announced"]
    if known["state"] in OPEN:
        alike = one is None or seen_alike(msgspec.json.decode(known["body"], type=Sitting), one)
        named = not title or meeting is None or meeting["title"] == title
        rows.change(SITTING, name, state="published", announced=body, announced_before=before, off=0,
                    told=int(alike and named))  # fmt: skip
    elif one is not None and known["state"] in CANCELLED:
        rows.change(SITTING, name, announced=body, announced_before=before, off=0, told=0, sequence=next_change(rows))
    elif one is not None:
        rows.change(SITTING, name, announced=body, announced_before=before, off=0)


@LEDGER.on(SittingLocked, SittingUnlocked)
def _locked(rows: Rows, fact: SittingLocked | SittingUnlocked, _entry: Entry) -> None:
    rows.change(SITTING, fact.sitting, locked=int(isinstance(fact, SittingLocked)))


@LEDGER.on(StepTakenBack)
def _taken_back(rows: Rows, fact: StepTakenBack, _entry: Entry) -> None:
    changes = next_change(rows)
    known = rows.get(MEETING)
    whole = fact.step == "cancelled" and not fact.sitting and known is not None and known["state"] == "cancelled"
    for row in rows.all(SITTING):
        if fact.sitting not in ("", row["sitting"]):
            continue
        if (
            fact.step == "cancelled"
            and row["state"] == "cancelled"
            and (fact.sitting or row["sequence"] == _last(rows))
        ):
            told = int(row["before"] == "published" and known_so(row, row["body"]))
            rows.change(SITTING, row["sitting"], state=row["before"] or "placed", sequence=changes, told=told,
                        locked=row["was_locked"])  # fmt: skip
        elif fact.step == "published" and row["state"] == "published":
            was = row["announced_before"]
            rows.change(SITTING, row["sitting"], state="published" if was else "placed", told=0, announced=was,
                        off=0)  # fmt: skip
        elif fact.step == "started" and row["state"] == "running":
            rows.change(SITTING, row["sitting"], state=row["before"] or "placed", started_minute=None, chair="",
                        attending="[]", released="[]", attendance="[]")  # fmt: skip
        elif fact.step == "ended" and row["state"] == "ended":
            rows.change(SITTING, row["sitting"], state="running", ended_minute=None)
    if whole:
        rows.change(MEETING, state="requested")
    state_of(rows)


def wished(wish: Wish) -> dict[str, str]:
    return {
        "kind": wish.kind,
        "title": wish.title,
        "first_day": wish.first_day.isoformat(),
        "last_day": wish.last_day.isoformat(),
        "wish": text_of(wish),
    }


def _last(rows: Rows) -> int:
    """The number of the change before the one that is being folded."""
    known = rows.get(MEETING)
    return known["changes"] - 1 if known is not None else 0


def next_change(rows: Rows) -> int:
    """The number of this change among all that people can see of a meeting."""
    known = rows.get(MEETING)
    if known is None:
        return 0
    rows.change(MEETING, changes=known["changes"] + 1)
    return known["changes"] + 1


def state_of(rows: Rows) -> None:
    """A meeting is placed as long as a sitting of it stands; one that was cancelled stays cancelled."""
    known = rows.get(MEETING)
    if known is not None and known["state"] != "cancelled":
        stands = any(row["state"] not in CANCELLED for row in rows.all(SITTING))
        rows.change(MEETING, state="placed" if stands else "requested")


def give_up(rows: Rows, row: dict[str, Any], changes: int) -> None:
    if row["announced"]:
        _end_as(rows, row, "freed", changes, "")
    else:
        rows.drop(SITTING, row["sitting"])


def _end_as(rows: Rows, row: dict[str, Any], state: str, changes: int, reason: str) -> None:
    rows.change(
        SITTING, row["sitting"], state=state, before=row["state"], sequence=changes, told=row["off"], locked=0,
        was_locked=row["locked"], reason=reason,
    )  # fmt: skip


def known_so(row: dict[str, Any], body: str) -> bool:
    """Whether the last that the people heard of a sitting is that it stands as `body` says."""
    if not row["announced"] or row["off"]:
        return False
    return seen_alike(*(msgspec.json.decode(one, type=Sitting) for one in (row["announced"], body)))


def _set(rows: Rows, known: dict[str, Any], one: Sitting, state: str, changes: int) -> None:
    """A sitting goes where `one` says and keeps its name. What the people were told of it last is told again only if
    they would see a difference."""
    before = msgspec.json.decode(known["body"], type=Sitting)
    alike = known["state"] not in CANCELLED and seen_alike(before, one)
    told = known_so(known, text_of(one))
    rows.change(
        SITTING, known["sitting"], **placed_body(one), state="published" if told else state, told=int(told),
        sequence=known["sequence"] if alike else changes, before=known["state"], reason="", broken="[]",
    )  # fmt: skip


def put_sitting(rows: Rows, one: Sitting, name: str, changes: int) -> None:
    rows.put(
        SITTING,
        sitting=name,
        **placed_body(one),
        state="placed",
        started_minute=None,
        ended_minute=None,
        attending="[]",
        released="[]",
        chair="",
        minutes_text="",
        locked=0,
        before="",
        announced="",
        announced_before="",
        off=0,
        was_locked=0,
        broken="[]",
        told=0,
        sequence=changes,
        attendance="[]",
        decisions="[]",
        reason="",
    )


def placed_body(one: Sitting) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "start_minute": one.start_minute,
        "end_minute": one.end_minute,
        "price_minutes": one.price_minutes,
        "at_peak": int(one.at_peak),
        "body": text_of(one),
    }


def text_of(value: object) -> str:
    return msgspec.json.encode(value).decode()
