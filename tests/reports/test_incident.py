"""The report of one incident: the same on screen, on paper and in the workbook; whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from reports import incident_workbook, month_workbook
from reports.checking import check
from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.ledger import service_classes
from supervisor.dispatch.afterwards.lessons import note_lesson
from supervisor.dispatch.service import propose, send
from supervisor.errors import BadInput, Refused
from supervisor.incidents.ledger import incidents
from supervisor.incidents.service import declare, end, note
from supervisor.journal import SYSTEM
from supervisor.language import use_language
from supervisor.overview.incident_page import incident_page
from supervisor.overview.incident_paper import incident_paper
from tests.meetings.branch_book import one_branch  # noqa: F401  (a fixture, by its own name)

from . import office

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture
def surge(one_branch):  # noqa: F811
    """A surge with a proposal, a remark that looks like a formula, and a lesson."""
    book = one_branch
    book.set_now(lambda: NOON)
    incident = declare(book, SYSTEM, kind="surge", note="=cmd|' /C calc'!A0 <b>")
    with book.read() as r:
        crowd = dict.fromkeys(service_classes(r), 20.0)
    proposal, _plan = propose(book, SYSTEM, incident, standing=crowd)
    send(book, SYSTEM, incident, proposal)
    note(book, SYSTEM, incident, "说明" * 40)
    book.set_now(lambda: NOON + timedelta(minutes=40))
    end(book, SYSTEM, incident, outcome="恢复")
    book.set_now(lambda: NOON + timedelta(hours=5))
    note_lesson(book, SYSTEM, incident, "=早十分钟叫人")
    return SimpleNamespace(book=book, incident=incident)


def test_the_workbook_says_what_the_page_says(surge, tmp_path):
    path = incident_workbook(surge.book, surge.incident, tmp_path / "one.xlsx", actor=SYSTEM)
    with surge.book.read() as r:
        page = incident_page(r, surge.incident, whole=True)
    said = check(path, keys=None).about
    assert said is not None
    assert said.about == page.seen.incident.number, "the number that people know it by"
    workbook = load_workbook(path, data_only=True)
    assert len(workbook.sheetnames) == 1 + len(page.tables) + 1  # the front page, and the manifest
    for sheet, table in zip(workbook.worksheets[1:-1], page.tables, strict=True):
        heads = [cell.value for cell in sheet[3]][: len(table.columns)]
        assert heads == [column.head for column in table.columns]
        for number, row in enumerate(table.rows, 4):
            shown = [cell.value for cell in sheet[number]][: len(row)]
            for cell, said in zip(row, shown, strict=True):
                assert said == (
                    None if cell in (None, "") else pytest.approx(cell) if not isinstance(cell, str) else cell
                )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    said = {str(value) for value in office.values(path).values()}
    assert "=早十分钟叫人" in said
    formulas = [text for (name, _place), text in office.formulas(path).items() if not text.startswith("=SUM(")]
    assert formulas == [], "what people wrote stays text"
    assert office.differences(path, office.recalculated(path, tmp_path)) == []


def test_who_may_take_it_out(surge, tmp_path):
    add_user(surge.book, SYSTEM, login="cc", person="person:cc", name="cc", roles=[Role.COMPLAINT_HANDLER])
    for actor in ("person:cc", "person:nobody"):
        with pytest.raises(Refused):
            incident_workbook(surge.book, surge.incident, tmp_path / "x.xlsx", actor=actor)
        with surge.book.read() as r, pytest.raises(Refused):
            incident_paper(r, actor, surge.incident)
    with pytest.raises(BadInput):
        incident_workbook(surge.book, "incident:none", tmp_path / "x.xlsx")
    with surge.book.read() as r, pytest.raises(BadInput):
        incident_paper(r, SYSTEM, "incident:none")
    with pytest.raises(BadInput):
        incident_workbook(surge.book, surge.incident, tmp_path / "none" / "x.xlsx", actor=SYSTEM)
    assert list(tmp_path.glob("**/*.xlsx")) == list(tmp_path.glob("**/*.part")) == []


def test_paper_escapes_what_people_wrote_and_has_every_table(surge):
    with surge.book.read() as r:
        paper, page = incident_paper(r, SYSTEM, surge.incident), incident_page(r, surge.incident)
    assert "calc&#x27;!A0 &lt;b&gt;" in paper.html
    assert "<script" not in paper.html
    for table in page.tables:
        assert table.name in paper.html
    assert page.branch in paper.foot


def test_a_real_pdf_is_written(surge, tmp_path):
    from supervisor.desktop.printing import Paper, write_paper

    with surge.book.read() as r:
        paper = incident_paper(r, SYSTEM, surge.incident)
    path = write_paper(Paper(paper.html, paper.title, foot=paper.foot), tmp_path / "one.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_the_months_workbook_has_how_incidents_were_met(surge, tmp_path):
    path = month_workbook(surge.book, "2026-11", tmp_path / "month.xlsx")
    with surge.book.read() as r:
        happened = incidents(r, date(2026, 11, 1), date(2026, 11, 30))
    rows = list(load_workbook(path, data_only=True)["Incidents"].iter_rows(min_row=3, values_only=True))
    heads, lines = rows[0], rows[1 : 1 + len(happened)]
    lessons = heads.index("Lessons open")
    by_number = {line[0]: line for line in lines}
    number = next(one.number for one in happened if one.subject == surge.incident)
    assert by_number[number][lessons] == 1
    assert by_number[number][heads.index("Steps never ticked")] > 5
    with surge.book.read() as r:
        page = incident_page(r, surge.incident)
    assert by_number[number][heads.index("Waits saved, as predicted")] == page.seen.saved_minutes
    assert by_number[number][heads.index("Customers lost")] is None, "no tickets of that day"
