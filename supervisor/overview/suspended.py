"""What incidents stopped and what became of it: still to be caught up until it is placed again, done or given up (A10).

A sitting that somebody placed again by the ordinary plan of the week is placed as well; one that was placed again and
called off once more is open again. Both are read off the calendar, not entered. What two copies of the book said of one
thing and what cannot both be (placed twice; given up here, taken back there) is `apart` until somebody decides.
"""

from __future__ import annotations

import msgspec

from supervisor.dispatch.suspended.ledger import Said, Suspended, suspended
from supervisor.incidents.ledger import Incident, incident
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.meetings.ledger import Held, meeting, sittings_of

from .incident_watch import kind_name
from .records import Todo

ALIVE = ("placed", "published", "running", "ended")


class CatchUp(msgspec.Struct, frozen=True):
    """One thing that was suspended. `state` is open, placed (not held yet), caught_up, given_up, taken_back or apart
    (`rivals` is what was said of it then); `again` is the sitting it was placed as; `number` and `kind` are the
    incident's, `over` whether that has ended."""

    item: Suspended
    state: str
    again: Held | None
    number: str
    kind: str
    over: bool
    rivals: tuple[Said, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody has to see to it."""
        return self.state == "open"


def catch_up(r: Reader, incident_subject: str | None = None, *, unsettled: bool = False) -> list[CatchUp]:
    """What was suspended for an incident (for all when None), in order; with `unsettled` only what is to be placed or
    held still."""
    known: dict[str, Incident | None] = {}
    found = []
    for one in suspended(r, incident_subject):
        if one.incident not in known:
            known[one.incident] = incident(r, one.incident)
        of = known[one.incident]
        if of is None:
            continue
        rivals = _rivals(r, one)
        item = one
        if len(one.said) > 1 and len(rivals) == 1:  # placed and called off on one copy, settled on the other
            stands = rivals[0]
            item = msgspec.structs.replace(one, place=stands.place, note=stands.note, meeting=stands.meeting)
        state, again = ("apart", None) if len(rivals) > 1 else _state(r, item)
        if unsettled and state not in ("open", "placed", "apart"):
            continue
        over = of.end is not None and of.end <= r.now
        rivals = rivals if state == "apart" else ()
        found.append(CatchUp(item, state, again, of.number, kind_name(of.kind), over, rivals))
    return found


def owed_suspended(r: Reader) -> list[Todo]:
    """What incidents that are over have stopped and nobody has placed, done or given up."""
    return [
        Todo(
            kind="suspended",
            subject=one.item.about,
            title=_("To catch up: {title}").format(title=one.item.title),
            detail=_("suspended for {kind} {number}").format(kind=one.kind, number=one.number),
            when=_("place again") if one.open else _("decide"),
            state="open",
            where="dispatch",
            due=r.local(one.item.at_ms),
        )
        for one in catch_up(r, unsettled=True)
        if one.state in ("open", "apart") and one.over
    ]


def _state(r: Reader, one: Suspended) -> tuple[str, Held | None]:
    if one.place not in ("", "placed") or one.what != "sitting":
        return one.place or "open", None
    again = _again(r, one)
    if again is not None:
        return ("caught_up" if again.state == "ended" else "placed"), again
    of = meeting(r, one.about)
    called_off = of is None or of.state == "cancelled"
    return ("given_up" if called_off and not one.begun else "open"), None


def _rivals(r: Reader, one: Suspended) -> tuple[Said, ...]:
    """What counts of all that was said of it, the newest last: no placing that was called off, the same only once."""
    found: dict[tuple[str, str], Said] = {}
    for said in one.said:
        if said.place != "placed" or len(one.said) == 1 or _stands(r, one, said):
            key = (said.place, said.meeting if said.place == "placed" else "")
            found.pop(key, None)
            found[key] = said
    return tuple(found.values())


def _stands(r: Reader, one: Suspended, said: Said) -> bool:
    """Whether it stands in the calendar as it was placed."""
    rest = said.meeting != one.about
    return any(held.state in ALIVE and (rest or held.sitting == one.sitting) for held in sittings_of(r, said.meeting))


def _again(r: Reader, one: Suspended) -> Held | None:
    """The sitting that stands in the place of a suspended one."""
    if one.meeting and one.meeting != one.about:
        return next((held for held in sittings_of(r, one.meeting) if held.state in ALIVE), None)
    if one.begun and (elsewhere := _for_another(r, one)) is not None:
        return elsewhere
    of = meeting(r, one.about)
    every = sittings_of(r, one.about)
    was = next((held for held in every if held.sitting == one.sitting), None)
    if of is None or was is None:
        return None
    for held in every:
        own = held.sitting == one.sitting
        if (own and one.begun) or held.state not in ALIVE or held.plan.batch != was.plan.batch:
            continue
        if own or not of.repeats:
            return held
    return None


def _for_another(r: Reader, one: Suspended) -> Held | None:
    """The rest of a sitting that broke off for two incidents at once, placed for the other."""
    for other in suspended(r):
        if (other.about, other.sitting) == (one.about, one.sitting) and other.meeting not in ("", one.about):
            for held in sittings_of(r, other.meeting):
                if held.state in ALIVE:
                    return held
    return None
