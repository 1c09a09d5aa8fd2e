"""Meetings that cannot both stand are shown beside the calendar and on Today; the problem of one is saved as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.papers import save_problem
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.events import MeetingPlaced
from supervisor.meetings.problem.model import Need, Sitting
from tests.desktop.on_screen import Settle, page_of, texts

pytestmark = pytest.mark.usefixtures("only_prices_asked_for")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture
def shown(desk: Desk, settle: Settle, qtbot: Any) -> Any:
    return page_of("meetings", qtbot, desk, settle)


def clashing(desk: Desk, day: Any, who: str) -> None:
    """Two meetings of one person at one time, as two desktops that knew nothing of each other would have put them."""
    for title, start in (("甲会", 1080), ("乙会", 1095)):
        subject = service.request(
            desk.book, desk.actor, kind="ad_hoc", title=title, minutes=30, needs=(Need(by="person", value=who),),
            first_day=day, last_day=day,
        )  # fmt: skip
        one = Sitting(day=day, start_minute=start, end_minute=start + 30, people=(who,))
        with desk.book.write(desk.actor) as w:
            w.append(subject, MeetingPlaced(days=(day,), sittings=(one,), names=(f"{day.isoformat()}/1",)))


def test_two_that_cannot_both_stand_are_named_beside_the_week(shown: Any, settle: Settle) -> None:
    desk, card = shown.desk, shown.side.standing
    assert card.isHidden()
    day = shown.snapshot.monday + timedelta(days=8)
    clashing(desk, day, shown.snapshot.people[0][0])
    shown.show_day(day)
    settle()
    assert not card.isHidden()
    said = texts(card)
    assert f"“甲会”与“乙会”在{day.isoformat()} 18:15冲突" in said
    assert "同一人须参加两场" in said
    next(one for one in card.findChildren(QPushButton) if one.text() == "查看").click()
    settle()
    assert shown.week.current is not None
    assert shown.week.current.title == "甲会"


def test_today_leads_to_the_week_of_two_that_clash(desk: Desk, settle: Settle, qtbot: Any) -> None:
    from supervisor.desktop.screens.today.cards import _about

    today = page_of("today", qtbot, desk, settle)
    with desk.book.read() as r:
        from supervisor.branch.ledger import people

        day, who = r.today + timedelta(days=8), people(r)[0].subject
    clashing(desk, day, who)
    today.refresh()
    settle()
    (line,) = [todo for todo in today.snapshot.todo if todo.kind == "meeting_clash"]
    assert _about(line) == day
    assert line.title in texts(today.todo)


def test_the_problem_of_a_meeting_is_saved_with_its_answer(shown: Any, settle: Settle, tmp_path: Path) -> None:
    held = next(one for one in shown.snapshot.sittings if shown.snapshot.meetings[one.meeting].problem)
    file = tmp_path / "problem.json"
    save_problem(shown, held.meeting, file)
    settle()
    assert service.solve_again(file).agrees is True
    assert held.meeting in {one["meeting"] for one in json.loads(file.read_text(encoding="utf-8"))["plan"]["answers"]}
    shown.week.choose(held)
    settle()
    assert any(one.text() == "保存问题和答案…" for one in shown.side.findChildren(QPushButton))
