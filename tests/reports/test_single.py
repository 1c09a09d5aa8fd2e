"""Reports of one inspection and of one person."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reports import inspection_workbook, person_workbook
from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import sheet
from supervisor.language import use_language

from . import office

NOVEMBER = "2026-11"


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def test_one_inspection(full, tmp_path):
    path = inspection_workbook(full.book, full.inspection, tmp_path / "one.xlsx", actor=full.manager)
    with full.book.read() as r:
        one = sheet(r, full.inspection)
    said = office.values(path)
    items = [value for (name, place), value in said.items() if name == "Answers" and place.startswith("A")]
    assert [answer.item for answer in one.answers] == [value for value in items if one.template.has(str(value))]
    assert any(one.inspection.number in str(value) for value in said.values())


def test_one_inspection_holds_everything_that_was_recorded(full, tmp_path):
    """Every item, also those not answered; who, when, by which version; evidence, reasons, corrections, pictures."""
    from supervisor.inspection import service
    from supervisor.inspection.ledger import findings_of
    from supervisor.inspection.signatures import Signing, finish_signed

    book, who = full.book, full.deputy
    subject = service.begin(book, who, "appearance", place="大堂", inspected=[full.teller])
    with book.read() as r:
        items = [item.id for item in sheet(r, subject).template.items()]
    service.answer(
        book, who, subject, items[0], "fail", persons=(full.teller,), places=("二号窗",), note="=HYPERLINK(1)"
    )
    service.attach_photo(book, who, subject, items[0], picture("JPEG", 1200, 900), name="a.jpg")
    service.attach_photo(book, who, subject, items[0], b"no picture at all", name="b.jpg")
    for item in items[1:-1]:
        service.answer(book, who, subject, item, "pass")
    finish_signed(book, who, subject, [Signing(person=who, how="drawn", picture=picture("PNG", 300, 90))])
    with book.read() as r:
        found = findings_of(r, subject)[0]
    service.waive_finding(book, full.manager, found.subject, reason="a surge")
    corrected = service.revise(book, full.manager, subject, reason="wrong window")
    path = inspection_workbook(book, subject, tmp_path / "one.xlsx", actor=full.manager)
    with book.read() as r:
        one, number = sheet(r, subject), sheet(r, corrected).inspection.number
    rows = list(load_workbook(path)["Answers"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows[: len(items)]] == items
    assert "✗ Fail" in rows[0]
    assert "○ Not checked" in rows[len(items) - 1]
    assert any("a surge" in str(cell) for cell in rows[0])
    said = {str(value) for value in office.values(path).values()}
    for words in (one.inspection.number, one.inspection.digest, "大堂", "二号窗", "=HYPERLINK(1)", "1, 2"):
        assert words in said, words
    assert any("missing and accepted" in text for text in said)
    assert number  # the correction is under way: it does not stand on paper before it is finished
    with ZipFile(path) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/media/")]) == 2
    assert "This picture cannot be shown." in said
    service.finish(book, full.manager, corrected)
    after = inspection_workbook(book, subject, tmp_path / "after.xlsx", actor=full.manager)
    assert any(number in str(v) and "wrong window" in str(v) for v in office.values(after).values())


def test_each_page_is_one_page_wide(full, tmp_path):
    path = inspection_workbook(full.book, full.inspection, tmp_path / "one.xlsx", actor=full.manager)
    for page in load_workbook(path):
        assert page.sheet_properties.pageSetUpPr.fitToPage
        setup = page.page_setup
        assert (setup.fitToWidth in (None, 1), setup.fitToHeight, setup.paperSize) == (True, 0, 9)


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (640, 480)), ("PNG", (31, 77)), ("JPEG", (1600, 3))])
def test_the_size_of_a_picture_stands_in_its_head(kind, size):
    from reports.pictures import size_of

    assert size_of(picture(kind, *size)) == size
    assert size_of(picture(kind, *size)[:12]) is None
    assert size_of(b"") is None


def picture(kind: str, width: int, height: int) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(0x336699)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(held.data())


def test_who_may_not_read_peoples_records_takes_no_inspection_out(full, tmp_path):
    from supervisor.access import Role
    from supervisor.access.service import add_user
    from supervisor.journal import SYSTEM

    add_user(full.book, SYSTEM, login="cc", person="person:cc", name="cc", roles=[Role.COMPLAINT_HANDLER])
    with pytest.raises(Refused):
        inspection_workbook(full.book, full.inspection, tmp_path / "x.xlsx", actor="person:cc")
    assert not (tmp_path / "x.xlsx").exists()


def test_an_unknown_inspection_and_no_right(full, tmp_path):
    with pytest.raises(BadInput):
        inspection_workbook(full.book, "inspection:none", tmp_path / "x.xlsx")
    with pytest.raises(Refused):
        inspection_workbook(full.book, full.inspection, tmp_path / "x.xlsx", actor=full.teller)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_one_person(full, tmp_path):
    path = person_workbook(full.book, "03", NOVEMBER, tmp_path / "person.xlsx", actor=full.teller)
    with full.book.read() as r:
        own = score_month(r, NOVEMBER).of(full.teller)
    rows = list(load_workbook(path, data_only=True)["Appraisal"].iter_rows(min_row=4, values_only=True))
    total = next(row for row in rows if row[0] == "Total")
    assert total[3] == pytest.approx(own.total_points_c / 100)
    assert total[4] == pytest.approx(own.money_cents / 100)
    for part in own.components:
        shown = next(row for row in rows if row[0] == str(part.name))
        if part.points_c is not None:
            assert shown[2:4] == pytest.approx((part.points_c / 100, part.share_c / 100))
    assert "Signature of the person" in [row[0] for row in rows]


def test_staff_export_their_own_month_only(full, tmp_path):
    with pytest.raises(Refused):
        person_workbook(full.book, "04", NOVEMBER, tmp_path / "x.xlsx", actor=full.teller)
    with pytest.raises(BadInput):
        person_workbook(full.book, "99", NOVEMBER, tmp_path / "x.xlsx")
