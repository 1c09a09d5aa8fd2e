"""The proposal in words: when to send, what each move is worth, what no rule allows, how many moves are enough."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.screens.dispatch.frontier import Bars, FrontierCard, enough_words
from supervisor.desktop.screens.dispatch.moves import marks_of, not_taken_words, without_words
from supervisor.desktop.screens.dispatch.words import (
    age_words,
    class_words,
    proof_words,
    range_words,
    solver_words,
    time_words,
)
from supervisor.desktop.theme import Theme
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Forbidden, Move
from supervisor.language import use_language
from tests.dispatch.surge_problem import surge


def test_a_move_says_what_the_plan_would_be_without_it_and_what_is_special() -> None:
    assert without_words(12.4) == "少这步 +12 客户分钟"
    assert without_words(-3.2).endswith("−3 客户分钟")
    move = Move(person="p", name="甲", from_post="a", to_post="b", minutes_saved=5.0, out_of_meeting=True,
                handover_minutes=8, pinned=True, undoes=True)  # fmt: skip
    assert marks_of(move) == ["从会议中抽回", "先交接 8 分钟", "您指定的", "此前已另有指令"]


def test_a_move_not_taken_is_told_with_its_rule() -> None:
    plan: Any = SimpleNamespace(moves=(Move(person="p", name="甲", from_post="", to_post="b", minutes_saved=1.0),))
    base = {"person": "q", "name": "乙", "from_post": "", "to_post": "b", "minutes_saved": 9.0, "rule": "dual_control"}
    assert not_taken_words(Forbidden(**base, instead_of="p"), {"b": "现金"}, plan) == (
        "由乙代替甲到现金更省，但违反“双人在岗”"
    )
    assert "9 客户分钟" in not_taken_words(Forbidden(**base), {}, plan)


def test_proof_time_and_range_are_words_for_a_manager() -> None:
    plan = dispatch(surge())
    use_language("en")
    try:
        assert proof_words(plan).startswith("proven" if plan.proof == "whole" else "no other way")
        assert "solver" not in time_words(plan), "no figure for an engineer in front of a manager"
        assert "%" in solver_words(plan)
        assert f"{round(plan.before_minutes)} ({round(plan.before_low_minutes)}" in range_words(plan)
        assert f"{round(plan.after_minutes)} ({round(plan.after_low_minutes)}" in range_words(plan)
        first = plan.waits[0]
        assert f"({first.before_range[0]:.0f}–{first.before_range[1]:.0f})" in class_words(first)
        assert f"({first.after_leaving_range[0]:.0f}–{first.after_leaving_range[1]:.0f})" in class_words(first)
        assert age_words(7) == " (7 min ago)"
        assert age_words(0) == ""
    finally:
        use_language("zh")


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(0, 50.0), (1, 50.2), (2, 50.0)], "维持现状"),
        ([(0, 90.0), (1, 59.2), (2, 59.0), (3, 59.0)], "调 1 人就够"),
        ([(0, 90.0), (1, 70.0), (2, 59.0), (3, 59.0)], "调 2 人就够"),
        ([(0, 90.0), (1, 70.0), (2, 50.0)], "每多调一人都还能少等"),
        ([], ""),
    ],
)
def test_equal_bars_say_how_many_moves_are_enough(points: list[tuple[int, float]], words: str) -> None:
    assert words in enough_words(points)


def test_the_number_of_moves_is_chosen_by_keys_and_by_click(theme: Theme, qtbot: QtBot) -> None:
    asked: list[int] = []
    card = FrontierCard(theme, asked.append)
    qtbot.addWidget(card)
    card.resize(420, 260)
    card.show()
    card.put(dispatch(surge()))
    bars: Bars = card.bars
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.rect().bottomLeft())
    assert asked[-1] == 0
    assert len(asked) == 2
    card.put(None)
    assert card.isVisible()
