"""Orders on the screen: heard, on the post, back one after another; call-outs; what stops; the plan made again."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.ending import ReturnSheet
from supervisor.desktop.screens.dispatch.speech import find_voice
from supervisor.desktop.screens.dispatch.suspended import PlaceSheet
from supervisor.desktop.theme import settings
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from supervisor.meetings.problem.model import Need
from tests.desktop.on_screen import Settle, again, page_of, pressed, sent, texts


@pytest.fixture(autouse=True)
def chinese() -> None:
    use_language("zh")


def running(desk: Desk, settle: Settle, qtbot: Any, counts: int = 12) -> Any:
    """The page in a declared outage with so many waiting for everything."""
    from supervisor.branch.ledger import service_classes
    from supervisor.dispatch.service import count_waiting
    from supervisor.incidents.service import declare

    with desk.book.read() as r:
        waiting = dict.fromkeys(service_classes(r), counts)
    incident = declare(desk.book, desk.actor, kind="core_outage")
    count_waiting(desk.book, desk.actor, incident, waiting)
    shown = page_of("dispatch", qtbot, desk, settle, (1440, 900))
    again(shown, settle)
    return shown


def later(desk: Desk, minutes: int) -> None:
    now: datetime = desk.book.now() + timedelta(minutes=minutes)
    desk.book.set_now(lambda: now)


def shot(shown: Any, name: str) -> None:
    folder = os.environ.get("OSHOT")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        shown.grab().save(f"{folder}/{name}.png")


def test_heard_on_the_post_and_back_one_after_another(desk: Desk, settle: Settle, qtbot: Any, asked: list[Any]) -> None:
    from supervisor.dispatch.ledger import orders

    shown = running(desk, settle, qtbot)
    assert len(shown.plan.moves) >= 2
    shown.ask_send_all()
    settle()
    again(shown, settle)
    shot(shown, "1-sent")
    assert "下达" in texts(shown.orders)
    assert str(shown.snapshot.orders[0].move.reason) in texts(shown.orders)
    pressed(shown.orders, "收到")
    settle()
    again(shown, settle)
    states = [order.state for order in shown.snapshot.orders]
    assert states.count("heard") == 1
    later(desk, 5)
    pressed(shown.orders, "已到位")
    settle()
    again(shown, settle)
    assert [order.state for order in shown.snapshot.orders].count("done") == 1
    later(desk, 20)
    shown.return_people()
    settle()
    (sheet,) = shown.findChildren(ReturnSheet)
    shot(sheet, "2-return")
    people = {order.person for order in shown.snapshot.orders}
    assert {one.person for one in (*sheet.plan.steps, *sheet.plan.held)} == people
    assert all(str(one.reason) in texts(sheet) for one in sheet.plan.steps)
    sheet.order_all()
    settle()
    again(shown, settle)
    shot(shown, "3-back-ordered")
    timed = [order for order in shown.snapshot.orders if order.back_minute]
    assert timed
    incident = shown.snapshot.incident.subject
    shown.ask_end()
    settle()
    again(shown, settle)
    assert shown.snapshot.incident is None
    with desk.book.read() as r:
        left = {order.person for order in orders(r, incident, ("ordered", "heard", "done"))}
    assert left == {order.person for order in timed}, "who has a time keeps it"
    assert not shown.after.isHidden()
    shot(shown, "4-after")
    pressed(shown.after, "已返岗")
    settle()
    again(shown, settle)
    with desk.book.read() as r:
        assert len({o.person for o in orders(r, incident, ("ordered", "heard", "done"))}) == len(left) - 1
    assert asked


def test_any_call_out_is_shown_and_copied(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = running(desk, settle, qtbot)
    card = shown.say_card
    every = [str(move.say) for move in shown.plan.moves]
    assert card.text == every[0]
    for words in [*every[1:], every[0]]:
        card.next.click()
        assert card.text == words
        assert words in texts(card)
    card.copy_it.click()
    assert QGuiApplication.clipboard().text() == every[0]
    assert card.aloud.isHidden() == (find_voice(os.environ.get("PATH")) is None)


def command(folder: Path, name: str, script: str) -> None:
    """A command of the system's."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="shell scripts")
def test_what_is_said_is_read_aloud_by_the_command_of_the_system(
    desk: Desk, settle: Settle, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, given = tmp_path / "said", tmp_path / "given"
    command(tmp_path, "spd-say", "exit 1")  # installed, but no server answers
    command(
        tmp_path, "espeak-ng",
        f'case "$1" in --voices=zh) echo " 5  cmn  --/M  Chinese";; *) echo "$@" > {given}; /bin/cat > {said};; esac',
    )  # fmt: skip
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = running(desk, settle, qtbot)
    card = shown.say_card
    assert card.voice is not None
    assert card.voice.chinese
    assert not card.aloud.isHidden()
    card.put('职员甲，请支援"$(touch 坏)"; rm -rf 现金柜')
    card.aloud.click()
    assert card.aloud.text() == "停止朗读"
    qtbot.waitUntil(lambda: card.aloud.text() == "朗读", timeout=5000)
    assert said.read_text("utf-8").strip() == card.text, "word for word, by the standard input"
    assert given.read_text("utf-8").split() == ["-v", "cmn", "--stdin"]
    command(tmp_path, "espeak-ng", "/bin/sleep 20")
    card.aloud.click()
    card.aloud.click()
    assert card.aloud.text() == "朗读"


def test_where_no_command_speaks_nothing_is_offered(tmp_path: Path) -> None:
    assert find_voice(str(tmp_path)) is None


def meeting(desk: Desk, minute: int) -> tuple[str, str]:
    """A meeting of today, at the cheapest start after `minute`."""
    from supervisor.branch.ledger import people
    from supervisor.meetings import service as meetings
    from supervisor.meetings.ledger import sittings_of

    with desk.book.read() as r:
        day = r.today
        who = [one.subject for one in people(r) if one.role == "teller"] or [one.subject for one in people(r)]
    subject = meetings.request(
        desk.book, desk.actor, kind="training", title="反假币培训", minutes=30, first_day=day, last_day=day,
        needs=[Need(by="people", people=tuple(who[:1]))], earliest_minute=minute,
    )  # fmt: skip
    assert meetings.place(desk.book, desk.actor, subject).sittings
    with desk.book.read() as r:
        return subject, sittings_of(r, subject)[0].sitting


def test_what_stops_is_suspended_by_a_click_and_placed_again_afterwards(
    desk: Desk, settle: Settle, qtbot: Any, asked: list[Any]
) -> None:
    from supervisor.incidents.service import end
    from supervisor.meetings.ledger import sittings_of
    from supervisor.overview.suspended import catch_up
    from supervisor.together_incident import suspend

    subject, sitting = meeting(desk, 14 * 60)
    shown = running(desk, settle, qtbot, 2)
    incident = shown.snapshot.incident.subject
    assert "反假币培训" in texts(shown.stops)

    def stop(title: str) -> None:
        name = f"暂停{title}"
        next(one for one in shown.stops.findChildren(QPushButton) if one.accessibleName() == name).click()
        settle()

    stop("反假币培训")
    with desk.book.read() as r:
        assert {one.state for one in sittings_of(r, subject)} == {"cancelled"}
    desk.undo()
    settle()
    again(shown, settle)
    with desk.book.read() as r:
        assert {one.state for one in sittings_of(r, subject)} == {"placed"}
    work = shown.stops.stops.work[0]
    stop("反假币培训")
    stop(str(work))
    again(shown, settle)
    shot(shown, "5-stops")
    shot(shown.stops, "5-stops-card")
    assert "待补办" in texts(shown.stops)
    back = [one for one in shown.stops.findChildren(QPushButton) if one.text() == "撤销暂停"]
    others = [one for one in shown.stops.findChildren(QPushButton) if one.text() == "暂停"]
    edges = {one.mapTo(shown.stops, one.rect().topRight()).x() for one in (*back, *others)}
    assert len(back) == 2
    assert len(edges) == 1, "they stand where the others' buttons stand"
    with desk.book.read() as r:
        assert suspend.__doc__
        assert [one.state for one in catch_up(r, incident)] == ["open", "open"]
    end(desk.book, desk.actor, incident)
    again(shown, settle)
    assert not shown.after.isHidden()
    shot(shown, "6-after")
    pressed(shown.after, "重新安排…")
    settle()
    (sheet,) = shown.findChildren(PlaceSheet)
    shot(sheet, "7-place")
    assert "客户分钟" in texts(sheet)
    next(one for one in sheet.findChildren(QPushButton) if one.text() == "安排在此").click()
    settle()
    again(shown, settle)
    with desk.book.read() as r:
        (held,) = [one for one in sittings_of(r, subject) if one.sitting == sitting]
        assert held.state == "placed"
    pressed(shown.after, "不再补办…")
    settle()
    form = shown.findChildren(FormSheet)[0]
    form._fields["reason"].setText("下月一并整理")
    sent(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        assert sorted(one.state for one in catch_up(r, incident)) == ["given_up", "placed"]
    assert shown.after.isHidden()


def test_the_plan_is_made_again_by_itself_and_the_focus_stays(
    desk: Desk, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from supervisor.branch.ledger import service_classes
    from supervisor.dispatch.ledger import made_again, proposals
    from supervisor.dispatch.service import count_waiting

    shown = running(desk, settle, qtbot, 0)
    card, incident = shown.changes, shown.snapshot.incident.subject
    assert card.timer.isActive()
    assert card.timer.interval() == 3 * 60_000
    with desk.book.read() as r:
        assert proposals(r, incident) == [], "looking writes nothing"
        classes = service_classes(r)
        code = next(one for one in classes if "cash" not in one)
    shown.again.setFocus()
    focus = QApplication.focusWidget()
    count_waiting(desk.book, desk.actor, incident, {**dict.fromkeys(classes, 0), code: 60})
    settle()
    card._due()
    settle()
    assert QApplication.focusWidget() is focus
    before = tuple(shown.plan.moves)
    shot(shown, "8-changed")
    with desk.book.read() as r:
        looked = made_again(r, incident)
        made = proposals(r, incident)
    assert len(looked) == len(made) <= 1
    if looked:
        assert "新增" in texts(card) or "取消" in texts(card)
        assert made[0].moves == before
        assert shown.proposal == made[0].proposal
    card._due()
    settle()
    assert "仍然适用" in texts(card) or "不值" in texts(card)
    with desk.book.read() as r:
        assert len(made_again(r, incident)) == len(looked), "and nothing is written where nothing is worth it"
    card.every.setCurrentIndex(0)
    card.every.activated.emit(0)
    assert not card.timer.isActive()
    assert int(str(settings().value("dispatch/replan_minutes"))) == 0
