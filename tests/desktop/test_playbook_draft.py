"""What is typed into a playbook survives a crash, a lock and a log-out; nearby branches go into every kind."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch import playbook_draft
from supervisor.desktop.screens.dispatch.playbook_edit import PlaybookSheet, show_playbooks
from supervisor.incidents import ledger, service
from supervisor.incidents.playbooks import Nearby
from tests.desktop.keyboard import press, reach, sheet, type_in
from tests.desktop.on_screen import Settle, page_of, texts


def opened(shown: Any, settle: Settle, kind: str = "power") -> PlaybookSheet:
    shown.calm.choose(kind)
    show_playbooks(shown)
    settle()
    found = sheet(shown)
    assert isinstance(found, PlaybookSheet)
    return found


def test_what_was_typed_is_there_after_a_crash_and_gone_once_it_is_let_go(
    desk: Desk, settle: Settle, qtbot: Any
) -> None:
    shown = page_of("dispatch", qtbot, desk, settle)
    form = opened(shown, settle)
    form.keep_typed()
    assert playbook_draft.kept_draft(desk, "power") is None, "nothing is typed"
    form.steps.lines[0].text.setText("先清点现场人数")
    form.reason.setText("演练后修改")
    form.keep_typed()
    form.close()  # as a crash, the lock and the log-out do
    settle()
    again = opened(shown, settle)
    assert again.steps.lines[0].text.text() == "先清点现场人数"
    assert again.reason.text() == "演练后修改"
    assert "尚未生效" in again.state.text()
    with desk.book.read() as r:
        assert ledger.playbook_versions(r, "power") == [], "nothing of it is in force"
    press(again, "启用")
    settle()
    with desk.book.read() as r:
        assert ledger.playbook_now(r, "power").steps[0].text.zh == "先清点现场人数"
    assert playbook_draft.kept_draft(desk, "power") is None
    form = opened(shown, settle)
    assert "尚未生效" not in form.state.text()
    form.office.setText("十分钟内报告")
    form.keep_typed()
    press(form, "关闭")
    settle()
    assert playbook_draft.kept_draft(desk, "power") is None, "closed by the person who typed it"


def test_a_draft_says_that_the_playbook_was_changed_since(desk: Desk, settle: Settle, qtbot: Any) -> None:
    import msgspec

    shown = page_of("dispatch", qtbot, desk, settle)
    form = opened(shown, settle)
    form.office.setText("十分钟内报告")
    form.keep_typed()
    form.close()
    with desk.book.read() as r:
        now = ledger.playbook_now(r, "power")
    service.change_playbook(desk.book, desk.actor, msgspec.structs.replace(now, head_office_after_minutes=7))
    form = opened(shown, settle)
    assert "此后预案已被修改" in form.state.text()
    assert form.office.text() == "十分钟内报告"


def test_nearby_branches_are_typed_once_for_every_kind_and_shown_to_the_guide(
    desk: Desk, settle: Settle, qtbot: Any
) -> None:
    shown = page_of("dispatch", qtbot, desk, settle)
    form = opened(shown, settle, "surge")
    assert any(one.suspends for one in form.steps.steps()), "a step that suspends meetings goes on doing so"
    form.close_without()
    form = opened(shown, settle)
    form.channels.setFocus()
    press(form, "再加一个网点")
    line = form.nearby.lines[-1]
    reach(form, line.name)
    type_in(line.name, "城东支行")
    line.metres.setValue(600)
    type_in(line.phone, "010-1234")
    type_in(line.until, "23：30")
    form.leaving.fields["*"].setValue(50)
    press(form, "启用")
    settle()
    east = Nearby(name="城东支行", metres=600, phone="010-1234", until_minute=23 * 60 + 30)
    with desk.book.read() as r:
        assert ledger.playbook_now(r, "power").nearby == (east,)
        assert ledger.playbook_now(r, "power").leaves == {"*": 0.5, "guide": 0.0}
        assert ledger.playbook_now(r, "surge").nearby == (east,)
        assert ledger.playbook_now(r, "surge").leaves == {}
    service.declare(desk.book, desk.actor, kind="surge")
    running = page_of("dispatch", qtbot, desk, settle)
    assert "附近网点：城东支行（约 600 米，电话 010-1234，营业至 23:30）" in texts(running.playbook)
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert {ledger.playbook_now(r, kind).nearby for kind in ("power", "surge", "network")} == {()}
