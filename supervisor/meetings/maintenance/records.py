"""The check-list of a maintenance window as data, and what its points are called."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.language import Words

POINTS: dict[str, Words] = {
    "notice": Words("客户公告已张贴", "Notice to customers posted"),
    "signs": Words("现场标识已摆放", "Signs put up on the spot"),
    "guide": Words("引导人员已落实", "Guide named"),
    "channels": Words("替代渠道已告知", "Other channels told"),
    "cover": Words("应急保障人员已落实", "Emergency cover named"),
}
"""What must be in place before a window may lie inside opening hours, in the order it is done."""

WITH_PEOPLE = ("guide", "cover")
"""Points that name people, who must be at work for all of the window between them."""


class Slot(msgspec.Struct, frozen=True):
    """One time of one day, in minutes after midnight."""

    day: date
    start_minute: int
    end_minute: int


class Tick(msgspec.Struct, frozen=True):
    """A point that is in place for a time: who says so and when, with the people it names and a remark. `reworded`:
    what customers read there has changed since."""

    point: str
    slot: Slot
    persons: tuple[str, ...]
    note: str
    by: str
    at: datetime
    reworded: bool = False


class CheckList(msgspec.Struct, frozen=True):
    """The check-list of one window: for which time it is meant, and what customers are told.

    `out_of_use` names what they cannot use, `channels` where else, `nearest` the nearest branch; `notice` is the text
    of the notice as it was last put down, "" for the template's.
    """

    meeting: str
    slot: Slot | None = None
    out_of_use: str = ""
    channels: str = ""
    nearest: str = ""
    notice: str = ""
    ticks: tuple[Tick, ...] = ()

    def tick(self, point: str) -> Tick | None:
        """The tick of a point, whatever time it was made for."""
        return next((one for one in self.ticks if one.point == point), None)

    def valid(self, point: str) -> bool:
        """Whether a point is ticked for the time the list is meant for, with the words that customers read now."""
        found = self.tick(point)
        return found is not None and found.slot == self.slot and not found.reworded


def check_subject(meeting: str) -> str:
    """The subject of a meeting's check-list."""
    return f"maintenance:{meeting.partition(':')[2] or meeting}"
