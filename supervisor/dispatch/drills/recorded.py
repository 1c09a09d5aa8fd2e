"""A scene made from a recorded day: its customers one by one, its people as the tickets show them at work.

What the tickets do not say is left open and drawn from the seed: how long service of somebody who went would have
taken, and how much longer somebody who was called would have waited.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec
import numpy as np

from supervisor.dispatch.replay.day import Day, day_of
from supervisor.errors import BadInput
from supervisor.language import Words, _
from supervisor.traffic.tickets import Tickets

from .scenes import (
    DAY_MINUTES,
    MOST_CUSTOMERS,
    QUARTER_MINUTES,
    Came,
    Scene,
    ScenePerson,
    ScenePost,
    SceneSpell,
    check,
)

BEFORE_MINUTES = 60  # of the day before the start, so that the hall is as full as it was
LEAST_SAME = 2  # days of the same weekday from which the forecast is made alone
ALARM_AFTER = 10


def scene_of_day(
    tickets: Mapping[date, Tickets], day: date, *, start_minute: int, end_minute: int, alarm_minute: int = -1,
    kind: str = "surge", code: str = "", name: Words | None = None, like: Scene | None = None,
) -> Scene:  # fmt: skip
    """The scene of a day. tickets: of the day and of days before it, resolved; the earlier ones say what the forecast
    was (mean by quarter-hour, of the same weekday where there are two or more). like: a scene that gives its name,
    story, lesson and what is asked. Raises BadInput for a day without tickets of service or without customers then."""
    if day not in tickets:
        raise BadInput(
            _("{day}: no ticket says who was served when; a day can be replayed from tickets only.").format(day=day)
        )
    earlier = {one: found for one, found in tickets.items() if one < day}
    made = day_of(tickets[day], day, list(earlier.values()))
    inside = (made.arrived >= start_minute - BEFORE_MINUTES) & (made.arrived < end_minute)
    if not (inside & (made.arrived >= start_minute)).any():
        raise BadInput(_("{day}: nobody came in this time.").format(day=day))
    codes = [f"q{number}" for number in range(1, len(made.queues) + 1)]
    expected = _expected(made, earlier, day, start_minute, end_minute)
    text = day.isoformat()
    named = name or Words(f"{text} 实际客流", f"The real customers of {text}")
    found = Scene(
        code=code or f"day-{text}",
        name=named,
        kind=kind,
        story=Words(f"按 {text} 的叫号记录逐位重放。", f"The tickets of {text}, customer by customer."),
        source=Words(f"{text} 的叫号记录，逐位客户。", f"The tickets of {text}, customer by customer."),
        start_minute=start_minute,
        alarm_minute=min(start_minute + ALARM_AFTER, end_minute - 1) if alarm_minute < 0 else alarm_minute,
        end_minute=end_minute,
        posts=tuple(
            ScenePost(
                code=codes[at],
                name=Words(queue, queue),
                expected=expected[at],
                service_minutes=round(max(float(made.services_met[at].mean()), 0.1), 2),
                service_scv=round(_scatter(made, at), 2),
                patience_minutes=round(min(max(float(made.patience_minutes[at]), 0.5), 600.0), 2),
                stations=min(max(len(made.presence.people), 1), 100),
            )
            for at, queue in enumerate(made.queues)
        ),
        people=_people(made, codes, start_minute),
        customers=tuple(_customer(made, codes, int(at)) for at in np.flatnonzero(inside)[:MOST_CUSTOMERS]),
        stopped=tuple((round(float(a), 1), round(float(b), 1)) for a, b in made.presence.stopped if b > start_minute),
    )
    if like is not None:
        found = msgspec.structs.replace(
            found, code=f"{like.code}-full"[:48], name=like.name, kind=like.kind, story=like.story,
            lesson=like.lesson, passing=like.passing, walk_minutes=like.walk_minutes,
        )  # fmt: skip
    faults = check(found)
    if faults:
        raise BadInput(_("This is not a scene of a drill."), tuple(faults))
    return found


def _customer(day: Day, codes: list[str], at: int) -> Came:
    service, patience, waited = (float(row[at]) for row in (day.service, day.patience, day.waited))
    return Came(
        at=round(float(day.arrived[at]), 3),
        post=codes[int(day.queue[at])],
        service=None if np.isnan(service) else round(max(service, 0.0), 3),
        patience=None if np.isnan(patience) else round(max(patience, 0.0), 3),
        waited=0.0 if np.isnan(waited) else round(max(waited, 0.0), 3),
    )


def _people(day: Day, codes: list[str], start_minute: int) -> tuple[ScenePerson, ...]:
    """Windows that were staffed after the start; who was there before only is left out."""
    found = []
    presence = day.presence
    for at, (who, skills, spells) in enumerate(zip(presence.people, presence.skills, presence.spells, strict=True), 1):
        own = tuple(
            SceneSpell(start_minute=round(float(s.start), 2), end_minute=round(float(s.end), 2), post=codes[s.queue])
            for s in spells
            if s.end > start_minute - BEFORE_MINUTES and round(s.start, 2) < round(s.end, 2)
        )
        if own:
            name = who.strip() or str(at)
            found.append(
                ScenePerson(
                    code=f"w{at}", name=Words(f"窗口 {name}", f"window {name}"),
                    skills=tuple(codes[queue] for queue in sorted(skills)), spells=own,
                )
            )  # fmt: skip
    return tuple(found)


def _scatter(day: Day, queue: int) -> float:
    met = day.services_met[queue]
    return float(min(max(met.var() / max(float(met.mean()), 0.1) ** 2, 0.0), 20.0))


def _expected(
    day: Day, earlier: Mapping[date, Tickets], wanted: date, start_minute: int, end_minute: int
) -> list[tuple[float, ...]]:
    """Customers by queue and quarter-hour, as the mean of earlier days has them; the day's own where there is none."""
    quarters = -(-(end_minute - start_minute) // QUARTER_MINUTES)
    edges = np.minimum(start_minute + QUARTER_MINUTES * np.arange(quarters + 1), DAY_MINUTES)
    same = {one: found for one, found in earlier.items() if one.weekday() == wanted.weekday()}
    known = same if len(same) >= LEAST_SAME else dict(earlier)
    if not known:
        rows = [np.histogram(day.arrived[day.queue == at], edges)[0] for at in range(len(day.queues))]
        return [tuple(float(n) for n in row) for row in rows]
    total = np.zeros((len(day.queues), quarters))
    for tickets in known.values():
        table = [day.queues.index(day.queue_of[name]) if name in day.queue_of else -1 for name in tickets.classes]
        queue = np.array(table or [-1], dtype=np.int64)[tickets.service_class]
        for at in range(len(day.queues)):
            total[at] += np.histogram(tickets.arrived[queue == at] / 60.0, edges)[0]
    return [tuple(round(float(n), 2) for n in row / len(known)) for row in total]
