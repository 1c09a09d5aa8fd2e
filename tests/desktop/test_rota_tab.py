"""The duty rota on screen, from the keyboard: areas taken up, a month proposed, swapped, set by hand, ticked."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from supervisor.roster.rota import ledger, reading, service, swapping
from supervisor.roster.rota.words import SIGNS
from tests.desktop.roster_page import (
    Settle,
    keep,
    page_on_show,  # noqa: F401  (fixtures, by their own names)
)

Key = Qt.Key


def opened(page: Any) -> Any:
    return [one for one in page.window().findChildren(FormSheet) if one.isVisible()][-1]


def on_rota(page: Any, settle: Settle, day: date | None = None) -> Any:
    """The tab with the month of a day on show."""
    page.show_tab("rota")
    if day is not None:
        page.go_to(day)
    settle()
    return page.rota


def stand(tab: Any, key: Any) -> None:
    index = tab.grid.rota_model.find(key)
    assert index.isValid()
    tab.grid.setCurrentIndex(index)


def month(desk: Desk, day: date) -> Any:
    with desk.book.read() as reader:
        return reading.month_rota(reader, day)


def coming(desk: Desk, page: Any) -> list[Any]:
    """Turns of people from tomorrow on, in order."""
    rota = month(desk, page.today)
    found = [s for s in rota.slots.values() if s.state == "coming" and s.turn.manner == "turn" and not s.turn.fixed]
    return sorted(found, key=lambda one: (one.day, one.area))


def swappable(desk: Desk, page: Any, also: str = "") -> tuple[Any, Any]:
    """Two turns of two people who are both there on the other's day, as is `also`."""
    with desk.book.read() as reader:
        there = {one.day: one.there for one in reading.turn_days(reader, page.today, page.today.replace(day=30))}
    slots = coming(desk, page)
    return next(
        (a, b) for a in slots for b in slots
        if a.turn.person != b.turn.person and a.turn.person in there[b.day] and b.turn.person in there[a.day]
        and (not also or (also in there[a.day] and also in there[b.day]))
    )  # fmt: skip


def test_two_cells_are_swapped_by_the_keyboard_and_swapped_back(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    tab = on_rota(page, settle)
    QAbstractItemModelTester(tab.grid.rota_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    one, other = swappable(desk, page)
    keys = [(slot.day, slot.area) for slot in (one, other)]
    stand(tab, keys[0])
    qtbot.keyClick(tab.grid, Key.Key_S)
    assert tab.grid.rota_model.first == keys[0]
    qtbot.keyClick(tab.grid, Key.Key_Escape)
    assert tab.grid.rota_model.first is None
    qtbot.keyClick(tab.grid, Key.Key_S)
    stand(tab, keys[1])
    qtbot.keyClick(tab.grid, Key.Key_S)
    form = opened(page)
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    assert form.fault.text(), "without a reason nothing is swapped"
    form._fields["reason"].setText("家中有事")
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    keep(page, settle)
    slots = month(desk, page.today).slots
    assert [slots[key].turn.person for key in keys] == [other.turn.person, one.turn.person]
    index = tab.grid.rota_model.find(keys[0])
    assert "⇄" in index.data()
    assert "家中有事" in index.data(int(Qt.ItemDataRole.ToolTipRole))
    desk.undo()
    settle()
    slots = month(desk, page.today).slots
    assert [slots[key].turn.person for key in keys] == [one.turn.person, other.turn.person]


def test_a_turn_is_set_by_hand_and_taken_back(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    one, other = swappable(desk, page)
    key = (one.day, one.area)
    stand(tab, key)
    qtbot.keyClick(tab.grid, Key.Key_Return)
    form = opened(page)
    fields = form._fields
    fields["person"].setCurrentIndex(fields["person"].findData(other.turn.person))
    fields["reason"].setText("本人要求")
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    assert month(desk, page.today).slots[key].turn.person == other.turn.person
    desk.undo()
    settle()
    assert month(desk, page.today).slots[key].turn == one.turn


def test_today_is_ticked_and_a_missed_turn_shows_its_sign(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    rota = month(desk, page.today)
    key = next(k for k, s in rota.slots.items() if s.state == "today")
    stand(tab, key)
    assert tab.tick.isEnabled()
    qtbot.keyClick(tab.grid, Key.Key_D)
    settle()
    keep(page, settle)
    assert month(desk, page.today).slots[key].state == "done"
    assert tab.grid.rota_model.find(key).data().startswith(SIGNS["done"])
    qtbot.keyClick(tab.grid, Key.Key_D)
    settle()
    keep(page, settle)
    assert month(desk, page.today).slots[key].state == "today", "the same key takes it back"
    for slot in rota.missed:
        assert tab.grid.rota_model.find((slot.day, slot.area)).data().startswith(SIGNS["missed"])
    assert rota.missed
    later = coming(desk, page)[0]
    stand(tab, (later.day, later.area))
    assert not tab.tick.isEnabled()
    assert tab.give.isEnabled()


def test_next_month_is_proposed_by_a_key_and_taken_back(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    page.step(1)
    settle()
    assert "○" in tab.hint.text(), "what is not planned is said"
    QTest.keyClick(page.windowHandle(), Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    settle()
    keep(page, settle)
    rota = month(desk, page.day)
    assert {slot.state for slot in rota.slots.values()} == {"coming"}
    assert not tab.hint.isVisible()
    desk.undo()
    settle()
    assert not month(desk, page.day).planned
    assert page.day.month == 12


def test_a_tick_says_the_time_of_the_branch(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        tab = on_rota(page, settle)
        key = next(k for k, s in month(desk, page.today).slots.items() if s.state == "today")
        service.tick_done(desk.book, desk.actor, *key)
        keep(page, settle)
        index = tab.grid.rota_model.find(key)
        said = tab.grid.rota_model.mark(index.row(), index.column()).said
        now = desk.book.now().astimezone(desk.book.zone)
        assert f"{now:%m-%d %H:}" in said
    finally:
        monkeypatch.undo()
        time.tzset()


def test_today_leads_to_a_swap_that_waits(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    one, other = swappable(desk, page, desk.actor)
    service.give_turn(desk.book, desk.actor, one.day, one.area, desk.actor, reason="本人来做")
    swap = swapping.ask_swap(desk.book, desk.actor, (one.day, one.area), other=other.turn.person)
    page.show_new(swap)
    settle()
    assert page.tab == "rota"
    assert page.rota.grid.current() == (one.day, one.area)
    day = date(2026, 12, 4)
    service.plan_month(desk.book, "system", day)
    mine = next(s for s in sorted(month(desk, day).slots.values(), key=lambda s: s.day) if s.turn.manner == "turn")
    service.give_turn(desk.book, desk.actor, mine.day, mine.area, desk.actor, reason="本人来做")
    later = swapping.ask_swap(desk.book, desk.actor, (mine.day, mine.area), other=mine.turn.person)
    page.show_new(later)
    settle()
    assert page.rota.grid.current() == (mine.day, mine.area), "in its own month"


def test_whoever_only_reads_is_offered_no_planning(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    page.may_plan = False
    tab = on_rota(page, settle)
    assert not any(one.isVisible() for one in (tab.propose, tab.give))
    assert tab.swap.isVisible()
    one, other = swappable(desk, page)
    stand(tab, (one.day, one.area))
    qtbot.keyClick(tab.grid, Key.Key_Return)
    qtbot.keyClick(tab.grid, Key.Key_S)
    stand(tab, (other.day, other.area))
    qtbot.keyClick(tab.grid, Key.Key_S)
    assert [each for each in page.window().findChildren(FormSheet) if each.isVisible()] == [], "not his own turn"
    tab.show_part("areas")
    assert not any(each.isVisible() for each in tab.steps["areas"])


def test_a_swap_that_is_asked_for_stands_beside_the_month_and_is_answered(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    from PySide6.QtWidgets import QPushButton

    from supervisor.access import Role
    from supervisor.access.ledger import users
    from supervisor.access.service import add_user

    one, other = swappable(desk, page, desk.actor)
    service.give_turn(desk.book, desk.actor, other.day, other.area, desk.actor, reason="本人来做")
    with desk.book.read() as reader:
        known = {user.person for user in users(reader)}
    if one.turn.person not in known:
        add_user(desk.book, "system", login="asks", person=one.turn.person, name="x", roles=[Role.STAFF])
    keys = (one.day, one.area), (other.day, other.area)
    swapping.ask_swap(desk.book, one.turn.person, keys[0], theirs=keys[1], reason="孩子开家长会")
    tab = on_rota(page, settle)
    answers = {one.text(): one for one in tab.side.findChildren(QPushButton)}
    assert {"同意", "拒绝"} <= set(answers)
    answers["同意"].click()
    settle()
    slots = month(desk, page.today).slots
    assert slots[keys[0]].turn.person == desk.actor
    assert slots[keys[1]].turn.person == one.turn.person
    with desk.book.read() as reader:
        assert ledger.swaps(reader, state="asked") == []


def test_the_month_goes_to_excel_and_on_one_page_of_paper(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    from supervisor.desktop.screens.roster import files

    tab = on_rota(page, settle)
    files.save_rota(page, tab.shown, tmp_path / "rota.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "rota.xlsx").exists(), timeout=20_000)
    sheet = load_workbook(tmp_path / "rota.xlsx")["值日表"]
    assert sheet.max_row == 3 + 30
    files.save_pdf(page, tmp_path / "rota.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "rota.pdf").exists(), timeout=20_000)
    from pypdf import PdfReader

    reader = PdfReader(tmp_path / "rota.pdf")
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "值日表" in text
    assert sum(name in text for name in tab.shown.names.values()) > 5


def test_the_page_is_written_away_from_the_window(
    qtbot: QtBot, page: Any, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from supervisor.desktop import printing
    from supervisor.desktop.screens.roster import files

    on_rota(page, settle)
    threads, real = [], printing.write_pdf

    def seen(*arguments: Any, **more: Any) -> Any:
        threads.append(threading.current_thread())
        return real(*arguments, **more)

    monkeypatch.setattr(printing, "write_pdf", seen)
    files.save_pdf(page, tmp_path / "rota.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "rota.pdf").exists(), timeout=20_000)
    assert threads
    assert threading.main_thread() not in threads


def test_nine_areas_fit_on_one_page_across(desk: Desk, tmp_path: Path) -> None:
    from pypdf import PdfReader

    from supervisor.desktop.printing import write_pdf
    from supervisor.language import Words
    from supervisor.roster.rota.printing import print_month
    from supervisor.roster.rota.records import Area

    with desk.book.read() as reader:
        today = reader.today
    for n in range(4):
        service.set_area(desk.book, "system", Area(subject="", name=Words(f"走廊{n}"), who="turn", valid_from=today))
    service.plan_month(desk.book, "system", date(2026, 12, 1))
    with desk.book.read() as reader:
        page, across = print_month(reader, reading.month_rota(reader, date(2026, 12, 1)))
    assert across
    write_pdf(page, tmp_path / "across.pdf", "值日表", landscape=across)
    assert len(PdfReader(tmp_path / "across.pdf").pages) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_steps_of_the_rota_wrap_in_a_laptops_window(
    qtbot: QtBot, desk: Desk, settle: Settle, language: str
) -> None:
    use_language(language)
    shown: Any = make_page("roster", desk)
    qtbot.addWidget(shown)
    shown.resize(996, 660)  # a window of 1180, less its sidebar
    shown.show()
    settle()
    tab = on_rota(shown, settle)
    for part in ("month", "areas"):
        tab.show_part(part)
        settle()
        for one in (*tab.parts.values(), *tab.steps[part]):
            if one.isVisible():
                there = one.mapTo(shown, one.rect().topLeft()).x()
                assert 0 <= there <= there + one.width() <= shown.width(), (part, one.accessibleName())
