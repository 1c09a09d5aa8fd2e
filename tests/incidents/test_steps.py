"""When a step is due, late, done late; the restart counts from the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.incidents.playbooks import Playbook, Step
from supervisor.incidents.steps import StepState, late_steps, steps_due
from supervisor.language import Words

TEN = datetime(2026, 11, 23, 10, 0, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def step(code: str, after: int, *, restart: bool = False) -> Step:
    return Step(code=code, after_minutes=after, owner="teller", text=Words("做", "do"), restart=restart)


BOOK = Playbook(
    kind="power", name=Words("停电", "Power"), notice=Words(""),
    steps=(step("back", 0, restart=True), step("late", 10), step("first", 0), step("count", 5, restart=True)),
)  # fmt: skip


def states(now: datetime, end: datetime | None = None, **ticked: datetime) -> dict[str, StepState]:
    return {one.code: one for one in steps_due(BOOK, TEN, end, ticked, now)}


def test_in_the_order_they_fall_due_the_restart_last() -> None:
    assert [one.code for one in steps_due(BOOK, TEN, None, {}, TEN)] == ["first", "late", "back", "count"]


@pytest.mark.parametrize(
    ("minutes", "state", "late"),
    [(9, "waiting", 0), (10, "due", 0), (10.9, "late", 1), (25, "late", 15)],  # 10.9: 10:11:34, a minute past 10:10
)
def test_a_step_is_due_in_its_minute_and_late_from_the_next(minutes: float, state: str, late: int) -> None:
    found = states(TEN + minutes * MINUTE)["late"]
    assert (found.state, found.late_minutes, found.due) == (state, late, TEN + 10 * MINUTE)


def test_what_was_ticked_is_never_late_but_says_how_late_it_was() -> None:
    after = states(TEN + 60 * MINUTE, late=TEN + 14 * MINUTE, first=TEN)
    assert (after["late"].state, after["late"].late_minutes) == ("done_late", 4)
    assert (after["first"].state, after["first"].late_minutes) == ("done", 0)


def test_the_restart_is_due_after_the_end_and_not_before() -> None:
    running = states(TEN + 600 * MINUTE)
    assert running["back"].due is None
    assert (running["back"].state, running["count"].late_minutes) == ("waiting", 0)
    over = states(TEN + 47 * MINUTE, TEN + 40 * MINUTE)
    assert (over["back"].due, over["back"].late_minutes) == (TEN + 40 * MINUTE, 7)
    assert (over["count"].due, over["count"].state) == (TEN + 45 * MINUTE, "late")


def test_late_ones_the_longest_first_and_a_tick_of_another_playbook_is_passed_over() -> None:
    found = steps_due(BOOK, TEN, TEN + 20 * MINUTE, {"gone": TEN}, TEN + 30 * MINUTE)
    assert [(one.code, one.late_minutes) for one in late_steps(found)] == [
        ("first", 30), ("late", 20), ("back", 10), ("count", 5),
    ]  # fmt: skip
