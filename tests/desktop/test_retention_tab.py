"""What is past its term on screen: gone through with the keys, held, kept, signed; in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service as complaints
from supervisor.complaints.ledger import complaint
from supervisor.complaints.retention.ledger import due_for_erasure, holds
from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from tests.desktop.care import PASSWORD, Settle, again, show, sit_down, texts, who
from tests.desktop.conftest import NOW
from tests.desktop.keyboard import enter, fill, press, sheet


@pytest.fixture
def past(desk: Desk) -> list[str]:
    """Two cases that ended long ago and one promise of their time; today all of them are past their term."""
    handler = who(desk, Role.COMPLAINT_HANDLER)
    desk.book.set_now(lambda: NOW - timedelta(days=4 * 366))
    made = []
    for text in ("等候过久", "收费不明"):
        made.append(complaints.register(desk.book, handler, channel="spoken", text=text, class_code="cash",
                                        cause_code="waiting", owner=handler))  # fmt: skip
        complaints.withdraw(desk.book, handler, made[-1], "客户说明撤回")
    desk.book.set_now(lambda: NOW)
    return made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_is_gone_through_and_signed(
    language: str, desk: Desk, settle: Settle, qtbot: QtBot, past: list[str]
) -> None:
    use_language("en")
    sit_down(desk, role=Role.MANAGER)
    use_language(language)
    words = {
        "en": ("Hold back", "Release", "Keep longer", "Erase it", "held back: Lawsuit"),
        "zh": ("暂缓清除", "解除暂缓", "延长保存", "清除", "暂缓：诉讼"),
    }[language]
    shown = show("complaints", qtbot, desk, settle)
    again(shown, settle, "retention")
    view = shown.retention
    assert shown.tabs.current == "retention"
    subjects = [one.subject for one in view.proposal.due]
    assert set(past) <= set(subjects)
    view.table.select(lambda one: one.subject == past[0])
    settle()
    press(shown, words[0])
    form = sheet(shown)
    fill(form, reason="客户13812345678起诉")
    enter(form, settle)
    assert form.isVisible(), "a number is refused beside the field"
    fill(form, reason="法院调卷")
    enter(form, settle)
    again(shown, settle)
    view.table.select(lambda one: one.subject == past[0])
    settle()
    assert words[4].split("：")[0] in texts(view.card)
    with desk.book.read() as r:
        assert past[0] in holds(r)
    view.table.select(lambda one: one.subject == past[1])
    settle()
    press(shown, words[2])
    form = sheet(shown)
    fill(form, reason="另案未结")
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        assert past[1] not in [one.subject for one in due_for_erasure(r, r.today).due]
    view.table.select(lambda one: one.subject == past[0])
    settle()
    press(shown, words[1])
    form = sheet(shown)
    fill(form, reason="判决生效")
    enter(form, settle)
    again(shown, settle)
    view.table.select(lambda one: one.subject == past[0])
    settle()
    many = len(view.proposal.due)
    press(
        shown,
        words[3] if many == 1 else (f"Erase all {many} that are due" if language == "en" else f"清除全部{many}项"),
    )
    form = sheet(shown)
    enter(form, settle)
    assert form.isVisible(), "without the password nothing is signed"
    form.password.setText(PASSWORD)
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        first, second = (complaint(r, one) for one in past)
    assert first is not None
    assert first.erased
    assert second is not None
    assert not second.erased
    assert view.proposal.due == ()


def test_who_may_not_erase_has_no_such_tab(desk: Desk, settle: Settle, qtbot: QtBot, past: list[str]) -> None:
    use_language("en")
    sit_down(desk, role=Role.COMPLAINT_HANDLER)
    shown = show("complaints", qtbot, desk, settle)
    assert not shown.tabs.buttons["retention"].isVisible()
    assert shown.retention.proposal is None
