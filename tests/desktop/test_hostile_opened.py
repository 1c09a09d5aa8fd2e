"""Each hostile text opened on its case: as plain letters, all of it within reach, the window never held by one.

Each kind once here, five thousand in the long run.
"""

from __future__ import annotations

from time import thread_time
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.branch.ledger import people
from supervisor.complaints import service as complaints
from supervisor.complaints.texts.masking import mask_text
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints.reading import read_one
from supervisor.desktop.screens.complaints.sealed import show_whole
from supervisor.desktop.widgets.long_text import LongText
from supervisor.desktop.widgets.worded import seen
from tests.complaints.hostile import LONG, hostile, sealed_as
from tests.desktop.care import Settle, show, who
from tests.desktop.test_hostile_shown import rich

MANY = [pytest.param(130, id="130"), pytest.param(5000, id="5000", marks=pytest.mark.soak)]
LONGEST = [text if place % 2 == 0 else pytest.param(text, marks=pytest.mark.soak) for place, text in enumerate(LONG)]
HELD = 2.0  # seconds of the processor on the window's own thread for one card (0.1 on a quiet machine; it was 25)


def colleague(desk: Desk, actor: str) -> str:
    """Somebody else of the branch."""
    with desk.book.read() as r:
        return next(one.subject for one in people(r) if one.subject != actor)


def on_show(widget: Any) -> str:
    """Everything that can be read on a card, each long text turned through all its pages."""
    found = [label.text().replace("\u200b", "") for label in widget.findChildren(QLabel)]
    return "\n".join([*found, *map(turned, widget.findChildren(LongText))])


def turned(long: LongText) -> str:
    """All of its pages."""
    pages = []
    for _page in long.pages:
        pages.append(long.field.toPlainText())
        long.on.click()
    return "".join(pages)


def as_seen(text: str) -> str:
    """How a text must stand there: as it is, but for what commands; as the field of a long text gives it back."""
    return seen(text).replace("\u200b", "").replace("\u2028", "\n").replace("\u2029", "\n")


@pytest.mark.parametrize("many", MANY)
def test_every_text_is_opened_as_plain_letters(qtbot: QtBot, desk: Desk, settle: Settle, many: int) -> None:
    book, actor = desk.book, who(desk, Role.MANAGER)
    owner, texts = colleague(desk, actor), hostile(many)
    with book.batch():
        cases = [
            complaints.register(
                book, actor, channel="spoken", text=text, wish=text[:300], class_code="cash", cause_code="waiting",
                owner=owner,
            )
            for text in texts
        ]  # fmt: skip
    shown: Any = show("complaints", qtbot, desk, settle)
    card, slowest = shown.cases.card, 0.0
    for place, (case, text) in enumerate(zip(cases, texts, strict=True)):
        with book.read() as r:
            read = read_one(r, actor, case)
        begun = thread_time()
        card.put(read)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the card before showed is not read again
        slowest = max(slowest, thread_time() - begun)
        wanted = as_seen(mask_text(sealed_as(text)))
        there = on_show(card).replace("\u2028", "\n").replace("\u2029", "\n")
        assert _alike(wanted) in _alike(there), text[:40]
        if place % 20 == 0:
            assert rich(card) == []
            nothing_cut(card)
    assert slowest < HELD, "one text held the window"
    for subject in (cases[0], cases[-1]):
        shown.choose_case(subject)
        settle()
    number = card.heading.text()
    shown.cases.words.setText(number)
    proxy = shown.cases.table.proxy
    assert [proxy.item(row).number for row in range(proxy.rowCount())] == [number]


def _alike(text: str) -> str:
    """Without what a field of several lines gives back as a common blank, and what Qt takes for a mark of order."""
    return text.replace("\ufeff", "").replace("\u00a0", " ").replace("\ufdd0", "\n").replace("\ufdd1", "\n")


def nothing_cut(card: Any) -> None:
    """No label is narrower than its widest word: it breaks its lines within what is in sight."""
    for one in card.findChildren(QLabel):
        if one.wordWrap() and one.isVisible():
            assert one.minimumSizeHint().width() <= one.width() + 1, one.text()[:60]


@pytest.mark.parametrize("text", LONGEST, ids=lambda text: f"{text[:2]!r}{len(text)}")
def test_a_megabyte_is_opened_whole_at_once(qtbot: QtBot, desk: Desk, settle: Settle, text: str) -> None:
    shown: Any = show("complaints", qtbot, desk, settle)
    begun = thread_time()
    show_whole(shown, "TS-1", [("内容", text)])
    QApplication.processEvents()
    assert thread_time() - begun < HELD
    sheet = next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one.findChildren(LongText))
    (long,) = sheet.findChildren(LongText)
    assert _alike(as_seen(text)) == _alike(turned(long).replace("\u200b", ""))
    long.back.click()
    assert long.page == max(0, len(long.pages) - 2)
    sheet.close()
