"""How each fact changes the tables of meetings.

A sitting that the people were told of is never dropped from the table: what became of it must be told, too, and a
calendar file that was handed out must be answered with the same name and a higher sequence.
"""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.journal import Entry, Rows
from supervisor.meetings.events import (
    MeetingAttended,
    MeetingCancelled,
    MeetingEnded,
    MeetingMinuted,
    MeetingMoved,
    MeetingPlaced,
    MeetingPublished,
    MeetingReleased,
    MeetingRequested,
    MeetingRevised,
    MeetingStarted,
    OccurrenceSet,
    SittingLocked,
    SittingUnlocked,
    StepTakenBack,
)
from supervisor.meetings.problem.model import Sitting, Wish
from supervisor.meetings.records import CANCELLED, Attendance, Release, seen_alike, sitting_name

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
        **_wished(wish),
        number=fact.number,
        state="requested",
        requested_by=entry.actor,
        requested_ms=entry.at_ms,
        note=fact.note,
        blocks="[]",
        problem="",
        repeat=_text(fact.repeat),
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
        MEETING, **_wished(wish), note=fact.note, repeat=_text(fact.repeat), wish_version=fact.wish_version,
        uid_sequence=fact.uid_sequence,
    )  # fmt: skip
    changes = _next(rows)
    for row in rows.all(SITTING):
        if row["state"] in OPEN and row["sitting"] in fact.freed and not row["locked"]:
            _give_up(rows, row, changes)
        elif known["title"] != fact.wish.title and row["state"] in OPEN:
            rows.change(SITTING, row["sitting"], sequence=changes, told=0)
    _state(rows)


@LEDGER.on(OccurrenceSet)
def _occurrence(rows: Rows, fact: OccurrenceSet, _entry: Entry) -> None:
    day = fact.occurrence.isoformat()
    if fact.as_series:
        rows.drop(APART, day)
    else:
        rows.put(APART, occurrence=day, body=_text(fact))
    changes = _next(rows)
    for row in rows.all(SITTING):
        if row["sitting"].partition("/")[0] != day:
            continue
        if fact.cancelled and row["state"] in OPEN:
            _end_as(rows, row, "cancelled", changes, fact.reason)
        elif fact.as_series and row["state"] == "cancelled":
            rows.change(SITTING, row["sitting"], state="freed", sequence=changes)
        elif row["state"] in OPEN and not row["locked"]:
            _give_up(rows, row, changes)
    _state(rows)


@LEDGER.on(MeetingPlaced)
def _placed(rows: Rows, fact: MeetingPlaced, _entry: Entry) -> None:
    days = {day.isoformat() for day in fact.days}
    names = fact.names or tuple(sitting_name(one) for one in fact.sittings)
    changes = _next(rows)
    for row in rows.all(SITTING):
        if row["day"] in days and row["state"] == "placed" and not row["locked"] and row["sitting"] not in names:
            _give_up(rows, row, changes)
    for name, one in zip(names, fact.sittings, strict=True):
        known = rows.get(SITTING, name)
        if known is None:
            _put(rows, one, name, changes)
        elif known["state"] in ("placed", *CANCELLED) and not known["locked"]:
            _set(rows, known, one, "placed", changes)
        elif known["state"] == "published" and name in fact.movable and not known["locked"]:
            _set(rows, known, one, "published", changes)
    rows.change(MEETING, blocks=_text(fact.blocks), problem=fact.problem)
    _state(rows)


@LEDGER.on(MeetingMoved)
def _moved(rows: Rows, fact: MeetingMoved, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None and known["state"] in OPEN:
        _set(rows, known, fact.to, known["state"], _next(rows))
        rows.change(SITTING, fact.sitting, reason=fact.reason)


@LEDGER.on(MeetingCancelled)
def _cancelled(rows: Rows, fact: MeetingCancelled, _entry: Entry) -> None:
    changes = _next(rows)
    for row in rows.all(SITTING):
        if row["state"] in OPEN and fact.sitting in ("", row["sitting"]):
            _end_as(rows, row, "cancelled", changes, fact.reason)
    if not fact.sitting:
        rows.change(MEETING, state="cancelled")


@LEDGER.on(MeetingPublished)
def _published(rows: Rows, fact: MeetingPublished, _entry: Entry) -> None:
    for name in fact.sittings:
        known = rows.get(SITTING, name)
        if known is not None and known["state"] in OPEN:
            rows.change(
                SITTING, name, state="published", announced=known["body"], announced_before=known["announced"], told=1
            )
    for name in fact.gone:
        known = rows.get(SITTING, name)
        if known is not None and known["state"] in CANCELLED:
            rows.change(SITTING, name, told=1)


@LEDGER.on(SittingLocked, SittingUnlocked)
def _locked(rows: Rows, fact: SittingLocked | SittingUnlocked, _entry: Entry) -> None:
    rows.change(SITTING, fact.sitting, locked=int(isinstance(fact, SittingLocked)))


@LEDGER.on(MeetingStarted)
def _started(rows: Rows, fact: MeetingStarted, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    rows.change(
        SITTING,
        fact.sitting,
        state="running",
        before=known["state"] if known is not None else "placed",
        started_minute=fact.minute,
        attending=_text(fact.attending),
        chair=fact.chair,
    )


@LEDGER.on(MeetingAttended)
def _attended(rows: Rows, fact: MeetingAttended, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is None:
        return
    marks = msgspec.json.decode(known["attendance"], type=list[Attendance])
    marks = [one for one in marks if one.person != fact.person]
    marks.append(Attendance(fact.person, fact.mark, fact.minute, fact.note))
    came = [one for one in msgspec.json.decode(known["attending"], type=list[str]) if one != fact.person]
    if fact.mark in ("present", "late", "left"):
        came.append(fact.person)
    rows.change(SITTING, fact.sitting, attendance=_text(marks), attending=_text(came))


@LEDGER.on(MeetingReleased)
def _released(rows: Rows, fact: MeetingReleased, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None:
        gone = msgspec.json.decode(known["released"], type=list[Release])
        already = {one.person for one in gone}
        posts = (*fact.to_posts, *("",) * len(fact.people))
        saved = (*fact.saved_minutes, *(None,) * len(fact.people))
        gone.extend(
            Release(person, fact.minute, posts[place], saved[place], fact.reason)
            for place, person in enumerate(fact.people)
            if person not in already
        )
        rows.change(SITTING, fact.sitting, released=_text(gone))


@LEDGER.on(MeetingEnded)
def _ended(rows: Rows, fact: MeetingEnded, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    said = fact.minutes_text or (known["minutes_text"] if known is not None else "")
    rows.change(SITTING, fact.sitting, state="ended", ended_minute=fact.minute, minutes_text=said)


@LEDGER.on(MeetingMinuted)
def _minuted(rows: Rows, fact: MeetingMinuted, _entry: Entry) -> None:
    rows.change(SITTING, fact.sitting, minutes_text=fact.text, decisions=_text(fact.decisions))


@LEDGER.on(StepTakenBack)
def _taken_back(rows: Rows, fact: StepTakenBack, _entry: Entry) -> None:
    changes = _next(rows)
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
            told = int(row["announced"] == row["body"] and row["before"] == "published")
            rows.change(SITTING, row["sitting"], state=row["before"] or "placed", sequence=changes, told=told)
        elif fact.step == "published" and row["state"] == "published":
            was = row["announced_before"]
            rows.change(SITTING, row["sitting"], state="published" if was else "placed", told=0, announced=was)
        elif fact.step == "started" and row["state"] == "running":
            rows.change(SITTING, row["sitting"], state=row["before"] or "placed", started_minute=None, chair="",
                        attending="[]", released="[]", attendance="[]")  # fmt: skip
        elif fact.step == "ended" and row["state"] == "ended":
            rows.change(SITTING, row["sitting"], state="running", ended_minute=None)
    if whole:
        rows.change(MEETING, state="requested")
    _state(rows)


def _wished(wish: Wish) -> dict[str, str]:
    return {
        "kind": wish.kind,
        "title": wish.title,
        "first_day": wish.first_day.isoformat(),
        "last_day": wish.last_day.isoformat(),
        "wish": _text(wish),
    }


def _last(rows: Rows) -> int:
    """The number of the change before the one that is being folded."""
    known = rows.get(MEETING)
    return known["changes"] - 1 if known is not None else 0


def _next(rows: Rows) -> int:
    """The number of this change among all that people can see of a meeting."""
    known = rows.get(MEETING)
    if known is None:
        return 0
    rows.change(MEETING, changes=known["changes"] + 1)
    return known["changes"] + 1


def _state(rows: Rows) -> None:
    """A meeting is placed as long as a sitting of it stands; one that was cancelled stays cancelled."""
    known = rows.get(MEETING)
    if known is not None and known["state"] != "cancelled":
        stands = any(row["state"] not in CANCELLED for row in rows.all(SITTING))
        rows.change(MEETING, state="placed" if stands else "requested")


def _give_up(rows: Rows, row: dict[str, Any], changes: int) -> None:
    if row["announced"]:
        _end_as(rows, row, "freed", changes, "")
    else:
        rows.drop(SITTING, row["sitting"])


def _end_as(rows: Rows, row: dict[str, Any], state: str, changes: int, reason: str) -> None:
    rows.change(
        SITTING, row["sitting"], state=state, before=row["state"], sequence=changes, told=0, locked=0, reason=reason
    )


def _set(rows: Rows, known: dict[str, Any], one: Sitting, state: str, changes: int) -> None:
    """A sitting goes where `one` says and keeps its name. What the people were told of it last is told again only if
    they would see a difference."""
    before = msgspec.json.decode(known["body"], type=Sitting)
    alike = known["state"] not in CANCELLED and seen_alike(before, one)
    told = bool(known["announced"]) and seen_alike(msgspec.json.decode(known["announced"], type=Sitting), one)
    rows.change(
        SITTING, known["sitting"], **_body(one), state="published" if told else state, told=int(told),
        sequence=known["sequence"] if alike else changes, before=known["state"], reason="",
    )  # fmt: skip


def _put(rows: Rows, one: Sitting, name: str, changes: int) -> None:
    rows.put(
        SITTING,
        sitting=name,
        **_body(one),
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
        told=0,
        sequence=changes,
        attendance="[]",
        decisions="[]",
        reason="",
    )


def _body(one: Sitting) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "start_minute": one.start_minute,
        "end_minute": one.end_minute,
        "price_minutes": one.price_minutes,
        "at_peak": int(one.at_peak),
        "body": _text(one),
    }


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
