"""What a workbook of 5,000 answers costs to prove and read: a thousand of them have 90 seconds on two cores."""

from __future__ import annotations

import time

from reports.consolidation.reading import Job, read
from reports.consolidation.records import Workbook
from tests.benchmarks.many_branches import Original

from .branches import branch_workbook

MOST_SECONDS = 0.18  # of the processor, each: two cores have 180 seconds in 90


def test_a_workbook_of_5000_answers_is_read_in_its_share_of_the_time(tmp_path):
    original = Original(branch_workbook(tmp_path / "original.xlsx", 1, answers=5000), tmp_path)
    paths = [original.as_branch(tmp_path / f"{number}.xlsx", number) for number in range(1, 13)]
    began = time.process_time()
    found = [read(Job(str(path), path.name, None)) for path in paths]
    spent = time.process_time() - began
    assert [one.branch for one in found] == [f"支行{number:04d}" for number in range(1, 13)]
    assert all(isinstance(one, Workbook) for one in found)
    (tmp_path / "broken.xlsx").write_bytes(paths[0].read_bytes()[:-1] + b"x")  # a seal that does not hold
    anew = read(Job(str(tmp_path / "broken.xlsx"), "broken.xlsx", None))
    assert getattr(anew, "branch", "") == "支行0001"  # its manifest was signed rightly, too
    assert spent < MOST_SECONDS * len(paths)
