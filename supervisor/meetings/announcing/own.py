"""What one person is told of his own meetings: what was announced, as it was announced, and where he stands in."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Reader

from ..ledger import announced_away, sittings


class OwnMeeting(msgspec.Struct, frozen=True):
    """A meeting that a person comes to, or (`post` not empty) covers a post for. `state` is published, running, ended
    or off; `changes` says that it is being moved and the new time is not announced yet."""

    day: date
    start_minute: int
    end_minute: int
    title: str
    room: str
    state: str
    post: str = ""
    changes: bool = False


def own_meetings(r: Reader, person: str, first: date, last: date) -> list[OwnMeeting]:
    """The person's meetings from `first` to `last` by time; what is not announced yet is nobody's business."""
    found = []
    gone = [one for one in announced_away(r, first, last) if one.state in ("cancelled", "freed")]
    for one in (*sittings(r, first, last, ("placed", "published", "running", "ended")), *gone):
        over = one.state in ("running", "ended")
        plan = one.plan if over or one.announced is None else one.announced
        if not over and one.announced is None:
            continue
        covers = [cover.to_post for cover in plan.covers if cover.person == person]
        comes = person in plan.people or (over and person in one.attending)
        if not comes and not covers:
            continue
        state = "off" if one in gone else "published" if one.state == "placed" else one.state
        found.append(OwnMeeting(
            plan.day, plan.start_minute, plan.end_minute, one.title, plan.room, state,
            "" if comes else covers[0], not over and not one.told,
        ))  # fmt: skip
    return sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.start_minute))
