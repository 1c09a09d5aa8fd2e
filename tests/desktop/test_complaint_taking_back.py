"""On the screen: a join of two customers is asked about and undone, an interest that is none is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import events, service
from supervisor.complaints.apart.finding import cases_apart
from supervisor.complaints.ledger import complaint, interested
from supervisor.complaints.retention.events import ErasureHeld
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints.links_card import ask_join, ask_unjoin
from supervisor.desktop.screens.complaints.stepping_aside import ask_free
from supervisor.desktop.screens.settings.contradictions import ContradictionsSheet
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, texts, who


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def _told(desk: Desk, name: str, phone: str, **given: Any) -> str:
    return service.register(
        desk.book, desk.actor, channel="phone", text="等了一小时", class_code="cash", cause_code="waiting",
        contact=Contact(name=name, phone=phone), **given,
    )  # fmt: skip


def _sheet() -> Any:
    (sheet,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormSheet) and one.isVisible()]
    return sheet


def test_two_customers_cases_are_joined_after_a_question_and_parted_again(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    sit_down(desk, role=Role.MANAGER)
    first, second = _told(desk, "王小明", "13812345678"), _told(desk, "李芳", "13987654321")
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, second)

    def of(subject: str) -> Any:
        with desk.book.read() as r:
            return complaint(r, subject)

    ask_join(page, second)
    settle()
    sheet = _sheet()
    assert not sheet._fields["knowingly"].isVisible(), "asked only where there is something to ask"
    sheet._fields["number"].setEditText(of(first).number)
    sheet.verb.click()
    settle()
    assert "not of one customer" in texts(sheet)
    assert sheet._fields["knowingly"].hasFocus()
    sheet._fields["knowingly"].setChecked(True)
    sheet.verb.click()
    settle()
    assert of(second).state == "joined"
    again(page, settle)
    card = texts(page.cases.card)
    assert f"Joined to\n{of(first).number}" in card
    assert "Joined" in card
    assert "In time" not in card
    ask_unjoin(page, second)
    settle()
    _sheet()._fields["reason"].setPlainText("two customers")
    _sheet().verb.click()
    settle()
    assert of(second).state == "open"
    desk.undo()
    settle()


def test_an_interest_that_is_none_is_taken_back_and_who_keeps_out_is_on_the_card(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    deputy = who(desk, Role.DEPUTY)
    subject = _told(desk, "王小明", "13812345678")
    service.declare_interest(desk.book, deputy, subject, "relative")
    sit_down(desk, role=Role.MANAGER)
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, subject)
    assert "Keep out of it" in texts(page.cases.card)
    ask_free(page, subject)
    settle()
    _sheet()._fields["reason"].setPlainText("another person of that name")
    _sheet().verb.click()
    settle()
    with desk.book.read() as r:
        assert interested(r, subject) == frozenset()
    again(page, settle)
    card = texts(page.cases.card)
    assert "Keep out of it" not in card
    assert "Interest taken back" in card


def test_what_two_laptops_did_stands_on_the_card_and_is_decided_with_a_reason(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    """As after laptops met: the owner of a case keeps out of it, and one that is held was erased elsewhere."""
    deputy = who(desk, Role.DEPUTY)
    owned, held = _told(desk, "王小明", "13812345678", owner=deputy), _told(desk, "李芳", "13987654321")
    service.withdraw(desk.book, desk.actor, held, "the customer called")
    with desk.book.write("system") as w:
        w.append(owned, events.InterestDeclared(person=deputy, reason="relative"))
        w.append(held, ErasureHeld(kind="lawsuit", reason="court"))
        w.append(held, events.PersonalDataErased(reason="the customer asked", by_right=True))
        w.erase(held)
    sit_down(desk, role=Role.MANAGER)
    page: Any = show("complaints", qtbot, desk, settle)
    again(page, settle, owned)
    card = texts(page.cases.card)
    assert "owns it and keeps out of it" in card
    assert "Hand it over to somebody else" in card
    went: list[tuple[str, Any]] = []
    desk.went.connect(lambda *where: went.append(where))
    (more,) = [one for one in page.cases.card.findChildren(QPushButton) if one.accessibleName() == "More steps"]
    next(one for one in more.menu().actions() if one.text() == "Decide between two laptops").trigger()
    assert went == [("settings", "book:apart")]

    sheet = ContradictionsSheet(page, desk)
    sheet.open_list()
    settle()
    rows = {one.subject: place for place, one in enumerate(sheet.table.model.rows)}
    sheet.table.view.selectRow(rows[owned])
    settle()
    assert not sheet.verb.isEnabled(), "it is put right on the case"
    sheet.table.view.selectRow(rows[held])
    settle()
    sheet.verb.click()
    settle()
    assert "Write the reason" in texts(sheet)
    sheet.reason.setText("the court was told in writing")
    sheet.verb.click()
    settle()
    with desk.book.read() as r:
        assert [one.subject for one in cases_apart(r)] == [owned]
    sheet.close()
