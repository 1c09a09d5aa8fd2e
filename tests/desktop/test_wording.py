"""Figures and days read the way people in the branch read them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from supervisor.desktop.widgets.notices import notice_of
from supervisor.desktop.wording import clock, column_day, days_left, listed, money, number, points, signed_points
from supervisor.errors import BadInput, Refused
from supervisor.language import use_language

DAY = date(2026, 11, 20)


def test_figures() -> None:
    assert points(9600) == "96.0"
    assert points(9325) == "93.25"
    assert signed_points(-400) == "−4.0"
    assert signed_points(50) == "+0.5"
    assert number(-0.04) == "0.0", "no minus before a zero"
    assert money(-5000) == "−¥50.00"
    assert clock(9 * 60 + 5) == "09:05"


def test_days_and_lists_follow_the_language() -> None:
    use_language("zh")
    assert column_day(DAY) == "周五 20"
    assert listed(["甲", "乙"]) == "甲、乙"
    use_language("en")
    assert column_day(DAY) == "Fri 20"
    assert listed(["A", "B"]) == "A, B"


@pytest.mark.parametrize(("due", "status"), [(19, "bad"), (20, "bad"), (21, "warning"), (22, "warning"), (23, "info")])
def test_a_due_day_turns_urgent_in_steps(due: int, status: str) -> None:
    assert days_left(date(2026, 11, due), DAY)[1] == status


def test_an_error_says_what_happened_what_was_kept_and_what_to_do() -> None:
    refused = notice_of(Refused("The month is locked."), writing=True)
    assert refused.happened == "The month is locked."
    assert refused.status == "warning"
    assert refused.kept
    assert refused.cure
    assert not refused.details
    assert notice_of(BadInput("No title."), writing=True).status == "bad"
    try:
        raise ValueError("index")
    except ValueError as bug:
        fault = notice_of(bug, writing=False)
    assert "ValueError: index" in fault.happened
    assert "Traceback" in fault.details


def test_points_of_a_column_stand_under_one_another() -> None:
    assert [points(c, 2) for c in (10000, 9787, 9490)] == ["100.00", "97.87", "94.90"]
    assert [signed_points(c, 2) for c in (50, -239, 0)] == ["+0.50", "−2.39", "0.00"]


def test_one_word_for_one_thing() -> None:
    """Minutes of customers' waiting are 客户分钟; an inspection is 已完成, a meeting or incident 已结束, everywhere."""
    from reports.pages import meetings
    from supervisor.inspection.words import STATES as INSPECTIONS
    from supervisor.meetings.words import STATE_NAMES as MEETINGS

    root = Path(__file__).resolve().parents[2]
    texts = [*(root / "resources" / "locale").rglob("*.po"), *(root / "supervisor").rglob("*.py")]
    said = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in texts}
    assert [name for name, text in said.items() if re.search("人·分|人分钟", text)] == []
    assert [name for name, text in said.items() if re.search("检查[^，。：]{0,12}(?:已结束|已经结束)", text)] == []
    assert {INSPECTIONS["finished"].zh} == {"已完成"}
    assert {MEETINGS["ended"].zh, meetings.STATES["ended"].zh} == {"已结束"}
