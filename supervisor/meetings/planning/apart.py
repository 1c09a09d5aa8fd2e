"""Deciding what two copies set apart about a meeting: the calendar really ends in the side that was chosen.

The chosen side is found by folding the meeting's history without what the other sides said in each other's ignorance.
Only what both sides touched is put so: the same occurrence of a series, or a meeting that is held once, or the whole of
it where one side called it off. What the people were told is no matter of choice: who read another time, or a meeting
that is off now, is told by the next announcement.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from supervisor.errors import Refused
from supervisor.journal import Entry, Writer
from supervisor.language import _

from ..events import MeetingSettled, OccurrenceSet, SettledSitting
from ..ledger import meeting
from ..ledger.folds_settled import apart_in, as_without, request_in, sittings_in
from ..problem.model import Sitting, Wish
from ..records import CANCELLED
from ..repeats import Repeat

HELD = ("running", "ended")
HELD_KINDS = frozenset({"meetings.started", "meetings.ended", "meetings.released", "meetings.attended"})
_AS_SAID = ("state", "body", "locked", "started_minute", "ended_minute", "attending", "released", "chair",
            "minutes_text", "attendance", "decisions")  # fmt: skip
_OF_WISH = ("wish", "repeat", "note", "wish_version")


def settle_within(w: Writer, subject: str, lines: Sequence[Sequence[Entry]], keep: int, reason: str) -> None:
    """Enter that the side `keep` stands, inside a write that is already open; `lines` are the entries of each side, the
    rival first. Raises Refused where that would change what was held in a month that is closed."""
    kept = {entry.digest for entry in lines[keep]}
    others = {entry.digest for line in lines for entry in line} - kept
    now, chosen = as_without(w, subject, ()), as_without(w, subject, others)
    before, given_up = as_without(w, subject, kept | others), as_without(w, subject, kept)
    request, standing = request_in(chosen), request_in(now)
    off, else_off = request.get("state") == "cancelled", request_in(given_up).get("state") == "cancelled"
    known = meeting(w, subject)
    if known is None or not request:
        return
    days = _decided(known.repeats, *(sittings_in(rows) for rows in (now, before, chosen, given_up)),
                    whole=off != else_off or _asks_else(request, request_in(before)))  # fmt: skip
    at_stake = any(line[0].kind in HELD_KINDS for line in lines)
    sittings = _differing(known.repeats, sittings_in(now), sittings_in(chosen), days, at_stake=at_stake)
    held = [one.plan for one in sittings if one.plan is not None and one.state in HELD]
    if any(w.month_locked(one.day.isoformat()[:7]) for one in held):
        raise Refused(_("The month is closed: what was held in it stays."))
    wish = _asks_else(request_in(given_up), request_in(before))
    apart, there = apart_in(chosen), apart_in(now)
    differs = tuple(sorted(day for day in {*apart, *there} & days if apart.get(day) != there.get(day)))
    fact = MeetingSettled(
        chosen=lines[keep][0].digest.hex(),
        reason=reason.strip(),
        sittings=tuple(sittings),
        cancelled=off if off != (standing.get("state") == "cancelled") else None,
        wish=msgspec.json.decode(request["wish"], type=Wish) if wish else None,
        repeat=msgspec.json.decode(request["repeat"], type=Repeat | None) if wish else None,
        note=request["note"] if wish else "",
        wish_version=standing["wish_version"] + 1 if wish else 0,
        days=differs,
        occurrences=tuple(
            msgspec.json.decode(apart[day]["body"], type=OccurrenceSet) for day in differs if day in apart
        ),
    )
    if fact.sittings or fact.cancelled is not None or fact.wish is not None or fact.days:
        w.append(subject, fact)


def _asks_else(one: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a side changed the request."""
    return any(one.get(name) != before.get(name) for name in _OF_WISH)


def _decided(
    repeats: bool, now: dict[str, Any], before: dict[str, Any], chosen: dict[str, Any], given_up: dict[str, Any], *,
    whole: bool,
) -> set[str]:  # fmt: skip
    """The occurrences that both sides touched; all of them where one side called the whole meeting off, or the chosen
    one asks for something else: what was placed elsewhere rests on what was asked before."""
    names = {*now, *before, *chosen, *given_up}
    if whole:
        return {_occurrence(repeats, name) for name in names}
    here, there = (
        {_occurrence(repeats, name) for name in names if _whole(side.get(name)) != _whole(before.get(name))}
        for side in (chosen, given_up)
    )
    return here & there


def _differing(
    repeats: bool, now: dict[str, Any], chosen: dict[str, Any], days: Collection[str], *, at_stake: bool
) -> list[SettledSitting]:
    """The sittings of these occurrences that do not stand as on the chosen side. What was held since is not undone by a
    choice between other things."""
    found = []
    for name in sorted({*now, *chosen}):
        if _occurrence(repeats, name) not in days or _said(now.get(name)) == _said(chosen.get(name)):
            continue
        if name in now and now[name]["state"] in HELD and not at_stake:
            continue
        row = chosen.get(name)
        found.append(SettledSitting(sitting=name, state="freed") if row is None else _sitting(row))
    return found


def _sitting(row: dict[str, Any]) -> SettledSitting:
    return SettledSitting(
        sitting=row["sitting"], state=row["state"], plan=msgspec.json.decode(row["body"], type=Sitting),
        locked=bool(row["locked"]), started_minute=row["started_minute"], ended_minute=row["ended_minute"],
        attending=tuple(msgspec.json.decode(row["attending"], type=list[str])), chair=row["chair"],
        minutes_text=row["minutes_text"], reason=row["reason"],
        broken=tuple(msgspec.json.decode(row["broken"], type=list[str])), released=row["released"],
        attendance=row["attendance"], decisions=row["decisions"],
    )  # fmt: skip


def _whole(row: dict[str, Any] | None) -> dict[str, Any] | None:
    """Everything a side says of a sitting, that it was announced, too; the count of its changes says nothing."""
    return None if row is None else {name: value for name, value in row.items() if name != "sequence"}


def _said(row: dict[str, Any] | None) -> tuple | None:
    """What a side says of a sitting; announced or only placed is the same plan."""
    if row is None:
        return None
    state = "off" if row["state"] in CANCELLED else "open" if row["state"] not in HELD else row["state"]
    return (state, *(row[name] for name in _AS_SAID[1:])) if state != "off" else (state,)


def _occurrence(repeats: bool, name: str) -> str:
    """The occurrence that a sitting is of; a meeting held once has one, wherever it was put."""
    return name.partition("/")[0] if repeats else ""
