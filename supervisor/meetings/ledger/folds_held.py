"""How what happens while a sitting is held changes its row: it begins, people come and go, it ends, it is minuted."""

from __future__ import annotations

import msgspec

from supervisor.journal import Entry, Rows
from supervisor.meetings.events import (
    MeetingAttended,
    MeetingEnded,
    MeetingMinuted,
    MeetingReleased,
    MeetingStarted,
    ReleaseTakenBack,
)
from supervisor.meetings.records import Attendance, Release

from .tables import LEDGER, SITTING


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
    marks.append(Attendance(fact.person, fact.mark, fact.minute, fact.note, fact.left, fact.left_minute))
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


@LEDGER.on(ReleaseTakenBack)
def _stays(rows: Rows, fact: ReleaseTakenBack, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None:
        gone = msgspec.json.decode(known["released"], type=list[Release])
        rows.change(SITTING, fact.sitting, released=_text([one for one in gone if one.person not in fact.people]))


@LEDGER.on(MeetingEnded)
def _ended(rows: Rows, fact: MeetingEnded, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    said = fact.minutes_text or (known["minutes_text"] if known is not None else "")
    rows.change(SITTING, fact.sitting, state="ended", ended_minute=fact.minute, minutes_text=said)


@LEDGER.on(MeetingMinuted)
def _minuted(rows: Rows, fact: MeetingMinuted, _entry: Entry) -> None:
    rows.change(SITTING, fact.sitting, minutes_text=fact.text, decisions=_text(fact.decisions))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
