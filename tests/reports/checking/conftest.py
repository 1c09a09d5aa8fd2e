"""Workbooks of every kind, written once in a run, and what other programs make of them when they save them again."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from reports import (
    complaints_workbook,
    incident_workbook,
    inspection_workbook,
    month_workbook,
    person_workbook,
    weekly_workbook,
)
from reports.complaint_register import complaint_register
from reports.look import workbook_at
from reports.proof import about
from reports.table import Formula, Head, Typed, write_table
from supervisor.app import load_rooms
from supervisor.appraisal.weekly.reading import week_sheets
from supervisor.branch.ledger import people
from supervisor.incidents.ledger import incidents
from supervisor.inspection.ledger import inspections
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from tests.reports import office

MONTH = "2026-11"
TEXTS = (
    "=1+1", "a_x000D_b", "_x0041_", "6222021234567890", "0012", "tab\there", "bell\x07", "cr\rlf\r\n", " blanks ",
    "emoji 😀",    "<b>&amp;</b>", "nbsp\u00a0x", "長" * 300, "<r>x</r>", "\u202eابجد\u202c",
)  # fmt: skip
KINDS = ("month", "month_en", "person", "inspection", "incident", "week", "complaints", "register", "table", "small")


@pytest.fixture(scope="session")
def branch(sample_file: Path, tmp_path_factory: pytest.TempPathFactory):
    """A copy of the sample book, its keys, and a workbook of every kind by name."""
    load_rooms()
    folder = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUPERVISOR_HOME", str(folder / "home"))
        shutil.copy(sample_file, folder / "copy.book")
        book = Book.open(folder / "copy.book")
        use_language("zh")
        files = {name: folder / f"{name}.xlsx" for name in KINDS}
        with book.read() as r:
            first, last = date(2026, 11, 1), date(2026, 11, 30)
            person = people(r)[0].no
            done = next(one for one in inspections(r, first, last) if one.state != "open")
            incident = incidents(r, first, last)[0].subject
            weeks = week_sheets(r, SYSTEM, date(2026, 11, 18))
        month_workbook(book, MONTH, files["month"])
        person_workbook(book, person, MONTH, files["person"])
        inspection_workbook(book, done.subject, files["inspection"])
        incident_workbook(book, incident, files["incident"])
        weekly_workbook(book, weeks, files["week"])
        complaints_workbook(book, MONTH, files["complaints"])
        complaint_register(book, first, last, files["register"], actor=SYSTEM)
        _table(book, files["table"])
        small(book, files["small"])
        use_language("en")
        month_workbook(book, MONTH, files["month_en"])
        use_language("zh")
        with book.read() as r:
            keys = r.public_keys()
        yield SimpleNamespace(book=book, keys=keys, files=files, folder=folder)
        book.close()


def _table(book: Book, path: Path) -> None:
    """A table with cells to type in, odd texts, and a formula that reads what is typed."""
    heads = [Head("代码", 10), Head("内容", 30, "wrap"), Head("金额", 12, "money", total=True), Head("日", 12, "day"),
             Head("回填", 12, "count"), Head("合", 12, "number")]  # fmt: skip
    rows = [
        [f"{n:03d}", TEXTS[n % len(TEXTS)], n * 333, date(2026, 11, 1 + n % 28), None, Formula(f"=E{n + 4}+1", 1)]
        for n in range(300)
    ]
    with book.read() as r:
        proof = about(book, r, "table", about="x")
    with workbook_at(path, title="表", proof=proof) as (workbook, formats):
        write_table(workbook, formats, "表 (一)", heads, rows, code="test.table", open_columns={4: Typed("count")})
        sheet = workbook.add_worksheet("总")
        sheet.write_formula(0, 0, "=SUM('表 (一)'!C4:C303)", None, sum(n * 333 for n in range(300)) / 100)  # type: ignore[arg-type]
        sheet.write_formula(1, 0, "='表 (一)'!F4*2", None, 2)  # type: ignore[arg-type]
        sheet.write_formula(2, 0, '=IF(A1>0,"有 余额","")', None, "有 余额")  # type: ignore[arg-type]
        sheet.write_formula(3, 0, '=IF(A1<0,"x","")', None, "")  # type: ignore[arg-type]
        sheet.write_boolean(4, 0, True)
        sheet.merge_range(5, 0, 6, 2, "合并")
        workbook.define_name("total_of_all", "='总'!$A$1")


def small(book: Book, path: Path, *, scale: int = 1) -> None:
    """A workbook of two sheets and a few dozen cells."""
    with book.read() as r:
        proof = about(book, r, "table")
    heads = [Head("名", 10), Head("数", 10, "number", total=True), Head("日", 12, "day"), Head("倍", 10, "number")]
    with workbook_at(path, title="s", proof=proof) as (workbook, formats):
        for name, many in (("甲", 12), ("乙", 7)):
            rows = [
                [f"{name}{n}", n * 1.5 * scale, date(2026, 11, 1 + n), Formula(f"=B{n + 4}*2", n * 3.0 * scale)]
                for n in range(many)
            ]
            write_table(workbook, formats, name, heads, rows, code=f"small.{'ab'[name == '乙']}")


@pytest.fixture(scope="session")
def resaved(branch) -> dict[str, Path]:
    """Every workbook as LibreOffice saves it again."""
    out = branch.folder / "resaved"
    profile = (branch.folder / "profile").as_uri()
    subprocess.run(
        [office.program(), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "xlsx",
         "--outdir", str(out), *map(str, branch.files.values())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: out / path.name for name, path in branch.files.items()}
