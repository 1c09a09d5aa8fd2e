"""Processes that read: they die, fall silent or are no longer wanted, and nobody waits for ever."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import closing

from reports.consolidation import workers
from reports.consolidation.workers import Lost, cores, results

from .jobs import work


def test_every_job_has_its_result_by_several_processes():
    found = dict(results(work, [("sleep", 0.02)] * 12, workers=2))
    assert sorted(found) == list(range(12))
    assert len({pid for pid, _value in found.values()}) == 2
    assert os.getpid() not in {pid for pid, _value in found.values()}
    assert not multiprocessing.active_children()


def test_a_worker_that_dies_has_its_file_tried_once_more(tmp_path):
    found = dict(results(work, [("die once", str(tmp_path / "x")), ("sleep", 0)], workers=1))
    assert found[0][1] == str(tmp_path / "x")
    assert found[1][1] == 0


def test_a_file_that_kills_its_reader_is_told_as_lost_and_the_others_are_read():
    found = dict(results(work, [("sleep", 0), ("die", 0), ("sleep", 0)], workers=1))
    assert [isinstance(found[n], Lost) for n in range(3)] == [False, True, False]


def test_a_reader_that_falls_silent_is_ended(monkeypatch):
    monkeypatch.setattr(workers, "SILENCE_SECONDS", 1.0)
    found = dict(results(work, [("sleep", 600), ("sleep", 0)], workers=1))
    assert isinstance(found[0], Lost)
    assert found[1][1] == 0


def test_cancel_ends_the_workers_in_the_midst_of_a_file():
    asked = iter([False, False, True])
    began = time.process_time()
    assert list(results(work, [("sleep", 600)] * 4, workers=2, cancelled=lambda: next(asked, True))) == []
    assert not multiprocessing.active_children()
    assert time.process_time() - began < 2


def test_who_stops_listening_leaves_no_workers():
    with closing(results(work, [("sleep", 0), ("sleep", 600)], workers=2)) as came:
        assert next(came)[0] == 0
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_two_cores_two_workers():
    assert 1 <= cores() <= workers.MOST_WORKERS
