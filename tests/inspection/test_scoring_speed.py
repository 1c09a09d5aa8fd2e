"""The score is so cheap that it can be computed after every answer; the exact figure is a benchmark's."""

from __future__ import annotations

from statistics import median
from time import process_time

from supervisor.inspection.checking import mistakes
from supervisor.inspection.scoring.score import score

from .big_sheets import FAILURES, SIZE, big_answers, big_template


def test_a_long_check_list_is_scored_at_once() -> None:
    template = big_template()
    answers = big_answers(template)
    assert mistakes(template) == []
    assert (len(template.items()), len(score(template, answers).lines)) == (SIZE, FAILURES)
    took: list[float] = []
    for _ in range(15):
        begun = process_time()
        score(template, answers)
        took.append(process_time() - begun)
    assert median(took) <= 0.010
