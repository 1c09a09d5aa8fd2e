"""Of whom too little was seen: the mark in the ranking and the sentences on fairness go by one rule."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from supervisor.appraisal.scoring.seldom import seldom, usual


@pytest.mark.parametrize(
    ("counts", "few"),
    [
        ([], []),
        ([0, 0], [False, False]),  # nobody was seen: nobody less than others
        ([10, 10, 5], [False, False, False]),  # 8.33 is usual
        ([10, 10, 4], [False, False, False]),  # just half of 8
        ([10, 10, 3], [False, False, True]),
        ([10, 10, 0], [False, False, True]),  # not seen at all does not lower what is usual
        ([4, 10, 10, 10, 0, 0], [True, False, False, False, True, True]),
    ],
)
def test_less_than_half_of_what_is_usual_among_those_seen(counts: list[float], few: list[bool]) -> None:
    assert seldom(counts) == few


def test_what_is_usual_is_the_mean_of_those_seen_at_all() -> None:
    assert usual([0, 4, 8]) == 6
    assert usual([0, 0]) == 0


def test_the_ranking_marks_by_this_rule() -> None:
    from supervisor.desktop.screens.appraisal.reading import lines_of

    def person(name: str, pieces: int) -> SimpleNamespace:
        return SimpleNamespace(
            person=name, name=name, role="", rank=1, total_points_c=0, grade="", money_cents=0, pieces=pieces
        )

    found = SimpleNamespace(people=[person("a", 20), person("b", 20), person("c", 7)])
    assert [line.few for line in lines_of(found, ())] == [False, False, True]
    assert [line.few for line in lines_of(found, (), alone="c")] == [True], "measured by all, whoever is shown"
