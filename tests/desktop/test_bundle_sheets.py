"""A laptop out and back on the desktop: by keyboard, with progress, receipts and contradictions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from supervisor.actions import service as acting
from supervisor.actions.ledger import actions
from supervisor.branch.ledger import people
from supervisor.desktop.books.bundle_sheet import BundleBookSheet
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.contradictions import ContradictionsSheet
from supervisor.desktop.screens.settings.copies import CopiesCard
from supervisor.desktop.screens.settings.taking_in import ReceiptSheet, TakeInSheet
from supervisor.desktop.screens.settings.taking_out import TakeOutSheet
from supervisor.exchange import service as exchange
from supervisor.journal import Book
from supervisor.language import use_language

WORD = "ten paces, one post"
Settle = Callable[[], None]


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> CopiesCard:
    use_language("zh")
    made = CopiesCard(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def laptop(desk: Desk, tmp_path: Path) -> Iterator[Book]:
    """A copy that was taken out and named another owner of one action, as the branch did meanwhile."""
    with desk.services.read() as r:
        one, two, three = [p.subject for p in people(r)][:3]
        due = r.today + timedelta(days=9)
    subject = acting.raise_action(desk.book, desk.actor, title="t", owner=one, due=due)
    exchange.make_bundle(desk.book, desk.actor, tmp_path / "out", full=True)
    book, _taken = exchange.start_from_bundle(str(tmp_path / "laptop.book"), tmp_path / "out")
    book.set_now(desk.book.now)
    acting.reassign(book, desk.actor, subject, owner=two, reason="a")
    acting.reassign(desk.book, desk.actor, subject, owner=three, reason="b")
    yield book
    book.close()


def words_of(widget: Any) -> str:
    """Every label's text."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_bundle_comes_home_with_its_passphrase_and_what_differs_is_settled(
    qtbot: QtBot, card: CopiesCard, desk: Desk, laptop: Book, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "back.bundle"
    exchange.make_bundle(laptop, desk.actor, path, passphrase=WORD)
    sheet = TakeInSheet(card, desk, path, card.refresh)
    sheet.begin()
    settle()
    assert sheet.passphrase.isVisible()  # the book has none, so it is asked for
    qtbot.keyClicks(sheet.passphrase, "wrong")
    qtbot.keyClick(sheet.passphrase, Qt.Key.Key_Return)
    settle()
    assert "口令不对" in sheet.fault.text()
    sheet.passphrase.clear()
    qtbot.keyClicks(sheet.passphrase, WORD)
    qtbot.keyClick(sheet.passphrase, Qt.Key.Key_Return)
    settle()
    assert sheet.taken.receipt.whole
    assert "密钥指纹" in sheet.words.text()
    sheet.save(tmp_path / "back.receipt")
    settle()
    assert exchange.read_receipt(laptop, desk.actor, tmp_path / "back.receipt").not_handed_in == 0
    assert "处理不一致（1）…" in card.settle.text()
    found = ContradictionsSheet(card, desk, card.refresh)
    found.open_list()
    settle()
    assert found.verb.isEnabled()
    other = next(
        button
        for button in found.findChildren(QRadioButton)
        if not button.isChecked() and found.groups[""].id(button) >= 0
    )
    owner = found.chosen.fields[0].values[found.groups[""].id(other)]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert all(group.checkedId() == found.groups[""].id(other) for group in found.groups.values())
    qtbot.keyClick(found, Qt.Key.Key_Return)
    settle()
    with desk.services.read() as r:
        names = {p.subject: f"{p.name} {p.no}" for p in people(r)}
        assert owner in {names[one.owner] for one in actions(r) if one.title == "t"}
    assert found.table.proxy.rowCount() == 0
    found.reject()
    settle()
    assert not card.settle.isEnabled()


def test_a_laptop_is_taken_out_and_begins_its_book(
    qtbot: QtBot, card: CopiesCard, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    sheet = TakeOutSheet(card, desk)
    sheet.open()
    for name, text in (("passphrase", "short"), ("passphrase", WORD), ("again", WORD)):
        field: Any = sheet._fields[name]
        field.setText(text)
        sheet.ask_place() if name == "passphrase" else None
        assert sheet.blamed("again" if name == "passphrase" else "passphrase") or name == "again"
    path = tmp_path / "out.bundle"
    sheet.write(path)
    settle()
    assert sheet.made.encrypted
    assert str(path) in words_of(sheet)
    opened: list[Any] = []
    begin = BundleBookSheet(card, desk, opened.append)
    begin.open()
    begin.make()
    assert begin.blamed("bundle")
    begin.bundle.setText(str(path))
    begin.place.setText(str(tmp_path / "laptop.book"))
    begin.make()
    settle()
    assert begin.blamed("passphrase")
    begin.passphrase.setText(WORD)
    begin.make()
    settle()
    (app,) = opened
    assert app.book.keyed
    assert app.session is not None  # the sample's own log-in goes with its book
    app.close()
    sheet.reject()


def test_damage_is_told_in_the_sheet_and_it_may_be_tried_again(
    card: CopiesCard, desk: Desk, laptop: Book, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "back.bundle"
    exchange.make_bundle(laptop, desk.actor, path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    sheet = TakeInSheet(card, desk, path)
    sheet.begin()
    settle()
    assert "损坏" in sheet.fault.text()
    path.write_bytes(whole)
    sheet.verb.click()
    settle()
    assert sheet.taken is not None
    sheet.reject()
    stranger = tmp_path / "no.receipt"
    stranger.write_bytes(os.urandom(50))
    receipt = ReceiptSheet(card, desk, stranger)
    receipt.begin()
    settle()
    assert "不是数据包回执" in receipt.fault.text()
    receipt.accept()


def test_everything_has_a_name_and_no_english(card: CopiesCard, desk: Desk, laptop: Book, settle: Settle) -> None:
    desk.book.merge(laptop.export(desk.book.vector()))
    card.refresh()
    sheets = [TakeOutSheet(card, desk), ContradictionsSheet(card, desk)]
    sheets[0].open()
    sheets[1].open_list()  # type: ignore[attr-defined]
    settle()
    for shown in (card, *sheets):
        for widget in [
            *shown.findChildren(QPushButton),
            *shown.findChildren(QLineEdit),
            *shown.findChildren(QRadioButton),
        ]:
            assert widget.accessibleName() or widget.parent().accessibleName(), widget
        for line in words_of(shown).splitlines():
            letters = [word for word in line.split() if word.isalpha() and word.isascii() and word.islower()]
            assert not letters, line
    for sheet in sheets:
        sheet.reject()


def test_one_contradiction_after_the_other_of_one_inspection_is_on_show(
    qtbot: QtBot, desk: Desk, card: CopiesCard, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several items of one inspection differ: settling one leads on to the next."""
    from supervisor.exchange import contradictions, settling

    def side(entry: str, stands: bool) -> contradictions.Side:
        return contradictions.Side(entry=entry, what=entry, by="b", at=None, device="AAA", stands=stands)

    left = [
        contradictions.Contradiction(
            id=f"{n}", sort="answer", subject="inspection:1", key="k", title=f"item {n}",
            sides=(side("one", True), side("two", False)), fields=(),
        )
        for n in range(3)
    ]  # fmt: skip
    monkeypatch.setattr(contradictions, "contradictions", lambda _r: list(left))
    monkeypatch.setattr(
        settling, "settle", lambda _book, _actor, one, **_how: left.remove(next(x for x in left if x.id == one))
    )
    sheet = ContradictionsSheet(card, desk, card.refresh)
    sheet.open_list()
    settle()
    sheet.table.view.selectRow(1)
    for title in ("item 1", "item 0", "item 2"):
        assert sheet.chosen.title == title
        assert sheet.verb.isEnabled()
        sheet.verb.click()
        settle()
    assert sheet.chosen is None
    assert not sheet.verb.isEnabled()
    sheet.reject()
