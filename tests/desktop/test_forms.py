"""Forms say what they cannot take, take what was meant, are given once, and leave a secret as it was typed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.forms import FormSheet, choice_box, chosen
from supervisor.desktop.widgets.searchable import meant
from supervisor.errors import BadInput
from supervisor.language import use_language

Settle = Callable[[], None]
PEOPLE = [
    ("", "the same person"),
    ("p:1", "张静 0007"),
    ("p:2", "何雪梅 0011"),
    ("p:3", "张静 0023"),
    ("p:4", "张静怡 0031"),
]


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("何雪梅 0011", "p:2"),
        ("何雪梅", "p:2"),
        (" 0023 ", "p:3"),
        ("静怡", "p:4"),
        ("The Same Person", ""),
        ("张静", None),
        ("0", None),
        ("王五", None),
        ("", None),
    ],
)
def test_what_is_typed_is_what_is_meant(qtbot: QtBot, typed: str, value: str | None) -> None:
    box: Any = choice_box(PEOPLE, name="who", value="p:1", searchable=True)
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert chosen(box) == value
    assert bool(box.fault()) == (value is None and bool(typed))


def test_several_of_one_name_are_told_from_nobody() -> None:
    words = [words for _subject, words in PEOPLE]
    assert meant("张静", words) == [1, 3], "the whole name before a part of a longer one"
    assert meant("张", words) == [1, 3, 4]
    assert meant("  ", words) == []


def test_a_name_typed_and_not_chosen_is_shown_in_full_and_sent(
    qtbot: QtBot, over: QWidget, desk: Desk, settle: Settle
) -> None:
    given: list[Any] = []
    form = FieldForm(over, desk, "Who")
    form.text("title", "Title")
    box: Any = form.choice("who", "Who", PEOPLE, "p:1", searchable=True)
    form.send("Take", lambda values: given.append(values["who"]))
    assert box.accessibleName() == "Who"
    form.activateWindow()
    box.setFocus()
    settle()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), "0011")
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_Tab)  # as from outside: the list of suggestions sees it first
    settle()
    assert box.currentText() == "何雪梅 0011"
    form.verb.click()
    settle()
    assert given == ["p:2"]


@pytest.mark.parametrize("kind", [FieldForm, FormSheet])
@pytest.mark.parametrize(("typed", "says"), [("王五", "没有“王五”"), ("张静", "“张静”对应多项")])
def test_a_name_that_is_nobodys_or_several_peoples_is_never_read_as_empty(
    over: QWidget, desk: Desk, settle: Settle, kind: type[FormSheet], typed: str, says: str
) -> None:
    use_language("zh")
    given: list[Any] = []
    form: Any = kind(over, desk, "Who")
    box: Any = form.choice("who", "Who", PEOPLE, "p:1", searchable=True)
    form.send("Take", given.append)
    box.setEditText(typed)
    form.verb.click()
    settle()
    assert given == []
    assert says in (form.blamed("who") if kind is FieldForm else form.fault.text())
    assert form.verb.isEnabled()
    box.setEditText("何雪梅")
    form.verb.click()
    settle()
    assert given == [{"who": "p:2"}]


def test_a_free_box_takes_words_of_ones_own(qtbot: QtBot) -> None:
    box: Any = choice_box([("teller", "Teller")], name="job", free=True)
    qtbot.addWidget(box)
    box.setEditText(" Head of the vault ")
    assert (chosen(box), box.fault()) == ("Head of the vault", "")


def test_a_verb_pressed_twice_is_given_once(over: QWidget, desk: Desk, settle: Settle) -> None:
    """While the book is busy with something else, a second press is nothing more."""
    gate, given = threading.Event(), []
    form = FormSheet(over, desk, "Raise")
    form.text("title", "Title", "once")
    form.send("Raise", given.append)
    desk.command(desk, gate.wait)
    for _press in range(3):
        QTest.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    QTest.keyClick(form, Qt.Key.Key_Return)
    gate.set()
    settle()
    assert given == [{"title": "once"}]


def test_a_refused_form_can_be_sent_again(over: QWidget, desk: Desk, settle: Settle) -> None:
    given: list[Any] = []

    def work(values: dict[str, Any]) -> None:
        if values["title"] != "right":
            raise BadInput("not so")
        given.append(values)

    form = FormSheet(over, desk, "Raise")
    title = form.text("title", "Title", "wrong")
    form.send("Raise", work)
    form.verb.click()
    settle()
    assert form.fault.text() == "not so"
    title.setText("right")
    form.verb.click()
    settle()
    assert given == [{"title": "right"}]


def test_a_secret_is_given_as_it_was_typed(over: QWidget, desk: Desk) -> None:
    """Blanks around it belong to it: where it is asked for again nobody takes them off."""
    form = FieldForm(over, desk, "Secret")
    form.secret("word", "Passphrase").setText(" correct horse ")
    form.text("name", "Name").setText(" Li ")
    form.day("day", "Day", date(2026, 11, 20))
    assert form.values() == {"word": " correct horse ", "name": "Li", "day": date(2026, 11, 20)}
    form.deleteLater()


def test_ctrl_z_stops_at_what_has_no_way_back(desk: Desk, settle: Settle) -> None:
    back, told = [], []
    desk.said.connect(lambda notice, _step: told.append(notice))
    desk.command(desk, lambda: None, undo=lambda _r: Undo("the first", lambda: back.append("first")))
    desk.command(desk, lambda: None)
    desk.command(desk, lambda: None)
    desk.command(desk, lambda: None, undo=lambda _r: None)  # nothing was changed by it
    settle()
    desk.undo()
    settle()
    assert back == []
    assert told[-1].status == "info"
    assert "the first" in told[-1].cure
    desk.undo()
    settle()
    assert back == ["first"]
    desk.undo()
    settle()
    assert told[-1].cure == "", "taking back is no step of its own"


def test_a_step_that_is_refused_does_not_bar_those_before_it(desk: Desk, settle: Settle) -> None:
    back: list[str] = []

    def refuse() -> None:
        raise BadInput("somebody else has changed it")

    desk.command(desk, lambda: None, undo=lambda _r: Undo("first", lambda: back.append("first")))
    desk.command(desk, lambda: None, undo=lambda _r: Undo("second", refuse))
    settle()
    for _press in range(2):
        desk.undo()
        settle()
    assert back == ["first"]


def test_a_step_kept_back_by_a_fault_of_the_disk_can_be_tried_again(desk: Desk, settle: Settle) -> None:
    tries: list[int] = []

    def fail_once() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("no room")

    desk.command(desk, lambda: None, undo=lambda _r: Undo("it", fail_once))
    settle()
    for _press in range(2):
        desk.undo()
        settle()
    assert len(tries) == 2
    assert desk.last_step is None


def test_a_form_names_its_fields_for_who_cannot_see_them(over: QWidget, desk: Desk) -> None:
    for kind in (FormSheet, FieldForm):
        form = kind(over, desk, "Who")
        field = form.text("who", "Its name")
        (title,) = [one for one in form.findChildren(QLabel) if one.text() == "Its name"]
        assert title.buddy() is field
        form.deleteLater()


def test_what_is_said_of_a_field_goes_when_the_field_changes(
    qtbot: QtBot, over: QWidget, desk: Desk, settle: Settle
) -> None:
    def work(_values: dict[str, Any]) -> None:
        raise WrongField("title", "not so")

    form = FormSheet(over, desk, "Raise")
    title, other = form.text("title", "Title", "wrong"), form.text("other", "Other")
    form.send("Raise", work)
    form.verb.click()
    settle()
    assert form.fault.text() == "not so"
    assert form.focusWidget() is title
    other.setText("something")
    qtbot.wait(300)
    assert form.fault.text() == "not so", "it is not said of this one"
    title.setText("right")
    qtbot.waitUntil(lambda: not form.fault.text(), timeout=2000)
    form.reject()


def test_what_is_said_beside_a_field_goes_when_the_field_changes(
    qtbot: QtBot, over: QWidget, desk: Desk, settle: Settle
) -> None:
    form = FieldForm(over, desk, "Raise")
    title = form.text("title", "Title", "wrong")
    form.text("other", "Other", "wrong, too")
    form.send("Raise", lambda _values: None)
    form.blame("title", "not so")
    form.blame("other", "nor so")
    title.setText("right")
    qtbot.waitUntil(lambda: not form.blamed("title"), timeout=2000)
    assert form.blamed("other") == "nor so"
    form.reject()


@pytest.mark.parametrize("kind", [FieldForm, FormSheet])
def test_a_form_higher_than_the_window_scrolls_between_its_heading_and_its_buttons(
    qtbot: QtBot, desk: Desk, settle: Settle, kind: type[FormSheet]
) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(1180, 640)
    under.show()
    form = kind(under, desk, "Many")
    for number in range(14):
        form.lines(f"n{number}", f"Number {number}")
    form.send("Take", lambda _values: None)
    settle()
    assert form.height() <= under.height()
    assert form.rect().contains(form.verb.geometry())
    first, last = form._fields["n0"], form._fields["n13"]
    assert not first.visibleRegion().isEmpty()
    assert last.visibleRegion().isEmpty()
    form.blame("n13", "not so")
    settle()
    assert last.visibleRegion().boundingRect().height() == last.height(), "it is brought on show"
    form.reject()


def test_a_form_that_fits_does_not_scroll(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(1180, 720)
    under.show()
    form = FormSheet(under, desk, "Few")
    fields = [form.lines(f"n{number}", f"Number {number}") for number in range(3)]
    form.body.addWidget(label("many words " * 40, wrap=True))
    form.send("Take", lambda _values: None)
    settle()
    assert all(one.visibleRegion().boundingRect().height() == one.height() for one in fields)
    assert not form._scrolled.verticalScrollBar().isVisible()
    form.say("a fault")
    settle()
    assert not form._scrolled.verticalScrollBar().isVisible()
    form.reject()


def test_a_signature_without_a_reason_goes_to_the_reason(
    qtbot: QtBot, over: QWidget, desk: Desk, settle: Settle
) -> None:
    def work(_values: dict[str, Any]) -> None:
        raise BadInput("say why")

    form = SignSheet(over, desk, "Decide", "what follows")
    form.choice("upheld", "Decision", [(True, "yes"), (False, "no")])
    reason = form.lines("reason", "Reason")
    form.sign("Sign", work)
    form.verb.click()
    settle()
    assert form.fault.text() == "say why"
    assert form.password.isHidden(), "the sample's manager has none"
    assert form.focusWidget() is reason
    reason.setPlainText("because")
    qtbot.waitUntil(lambda: not form.fault.text(), timeout=2000)
    form.reject()
