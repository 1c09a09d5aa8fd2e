"""Every number on the appraisal screen is the sum of what explains it, read from the lists as they stand on screen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access.service import log_in
from supervisor.appraisal import service
from supervisor.appraisal.scores import score_month
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.table import DataTable
from supervisor.inspection.ledger import finding, inspection
from supervisor.journal import Book
from supervisor.language import use_language
from tests.appraisal.big_month import PASSWORD as BIG_PASSWORD
from tests.appraisal.big_month import big_month
from tests.desktop.care import Settle, again, show, sit_down, texts
from tests.desktop.keyboard import sheet

MONTH = "2026-10"
COMPONENT, GROUP, LINE, TOTAL = range(4)


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def october(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The screen with the month that is over."""
    shown = show("appraisal", qtbot, desk, settle)
    shown._month = MONTH
    again(shown, settle)
    return shown


def cells(table: DataTable) -> list[dict[str, str]]:
    """What the cells of a list show, by the name of their column."""
    model = table.view.model()
    return [
        {column.name: str(model.index(row, at).data() or "") for at, column in enumerate(table.model.columns)}
        for row in range(model.rowCount())
    ]


def hundredths(text: str) -> int:
    """A figure as it is written: −0.24, +1.5, 99.76; a dash is nothing."""
    plain = text.replace("−", "-").replace("+", "").replace(",", "").replace("¥", "")
    return 0 if plain in ("", "–") else round(float(plain) * 100)


def money_in(text: str) -> int:
    """The cents that a line names."""
    found = re.search(r"−?¥[\d,.]+", text)
    return hundredths(found[0]) if found else 0


def account(page: Any) -> tuple[list[dict[str, str]], list[int]]:
    """The rows of the account on show, and how deep each stands."""
    shown = page.person.table
    return cells(shown), [row.level for row in shown.model.rows]


def check_account(page: Any, ranked: dict[str, str]) -> None:
    """Lines add up to their component and its share, shares and what comes after to the total, money likewise."""
    rows, levels = account(page)
    at: dict[str, int] = {}
    sums: dict[int, list[int]] = {}
    for number, (row, level) in enumerate(zip(rows, levels, strict=True)):
        if level == COMPONENT:
            at = {"row": number}
            sums[number] = [0, 0, 0]
        elif level == LINE:
            held = sums[at["row"]]
            held[0] += hundredths(row["points"])
            held[1] += hundredths(row["total"])
            held[2] += money_in(row["what"])
    for number, (points, total, money) in sums.items():
        head = rows[number]
        if head["points"] not in ("", "–"):
            assert points == hundredths(head["points"]), head
            assert f"= {head['points']}" in head["what"] or f"{head['points']} ×" in head["what"]
            assert head["what"].split(" · ")[-1 if not money_in(head["what"]) else -2].endswith(f"= {head['total']}"), (
                head
            )
        assert total == hundredths(head["total"]), head
        assert money == money_in(head["what"]), head
    totals = [row for row, level in zip(rows, levels, strict=True) if level == TOTAL and row["total"]]
    if ranked["total"] == "–":
        assert totals == []
        return
    (whole,) = totals
    assert hundredths(whole["total"]) == sum(total for __, total, ___ in sums.values()) == hundredths(ranked["total"])
    assert money_in(whole["what"]) == sum(money for *__, money in sums.values()) == hundredths(ranked["money"])
    assert ranked["total"].rstrip("0") in page.person.heading.text() or whole["total"] in page.person.heading.text()


def test_every_number_of_everybody_is_the_sum_of_its_explanation(october: Any, settle: Settle) -> None:
    ranking = cells(october.table)
    assert len(ranking) > 20
    seen = 0
    for place, row in enumerate(ranking):
        october.table.view.selectRow(place)
        assert row["name"].removesuffix(" ▲") in october.person.heading.text()
        check_account(october, row)
        seen += len(october.person.table.model.rows)
    assert seen > 200


def test_what_is_only_tried_adds_up_too(october: Any, settle: Settle, qtbot: QtBot) -> None:
    QTest.keyClick(october.table.view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    ranking = october.views["ranking"]
    qtbot.waitUntil(lambda: ranking.trying, timeout=5000)
    settle()
    next(iter(ranking.levers.weights.values())).setValue(33)
    settle()
    for place, row in enumerate(cells(ranking.shifts)):
        ranking.shifts.view.selectRow(place)
        check_account(october, {"total": row["after"], "money": row["money"].split(" → ")[-1]})


def test_from_the_total_to_the_answer_with_its_photo_in_three_keys(
    october: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    """The first key chooses the person, the second goes to his lines, the third opens the answer."""
    with desk.book.read() as r:
        person, line = next(
            (p, line)
            for p in score_month(r, MONTH).people
            for line in p.lines
            if line.evidence.startswith("finding:") and line.points_c < 0
        )
        found = finding(r, line.evidence)
        made = inspection(r, found.inspection)
    october.table.select(lambda one: one.person == person.person)
    october.table.view.setFocus()
    QTest.keyClick(october.table.view, Qt.Key.Key_Return)
    assert october.person.table.view.hasFocus()
    for _step in range(200):
        current = october.person.table.current()
        if current.line is not None and current.line.evidence == line.evidence:
            break
        QTest.keyClick(october.person.table.view, Qt.Key.Key_Down)
    QTest.keyClick(october.person.table.view, Qt.Key.Key_Return)
    settle()
    opened = sheet(october)
    said = texts(opened)
    assert made.number in said
    assert found.digest[:16] in said
    assert f"{found.at.astimezone(desk.book.zone):%Y-%m-%d %H:%M}" in said
    with desk.book.read() as r:
        rule = score_month(r, MONTH).rulebook.rule(line.rule)
    assert str(rule.name) in said
    faces = [b for b in opened.findChildren(QPushButton) if b.accessibleName().startswith("photo")]
    assert len(faces) == len(found.photos)
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    settle()
    assert october.person.table.current().line.evidence == line.evidence, "and back on the same line"


def test_no_line_of_any_kind_is_called_by_its_code() -> None:
    import supervisor.appraisal
    from supervisor.appraisal.statement.words import KINDS, kind_words

    house = Path(str(supervisor.appraisal.__file__)).parent
    written = "".join(
        path.read_text("utf-8") for room in ("scoring", "carrying") for path in (house / room).glob("*.py")
    )
    kinds = set(re.findall(r'\bkind ?= ?"([a-z]+)"', written))
    assert {"award", "carried", "measure"} <= kinds <= set(KINDS)
    assert {"counted", "reminder", "outranked", "waived", "absorbed"} <= set(KINDS)
    use_language("zh")
    assert all(re.search("[\u4e00-\u9fff]", str(kind_words(kind))) for kind in KINDS)


def test_the_cursor_stays_on_its_line_when_the_month_is_read_anew(october: Any, desk: Desk, settle: Settle) -> None:
    october.table.select(lambda one: any(each.evidence for each in one.score.lines if each.points_c < 0))
    table = october.person.table
    assert table.select(lambda row: row.bad)
    before = table.current().subject
    table.view.setFocus()
    again(october, settle)
    assert table.current().subject == before
    assert table.view.hasFocus()


def test_staff_read_their_own_account_and_try_nothing(desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    from supervisor.access import Right, allowed

    with desk.book.read() as r:
        person, evidence = next(
            (p.person, line.evidence)
            for p in score_month(r, MONTH).people
            for line in p.lines
            if line.evidence.startswith("finding:") and not allowed(r, p.person, Right.READ_PEOPLE)
        )
    sit_down(desk, person=person)
    own = show("appraisal", qtbot, desk, settle)
    own._month = MONTH
    again(own, settle)
    assert own.views["own"].person.table.select(lambda row: row.line is not None and row.line.evidence == evidence)
    own.views["own"].person.open_line()
    settle()
    assert "you alone" in texts(sheet(own)), "other people are counted, not named"
    assert not own.what_if.isVisible()
    assert not own.views["own"].person.waive_button.isVisible()


def test_publishing_gives_the_next_month_its_change(october: Any, desk: Desk, settle: Settle) -> None:
    service.publish(desk.book, desk.actor, MONTH)
    october._month = "2026-11"
    again(october, settle)
    by_name = {row["name"].removesuffix(" ▲"): row for row in cells(october.table)}
    with desk.book.read() as r:
        then = {p.name: p.total_points_c for p in score_month(r, MONTH).people}
        now = {p.name: p.total_points_c for p in score_month(r, "2026-11").people}
    for name, row in by_name.items():
        if then.get(name) is not None and now[name] is not None:
            assert hundredths(row["change"]) == now[name] - then[name]
            assert len(row["trend"].split()) == 5


def test_a_figure_says_the_records_it_was_put_together_from(
    october: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    with desk.book.read() as r:
        month, person, line = next(
            (month, p, line)
            for month in ("2026-11", "2026-10")
            for p in score_month(r, month).people
            for line in p.lines
            if (line.kind == "start" and line.count) or line.kind == "measure"
        )
    october._month = month
    again(october, settle)
    assert october.table.select(lambda one: one.person == person.person)
    assert october.person.table.select(lambda row: row.line is not None and row.line.kind == line.kind and row.opens)
    october.person.open_line()
    settle()
    opened = sheet(october)
    links = [b for b in opened.findChildren(QPushButton) if b.accessibleName().startswith("What is behind ")]
    assert links, texts(opened)
    links[0].click()
    settle()
    assert "Event in the journal" in texts(sheet(october))


@pytest.mark.soak
def test_every_number_of_a_month_of_sixty_is_the_sum_of_its_explanation(
    qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    """Sixty people and five thousand pieces of evidence; a reason for taking longer than others."""
    made = big_month(tmp_path / "big.book")
    with Book.open(str(made.path)) as book:
        book.set_now(lambda: datetime(2026, 12, 1, 1, tzinfo=UTC))
        desk.services.book = book
        desk.services.session = log_in(book, "manager", BIG_PASSWORD)
        shown = show("appraisal", qtbot, desk, settle)
        shown._month = made.month
        again(shown, settle)
        ranking = cells(shown.table)
        assert len(ranking) == len(made.people)
        for place, row in enumerate(ranking):
            shown.table.view.selectRow(place)
            check_account(shown, row)
        shown.close()
