"""The sheets on the meetings screen: the briefing saved as it is typed, held and found again; the maintenance
check-list and its notice; the card that sends people to the floor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.beside import Beside
from supervisor.desktop.screens.meetings.briefing_held import ArchiveSheet, ask_hold, ask_measure, show_archive
from supervisor.desktop.screens.meetings.briefing_sheet import AgendaSheet, open_agenda
from supervisor.desktop.screens.meetings.maintenance_notice import PosterSheet
from supervisor.desktop.screens.meetings.maintenance_sheet import open_maintenance
from supervisor.desktop.widgets.release_card import ReleaseCard
from supervisor.language import use_language
from supervisor.meetings.agenda.ledger import archive as agendas_held
from tests.desktop.on_screen import Settle, page_of, pressed, sent, texts


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


class Host(QWidget):
    """What a sheet needs of a page: its desk, a window to lie over, and days to go to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.days: list[Any] = []
        self.resize(1200, 900)

    def show_day(self, day: Any, _meeting: str = "") -> None:
        self.days.append(day)


@pytest.fixture
def shown(desk: Desk, qtbot: Any) -> Any:
    made = Host(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def today(desk: Desk) -> Any:
    return desk.book.now().astimezone(desk.book.zone).date()


def opened(shown: Any, settle: Settle, subject: str = "") -> AgendaSheet:
    sheet = open_agenda(shown, subject or f"briefing:{today(shown.desk)}")
    settle()
    return sheet


def edits(desk: Desk, subject: str) -> Any:
    from supervisor.meetings.agenda.ledger import edits as changed

    with desk.book.read() as r:
        return changed(r, subject)


def test_what_is_typed_is_kept_without_a_button(shown: Any, settle: Settle, qtbot: Any) -> None:
    sheet = opened(shown, settle)
    line = next(one for one in sheet.rows if one.edit is not None)
    line.edit.setFocus()
    qtbot.keyClicks(line.edit, "X")
    qtbot.waitUntil(lambda: bool(edits(shown.desk, sheet.subject).points), timeout=5000)
    settle()
    (kept,) = edits(shown.desk, sheet.subject).points.values()
    assert kept.text == " ".join(line.edit.toPlainText().split())
    assert kept.drafted == line.point.text
    sheet.close()
    again = opened(shown, settle)
    assert any(one.point.own and one.point.text == kept.text for one in again.rows)
    assert "已改写" in texts(again)


def test_closing_keeps_what_was_just_typed(shown: Any, settle: Settle, qtbot: Any) -> None:
    sheet = opened(shown, settle)
    line = next(one for one in sheet.rows if one.edit is not None)
    qtbot.keyClicks(line.edit, "Y")
    sheet.reject()
    settle()
    assert [one.text for one in edits(shown.desk, sheet.subject).points.values()] == [
        " ".join(f"Y{line.point.text}".split())
    ]


def test_strike_add_and_move_by_the_keyboard_and_take_back(shown: Any, settle: Settle, qtbot: Any) -> None:
    sheet = opened(shown, settle)
    section = next(one for one in sheet.snapshot.agenda.sections if len(one.points) > 1)
    first = next(one for one in sheet.rows if one.point.key == section.points[0].key)
    qtbot.keyClick(first.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert edits(shown.desk, sheet.subject).order[section.key][:2] == (section.points[1].key, section.points[0].key)
    there = next(one for one in sheet.rows if one.point.key == section.points[0].key)
    qtbot.keyClick(there.edit, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert edits(shown.desk, sheet.subject).points[section.points[0].key].struck
    pressed(sheet, "重新列入")
    settle()
    assert not edits(shown.desk, sheet.subject).points[section.points[0].key].struck
    field = sheet.findChildren(QLineEdit)[0]
    field.setText("下雨，门口放防滑垫")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert any(one.point.text == "下雨，门口放防滑垫" for one in sheet.rows)
    shown.desk.undo()
    settle()
    sheet.read()
    settle()
    assert not any(one.point.text == "下雨，门口放防滑垫" for one in sheet.rows)


def test_it_is_held_kept_and_found(shown: Any, settle: Settle) -> None:
    sheet = opened(shown, settle)
    form: Any = ask_hold(sheet)
    settle()
    form._fields["started"].setTime(QTime(8, 10))
    form._fields["ended"].setTime(QTime(8, 22))
    sent(form, settle)
    assert "已开" in texts(sheet)
    assert not any(one.edit is not None for one in sheet.rows)
    assert sheet.hold.isHidden()
    sheet.close()
    with shown.desk.book.read() as r:
        kept = len(agendas_held(r))
    archive: ArchiveSheet = show_archive(shown)
    settle()
    assert archive.list.count() == kept > 1, "this one and those of the days before"
    assert "08:10–08:22" in archive.text.toPlainText()
    archive.words.setText("没有人说过这句话")
    archive.read()
    settle()
    assert archive.list.count() == 0
    assert archive.none.isVisible()


def test_a_measure_of_the_review_is_an_action(shown: Any, settle: Settle) -> None:
    from supervisor.actions.ledger import open_actions

    sheet = opened(shown, settle, "review:2026-10")
    assert "服务质量分析会" in sheet.heading.text()
    form: Any = ask_measure(sheet)
    form._fields["text"].setPlainText("午间增开一个窗口")
    form._fields["owner"].setCurrentIndex(1)
    sent(form, settle)
    with shown.desk.book.read() as r:
        assert any(one.title == "午间增开一个窗口" for one in open_actions(r))
    assert any(one.point.text == "午间增开一个窗口" for one in sheet.rows)


def test_the_page_opens_what_it_is_asked_for(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = page_of("meetings", qtbot, desk, settle)
    beside: Beside = shown.beside
    assert beside.opens("briefing")
    assert beside.opens("archive")
    assert not beside.opens("new")
    assert not beside.opens(today(desk))
    settle()
    assert shown.window().findChildren(AgendaSheet)


def window(desk: Desk) -> str:
    from supervisor.meetings import service

    day = today(desk) + timedelta(days=3)  # a Monday
    return service.request(desk.book, desk.actor, kind="maintenance", title="自助机升级", minutes=60, needs=(),
                           first_day=day, last_day=day)  # fmt: skip


def test_the_check_list_is_ticked_and_the_window_moves_inside(shown: Any, settle: Settle, qtbot: Any) -> None:
    from supervisor.meetings import service
    from supervisor.meetings.ledger import sittings_of

    desk, subject = shown.desk, window(shown.desk)
    service.place(desk.book, desk.actor, subject)
    day = today(desk) + timedelta(days=3)
    sheet: Any = open_maintenance(shown, subject)
    settle()
    sheet.day.setDate(QDate(day.year, day.month, day.day))
    sheet.start.setTime(QTime(15, 0))
    sheet.out_of_use.setText("两台自助取款机")
    sheet.channels.setText("手机银行")
    sheet.prepare()
    settle()
    assert not sheet.inside.isEnabled()
    assert "5 项未办妥" in sheet.sum.text()

    def tick(point: str, place: int = 0) -> None:
        sheet.tick(point)
        form = next(f for f in sheet.window().findChildren(type(sheet).__mro__[1]) if f.isVisible() and f is not sheet)
        people = form._fields.get("persons")
        if people is not None:
            people.item(place).setCheckState(Qt.CheckState.Checked)
        sent(form, settle)
        settle()

    for place, point in enumerate(("notice", "signs", "guide", "channels", "cover")):
        tick(point, place)
    assert sheet.inside.isEnabled(), sheet.sum.text()
    sheet.show_notice()
    settle()
    (poster,) = [
        one for one in sheet.window().findChildren(PosterSheet) if one.isVisible()
    ] or shown.window().findChildren(PosterSheet)
    assert "两台自助取款机" in poster.text.toPlainText()
    poster.text.setPlainText(poster.text.toPlainText().replace("设备维护公告", "重要公告"))
    poster.reject()
    settle()
    assert sheet.snapshot.checks.notice.startswith("重要公告")
    assert not sheet.inside.isEnabled(), "other words are to be put up anew"
    tick("notice")
    sheet.put_inside()
    settle()
    with desk.book.read() as r:
        (held,) = [one for one in sittings_of(r, subject) if one.state == "placed"]
    assert (held.plan.day, held.plan.start_minute) == (day, 15 * 60), sheet.fault.text()


def test_one_key_sends_the_first_to_the_floor(shown: Any, settle: Settle, qtbot: Any) -> None:
    from supervisor.branch.ledger import posts, service_classes
    from supervisor.dispatch.service import count_waiting
    from supervisor.incidents.service import declare
    from supervisor.meetings import service
    from supervisor.meetings.ledger import running, sittings_of
    from supervisor.meetings.problem.model import Need
    from supervisor.roster.ledger import duties

    desk, day = shown.desk, today(shown.desk)
    with desk.book.read() as r:
        classes = {p.subject: p.service_class for p in posts(r)}
        who = [d.person for d in duties(r, day) if classes.get(d.post)][:6]
        codes = service_classes(r)
    needs = [Need(by="person", value=one) for one in who]
    subject = service.request(desk.book, desk.actor, kind="training", title="培训", minutes=60, needs=needs,
                              first_day=day, last_day=day, inside_hours=True)  # fmt: skip
    service.place(desk.book, desk.actor, subject)
    with desk.book.read() as r:
        held = next(one for one in sittings_of(r, subject) if one.state == "placed")
    service.move(desk.book, desk.actor, subject, held.sitting, day=day, start_minute=630, reason="急", knowingly=True)
    at = desk.book.now().astimezone(desk.book.zone).replace(hour=10, minute=35)
    desk.book.set_now(lambda: at)
    service.start(desk.book, desk.actor, subject, held.sitting, minute=630)
    card = ReleaseCard(desk)
    qtbot.addWidget(card)
    incident = declare(desk.book, desk.actor, kind="surge")
    count_waiting(desk.book, desk.actor, incident, dict.fromkeys(codes, 12))
    card.look()
    settle()
    assert card.isVisible()
    first = card.snapshot.callers.plan.steps[0].move
    button = next(one for one in card.findChildren(QPushButton) if "F8" in one.text())
    assert first.name in button.text()
    assert button.shortcut().toString() == "F8"
    button.click()
    settle()
    with desk.book.read() as r:
        (now,) = running(r)
    assert [(one.person, one.saved_minutes) for one in now.released] == [(first.person, first.minutes_saved)]


def test_a_point_half_typed_outlives_a_redraw_and_is_kept_on_closing(shown: Any, settle: Settle, qtbot: Any) -> None:
    sheet = opened(shown, settle)
    section = sheet.snapshot.agenda.sections[0].key
    sheet.more[section].setFocus()
    qtbot.keyClicks(sheet.more[section], "half")
    sheet.put(sheet.snapshot)  # as when what was changed above has been kept
    assert sheet.more[section].text() == "half"
    qtbot.keyClicks(sheet.more[section], "-typed")
    sheet.reject()
    settle()
    assert [one.text for one in edits(shown.desk, sheet.subject).points.values()] == ["half-typed"]


def test_what_has_not_begun_is_not_offered_as_held_and_held_is_taken_back(shown: Any, settle: Settle) -> None:
    from supervisor.meetings.agenda.ledger import held

    desk = shown.desk
    sheet = opened(shown, settle)
    form: Any = ask_hold(sheet)
    settle()
    now = desk.book.now().astimezone(desk.book.zone)
    minute = now.hour * 60 + now.minute
    values = form.values()
    assert values["started"] <= values["ended"] <= minute, "no time that is still to come is offered"
    form._fields["ended"].setTime(QTime(23, 59))
    sent(form, settle)
    assert form.fault.text(), "refused, and the form stays"
    form._fields["started"].setTime(QTime(8, 20))
    form._fields["ended"].setTime(QTime(8, 30))
    sent(form, settle)
    with desk.book.read() as r:
        assert held(r, sheet.subject) is not None
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert held(r, sheet.subject) is None
