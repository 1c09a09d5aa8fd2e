"""The list of cases narrowed, kept narrowed, and mended in place when the register is long."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from supervisor.complaints import service
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints import reading
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def _register(desk: Desk, cause: str = "waiting") -> str:
    return service.register(desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code=cause)


def test_choices_go_together_with_words_and_stay(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    mine = _register(desk)
    signed = _register(desk, "attitude")
    service.settle_on_the_spot(desk.book, desk.actor, signed, at_fault=False, facts="x", answer="x", accepted=True)
    page: Any = show("complaints", qtbot, desk, settle)
    view = page.cases

    def shown() -> set[str]:
        return {view.table.proxy.item(n).subject for n in range(view.table.proxy.rowCount())}

    everything = shown()
    view.bar.chips["sign"].click()
    settle()
    assert signed in shown()
    assert mine not in shown()
    again(page, settle)
    assert view.bar.standing == "sign"
    assert mine not in shown(), "what is chosen stays when the book is read anew"
    view.bar.let_go()
    box = view.bar.boxes["owner"]
    box.setCurrentIndex(box.findData("mine"))
    box.activated.emit(box.currentIndex())
    view.words.setText("waiting")
    settle()
    assert mine in shown()
    assert signed not in shown(), "the words and the choice hold together"
    view.words.clear()
    view.bar.let_go()
    settle()
    assert shown() == everything


def test_of_a_long_register_only_what_changed_is_put_anew(
    qtbot: QtBot, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONG", 0)
    ended = _register(desk)
    service.withdraw(desk.book, desk.actor, ended, "客户说明撤回")
    page: Any = show("complaints", qtbot, desk, settle)
    view = page.cases
    whole = view._whole
    assert ended in {line.subject for line in view.rows}, "the ended ones came behind"
    made = _register(desk)
    page.touched.add(made)
    again(page, settle, made)
    assert view._whole is not whole
    assert {line.subject for line in view.rows} == {line.subject for line in whole.rows} | {made}
    kept = list(whole.rows)
    assert sum(line in kept for line in view.rows) == len(whole.rows), "lines that did not change are the same"
    service.withdraw(desk.book, desk.actor, made, "客户说明撤回")
    page.touched.add(made)
    again(page, settle)
    assert next(line for line in view.rows if line.subject == made).state == "withdrawn"
    assert not page.touched
