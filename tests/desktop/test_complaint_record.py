"""A complaint is taken down by the keyboard alone: few keys beside the words, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service
from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.ledger import complaint
from supervisor.complaints.repeats.records import Match
from supervisor.complaints.rights.privacy import unmask
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.complaints.similar_hint import SimilarHint, hint_words
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from tests.desktop.care import Settle, show, who
from tests.desktop.keyboard import opened, sheet
from tests.desktop.on_screen import window_on
from tests.desktop.typist import Typist, known, recorded

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PNG = b"\x89PNG\r\n\x1a\nscan of a letter"


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, settle: Settle, own_home: object) -> Any:
    """The form over the complaints screen, opened by Ctrl+N, in English."""
    use_language("en")
    page = show("complaints", qtbot, desk, settle)
    qtbot.keyClick(page, Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: opened(page))
    settle()
    return sheet(page)


def test_a_spoken_complaint_from_any_screen_in_a_dozen_keys(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle
) -> None:
    """From Today: the key, what was said, business, cause, name, telephone, sent. No widget is touched by the test."""
    before, hands, me = known(desk), Typist(), desk.actor
    with window_on("today", qtbot, desk, theme, settle) as window:
        hands.press(Key.Key_N, CTRL | SHIFT)
        settle()
        qtbot.waitUntil(lambda: opened(window))
        settle()
        hands.write("柜面等候四十五分钟，无人解释")
        hands.press(Key.Key_Tab)
        hands.write("现金")
        hands.press(Key.Key_Tab)
        hands.write("排队")
        hands.press(Key.Key_Tab, times=3)
        hands.write("王小明")
        hands.press(Key.Key_Tab)
        hands.write("13812345678")
        hands.press(Key.Key_Return, CTRL)
        settle()
        assert not opened(window), sheet(window).fault.text()
    case = recorded(desk, before)
    assert hands.steps <= 12, hands.steps
    assert (case.channel, case.class_code, case.cause_code) == ("spoken", "cash", "waiting")
    assert (case.first_taker, case.owner, case.person) == (me, me, "")
    file = unmask(desk.book, me, case.subject, "核对")
    assert file.text == "柜面等候四十五分钟，无人解释"
    assert (file.contact.name, file.contact.phone) == ("王小明", "13812345678")


def test_the_finder_opens_the_form_and_names_its_key(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    hands = Typist()
    with window_on("today", qtbot, desk, theme, settle) as window:
        hands.press(Key.Key_K, CTRL)
        settle()
        hands.write("登记投诉")
        settle()
        hands.press(Key.Key_Return)
        settle()
        qtbot.waitUntil(lambda: any(type(one).__name__ == "RecordForm" for one in window.findChildren(QWidget)))


def test_business_and_cause_are_found_by_code_word_and_sound(form: Any, settle: Settle) -> None:
    use_language("en")
    hands = Typist()
    hands.press(Key.Key_Tab)
    for typed, meant in (("cash", "cash"), ("machine", "machine"), ("Loans", "loan")):
        hands.press(Key.Key_A, CTRL)
        hands.write(typed)
        assert form.values()["class_code"] == meant
    hands.press(Key.Key_A, CTRL)
    hands.write("zzz")
    assert form.values()["class_code"] is None


def test_settled_on_the_spot_at_one_sitting(form: Any, desk: Desk, settle: Settle) -> None:
    before, hands = known(desk), Typist()
    hands.write("kept waiting")
    hands.press(Key.Key_Tab)
    hands.write("cash")
    hands.press(Key.Key_Tab)
    hands.write("waiting")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_F3)
    assert hands.at() is form._fields["facts"]
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "facts" in form.blamed("facts")
    hands.write("two counters closed")
    hands.press(Key.Key_Tab)
    hands.write("explained and apologised")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "apologise" in form.blamed("apologised")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Tab)
    hands.write("a third counter at noon")
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "accepts" in form.blamed("accepted"), "asked, never assumed"
    assert hands.at() is form._fields["accepted"]
    hands.press(Key.Key_Down)
    assert known(desk) == before, "nothing is on record while a part of it is refused"
    hands.press(Key.Key_Return, CTRL)
    settle()
    case = recorded(desk, before)
    assert (case.state, case.on_the_spot, case.at_fault, case.apologised) == ("replied", True, True, True)
    assert case.accepted is True


def test_what_is_wrong_is_said_beside_its_field_and_all_that_was_typed_stays(
    form: Any, desk: Desk, settle: Settle
) -> None:
    hands = Typist()
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert form.blamed("text")
    hands.write("rude on the telephone")
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert form.blamed("class_code")
    assert not form.blamed("text")
    hands.write("zzz")
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "zzz" in form.blamed("class_code")
    assert form.values()["text"] == "rude on the telephone"


def test_the_hotline_alone_asks_whether_the_caller_was_verified_and_insists(
    form: Any, desk: Desk, settle: Settle
) -> None:
    before, hands = known(desk), Typist()
    assert not form.verified.isVisible()
    hands.write("kept on hold")
    hands.press(Key.Key_Tab)
    hands.write("cash")
    hands.press(Key.Key_Tab)
    hands.write("waiting")
    hands.press(Key.Key_Tab, times=2)
    for _step in range(form.channel.count()):
        if form.values()["channel"] != "hotline":
            hands.press(Key.Key_Down)
    hands.press(Key.Key_Tab)
    assert form.verified.isVisible()
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "verified" in form.blamed("verified")
    assert hands.at() is form.verified
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert recorded(desk, before).caller_verified


def test_the_rest_is_one_key_further(form: Any, desk: Desk, settle: Settle) -> None:
    """Group, time and files: shown by F2; a fault there shows it too."""
    before, hands = known(desk), Typist()
    assert not form._fields["wish"].isVisible()
    hands.write("we all waited")
    hands.press(Key.Key_Tab)
    hands.write("cash")
    hands.press(Key.Key_Tab)
    hands.write("waiting")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_F2)
    assert hands.at() is form._fields["wish"]
    hands.write("an apology")
    form.is_group.setChecked(True)
    form.toggle_more()
    hands.press(Key.Key_Return, CTRL)
    settle()
    assert "representative" in form.blamed("representatives")
    assert form.representatives.isVisible()
    hands.write("Wang")
    hands.press(Key.Key_Tab)
    hands.write("13812345678")
    hands.press(Key.Key_Tab)
    hands.write("Li")
    hands.press(Key.Key_Return, CTRL)
    settle()
    case = recorded(desk, before)
    assert case.group_size == 2
    assert unmask(desk.book, desk.actor, case.subject, "check").wish == "an apology"


def test_about_the_manager_it_is_head_offices_and_not_settled_here(form: Any, desk: Desk, settle: Settle) -> None:
    manager = who(desk, Role.MANAGER)
    form.settled.setChecked(True)
    assert form._fields["facts"].isVisible()
    form.person.setCurrentIndex(form.person.findData(manager))
    assert form.goes.isVisible()
    assert not form.settled.isVisible()
    assert not form._fields["facts"].isVisible()


def test_the_number_of_a_known_customer_is_noticed(form: Any, desk: Desk, settle: Settle) -> None:
    contact = Contact(name="Wang", phone="13812345678")
    subject = service.register(
        desk.book, desk.actor, channel="spoken", text="x", class_code="cash", cause_code="waiting", contact=contact
    )
    with desk.book.read() as r:
        before = complaint(r, subject)
    assert before is not None
    form._fields["phone"].setFocus()
    hands = Typist()
    hands.write("138123")
    form.findChild(SimilarHint).look()
    settle()
    assert not form.hint.isVisible()
    hands.write("45678")
    form.findChild(SimilarHint).look()
    settle()
    assert before.number in form.hint.text()
    assert form.hint.isVisible()


def test_of_a_case_that_one_may_not_read_no_number_is_said() -> None:
    use_language("en")
    hidden, seen = Match("", "", "repeat", 0, False), Match("complaint:1", "TS-A1-0007", "repeat", 3, True)
    assert "complained before" in hint_words([hidden])
    assert hint_words([hidden, seen]) == "Perhaps the same customer: TS-A1-0007 (3 days ago)"
    assert hint_words([]) == ""


def test_closing_asks_where_something_was_typed(form: Any, settle: Settle, asked: list[Question]) -> None:
    hands = Typist()
    hands.write("x")
    hands.press(Key.Key_Escape)
    settle()
    assert [one.asked for one in asked] == ["Throw away what was typed?"]


def test_an_empty_form_closes_without_a_question(form: Any, settle: Settle, asked: list[Question]) -> None:
    Typist().press(Key.Key_Escape)
    settle()
    assert asked == []


def test_a_letter_goes_with_it(form: Any, desk: Desk, settle: Settle, tmp_path: Any) -> None:
    from PySide6.QtCore import QMimeData, QUrl

    before = known(desk)
    bad, good = tmp_path / "letter.jpg", tmp_path / "来信.png"
    bad.write_bytes(b"MZ no picture")
    good.write_bytes(PNG)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bad)), QUrl.fromLocalFile(str(good))])
    assert form.files.take(data)
    settle()
    assert "letter.jpg" in form.blamed("files")
    hands = Typist()
    form._fields["text"].setFocus()
    hands.write("by letter")
    form._fields["class_code"].choose("cash")
    form._fields["cause_code"].choose("waiting")
    hands.press(Key.Key_Return, CTRL)
    settle()
    with desk.book.read() as r:
        assert [one.media_type for one in attachments(r, recorded(desk, before).subject)] == ["image/png"]
