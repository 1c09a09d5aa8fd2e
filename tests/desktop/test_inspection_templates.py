"""The tab of check-lists from the keyboard: read, out to Excel, in with its mistakes, in force from a day, retired."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.template_card import in_order
from supervisor.desktop.widgets.table import DataTable
from supervisor.inspection import ledger
from supervisor.inspection.ledger.catalogue import history
from supervisor.inspection.library import activate_template
from supervisor.inspection.service import begin
from supervisor.inspection.template import digest_of
from supervisor.inspection.xlsform.reading import read_workbook
from supervisor.inspection.xlsform.starter import STARTER
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, texts, who
from tests.desktop.keyboard import enter, fill, press, sheet


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """`tab()` shows the check-lists; the page and its tab."""

    def opened() -> tuple[Any, Any]:
        page = show("inspections", qtbot, desk, settle)
        page.tabs.show_tab("templates")
        settle()
        return page, page.part("templates")

    return opened


def choose(part: Any, code: str) -> None:
    assert part.table.select(lambda line: line.code == code)


def edited(path: Path, heading: str, value: object, row: int = 3) -> Path:
    book = load_workbook(io.BytesIO(path.read_bytes()))
    survey = book["survey"]
    column = next(cell.column for cell in survey[1] if cell.value == heading)
    survey.cell(row, column).value = value  # type: ignore[arg-type]
    book.save(path)
    return path


def test_a_check_list_is_read_with_its_rules_in_words(tab: Any, settle: Settle, qtbot: QtBot, desk: Desk) -> None:
    _page, part = tab()
    choose(part, "discipline")
    settle()
    said = texts(part.card)
    assert "discipline" in said
    with desk.book.read() as r:
        template = ledger.template(r, ledger.template_in_force(r, "discipline", r.today).digest)
    first = template.sections[0].items[0]
    assert first.words.en in said
    assert first.words.zh in said
    assert "working days" in said
    qtbot.keyClick(part.table.view, Qt.Key.Key_Return)
    assert part.card.stack.currentIndex() == 0
    part.card.show_versions.click()
    assert "In force" in texts(part.card)


def test_out_to_excel_in_with_mistakes_and_in_force_from_a_day(
    tab: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    page, part = tab()
    choose(part, "appearance")
    path = tmp_path / "mine.xlsx"
    part.export(path)
    settle()
    assert str(path) in texts(part)
    part.check(path)
    settle()
    same = sheet(page)
    assert "nothing changes" in texts(same)
    same.accept()
    settle()

    points = part.chosen.template.items()[0].points_c
    part.check(edited(path, "points", "two"))
    settle()
    faults = sheet(page)
    (table,) = faults.findChildren(DataTable)
    (fault,) = table.model.rows
    assert (fault.sheet, fault.row, fault.column) == ("survey", 3, "F")
    faults.accept()
    settle()

    edited(path, "points", points / 100)
    book = load_workbook(path)
    book["survey"].cell(1, 40, "colour")
    heads = {str(cell.value): cell.column for cell in book["survey"][1]}
    book["survey"].cell(4, heads["rate limit"], 0.05)
    book.save(path)
    part.check(edited(path, "severity", "grave"))
    settle()
    form = sheet(page)
    assert "Grave" in texts(form)
    assert "colour" in texts(form)
    assert "Write “by rate” under counts" in texts(form), "what has no effect is said with its cure"
    fill(form, day="2026-12-01", reason="audit")
    enter(form, settle)
    again(page, settle)
    with desk.book.read() as r:
        versions = history(r, "appearance")
        newest = versions[0]
        assert (newest.state, newest.reason, newest.version.valid_from) == ("coming", "audit", date(2026, 12, 1))
    choose(part, "appearance")
    part.card.show_versions.click()
    settle()
    press(part.card, "What changed ›", 0)
    assert "Minor → Grave" in texts(sheet(page)) or "→ Grave" in texts(sheet(page))


def test_a_new_one_begins_from_an_example_and_is_retired(tab: Any, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    page, part = tab()
    path = tmp_path / "new.xlsx"
    part.start(path)
    settle()
    assert read_workbook(path.read_bytes()).template == STARTER
    part.check(path)
    settle()
    enter(sheet(page), settle)
    again(page, settle)
    choose(part, "my_checklist")
    with desk.book.read() as r:
        assert ledger.template_in_force(r, "my_checklist", r.today).digest == digest_of(STARTER)
    part.ask_retire()
    settle()
    form = sheet(page)
    fill(form, reason="only an example")
    enter(form, settle)
    again(page, settle)
    choose(part, "my_checklist")
    assert part.chosen.standing.state == "retired"
    assert not part.retire.isEnabled()


def test_who_may_not_manage_check_lists_reads_and_takes_out_only(tab: Any, desk: Desk, settle: Settle) -> None:
    sit_down(desk, person=who(desk, Role.SUPERVISOR))
    _page, part = tab()
    assert part.table.model.rows
    assert not part.bring.isVisible()
    assert not part.retire.isVisible()
    assert part.take.isVisible()


def test_a_book_without_check_lists_says_what_to_do(tab: Any, desk: Desk, settle: Settle) -> None:
    from supervisor.desktop.screens.inspections.templates_reading import Templates

    _page, part = tab()
    part.put(Templates((), date(2026, 11, 20), True))
    assert "Begin with an example" in texts(part.table.empty)
    assert not part.take.isEnabled()
    assert "Choose a check-list" in part.card.title.text()


def test_a_folder_that_is_gone_is_said_and_nothing_half_is_left(
    tab: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    _page, part = tab()
    heard: list[str] = []
    desk.said.connect(lambda notice, _undo: heard.append(notice.happened))
    choose(part, "discipline")
    settle()
    part.export(tmp_path / "gone" / "mine.xlsx")
    settle()
    told = " ".join(heard)
    assert "mine.xlsx" in told
    assert "FileNotFoundError" not in told
    target = tmp_path / "mine.xlsx"
    target.write_bytes(b"the one before")
    part.export(target)
    settle()
    assert read_workbook(target.read_bytes()).template is not None
    assert not list(tmp_path.glob(".mine*"))


def test_any_version_goes_out_and_is_held_against_the_one_in_force(
    tab: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    with desk.book.read() as r:
        standing = ledger.template(r, ledger.template_in_force(r, "discipline", r.today).digest)
        today = r.today
    versions = [msgspec.structs.replace(standing, version=label) for label in ("8", "9")]
    for days, one in zip((30, 60), versions, strict=True):
        activate_template(desk.book, desk.actor, one, valid_from=today + timedelta(days=days))
    _page, part = tab()
    choose(part, "discipline")
    part.card.show_versions.click()
    settle()
    newest = part.card.show_changes(*in_order(*part.chosen.versions[::2]))
    assert f"from version {standing.version} to 9" in texts(newest)
    newest.accept()
    known = [one for one in part.card.findChildren(QPushButton) if "Against the one in force" in one.text()]
    assert len(known) == 1, "its neighbour is held against it anyway"
    wanted: list[Any] = []
    part.card.wanted.connect(wanted.append)
    doors = [one for one in part.card.findChildren(QPushButton) if one.text() == "Save for Excel…" and one.isVisible()]
    assert len(doors) == 3
    doors[0].click()
    settle()
    assert wanted == [versions[1]]
    path = tmp_path / "coming.xlsx"
    part.export(path, wanted[0])
    settle()
    assert read_workbook(path.read_bytes()).template == versions[1]
    for dialog in part.window().findChildren(QFileDialog):
        dialog.reject()


def test_an_inspection_under_way_keeps_the_version_it_began_with(
    tab: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    page, part = tab()
    begun = begin(desk.book, desk.actor, "discipline")
    with desk.book.read() as r:
        before = ledger.sheet(r, begun).template
    path = tmp_path / "mine.xlsx"
    choose(part, "discipline")
    part.export(path)
    settle()
    part.check(edited(path, "days to mend", 17))
    settle()
    enter(sheet(page), settle)
    again(page, settle)
    with desk.book.read() as r:
        assert ledger.sheet(r, begun).template == before
        assert ledger.template(r, ledger.template_in_force(r, "discipline", r.today).digest) != before


def test_retiring_names_the_rules_that_ask_for_it_and_ctrl_z_takes_it_back(
    tab: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    from supervisor.inspection.plan.ledger import courses

    page, part = tab()
    with desk.book.read() as r:
        rule = next(one for one in (course.on(r.today) for course in courses(r)) if one is not None)
    choose(part, rule.code)
    title = str(part.chosen.template.name)
    part.ask_retire()
    settle()
    form = sheet(page)
    assert str(rule.name) in texts(form), "who retires it is told which rules will ask for nothing"
    enter(form, settle)
    assert form.isVisible()
    assert form.blamed("reason"), "Enter with an empty reason retires nothing"
    fill(form, reason="other hours")
    enter(form, settle)
    again(page, settle)
    choose(part, rule.code)
    assert part.chosen.standing.state == "retired"
    page.tabs.show_tab("plan")
    settle()
    plan = page.part("plan")
    (row,) = [one for one in plan.tables["rules"].model.rows if one.rule.name == rule.name]
    assert (row.checklist, row.state, row.status) == (title, "check-list out of use", "warning")
    assert not [one for one in plan.snapshot.rows if one.line.occurrence.code == rule.code and one.state == "due"]
    desk.undo()
    settle()
    page.tabs.show_tab("templates")
    again(page, settle)
    choose(part, rule.code)
    assert part.chosen.standing.state == "in_force"


def test_changed_content_under_a_label_in_use_is_told_and_goes_in_under_the_next(
    tab: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    page, part = tab()
    choose(part, "discipline")
    path = tmp_path / "mine.xlsx"
    part.export(path)
    settle()
    taken = part.chosen.template.version
    part.check(edited(path, "days to mend", 17))
    settle()
    form = sheet(page)
    assert f"Version {taken} is taken by another content" in texts(form)
    proposed = form.values()["version"]
    assert proposed != taken
    fill(form, version=taken)
    enter(form, settle)
    assert form.isVisible(), "two contents under one label are refused"
    fill(form, version=proposed)
    enter(form, settle)
    again(page, settle)
    with desk.book.read() as r:
        labels = [one.template.version for one in history(r, "discipline")]
    assert labels[0] == proposed
    assert len(set(labels)) == len(labels)
