"""The waiting model against waits that a queue machine recorded: two weeks of a real bank's calls.

Nobody wrote down who was at work, so that is read from the calls themselves: on post from a first to a last call
without a pause of more than `PAUSE_MINUTES`. One pool stands for all classes, whose agents overlap. What can be asked
of a model under such terms is the level of a day, not each half-hour of it.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from supervisor.traffic.intake import read_ticket_file
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import NEVER, Outcome, resolve, split_days
from supervisor.traffic.waiting.hall import hall_course
from supervisor.traffic.waiting.patience import fitted, still_waiting
from tests.traffic.patience_reference import exponential_patience

PAUSE_MINUTES = 5
FIRST, QUARTERS = 7 * 3600, 68
SURGES = {date(1999, 2, 3), date(1999, 2, 14)}  # hundreds of calls that hung up at once: nobody's patience


def people_on_post(called: np.ndarray, finished: np.ndarray, server: np.ndarray) -> np.ndarray:
    """People by quarter-hour, parts as parts."""
    minutes = np.zeros(QUARTERS * 15)
    for one in np.unique(server):
        mine = np.flatnonzero(server == one)
        mine = mine[np.argsort(called[mine])]
        last = np.maximum.accumulate(finished[mine])
        breaks = np.flatnonzero(called[mine][1:] - last[:-1] > PAUSE_MINUTES * 60)
        for start, stop in zip(np.append(0, breaks + 1), np.append(breaks, mine.size - 1), strict=True):
            begins, ends = called[mine][start] - FIRST, last[stop] - FIRST
            minutes[max(begins // 60, 0) : max(ends // 60 + 1, 0)] += 1
    return minutes.reshape(QUARTERS, 15).mean(axis=1)


@pytest.mark.real_data
def test_predicted_against_recorded_waits():
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    if not folder:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    tickets = read_ticket_file(Path(folder) / "bank_tickets_1999_02a.tsv").tickets
    waits, served = tickets.wait_seconds() / 60, tickets.outcome == Outcome.SERVED
    real = (served | (tickets.outcome == Outcome.LEFT)) & (waits >= 0)
    left = real & ~served
    unnamed = np.array([name in ("", "NO_SERVER") for name in tickets.servers])
    one_pool = replace(tickets, service_class=np.zeros_like(tickets.service_class), classes=("all",))
    days = [summarise(resolve(part)).classes["all"] for part in split_days(one_pool).values()]
    found = fitted({"all": days})["all"]
    service, scv, patience = found.service_minutes, found.service_scv, found.patience_minutes
    assert 2.5 < service < 3.2
    assert 0.8 < scv < 1.8
    timed = exponential_patience(waits[real], left[real])  # of those alone whose moment of going is known
    assert 3 < patience < timed < 6
    # Patience is not exponential here: some hang up at once, the others stay long; near the usual wait the fit holds.
    curve = still_waiting(waits[real], left[real], np.array([0.5, 1.0]))
    assert curve == pytest.approx(np.exp(-np.array([0.5, 1.0]) / timed), abs=0.07)
    predicted, recorded, lost = [], [], []
    for day in np.unique(tickets.day):
        mine = real & (tickets.day == day)
        if mine.sum() < 1000 or date.fromordinal(int(day)) in SURGES:  # Friday and Saturday: three people and fewer
            continue
        quarter = np.clip((tickets.arrived[mine] - FIRST) // 900, 0, QUARTERS - 1)
        at_work = mine & served & (tickets.finished != NEVER) & ~unnamed[tickets.server]
        people = people_on_post(tickets.called[at_work], tickets.finished[at_work], tickets.server[at_work])
        came = np.bincount(quarter, minlength=QUARTERS).astype(float)
        course = hall_course(came, service, patience, people, service_scv=scv)
        predicted.append(60 * course.waiting_minutes.sum() / came.sum())
        recorded.append(60 * waits[mine].mean())
        lost.append((course.abandoned.sum() / came.sum(), left[mine].mean()))
    assert len(predicted) == 8
    text = f"{np.round(predicted)} predicted, {np.round(recorded)} recorded seconds"
    assert np.mean(predicted) == pytest.approx(np.mean(recorded), rel=0.3), text
    assert np.corrcoef(predicted, recorded)[0, 1] > 0.6, text
    assert np.abs(np.subtract(predicted, recorded)).mean() < 15, text
    of_model, of_record = np.mean(lost, axis=0)
    assert of_model == pytest.approx(of_record, abs=0.03), (of_model, of_record)
