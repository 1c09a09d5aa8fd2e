"""What the week shows: days that are over by who came, texts whole, and batches that are to be placed anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.minutes import DueField
from supervisor.desktop.screens.meetings.publishing import ask_publish
from supervisor.desktop.screens.meetings.reading import DayColumn
from supervisor.desktop.screens.meetings.week_paper import week_html
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.problem.model import Need, Sitting
from supervisor.traffic.ledger import actual_day
from supervisor.traffic.outlook.today import judged_view, peak_spans, staff_view
from tests.desktop.on_screen import Settle, again, window_on

pytestmark = pytest.mark.usefixtures("only_prices_asked_for")


@pytest.fixture
def page(qtbot: Any, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Any]:
    with window_on("meetings", qtbot, desk, theme, settle) as made:
        made.resize(1440, 900)
        settle()
        yield made.pages["meetings"]
    use_language("en")


def test_days_that_are_over_are_shaded_by_who_came(page: Any, desk: Desk) -> None:
    seen = page.snapshot
    assert {one.day for one in seen.days if one.came} == {one.day for one in seen.days if one.day < seen.today}
    with desk.book.read() as r:
        for one in seen.days:
            view, source = judged_view(r, one.day)
            assert source == ("came" if one.came else "expected")
            assert one.peaks == peak_spans(view)
            if one.came:
                assert sum(one.customers) == pytest.approx(float(actual_day(r, one.day).total().sum()), abs=1)
        past = next(one for one in seen.days if one.came)
        forecast = staff_view(r, past.day).forecast
        assert sum(past.customers) != pytest.approx(
            sum(float(row.sum()) for row in forecast.arrivals.values()), abs=0.1
        )


def test_no_text_beside_the_calendar_is_squeezed(page: Any, settle: Settle) -> None:
    kinds = {(one.kind, one.state): one for one in page.snapshot.sittings}
    for held in kinds.values():
        page.week.choose(held)
        settle()
        cut = [
            one.text()
            for one in page.side.findChildren(QLabel)
            if one.isVisible() and one.wordWrap() and one.height() < one.heightForWidth(one.width())
        ]
        assert not cut, f"{held.title} on {held.plan.day}"


def test_batches_that_were_given_up_are_to_be_placed_anew(page: Any, desk: Desk, settle: Settle) -> None:
    first = page.monday + timedelta(days=7)
    needs = [Need(by="person", value=subject) for subject, _name in page.snapshot.people[6:14]]
    subject = service.request(
        desk.book, desk.actor, kind="training", title="轮训", minutes=30, needs=needs,
        first_day=first, last_day=first + timedelta(days=4), inside_hours=True, may_split=True, by_shift=True,
    )  # fmt: skip
    placed = service.place(desk.book, desk.actor, subject).sittings
    assert len(placed) > 1
    service.publish(desk.book, desk.actor, first, first + timedelta(days=6))
    service.revise(
        desk.book,
        desk.actor,
        subject,
        reason="改到更晚的一周",
        first_day=first + timedelta(days=14),
        last_day=first + timedelta(days=18),
    )
    page.show_day(first)
    settle()
    again(page, settle)
    sheet = ask_publish(page)
    assert sheet is not None
    said = [one.text() for one in sheet.findChildren(QLabel)]
    assert sum("待重新安排" in one for one in said) == len(placed)
    assert not any("不召开" in one for one in said)
    sheet.reject()


def test_a_decision_has_a_day_or_none(qtbot: Any) -> None:
    usual = date(2026, 11, 27)
    field = DueField(None, usual)
    qtbot.addWidget(field)
    assert field.value() is None
    assert not field.day.isEnabled()
    field.ticked.click()
    assert field.value() == usual
    qtbot.keyClick(field.day, Qt.Key.Key_Up)
    assert field.value() != usual
    kept = DueField(date(2026, 12, 1), usual)
    qtbot.addWidget(kept)
    assert kept.value() == date(2026, 12, 1)


@pytest.mark.parametrize("count", [5, 6, 7])
def test_the_columns_of_both_tables_on_paper_make_up_the_whole(count: int) -> None:
    days = [DayColumn(date(2026, 11, 23) + timedelta(days=n), (510, 1050), 510, (), ()) for n in range(count)]
    plan = Sitting(day=days[0].day, start_minute=495, end_minute=510, people=())
    held = SimpleNamespace(plan=plan, state="placed", title="晨会", locked=False)
    rows = week_html("支行", days[0].day, days, [held], {}).split("<tr>")
    for row in (rows[1], rows[3], rows[4]):
        assert sum(map(int, re.findall(r"width='(\d+)%'", row))) == 100
