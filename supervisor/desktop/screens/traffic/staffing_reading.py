"""What the tab of people needed shows: classes of service with their posts, each by quarter-hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

QUARTER = 15


@dataclass(frozen=True)
class QuarterLine:
    """A quarter-hour of a class or a post. customers, within and wait are None for a post and without a roster."""

    start_minute: int
    customers: float | None
    needed: int
    planned: float
    within: float | None
    wait_minutes: float | None
    missed: bool  # the planned people miss the target

    @property
    def subject(self) -> str:
        """What a table keeps the cursor on."""
        return str(self.start_minute)

    @property
    def short(self) -> int:
        """Whole people fewer than needed."""
        return max(0, self.needed - int(self.planned + 1e-9))


@dataclass(frozen=True)
class PlaceLine:
    """A class of service (`post` empty) or one of its posts, with its quarter-hours."""

    subject: str
    name: str
    post: str
    target_minutes: float
    target_share: float
    stations: int
    kept: float | None  # share of the day's customers served in time as planned
    unplaced: int  # most people needed beyond the places of the class's posts
    on_roster: bool
    quarters: tuple[QuarterLine, ...]

    @property
    def most_needed(self) -> int:
        """People needed in the worst quarter-hour."""
        return max((one.needed for one in self.quarters), default=0)

    @property
    def person_hours(self) -> float:
        """Hours of work that are needed on the day."""
        return sum(one.needed for one in self.quarters) * QUARTER / 60

    def short_spans(self) -> tuple[tuple[int, int, int], ...]:
        """Stretches with fewer people planned than needed: from, to, how many are short at the worst."""
        found: list[tuple[int, int, int]] = []
        for one in self.quarters:
            if not self.on_roster or not one.short:
                continue
            end = one.start_minute + QUARTER
            if found and found[-1][1] == one.start_minute:
                found[-1] = (found[-1][0], end, max(found[-1][2], one.short))
            else:
                found.append((one.start_minute, end, one.short))
        return tuple(found)


@dataclass(frozen=True)
class StaffingSnapshot:
    """A day: whether anybody is planned on it, and its classes, each followed by its posts."""

    day: date
    on_roster: bool
    first_minute: int
    places: tuple[PlaceLine, ...]


def read_staffing(reader: Any, actor: str, wanted: date | None) -> StaffingSnapshot:
    """On the pool: people needed against people planned of a day, without a word of the next open one. Raises Refused
    for who may not read the branch."""
    from datetime import timedelta

    from supervisor.access import Right, require
    from supervisor.branch.ledger import opening
    from supervisor.traffic.outlook.need import day_need
    from supervisor.traffic.outlook.today import class_name

    require(reader, actor, Right.READ_BRANCH)
    today = reader.today
    day = wanted or next((d for d in (today + timedelta(n) for n in range(8)) if opening(reader, d)), today)
    found = day_need(reader, day)
    places: list[PlaceLine] = []
    for one in found.classes:
        about = (one.target.minutes, one.target.share)
        judged = bool(one.within.size)
        missed = one.missed()
        name = class_name(reader, one.service_class)
        quarters = tuple(
            QuarterLine(
                found.first_minute + QUARTER * at, float(one.customers[at]), int(one.needed[at]),
                float(one.planned[at]), float(one.within[at]) if judged else None,
                float(one.wait_minutes[at]) if judged else None, bool(missed[at]),
            )
            for at in range(found.quarters)
        )  # fmt: skip
        places.append(PlaceLine(
            f"class:{one.service_class}", name, "", *about, sum(post.stations for post in one.posts), one.kept,
            int(one.unplaced.max(initial=0)), found.on_roster, quarters,
        ))  # fmt: skip
        places.extend(_post(found, one, post, about) for post in one.posts)
    return StaffingSnapshot(day, found.on_roster, found.first_minute, tuple(places))


def _post(found: Any, one: Any, post: Any, about: tuple[float, float]) -> PlaceLine:
    planned = np.asarray(post.planned, dtype=np.float64)
    quarters = tuple(
        QuarterLine(found.first_minute + QUARTER * at, None, int(post.needed[at]), float(planned[at]), None, None,
                    False)
        for at in range(found.quarters)
    )  # fmt: skip
    return PlaceLine(f"post:{one.service_class}:{post.post}", post.name, post.name, *about, post.stations, None, 0,
                     found.on_roster, quarters)  # fmt: skip
