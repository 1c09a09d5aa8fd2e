"""Cases of the same customer on the card, each way there and back; the notice of a clock that was set back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service
from supervisor.complaints.ledger import complaint
from supervisor.complaints.repeats.ledger import links
from supervisor.complaints.repeats.service import unlink
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints.clock_notice import ask_clock
from supervisor.desktop.screens.complaints.links_card import ask_join
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, texts


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def _two(desk: Desk) -> tuple[str, str]:
    """The same customer about the same matter, heard twice."""
    contact = Contact(name="王小明", phone="13812345678")

    def told(text: str) -> str:
        return service.register(
            desk.book, desk.actor, channel="phone", text=text, class_code="cash", cause_code="waiting", contact=contact
        )

    return told("等了一小时"), told("等候一小时无人受理")


def _press(page: Any, name: str) -> None:
    found = [one for one in page.cases.card.findChildren(QPushButton) if one.accessibleName() == name]
    found = [one for one in found if one.isVisible()]
    assert len(found) == 1, f"{name!r} among {[b.accessibleName() for b in page.cases.card.findChildren(QPushButton)]}"
    found[0].click()


def _sheet() -> Any:
    (sheet,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormSheet) and one.isVisible()]
    return sheet


def _linked(desk: Desk, subject: str) -> list[tuple[str, str]]:
    with desk.book.read() as r:
        return [(one.other, one.kind) for one in links(r, subject)]


def test_from_one_case_to_the_other_and_the_link_taken_back(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    first, second = _two(desk)
    with desk.book.read() as r:
        number: Any = complaint(r, first).number  # type: ignore[union-attr]
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, second)
    assert number in texts(page.cases.card)
    assert "The same matter, heard twice · on the same day" in texts(page.cases.card)
    _press(page, f"Open {number}")
    settle()
    assert page.open_case == first
    assert page.cases.table.current().subject == first, "the cursor goes with it"
    again(page, settle, second)

    _press(page, f"Take link back: {number}")
    settle()
    sheet = _sheet()
    sheet._fields["reason"].setText("two people")
    sheet.verb.click()
    settle()
    assert not _linked(desk, second)
    again(page, settle)
    assert number not in texts(page.cases.card)
    desk.undo()
    settle()
    assert _linked(desk, second) == [(first, "duplicate")]


def test_what_is_like_it_is_offered_and_linked_at_a_click(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    first, second = _two(desk)
    unlink(desk.book, desk.actor, second, first, "x")
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, second)
    assert "The same customer" not in texts(page.cases.card), "what a person put apart is not offered again"
    with desk.book.read() as r:
        number: Any = complaint(r, first).number  # type: ignore[union-attr]
    from supervisor.desktop.screens.complaints.links_card import ask_link

    ask_link(page, second)
    settle()
    sheet = _sheet()
    sheet._fields["number"].setEditText("TS-A1-9999")
    sheet.verb.click()
    settle()
    assert "no complaint of this number" in texts(sheet), "what cannot be read is not linked"
    sheet._fields["number"].setEditText(number.lower())
    sheet.verb.click()
    settle()
    assert _linked(desk, second) == [(first, "repeat")]


def test_the_later_of_two_is_joined_to_the_earlier_one(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    first, second = _two(desk)
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, second)
    ask_join(page, second)
    settle()
    _sheet().verb.click()
    settle()
    with desk.book.read() as r:
        assert (complaint(r, second).state, complaint(r, first).live) == ("joined", True)  # type: ignore[union-attr]


def test_a_clock_that_was_set_back_is_said_and_confirmed(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    sit_down(desk, role=Role.MANAGER)
    there = desk.book.now() + timedelta(days=900)  # beyond what any other test or computer can have seen
    desk.book.set_now(lambda: there)
    _two(desk)
    page: Any = show("complaints", qtbot, desk, settle)
    assert not page.clock.isVisible()
    desk.book._now = lambda: there - timedelta(days=2)  # somebody turns the clock of this computer
    again(page, settle)
    assert "was set back" in texts(page.clock)
    ask_clock(page)
    settle()
    sheet = _sheet()
    sheet._fields["reason"].setText("the battery was changed")
    sheet.verb.click()
    settle()
    again(page, settle)
    assert not page.clock.isVisible()
