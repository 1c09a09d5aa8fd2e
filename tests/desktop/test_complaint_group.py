"""A group is changed on the screen: more customers, one more who speaks for them, another in his place."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.complaints import service
from supervisor.complaints.ledger import complaint, sealed
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.sealing import read_contacts
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints.group_form import ask_group
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def _sheet() -> Any:
    (sheet,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormSheet) and one.isVisible()]
    return sheet


def _group(desk: Desk, subject: str) -> tuple[int, list[str]]:
    with desk.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        return case.group_size, [one.name for one in read_contacts(r, subject, sealed(r, subject).representatives)]


def test_one_customer_becomes_a_group_that_grows_and_changes_its_speaker(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    case = service.register(
        desk.book, desk.actor, channel="phone", text="排队", class_code="cash", cause_code="waiting",
        contact=Contact(name="王小明"),
    )  # fmt: skip
    page: Any = show("complaints", qtbot, desk, settle)

    def changed(**given: Any) -> None:
        again(page, settle, case)
        ask_group(page, case)
        sheet = _sheet()
        for name, value in given.items():
            field = sheet._fields[name]
            if name == "size":
                field.setValue(value)
            elif name == "place":
                field.setCurrentIndex(field.findData(value))
            else:
                field.setText(value)
        sheet.verb.click()
        settle()

    again(page, settle, case)
    assert "change_group" in page.snapshot.steps
    changed(size=3)
    assert _group(desk, case) == (0, []), "a group names who speaks for it"
    _sheet().reject()
    changed(size=3, name="赵一", phone="13812345678")
    assert _group(desk, case) == (3, ["赵一"])
    changed(size=8)
    assert _group(desk, case) == (8, ["赵一"])
    changed(size=9, name="钱二", place="1")
    assert _group(desk, case) == (9, ["钱二"])
    changed(name="孙三")
    assert _group(desk, case) == (9, ["钱二", "孙三"])
