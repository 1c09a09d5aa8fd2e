"""Complaints, praise, promises and the comment book from the keyboard, over a real book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service as complaints
from supervisor.complaints.ledger import complaint, history, open_complaints
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.ledger import call_backs, comment_book_due, praise
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from tests.desktop.care import PASSWORD, Settle, again, show, sit_down, texts, who
from tests.desktop.conftest import NOW
from tests.desktop.keyboard import enter, fill, opened, press, sheet


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Callable[[str], Any]:
    """`page(key)` shows a screen and waits for it."""
    return lambda key: show(key, qtbot, desk, settle)


def test_praise_for_two_people_is_entered_with_the_keys(page: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    shown = page("complaints")
    qtbot.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: opened(shown))
    form = sheet(shown)
    first, second = (words for subject, words in shown.snapshot.active[5:7])
    field = form._fields["persons"].field
    for words in (first, second):
        fill(form, persons=words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert form.isVisible(), "Enter takes the name, not the form"
    fill(form, what="kind and quick", source="media")
    before = len(shown.snapshot.praises)
    enter(form, settle)
    again(shown, settle)
    assert len(shown.snapshot.praises) == before + 1
    with desk.book.read() as r:
        kept = praise(r, r.today, r.today)[-1]
    assert (kept.what, kept.source) == ("kind and quick", "media")
    assert kept.persons == tuple(subject for subject, words in shown.snapshot.active[5:7])
    assert shown.tabs.current == "praise"
    assert shown.praise.table.current().subject == kept.subject


def test_ones_own_praise_is_refused_in_words(page: Any, desk: Desk, settle: Settle) -> None:
    shown = page("complaints")
    shown.tabs.show_tab("praise")
    press(shown, "Record praise")
    form = sheet(shown)
    fill(form, persons=shown.snapshot.people[desk.actor], what="wonderful")
    enter(form, settle)
    assert form.isVisible()
    assert "own matter" in form.fault.text()


def test_a_promise_is_made_and_kept_late(page: Any, desk: Desk, settle: Settle) -> None:
    shown = page("complaints")
    press(shown, "Record a promise")
    form = sheet(shown)
    fill(form, matter="new card", name="Li Si", phone="13900001111", told="passport, form")
    enter(form, settle)
    again(shown, settle)
    assert shown.tabs.current == "promises"
    with desk.book.read() as r:
        (made,) = [p for p in call_backs(r, r.now) if p.owed and p.matter == "new card"]
    assert (made.matter, made.owner, made.told_once) == ("new card", desk.actor, ("passport", "form"))
    assert made.due == datetime(2026, 11, 20, 11, tzinfo=desk.book.zone)
    desk.book.set_now(lambda: NOW + timedelta(hours=5))
    again(shown, settle, made.subject)
    assert shown.promises._state(shown.promises.table.current()).startswith("Overdue ")
    press(shown, "Kept")
    form = sheet(shown)
    fill(form, result="told")
    enter(form, settle)
    again(shown, settle, made.subject)
    with desk.book.read() as r:
        (kept,) = [p for p in call_backs(r, r.now - timedelta(days=1)) if p.matter == "new card"]
        assert kept.state(r.now) == "kept_late"
    assert shown.promises._state(shown.promises.table.current()) == "Kept late"


def test_the_number_of_a_promise_is_shown_for_a_reason_that_is_kept(page: Any, desk: Desk, settle: Settle) -> None:
    subject = promises.promise(
        desk.book, desk.actor, owner=desk.actor, due=NOW + timedelta(hours=2), matter="x",
        contact=Contact(name="Li Si", phone="13900001111"),
    )  # fmt: skip
    shown = page("complaints")
    again(shown, settle, subject)
    assert "13900001111" not in texts(shown)
    assert "139******11" in texts(shown)
    press(shown, "Show contact data")
    form = sheet(shown)
    enter(form, settle)
    assert form.fault.text(), "no reason, no look"
    fill(form, reason="to call back")
    enter(form, settle)
    assert "13900001111" in texts(sheet(shown))
    with desk.book.read() as r:
        assert r.history(subject)[-1].kind == "promises.unmasked"


def test_the_comment_book_is_read_and_today_owes_it_no_more(page: Any, desk: Desk, settle: Settle) -> None:
    with desk.book.read() as r:
        assert comment_book_due(r, r.today)
    shown = page("complaints")
    again(shown, settle, f"comment_book:{NOW.date()}")
    assert shown.tabs.current == "comment_book"
    assert shown.tabs.buttons["comment_book"].text().endswith(" 1")
    press(shown, "Read")
    form = sheet(shown)
    fill(form, new=2, answered=3)
    enter(form, settle)
    assert form.fault.text(), "no more can be answered than there are"
    fill(form, answered=1, note="one asks for a chair")
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        assert not comment_book_due(r, r.today)
    day = shown.book.table.current()
    assert (day.day, day.new_comments, day.answered, day.note) == (NOW.date(), 2, 1, "one asks for a chair")
    press(shown, "Complaint found in it")
    settle()
    form = sheet(shown)
    assert form.values()["channel"] == "comment_book"


def test_a_case_from_the_first_word_to_the_signature(page: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    sit_down(desk, role=Role.MANAGER)
    shown = page("complaints")
    with desk.book.read() as r:
        before = {c.subject for c in open_complaints(r)}
    qtbot.keyClick(shown, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened(shown))
    form = sheet(shown)
    fill(form, text="waited 45 minutes", class_code="cash", cause_code="waiting", name="Wang", phone="13812345678")
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        (subject,) = {c.subject for c in open_complaints(r)} - before
    assert shown.snapshot.file.complaint.subject == subject, "the new case is open"
    assert "13812345678" not in texts(shown)

    press(shown, "Feedback given")
    enter(sheet(shown), settle)
    again(shown, settle)
    press(shown, "Facts checked")
    form = sheet(shown)
    fill(form, facts="two counters were closed", at_fault=True)
    enter(form, settle)
    assert "apologise" in form.blamed("apologised")
    fill(form, apologised=True, action_title="open a third counter at noon")
    enter(form, settle)
    again(shown, settle)
    press(shown, "Answered")
    fill(sheet(shown), text="we explained and apologised")
    enter(sheet(shown), settle)
    again(shown, settle)

    press(shown, "Sign and close")
    form = sheet(shown)
    fill(form, password="wrong")
    enter(form, settle)
    assert form.isVisible()
    assert "nothing was signed" in form.fault.text()
    with desk.book.read() as r:
        assert complaint(r, subject).live
    fill(form, password=PASSWORD)
    enter(form, settle)
    with desk.book.read() as r:
        case = complaint(r, subject)
        kinds = [step.kind for step in history(r, subject)]
        action = r.history(case.action)
    assert (case.state, case.at_fault, case.apologised, case.signed_by) == ("closed", True, True, desk.actor)
    assert kinds == ["registered", "manager_told", "first_feedback", "handled", "replied", "closed"]
    assert action, "the corrective action is on record"
    again(shown, settle)
    press(shown, "Customer asks for a review")
    form = sheet(shown)
    other = next(person for person, _words in shown.snapshot.active if person != desk.actor)
    fill(form, owner=other)
    enter(form, settle)
    with desk.book.read() as r:
        assert complaint(r, subject).live, "open again"


def test_the_sample_signs_without_a_password_and_says_so(page: Any, desk: Desk, settle: Settle) -> None:
    subject = complaints.register(
        desk.book, desk.actor, channel="spoken", text="x", class_code="cash", cause_code="waiting"
    )
    complaints.settle_on_the_spot(desk.book, desk.actor, subject, at_fault=False, facts="x", answer="x", accepted=True)
    shown = page("complaints")
    again(shown, settle, subject)
    press(shown, "Sign and close")
    form = sheet(shown)
    assert not form.password.isVisible()
    assert "Sample book" in texts(form)
    enter(form, settle)
    with desk.book.read() as r:
        assert complaint(r, subject).state == "closed"


def test_who_records_one_about_the_manager_is_told_where_it_goes(page: Any, desk: Desk, settle: Settle) -> None:
    manager = who(desk, Role.MANAGER)
    sit_down(desk, role=Role.DEPUTY)
    shown = page("complaints")
    press(shown, "Record a complaint")
    settle()
    form = sheet(shown)
    assert "head office gets this case" not in texts(form)
    fill(form, text="he was rude", class_code="other", cause_code="attitude", person=manager)
    assert "head office gets this case" in texts(form)
    told: list[str] = []
    desk.said.connect(lambda notice, _undo: told.append(notice.happened))
    with desk.book.read() as r:
        before = {one.subject for one in open_complaints(r)}
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        (case,) = (one for one in open_complaints(r) if one.subject not in before)
    assert case.head_office
    assert "head office" in told[-1]
    assert case.subject not in {c.subject for c in shown.snapshot.rows}
    assert case.number not in texts(shown)

    desk.services.session = _manager_session(desk)
    mine = page("complaints")
    assert case.subject not in {c.subject for c in mine.snapshot.rows}
    again(mine, settle, case.subject)
    assert case.number not in texts(mine)


def test_a_teller_records_what_he_is_told_and_sees_what_is_his(page: Any, desk: Desk, settle: Settle) -> None:
    sit_down(desk, role=Role.STAFF)
    shown = page("complaints")
    assert not len(shown.snapshot.rows)
    assert not shown.tabs.buttons["comment_book"].isVisible()
    press(shown, "Record a complaint")
    settle()
    fill(sheet(shown), text="waited long", class_code="cash", cause_code="waiting")
    enter(sheet(shown), settle)
    again(shown, settle)
    (case,) = shown.snapshot.rows
    assert (case.first_taker, case.owner) == (desk.actor, desk.actor)
    press(shown, "Hand over")
    form = sheet(shown)
    fill(form, owner=who(desk, Role.COMPLAINT_HANDLER), reason="beyond my authority")
    enter(form, settle)
    with desk.book.read() as r:
        assert complaint(r, case.subject).owner == who(desk, Role.COMPLAINT_HANDLER)


def _manager_session(desk: Desk) -> Any:
    from supervisor.access import automatic_session

    with desk.book.read() as r:
        return automatic_session(r)


def test_an_empty_branch_says_what_to_do_next(page: Any, desk: Desk, settle: Settle) -> None:
    shown = page("complaints")
    for view, words in (
        (shown.promises, "No promise on record"),
        (shown.cases, "No complaint"),
        (shown.praise, "No praise"),
    ):
        view.table.put(())
        assert view.table.currentWidget() is view.table.empty
        assert words in view.table.empty.words.text()
