"""A month of sixty people and five thousand pieces of evidence goes through all its states from the keyboard: opened,
written, reviewed, published, appealed against, decided, signed, added to late, carried, opened again and signed anew.

At each state what the screen shows is added up again from what explains it, read from the widgets themselves.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.access.service import add_user, log_in
from supervisor.app import load_rooms
from supervisor.appraisal import service
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from tests.appraisal.big_month import MONTH, PASSWORD, Big, big_month
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.conftest import FakeServices
from tests.desktop.keyboard import enter, fill, press, reach, sheet
from tests.desktop.test_appraisal_account import cells, check_account, hundredths

OWN = "Own-words-2026"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Big:
    """The large month, made once."""
    return big_month(tmp_path_factory.mktemp("big") / "big.book")


class Branch(FakeServices):
    """The book with a clock that can be set, and people who log in."""

    def __init__(self, book: Book, big: Big) -> None:
        super().__init__(book, None)
        self.big = big
        self.passwords = {"manager": PASSWORD}

    def at(self, month: int, day: int) -> None:
        """It is ten in the morning of a day."""
        self.book.set_now(lambda: datetime(2026, month, day, 2, tzinfo=UTC))


@pytest.fixture
def services(made: Big, tmp_path: Path) -> Iterator[Branch]:
    load_rooms()
    where = tmp_path / "big.book"
    shutil.copy(made.path, where)
    book = Book.open(where)
    branch = Branch(book, made)
    branch.at(12, 1)
    for number in (4, 9, 14):
        add_user(book, SYSTEM, login=f"staff{number}", person=made.people[number], name="", roles=(Role.STAFF,),
                 password="First-26-word")  # fmt: skip
    add_user(book, SYSTEM, login="bank", person="person:bank", name="", roles=(Role.HEAD_OFFICE,),
             password="First-26-word")  # fmt: skip
    yield branch
    book.close()


@pytest.fixture
def seat(qtbot: QtBot, desk: Desk, settle: Settle, services: Branch) -> Any:
    """`seat(login)`: somebody logs in and opens the month."""

    def sit(login: str) -> Any:
        desk.services.session = None
        if login in services.passwords:
            session = log_in(services.book, login, services.passwords[login])
        else:
            session = log_in(services.book, login, "First-26-word", OWN)
            services.passwords[login] = OWN
        desk.services.session = session
        page = show("appraisal", qtbot, desk, settle)
        page._month = MONTH
        again(page, settle)
        return page

    return sit


def tab(page: Any, key: str, settle: Settle) -> Any:
    """A tab by its key; its view."""
    tip = page.tabs.buttons[key].toolTip()
    page.window().activateWindow()
    QTest.keyClick(page.window().windowHandle(), getattr(Qt.Key, f"Key_{tip[-1]}"), ALT)
    settle()
    assert page.tabs.current == key
    return page.views[key]


def counted(page: Any) -> tuple[int, int]:
    """How many of how many, as the line of the course says."""
    found = re.search(r"(\d+) of (\d+)", page.month_line.said.text())
    assert found is not None, page.month_line.said.text()
    return int(found[1]), int(found[2])


def check(page: Any, settle: Settle, *, whole: bool = False) -> None:
    """Ranking, cards, course, both ledgers and the fund: each is the sum of what explains it; with `whole` the cards of
    twelve people instead of three, and the ledgers line by line."""
    tab(page, "ranking", settle)
    ranked = cells(page.table)
    assert len(ranked) == 60
    for number in range(0, 60, 5 if whole else 25):
        page.table.view.selectRow(number)
        check_account(page, ranked[number])
    awards = tab(page, "fund", settle)
    by_person = {row["name"]: row for row in cells(awards.accounts)}
    entries = cells(awards.entries) if whole else []
    for row in ranked:
        own = by_person[row["name"].removesuffix(" ▲")]
        assert hundredths(own["net"]) == hundredths(row["money"]), "the ledger of money is that of the ranking"
        if not whole:
            continue
        lines = [each for each in entries if each["name"] == own["name"]]
        assert hundredths(own["net"]) == sum(hundredths(each["money"]) for each in lines)
        assert hundredths(own["off"]) + hundredths(own["added"]) == sum(hundredths(each["points"]) for each in lines)
    moves, months = cells(awards.fund.moves), cells(awards.fund.months)
    balance = sum(hundredths(move["cents"]) for move in moves)
    assert hundredths(awards.fund.balance.text()) == balance
    assert sum(hundredths(one["in"]) - hundredths(one["out"]) for one in months) == balance
    state = page.snapshot.state.state
    if state in ("self", "review"):
        rows = cells(tab(page, "review", settle).table)
        column, word = {"self": ("self", "written"), "review": ("state", "reviewed")}[state]
        assert counted(page) == (sum(row[column] == word for row in rows), len(rows))
    tab(page, "ranking", settle)


def confirmed(asked: list[Question], words: str) -> None:
    assert words in asked[-1].asked + asked[-1].follows


def fines(page: Any) -> int:
    """The month's fines as the ledger by person shows them."""
    return -sum(hundredths(row["fines"]) for row in cells(page.views["fund"].accounts))


def sign(page: Any, settle: Settle, **values: str) -> None:
    """Fill the sheet that is open, sign with the password."""
    form = sheet(page)
    fill(form, **values, password=PASSWORD)
    enter(form, settle)
    assert not shiboken6.isValid(form) or not form.isVisible(), form.fault.text()
    again(page, settle)


def test_sixty_people_go_through_the_month_from_the_keyboard(
    seat: Any, desk: Desk, settle: Settle, services: Branch, asked: list[Question], tmp_path: Path
) -> None:
    book, big = services.book, services.big
    laptop = Book.create(str(tmp_path / "laptop.book"), branch=book.branch, zone="Asia/Shanghai")
    boss = seat("manager")
    assert boss.step.text() == "Open the self-assessment"
    check(boss, settle)
    press(boss, "Open the self-assessment")
    enter(sheet(boss), settle)
    again(boss, settle)
    assert "until 2026-12-06" in boss.month_line.said.text()

    # three people write of their own month; nobody else's record is theirs to read
    for number in (4, 9, 14):
        own = seat(f"staff{number}")
        assert own.tabs.current == "own"
        assert [key for key, made in own.tabs.buttons.items() if made.isVisible()][-2:] == ["own", "mine"]
        assert {line.person for line in own.snapshot.lines} == {big.people[number]}
        words = own.views["own"].words
        reach(own, words.text)
        QTest.keyClicks(words.text, f"my month {number}")
        QTest.keyClick(words.text, Qt.Key.Key_Return, CTRL)
        settle()
        again(own, settle)
        assert "in the book since" in words.state.text()
    boss = seat("manager")
    assert counted(boss) == (3, 60)
    check(boss, settle)
    press(boss, "Start the review")
    settle()
    confirmed(asked, "57 have not assessed themselves")
    sheet(boss).reject()

    # the last day is over: the manager reviews everybody, one key a person
    services.at(12, 7)
    again(boss, settle)
    press(boss, "Start the review")
    settle()
    again(boss, settle)
    review = tab(boss, "review", settle)
    assert review.table.select(lambda one: one.name.endswith("0002"))
    review.card.text.setFocus()
    for number in range(59):
        QTest.keyClicks(review.card.text, f"good {number}")
        QTest.keyClick(review.card.text, Qt.Key.Key_Return, CTRL)
    settle()
    again(boss, settle)
    assert counted(boss) == (59, 60)
    assert {row["name"][-4:]: row["state"] for row in cells(review.table)}["0001"] == "by somebody else"
    hers = next(one for one in (review.table.proxy.item(n) for n in range(60)) if one.subject == big.people[4])
    assert (hers.review.comment, hers.assessment.text) == ("good 3", "my month 4"), "each word with its person"
    check(boss, settle)
    bank = seat("bank")
    review = tab(bank, "review", settle)
    assert review.table.select(lambda one: one.subject == big.manager)
    review.card.text.setFocus()
    QTest.keyClicks(review.card.text, "leads well")
    QTest.keyClick(review.card.text, Qt.Key.Key_Return, CTRL)
    settle()

    boss = seat("manager")
    assert counted(boss) == (60, 60)
    press(boss, "Publish the scores")
    settle()
    again(boss, settle)
    assert counted(boss) == (0, 60)
    check(boss, settle, whole=True)

    # one reads, takes note and appeals
    own = seat("staff4")
    assert "good 3" in texts(own)
    press(own, "I have read it")
    settle()
    again(own, settle)
    card = own.views["own"].person
    assert card.table.select(
        lambda row: row.line is not None and row.line.evidence.startswith("finding:") and row.line.points_c < 0
    )
    card.table.view.setFocus()
    QTest.keyClick(card.table.view, Qt.Key.Key_A)
    settle()
    form = sheet(own)
    fill(form, text="I was at the vault")
    enter(form, settle)
    again(own, settle)
    assert "I was at the vault" in texts(tab(own, "own", settle))

    boss = seat("manager")
    assert counted(boss) == (1, 60)
    appeals = tab(boss, "appeals", settle)
    effect = appeals.effect.text()
    promised = re.search(r"goes ([\d.]+) → ([\d.]+)", effect)
    press(boss, "Decide")
    assert effect in texts(sheet(boss))
    fill(sheet(boss), upheld=True)
    sign(boss, settle, reason="the vault book says so")
    tab(boss, "ranking", settle)
    row = next(row for row in cells(boss.table) if row["name"].startswith("员工0005"))
    if promised is not None:
        assert hundredths(row["total"]) == hundredths(promised[2])
    else:
        assert effect == "nothing would change" or "money" in effect
    check(boss, settle)

    # signed; then a laptop brings what it knew
    laptop.merge(book.export())
    laptop.set_now(lambda: datetime(2026, 12, 7, 3, tzinfo=UTC))
    service.record(laptop, big.deputy, person=big.people[9], source="attendance", item="conduct.snack",
                   day=date(2026, 11, 20))  # fmt: skip
    services.at(12, 14)
    again(boss, settle)
    press(boss, "Sign and lock")
    sign(boss, settle)
    assert boss.month_line.said.text().startswith("signed ")
    check(boss, settle)
    assert hundredths(boss.views["fund"].fund.balance.text()) == fines(boss)
    before = fines(boss)
    book.merge(laptop.export(book.vector()))
    laptop.close()
    again(boss, settle)
    check(boss, settle)
    assert fines(boss) == before, "what was signed stands"
    late = tab(boss, "late", settle)
    (row,) = cells(late.table)
    assert (row["day"], row["counts"], row["whom"][-4:]) == ("11-20", "2026-12", "0010")
    moved = next(each for each in cells(late.shifts) if each["name"].endswith("0010"))

    # it counts in December, on a line of its own
    boss._month = "2026-12"
    again(boss, settle)
    tab(boss, "ranking", settle)
    assert boss.table.select(lambda one: one.person == big.people[9])
    settle()
    place = boss.table.view.currentIndex().row()
    check_account(boss, cells(boss.table)[place])
    assert any(each.line is not None and each.line.kind == "carried" for each in boss.person.table.model.rows)

    # opened again it counts in November, as was said beforehand
    boss._month = MONTH
    again(boss, settle)
    late = tab(boss, "late", settle)
    press(late, "Open the month again")
    sign(boss, settle, reason="a laptop brought a breach")
    assert "a laptop brought a breach" in boss.month_line.said.text()
    check(boss, settle)
    again_row = next(row for row in cells(boss.table) if row["name"].removesuffix(" ▲") == moved["name"])
    assert again_row["money"] == moved["money"].split(" → ")[-1]
    assert again_row["total"] == moved["after"]
    press(boss, "Publish the scores")
    settle()
    again(boss, settle)
    press(boss, "Sign and lock")
    sign(boss, settle, reason="everybody was told")
    assert boss.snapshot.state.state == "signed"
    check(boss, settle, whole=True)
    assert hundredths(boss.views["fund"].fund.balance.text()) == fines(boss) > before
    assert cells(tab(boss, "late", settle).table) == []
