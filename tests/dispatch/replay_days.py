"""Days of tickets made from a seed, for replays without real data."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supervisor.traffic.tickets import NEVER, Outcome, Tickets, make_tickets, resolve

FIRST = date(2026, 11, 2)
DAY = date(2026, 11, 12)
SERVICE = {"cash": 5.0, "account": 4.0}  # minutes
WINDOWS = {"cash": ("1", "2", "3"), "account": ("4", "5", "6")}


def made_day(seed: int, day: date, surge: float = 1.0) -> Tickets:
    """Nine hours of two classes with windows of their own, each of which helps out with the other now and then. From
    ten to eleven `surge` times as many come for cash. Served first come, first served by class, nobody leaves but who
    waits over half an hour."""
    rng = np.random.default_rng([seed, day.toordinal()])
    rows = []
    for code, windows in WINDOWS.items():
        free = dict.fromkeys(windows, 480.0)
        rate = np.full(9, 24.0 if code == "cash" else 20.0)
        rate[2] *= surge if code == "cash" else 1.0
        came = np.sort(np.concatenate([480 + 60 * (hour + rng.random(rng.poisson(n))) for hour, n in enumerate(rate)]))
        for arrived in came.tolist():
            window = min(free, key=lambda name: free[name])
            called = max(arrived, free[window])
            if called - arrived > 30:
                rows.append((arrived, NEVER, arrived + 30, Outcome.LEFT, code, ""))
                continue
            end = called + float(rng.gamma(2.0, SERVICE[code] / 2))
            free[window] = end
            rows.append((arrived, called, end, Outcome.SERVED, code, window))
    for number, (code, other) in enumerate([("cash", w) for w in "456"] * 3 + [("account", w) for w in "123"] * 3):
        at = 1020.0 + 4 * number  # after hours, so that everybody has served both
        rows.append((at, at, at + 3, Outcome.SERVED, code, other))
    rows.sort()
    classes, servers = ("account", "cash"), ("", "1", "2", "3", "4", "5", "6")
    return resolve(
        make_tickets(
            classes,
            servers,
            day=[day.toordinal()] * len(rows),
            number=[f"{at:04d}".encode() for at in range(len(rows))],
            arrived=[round(60 * row[0]) for row in rows],
            called=[round(60 * row[1]) if row[1] != NEVER else NEVER for row in rows],
            finished=[round(60 * row[2]) for row in rows],
            outcome=[row[3] for row in rows],
            service_class=[classes.index(row[4]) for row in rows],
            server=[servers.index(row[5]) for row in rows],
            rating=[0] * len(rows),
        )
    )


def made_days(seed: int, surge: float = 3.0) -> dict[date, Tickets]:
    """Usual days and one with a surge, the last."""
    usual = [FIRST + timedelta(n) for n in range((DAY - FIRST).days) if (FIRST + timedelta(n)).weekday() < 5]
    return {day: made_day(seed, day) for day in usual} | {DAY: made_day(seed, DAY, surge)}
