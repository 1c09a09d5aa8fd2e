"""Figures of the scoring kernel: a long check-list scored, and what one more answer costs."""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.inspection.completeness import gaps
from supervisor.inspection.scoring.score import score
from tests.benchmarks.conftest import Figure
from tests.inspection.big_sheets import FAILURES, SIZE, big_answers, big_template


def test_scoring_a_long_check_list(benchmark: Any, figure: Figure) -> None:
    template = big_template()
    answers = big_answers(template)
    score(template, answers)  # expressions are read once for each check-list
    result = benchmark(score, template, answers)
    assert len(result.lines) == FAILURES
    figure(
        f"scoring a {SIZE}-item inspection, {FAILURES} failures, conditions",
        "–",
        "≤ 2 ms",
        f"{benchmark.stats.stats.median * 1000:.2f} ms",
    )


def test_score_and_gaps_after_each_new_answer(benchmark: Any, figure: Figure) -> None:
    """What the screen computes after every key: no answer is the same as before, so nothing is found in a cache."""
    template = big_template()
    answers = big_answers(template)
    turn = 0

    def next_answer() -> None:
        nonlocal turn
        turn += 1
        place = 16 + turn % 90
        answers[place] = msgspec.structs.replace(answers[place], cases=1 + turn % 7)
        score(template, answers, running=True)
        gaps(template, answers)

    benchmark(next_answer)
    figure(
        f"score and what is missing after one answer, {SIZE} items",
        "–",
        "a small part of 16 ms",
        f"{benchmark.stats.stats.median * 1000:.2f} ms",
    )
