"""Signatures: drawn by mouse or pen, by password, or why there is none; all of them together with the finish."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.signature_pad import PICTURE, SignaturePad
from tests.desktop.keyboard import sheet

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def sign(pad: SignaturePad) -> None:
    """A stroke by the mouse."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for x in range(40, 160, 10):
        QTest.mouseMove(pad, QPoint(x, 40 + x % 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(170, 50))


def dark(image: QImage) -> int:
    """How many pixels are drawn."""
    return sum(image.pixelColor(x, y).value() < 128 for x in range(image.width()) for y in range(image.height()))


@pytest.fixture
def ready(desk: Desk, open_on: Any) -> Any:
    """An inspection with one fault about somebody, ready to be finished."""
    from supervisor.inspection import service

    h = open_on()
    person = h.page.snapshot.labels[7][0]
    first, *others = h.items
    service.answer(desk.book, desk.actor, h.subject, first, "fail", persons=(person,), note="seen")
    for item in others:
        service.answer(desk.book, desk.actor, h.subject, item, "pass")
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.score.answered == len(h.items), timeout=20_000)
    h.person = person
    h.press((Key.Key_Return, CTRL))
    h.settle()
    return h


def test_the_inspected_draws_and_the_picture_is_shown_afterwards(ready: Any) -> None:
    form = sheet(ready.view)
    assert form.inspected.how == "drawn", "somebody is concerned: the first way is a signature"
    form.accept_signed()
    ready.settle()
    assert form.fault.text(), "an empty field is no signature"
    assert ready.book().inspection.state == "begun", "and nothing is finished without it"
    sign(form.inspected.pad)
    form.accept_signed()
    done = ready.book()
    assert done.inspection.state == "finished"
    by = {s.capacity: s for s in done.signatures}
    assert by["inspected"].person == ready.person
    assert (by["inspected"].how, by["inspector"].how) == ("drawn", "login")
    with ready.desk.book.read() as reader:
        drawn = QImage.fromData(reader.blob(by["inspected"].picture))
    assert drawn.size() == PICTURE
    assert dark(drawn) > 100
    ready.page.open_sheet(ready.subject)
    ready.settle()
    assert ready.view.signatures.isVisible()


def test_who_will_not_or_cannot_sign_is_recorded_with_the_reason_from_the_keyboard(ready: Any) -> None:
    form = sheet(ready.view)
    form.activateWindow()
    ready.press((Key.Key_5, ALT))
    ready.qtbot.waitUntil(lambda: form.inspected.how == "refused", timeout=20_000)
    form.inspected.text.setFocus()
    ready.press(Key.Key_Return)
    ready.settle()
    assert form.fault.text(), "not without a reason"
    ready.type("thinks the badge was visible")
    ready.press(Key.Key_Return)
    done = ready.book()
    (inspected,) = [s for s in done.signatures if s.capacity == "inspected"]
    assert (inspected.how, inspected.reason, inspected.picture) == ("refused", "thinks the badge was visible", "")


def test_a_wrong_password_finishes_nothing(ready: Any) -> None:
    form = sheet(ready.view)
    form.inspected.choose("login")
    form.inspected.text.setText("guessed")
    form.accept_signed()
    ready.settle()
    assert form.fault.text()
    assert ready.book().inspection.state == "begun"


def test_a_pen_that_presses_draws_a_thicker_line(qapp: QApplication, theme: Theme, qtbot: Any) -> None:
    pads = [SignaturePad(theme, "sign"), SignaturePad(theme, "sign")]
    for pad, pressure in zip(pads, (0.1, 1.0), strict=True):
        qtbot.addWidget(pad)
        pad.resize(300, 100)
        kinds = (QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * 8, QEvent.Type.TabletRelease)
        for step, kind in enumerate(kinds):
            event = QTabletEvent(
                kind, QPointingDevice.primaryPointingDevice(), QPointF(20 + 25 * step, 50), QPointF(20 + 25 * step, 50),
                pressure, 0, 0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
            )  # fmt: skip
            pad.tabletEvent(event)
            assert event.isAccepted(), "else it would be drawn twice"
    assert isinstance(QPointingDevice.primaryPointingDevice(), QInputDevice)
    assert dark(pads[1].image()) > 1.5 * dark(pads[0].image()) > 0
    pads[0].clear()
    assert pads[0].empty


def test_each_of_several_people_concerned_signs_for_himself(ready: Any) -> None:
    from supervisor.inspection import service

    h = ready
    sheet(h.view).reject()
    first, second = (value for value, _label in h.page.snapshot.labels[7:9])
    service.answer(h.desk.book, h.desk.actor, h.subject, h.items[0], "fail", persons=(first, second), note="seen")
    h.qtbot.waitUntil(lambda: h.view.recorder.answer(h.items[0]).persons == (first, second), timeout=20_000)
    h.view.finish.click()
    h.settle()
    form = sheet(h.view)
    assert list(form.inspected.parts)[:2] == [first, second]
    sign(form.inspected.pad)
    form.accept_signed()
    h.settle()
    names = dict(h.page.snapshot.labels)
    assert names[second] in form.fault.text(), "whose signature is missing is said"
    assert form.inspected.part is form.inspected.parts[second], "and its field is on show"
    assert h.book().inspection.state == "begun"
    form.inspected.choose("absent")
    form.inspected.text.setText("on leave")
    form.accept_signed()
    done = h.book()
    assert done.inspection.state == "finished"
    by = {s.person: (s.how, s.reason) for s in done.signatures if s.capacity == "inspected"}
    assert by == {first: ("drawn", ""), second: ("absent", "on leave")}


def test_who_finishes_the_inspection_of_another_is_told_and_recorded_as_such(desk: Desk, open_on: Any) -> None:
    from supervisor.access import Role
    from supervisor.access.ledger import users
    from supervisor.inspection import service

    h = open_on()
    with desk.book.read() as reader:
        other = next(u.person for u in users(reader) if Role.SUPERVISOR in u.roles and u.person != desk.actor)
    subject = service.begin(desk.book, other, "appearance")
    h.page.open_sheet(subject)
    h.settle()
    h.view.finish.click()
    h.settle()
    form = sheet(h.view)
    name = h.page.snapshot.people[other]
    assert [one for one in form.findChildren(QLabel) if name in one.text() and "▲" in one.text()]
    form.accept_signed()
    h.settle()
    h.page.open_sheet(subject)
    h.settle()
    assert [one for one in h.view.signatures.findChildren(QLabel) if name in one.text()]


def test_what_is_refused_at_the_end_is_said_and_everything_stays(ready: Any, desk: Desk) -> None:
    """Its month was closed while it was under way: the sheet says so, and nothing that was given is lost."""
    from supervisor.journal import lock_month

    h = ready
    item = h.items[1]
    form = sheet(h.view)
    sign(form.inspected.pad)
    with desk.book.write(desk.actor) as w:
        lock_month(w, "2026-11")
    form.accept_signed()
    h.settle()
    assert form.isVisible()
    assert "2026-11" in form.fault.text(), "why it is refused stands on the sheet"
    assert not form.inspected.pad.empty, "what was signed stands there still"
    assert form.verb.isEnabled()
    page = h.book()
    assert page.inspection.state == "begun"
    assert page.answer(item).verdict == "pass"
