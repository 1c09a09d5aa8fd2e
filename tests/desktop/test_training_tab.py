"""The training record on screen: a result entered and taken back, certificates with their expiry, a training held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import Words, use_language
from supervisor.training import ledger, service
from tests.desktop.roster_page import (
    Settle,
    keep,
    page_on_show,  # noqa: F401  (fixtures, by their own names)
)


def opened(page: Any) -> FormSheet:
    return [one for one in page.window().findChildren(FormSheet) if one.isVisible()][-1]


def enter(qtbot: QtBot, form: FormSheet, settle: Settle) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()


def test_a_result_is_entered_grants_its_certificate_and_is_taken_back(
    qtbot: QtBot,
    desk: Desk,
    page: Any,
    settle: Settle,
) -> None:
    service.define_course(desk.book, "system", code="first-aid", name=Words("急救", "First aid"), valid_months=12)
    page.open_about("training")
    keep(page, settle)
    keep(page, settle)
    tab = page.training
    other = next(subject for subject, _words in page.snapshot.training.options if subject != desk.actor)
    tab.test.click()
    form = opened(page)
    fields: Any = form._fields
    fields["course"].setCurrentIndex(fields["course"].findData("first-aid"))
    fields["person"].setCurrentIndex(fields["person"].findData(other))
    fields["points"].setText("many")
    enter(qtbot, form, settle)
    assert form.isVisible()
    assert form.fault.text(), "what cannot be read is told beside the form"
    fields["points"].setText("92.5")
    enter(qtbot, form, settle)
    keep(page, settle)
    with desk.book.read() as reader:
        (result,) = [one for one in ledger.results(reader, reader.today, reader.today) if one.course == "first-aid"]
    assert (result.person, result.points_c, result.passed) == (other, 9250, True)
    (line,) = [one for one in tab.tables["certificates"].model.rows if one.course == "急救"]
    assert line.status == "good"
    desk.undo()
    settle()
    keep(page, settle)
    assert [one for one in tab.tables["certificates"].model.rows if one.course == "急救"] == []
    with desk.book.read() as reader:
        assert ledger.result(reader, result.subject) is None


def test_certificates_tell_their_expiry_and_are_withdrawn(
    qtbot: QtBot,
    desk: Desk,
    page: Any,
    settle: Settle,
) -> None:
    service.define_course(desk.book, "system", code="safe", name=Words("库管", "Vault"), valid_months=12)
    page.show_tab("training")
    settle()
    people = [subject for subject, _words in page.snapshot.training.options if subject != desk.actor]
    today = page.today
    for person, until in zip(people, (-30, 10, 200), strict=False):
        service.grant_certificate(
            desk.book, desk.actor, person=person, course_code="safe", granted=today - timedelta(days=300),
            reference="No. 7", valid_until=today + timedelta(days=until),
        )  # fmt: skip
    keep(page, settle)
    table = page.training.tables["certificates"]
    stands = {one.person_subject: one.status for one in table.model.rows if one.course == "库管"}
    assert [stands[person] for person in people[:3]] == ["bad", "warning", "good"]
    assert table.proxy.index(0, 0).data() == next(
        one.person for one in table.model.rows if one.person_subject == people[0]
    ), "what has run out stands at the top"
    assert table.select(lambda one: one.person_subject == people[1] and one.course == "库管")
    page.training.withdraw.click()
    form: Any = opened(page)
    form._fields["reason"].setText("转岗")
    enter(qtbot, form, settle)
    with desk.book.read() as reader:
        assert people[1] not in {one.person for one in ledger.certificates(reader) if one.course == "safe"}


def test_a_training_and_a_certificate_are_entered_by_their_forms(
    qtbot: QtBot,
    desk: Desk,
    page: Any,
    settle: Settle,
) -> None:
    service.define_course(desk.book, "system", code="aa", name=Words("礼仪", "Manners"))
    page.show_tab("training")
    settle()
    tab = page.training
    tab.session.click()
    form: Any = opened(page)
    fields = form._fields
    fields["course"].setCurrentIndex(fields["course"].findData("aa"))
    fields["day"].setDate(page.today - timedelta(days=1))
    enter(qtbot, form, settle)
    assert form.fault.text(), "nobody took part"
    fields["people"].field.setText(fields["people"].list.item(4).text()[:2])
    fields["people"].list.item(4).setCheckState(Qt.CheckState.Checked)
    enter(qtbot, form, settle)
    keep(page, settle)
    assert "礼仪" in {one.what for one in tab.tables["sessions"].model.rows}
    tab.certificate.click()
    form = opened(page)
    fields = form._fields
    fields["person"].setCurrentIndex(3)
    fields["course"].setCurrentIndex(fields["course"].findData("aa"))
    enter(qtbot, form, settle)
    keep(page, settle)
    (line,) = [one for one in tab.tables["certificates"].model.rows if one.course == "礼仪"]
    assert line.left is None
    desk.undo()
    settle()
    with desk.book.read() as reader:
        assert [one for one in ledger.certificates(reader) if one.course == "aa"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_can_be_entered_wraps_in_a_laptops_window(qtbot: QtBot, desk: Desk, settle: Settle, language: str) -> None:
    use_language(language)
    shown: Any = make_page("roster", desk)
    qtbot.addWidget(shown)
    shown.resize(996, 660)  # a window of 1180, less its sidebar
    shown.show()
    settle()
    shown.show_tab("training")
    settle()
    tab = shown.training
    on_show = [
        one for one in (*tab.parts.values(), tab.test, tab.certificate, tab.session, tab.course) if one.isVisible()
    ]
    assert tab.test in on_show
    for one in on_show:
        there = one.mapTo(shown, one.rect().topLeft()).x()
        assert 0 <= there <= there + one.width() <= shown.width(), one.accessibleName()
