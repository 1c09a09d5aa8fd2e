"""Ctrl+K: what stands first for which words, what choosing it opens, and what is said when nothing answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.shell.finder import Finder
from supervisor.desktop.shell.ranking import quality, ranked, recent_first
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.sounds import initials
from tests.desktop.on_screen import Settle, window_on


@dataclass(frozen=True)
class Thing:
    """A line to be ranked."""

    sort: str
    text: str
    names: tuple[str, ...] = ()
    number: str = ""
    current: bool = False


THINGS = [
    Thing("record", "岗位纪律检查", number="JC-A1-0031"),
    Thing("record", "客流激增", number="SJ-A1-0004"),
    Thing("record", "投诉柜面态度", number="TS-A1-0012", current=True),
    Thing("record", "整改门窗", number="ZG-A1-0012"),
    Thing("record", "Customer surge", number="SJ-A1-0005"),
    Thing("person", "彭静", number="100312"),
    Thing("person", "林检"),
    Thing("command", "开始检查", ("巡查", "inspect")),
    Thing("command", "宣布客流激增", ("排队", "surge")),
    Thing("command", "登记投诉", ("意见", "complaint")),
    Thing("command", "Declare a surge", ("crowd",)),
    Thing("screen", "检查", ("inspections",)),
    Thing("screen", "投诉", ("complaints",)),
]


@pytest.mark.parametrize(
    ("query", "first", "before"),
    [
        ("检查", "检查", "岗位纪律检查"),
        ("开始检查", "开始检查", "岗位纪律检查"),
        ("巡查", "开始检查", ""),
        ("投诉", "投诉", "投诉柜面态度"),
        ("登记", "登记投诉", "投诉柜面态度"),
        ("客流激增", "宣布客流激增", "客流激增"),
        ("激增", "宣布客流激增", "客流激增"),
        ("surge", "宣布客流激增", "Customer surge"),
        ("declare", "Declare a surge", "Customer surge"),
        ("排队", "宣布客流激增", "客流激增"),
        ("彭静", "彭静", "投诉柜面态度"),
        ("彭", "彭静", "整改门窗"),
        ("pj", "彭静", "整改门窗"),
        ("100312", "彭静", "岗位纪律检查"),
        ("JC-A1-0031", "岗位纪律检查", "彭静"),
        ("jc-a1-0031", "岗位纪律检查", "彭静"),
        ("0031", "岗位纪律检查", "彭静"),
        ("xbkl", "宣布客流激增", "客流激增"),
        ("检", "检查", "岗位纪律检查"),
    ],
)
def test_what_stands_first(query: str, first: str, before: str) -> None:
    found = [line.text for line in ranked(query, THINGS)]
    assert found[0] == first
    assert not before or found.index(before) > 0


def test_records_that_are_open_stand_before_old_ones() -> None:
    found = [line.number for line in ranked("a1-0012", THINGS) if line.number]
    assert found.index("TS-A1-0012") < found.index("ZG-A1-0012")


def test_a_command_that_does_not_answer_is_left_out() -> None:
    assert [line.text for line in ranked("zzz", THINGS) if line.sort in ("command", "screen")] == []
    assert quality("are", "Declare a surge") == 0, "English is found where a word begins"
    assert quality("流激", "客流激增") == 2, "Chinese anywhere"
    assert quality("keliu", "客流激增") == quality("kljz", "客流激增") == 2, (
        "by its sounds, in full or by first letters"
    )


@pytest.mark.parametrize(
    ("text", "sounds"),
    [("彭静", "pj"), ("客流激增", "kljz"), ("韩雪梅", "hxm"), ("ATM 停机", "atmtj"), ("阿座", "az"), ("", "")],
)
def test_first_letters_of_sounds(text: str, sounds: str) -> None:
    assert initials(text) == sounds


def test_what_was_used_last_stands_first() -> None:
    @dataclass(frozen=True)
    class Keyed:
        key: str

    a, b, c = Keyed("a"), Keyed("b"), Keyed("c")
    assert recent_first([a, b, c], [c]) == [c, a, b]
    assert recent_first([a, b], [c, b]) == [c, b, a]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    with window_on("today", qtbot, desk, theme, settle) as made:
        yield made


def asked(window: Window, qtbot: QtBot, settle: Settle, words: str) -> Finder:
    """The palette after these words were typed and the records have come."""
    window.search()
    finder = window._finder
    assert finder is not None
    finder.field.setText(words)
    qtbot.waitUntil(lambda: not finder._waiting, timeout=20_000)
    settle()
    return finder


def test_nothing_found_says_so_and_what_to_try(window: Window, qtbot: QtBot, settle: Settle) -> None:
    finder = asked(window, qtbot, settle, "qqqqzzzz")
    assert finder.model.lines == []
    assert finder.nothing.isVisible()
    assert "无结果" in finder.nothing.text()
    assert "工号" in finder.nothing.text()
    finder.field.setText("检查")
    assert finder.list.isVisible()
    QAbstractItemModelTester(finder.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    finder.reject()


def test_the_last_choice_stands_first_when_nothing_is_typed(
    window: Window, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    finder = asked(window, qtbot, settle, "客流")
    chosen = next(line for line in finder.model.lines if line.key == "traffic")
    finder._choose(finder.model.lines.index(chosen))
    settle()
    assert window.stack.currentWidget() is window.pages["traffic"]
    window.search()
    again: Any = window._finder
    assert again.model.lines[0].key == "traffic"
    assert len({line.key for line in again.model.lines}) == len(again.model.lines), "it is not listed twice"
    again.reject()


def test_a_person_is_found_by_the_sounds_of_the_name(window: Window, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.branch.ledger import people

    with desk.book.read() as reader:
        someone = next(p for p in people(reader) if len(initials(p.name)) == len(p.name) > 1)
    finder = asked(window, qtbot, settle, initials(someone.name))
    assert someone.subject in [line.key for line in finder.model.lines]
    finder.reject()


def test_whatever_is_found_opens_at_itself(window: Window, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.actions.ledger import actions
    from supervisor.branch.ledger import people
    from supervisor.complaints.ledger import complaints
    from supervisor.incidents import service as incidents
    from supervisor.incidents.ledger import incident
    from supervisor.inspection.ledger import inspections

    past = incidents.declare(desk.book, desk.actor, kind="surge", note="long queue")
    later = desk.book.now() + timedelta(minutes=20)
    desk.book.set_now(lambda: later)
    incidents.end(desk.book, desk.actor, past, outcome="calm again")
    with desk.book.read() as reader:
        number = incident(reader, past).number  # type: ignore[union-attr]
        day = reader.today
        checked = inspections(reader, day - timedelta(days=30), day)[0]
        open_one = next(a for a in actions(reader) if a.state in ("open", "taken_up", "done"))
        someone = people(reader)[4]
        cases = complaints(reader, day - timedelta(days=60), day)

    def open_first(words: str, key: str) -> None:
        finder = asked(window, qtbot, settle, words)
        assert finder.model.lines[0].key == key, [line.key for line in finder.model.lines[:3]]
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
        settle()

    pages: Any = window.pages
    open_first(checked.number, checked.subject)
    assert pages["inspections"].snapshot.sheet.inspection.subject == checked.subject
    open_first(open_one.number, open_one.subject)
    assert pages["actions"].detail.action.subject == open_one.subject
    open_first(someone.no, someone.subject)
    assert pages["appraisal"].table.current().person == someone.subject
    if cases:
        open_first(cases[0].number, cases[0].subject)
        assert cases[0].number in " ".join(w.text() for w in pages["complaints"].findChildren(QLabel))
    open_first(number, past)
    qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(Sheet)), timeout=20_000)
    sheet = next(s for s in window.findChildren(Sheet) if s.isVisible())
    shown = " ".join(w.text() for w in sheet.findChildren(QLabel))
    assert number in shown
    assert "long queue" in shown
    assert "calm again" in shown
    sheet.accept()


def test_tabs_are_found_and_opened(window: Window, qtbot: QtBot, settle: Settle) -> None:
    finder = asked(window, qtbot, settle, "")
    for words, key, tab in (
        ("计划", "inspections/plan", "plan"),
        ("抽查", "inspections/spot_draw", "plan"),
        ("检查表", "inspections/templates", "templates"),
        ("plan", "inspections/plan", "plan"),
        ("值日", "roster/rota", "rota"),
        ("意见簿", "complaints/comment_book", "comment_book"),
        ("营业时间", "settings/hours", "hours"),
    ):
        finder.field.setText(words)
        line = next(line for line in finder.model.lines if line.key == key)
        line.choose()
        settle()
        page: Any = window.pages[key.partition("/")[0]]
        assert window.stack.currentWidget() is page
        assert getattr(page.tabs, "buttons", page.tabs)[tab].isChecked()
    finder.reject()


def test_only_what_ones_rights_open_is_offered(desk: Desk) -> None:
    import msgspec

    from supervisor.access.rights import Role
    from supervisor.desktop.shell.finding import commands

    every = {line.key for line in commands(desk)}
    assert len(every) == len(commands(desk))
    desk.services.session = msgspec.structs.replace(desk.services.session, roles=frozenset({Role.STAFF}))
    own = {line.key.partition("/")[0] for line in commands(desk)}
    assert own == {"appraisal", "actions", "complaints", "meetings", "settings"}
