"""A rule book is looked at before it is put in force: what it changes rule by rule, and whose score of the month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from reports.rulebook_form import write_rulebook
from supervisor.appraisal import service
from supervisor.appraisal.ledger import in_force, rulebook
from supervisor.appraisal.rulebook.differences import differences
from supervisor.appraisal.scores import score_month
from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.keyboard import enter, fill, press, sheet

MONTH = "2026-10"


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def rules(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The rule book's tab over the month that is over."""
    shown = show("appraisal", qtbot, desk, settle)
    shown._month = MONTH
    again(shown, settle)
    shown.tabs.show_tab("rules")
    return shown


def bound(book: Any) -> set[str]:
    """Rules that a consequence speaks of: they cannot go by themselves."""
    return {code for each in book.consequences for code in each.rules}


def changed(book: Any, code: str) -> Any:
    """The book with one rule dearer, one gone, and a new version."""
    kept = [each for each in book.rules if each.code != code]
    dearer = [
        msgspec.structs.replace(each, points_c=each.points_c * 3)
        if each.points_c and each.code == kept[-1].code
        else each
        for each in kept
    ]
    return msgspec.structs.replace(book, rules=tuple(dearer), version="9")


def test_a_book_is_previewed_with_its_changes_and_whom_they_change(
    rules: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    with desk.book.read() as r:
        old = rulebook(r, MONTH)
        lines = [line for p in score_month(r, MONTH).people for line in p.lines]
    counted = {line.rule for line in lines if line.kind == "counted" and line.points_c} - bound(old)
    gone = next(each.code for each in old.rules if each.code in counted)
    new = changed(old, gone)
    path = write_rulebook(new, tmp_path / "new.xlsx")
    rules.views["rules"].check(path)
    settle()
    form = sheet(rules)
    said = differences(old, new)
    assert sum(not each.after for each in said) == 1
    assert next(each.before for each in said if not each.after).startswith(gone)
    assert form.parts.buttons["changes"].text().endswith(f" {len(said)}")
    assert gone in texts(form)
    form.parts.show_tab("people")
    settle()
    with desk.book.read() as r:
        before, after = score_month(r, MONTH), score_month(r, MONTH, instead=new)
    moved = sum(one.total_points_c != after.of(one.person).total_points_c for one in before.people)
    assert moved > 0
    assert int(form.parts.buttons["people"].text().split()[-1]) >= moved
    fill(form, month="2026-12")
    enter(form, settle)
    with desk.book.read() as r:
        assert (in_force(r, "2026-12").label, in_force(r, "2026-11").label) == ("9", old.version)


def test_every_version_can_be_saved_again_and_says_what_it_changed(
    rules: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    with desk.book.read() as r:
        old = rulebook(r, MONTH)
    gone = next(each.code for each in old.rules if each.code not in bound(old))
    new = changed(old, gone)
    service.activate_rulebook(desk.book, desk.actor, rules=new, month="2026-12")
    again(rules, settle)
    press(rules.views["rules"], "Changes", 0)
    settle()
    opened = sheet(rules)
    assert gone in texts(opened)
    opened.accept()
    older = rules.snapshot.books[-1]
    path = tmp_path / "older.xlsx"
    rules.views["rules"].export(path, older)
    settle()
    from supervisor.appraisal.rulebook.intake import read_rulebook

    assert read_rulebook(path) == old


def test_the_same_book_changes_nothing() -> None:
    from supervisor.appraisal.library import shipped

    book = shipped("branch")
    assert differences(book, book) == ()
    (only,) = differences(book, msgspec.structs.replace(book, version="other"))
    assert only.after.endswith("other")
