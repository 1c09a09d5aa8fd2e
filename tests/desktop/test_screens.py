"""Every screen over a real book: it reads, shows, speaks Chinese, names every control, and its commands arrive."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens import KEYS, make_page
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.desktop.widgets.notices import NoticeFrame
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import use_language
from tests.desktop.keyboard import sheet as open_sheet

Settle = Callable[[], None]
OPERATED = (QAbstractButton, QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QAbstractItemView)
# Latin words that stand in the Chinese screens on purpose: keys, units, formats, codes, commands.
ALLOWED = re.compile(
    r"Ctrl|Esc|Excel|ATM|xlsx|FILE|Alt|Enter|supervisor|roster|import|branch|inspect|templates|appraisal|rules|English"
    r"|Asia/Shanghai|system|core|light|dark|manager|deputy|commander|handler|VIP|App|PDF|copy|book|CBSS|[A-Z]{1,3}-[A-Z0-9]+"
)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Callable[[str], Any]:
    """`page(key)` shows a screen and waits for it."""

    def show(key: str) -> Page:
        made = make_page(key, desk)
        qtbot.addWidget(made)
        made.resize(1208, 820)
        made.show()
        settle()
        return made

    return show


@pytest.mark.parametrize("key", KEYS)
def test_screen_shows_itself_in_chinese_and_names_its_controls(page: Callable[[str], Any], key: str) -> None:
    """One opening answers all that is asked of a screen at rest: opening it is what costs."""
    use_language("zh")
    shown = page(key)
    assert shown.snapshot is not None
    assert not shown.findChildren(NoticeFrame), "no error on a fresh screen"
    assert nameless(shown) == [], "every control has an accessible name"
    assert foreign(shown) == [], "a Chinese screen holds no English"
    models_keep_qts_contract(shown)


def nameless(shown: Any) -> list[str]:
    return [
        f"{type(w).__name__} in {type(w.parent()).__name__}"
        for w in shown.findChildren(QWidget)
        if isinstance(w, OPERATED) and not (w.accessibleName() or getattr(w, "text", str)())
        and not w.objectName().startswith("qt_") and not _inner(w)
    ]  # fmt: skip


def foreign(shown: Any) -> list[str]:
    texts = [w.text() for w in shown.findChildren(QLabel)] + [w.text() for w in shown.findChildren(QAbstractButton)]
    for table in shown.findChildren(DataTable):
        texts += [column.title for column in table.model.columns]
    return [t for t in texts if re.search(r"[A-Za-z]{4,}", ALLOWED.sub("", t)) and "/" not in t]


def models_keep_qts_contract(shown: Any) -> None:
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for table in shown.findChildren(DataTable)
        for model in (table.model, table.proxy)
    ]
    for table in shown.findChildren(DataTable):
        table.put(list(table.model.rows))
        table.keep("a")
        table.keep("")
    assert len(testers) == 2 * len(shown.findChildren(DataTable))


def test_an_inspection_is_logged_from_the_keyboard(
    qtbot: QtBot, desk: Desk, page: Callable[[str], Any], settle: Settle, asked: list[Any]
) -> None:
    from supervisor.inspection import service
    from supervisor.inspection.ledger import findings, sheet, templates_in_force

    with desk.book.read() as reader:
        version, _template = templates_in_force(reader, reader.today)[0]
    subject = service.begin(desk.book, desk.actor, version.code)
    shown = page("inspections")
    shown.open_sheet(subject)
    settle()
    view = shown.sheet
    view.setFocus()
    items = [item.id for item in shown.snapshot.sheet.template.items()]
    qtbot.keyClick(view, Qt.Key.Key_1)
    settle()
    qtbot.keyClick(view, Qt.Key.Key_2)
    settle()
    name = shown.snapshot.labels[5][1].split()[1]
    view.detail.people.field.setText(name)
    qtbot.keyClick(view.detail.people.field, Qt.Key.Key_Return)
    settle()
    qtbot.keyClicks(view.detail.note, "seen at the counter")
    qtbot.keyClick(view.detail.note, Qt.Key.Key_Return)
    settle()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_3)
    settle()
    with desk.book.read() as reader:
        given = sheet(reader, subject)
    assert given.answer(items[0]).verdict == "pass"
    failed = given.answer(items[1])
    assert failed.verdict == "fail"
    assert failed.persons == (shown.snapshot.labels[5][0],)
    assert given.notes[items[1]] == "seen at the counter"
    assert given.answer(items[2]).verdict == "na"

    from PySide6.QtGui import QImage

    large = QImage(4000, 3000, QImage.Format.Format_RGB32)
    large.fill(0x336699)
    view.recorder.attach(view.current, [(large, "hall")])
    settle()
    with desk.book.read() as reader:
        photos = sheet(reader, subject).photos
        stored = QImage.fromData(reader.blob(photos[0].digest))
    assert len(photos) == 1
    assert max(stored.width(), stored.height()) == 1600

    view.undo()
    view.undo()
    settle()
    with desk.book.read() as reader:
        assert sheet(reader, subject).photos == (), "undo takes the photo back, then the last answer"
        assert sheet(reader, subject).answer(items[2]) is None

    for item in items[2:]:
        rate = given.template.item(item).counts == "rate"
        service.answer(desk.book, desk.actor, subject, item, "pass", value=0.0 if rate else None)
    settle()
    view.ask_finish()
    settle()
    form = open_sheet(view)
    form.inspected.choose("none")
    form.accept_signed()
    settle()
    with desk.book.read() as reader:
        done = sheet(reader, subject)
        raised = [f for f in findings(reader, reader.today, reader.today) if f.inspection == subject]
    assert done.inspection.state == "finished"
    assert [f.item for f in raised] == [items[1]]
    assert any(s.person == desk.actor for s in done.signatures)


def test_an_action_is_raised_by_the_form_and_taken_back_by_undo(
    desk: Desk, page: Callable[[str], Any], settle: Settle
) -> None:
    shown = page("actions")
    before = {a.subject for a in shown.snapshot.rows}
    shown.ask_new()
    form = shown.findChildren(FormSheet)[0]
    form._fields["title"].setText("mend the door")
    form._fields["owner"].setCurrentIndex(3)  # not oneself: nobody withdraws an action of his own
    widgets_laid(form.buttons)[-1].click()
    settle()
    shown.refresh()
    settle()
    new = [a for a in shown.snapshot.rows if a.subject not in before]
    assert [a.title for a in new] == ["mend the door"]
    desk.undo()
    settle()
    shown.refresh()
    settle()
    assert next(a for a in shown.snapshot.rows if a.subject == new[0].subject).state == "withdrawn"


def test_a_refused_form_stays_open_and_says_why(page: Callable[[str], Any], settle: Settle) -> None:
    shown = page("actions")
    shown.ask_new()
    form = shown.findChildren(FormSheet)[0]
    widgets_laid(form.buttons)[-1].click()
    settle()
    assert form.isVisible()
    assert form.fault.text()


def test_a_surge_is_declared_looked_at_and_sent(
    desk: Desk, page: Callable[[str], Any], settle: Settle, asked: list[Any]
) -> None:
    from supervisor.dispatch.ledger import orders, proposals

    shown = page("dispatch")
    if shown.snapshot.incident is None:
        shown.calm.choose("surge")
        shown.calm.declare()
        settle()
        shown.refresh()
        settle()
    incident = shown.snapshot.incident
    assert incident is not None
    for field in shown.waits.fields.values():
        field.setValue(25)
    shown.propose()
    settle()
    assert shown.plan is not None
    with desk.book.read() as reader:
        assert proposals(reader, incident.subject) == [], "looking writes nothing"
    if shown.plan.moves:
        shown.ask_send_all()
        settle()
        with desk.book.read() as reader:
            given = {o.person for o in orders(reader, incident.subject)}
        assert given == {m.person for m in shown.plan.moves}
        assert asked
    shown.ask_end()
    settle()
    shown.refresh()
    settle()
    assert shown.snapshot.incident is None


def test_the_month_is_written_with_progress(
    desk: Desk, page: Callable[[str], Any], settle: Settle, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    shown = page("reports")
    path = tmp_path / "month.xlsx"
    shown.month.export.write(path)
    assert shown.month.export.work.busy
    settle()
    assert path.stat().st_size > 5000
    assert not shown.month.export.work.busy


def test_the_journal_is_verified_from_settings(page: Callable[[str], Any], settle: Settle, desk: Desk) -> None:
    shown = page("settings")
    shown.open_about("verify")
    shown.refresh()
    settle()
    _at, clean = desk.services.last_verified  # type: ignore[attr-defined]
    assert clean


def _inner(widget: QWidget) -> bool:
    """Parts that Qt puts inside its own controls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QSpinBox | QAbstractItemView) or type(parent).__name__ in (
            "QDateEdit", "QTimeEdit", "QCalendarWidget", "QLineEdit", "PlotWidget",
        ):  # fmt: skip
            return True
        parent = parent.parentWidget()
    return False
