"""The two surges of 1999 replayed, for docs/benchmarks.md: SUPERVISOR_REAL_DATA=FOLDER python -m
tests.benchmarks.replay_dispatch [DAY of February 1999 …].

Writes one line a policy: customer-minutes of waiting (least to most over the draws), customers lost, orders given, and
the processor time of a plan. A day named with "w" behind it (3w) is replayed as if people had worked through
its outage.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from supervisor.dispatch.replay.report import Replay, replay
from supervisor.traffic.forecast.counts_file import working_days
from supervisor.traffic.intake import read_ticket_file
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import resolve, split_days

TICKETS = "bank_tickets_1999_02a.tsv"


def lines(found: Replay) -> list[str]:
    """The figures of a replay as text."""
    said = found.recorded
    head = (
        f"{found.day} {found.customers} customers, {found.people} people, forecast from {found.history_days} days, "
        f"stopped {found.stopped} {'kept' if found.stopped_kept else 'worked through'}; "
        f"recorded {said.waiting_minutes:.0f} min, {said.lost} lost, {said.unknown_waits} of unknown wait"
    )
    queues = ", ".join(f"{one.queue}={'+'.join(one.classes)} {one.customers}" for one in found.queues)
    return [head, queues] + [
        f"  {one.policy:10s} {one.waiting_minutes:7.0f} ({one.least_minutes:.0f}-{one.most_minutes:.0f}) "
        f"lost {one.lost:6.1f} orders {one.orders:5.1f} plan p95 {one.plan_ms_95} ms"
        for one in found.policies
    ]


def main() -> None:
    """Replay the days named, the two surges by default."""
    file = read_ticket_file(Path(os.environ["SUPERVISOR_REAL_DATA"]) / TICKETS)
    days = {day: resolve(tickets) for day, tickets in split_days(file.tickets).items()}
    summaries = {day: summarise(tickets) for day, tickets in days.items()}
    for named in sys.argv[1:] or ("14", "3", "3w"):
        day = date(1999, 2, int(named.rstrip("w")))
        found = replay(day, days, working_days(tuple(days)), summaries=summaries, as_if_working=named.endswith("w"))
        sys.stdout.write("\n".join([*lines(found), ""]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
