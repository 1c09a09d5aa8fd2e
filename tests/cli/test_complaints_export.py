"""Hostile texts through the exports of the command line, read back by three programs of others.

Two hundred of them here, five thousand in the long run: every text arrives whole, as text and as nothing else.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reports.complaint_register import mark, visible
from supervisor.access import Role
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.complaints import service
from supervisor.complaints.ledger import complaints, history
from supervisor.complaints.register.ledger import numbers
from supervisor.complaints.texts.masking import Contact, mask_name, mask_text
from supervisor.journal import SYSTEM, Book
from tests.cli.test_rights import log_in_alone
from tests.complaints.hostile import hostile, sealed_as

MANY = [pytest.param(200, id="200"), pytest.param(5000, id="5000", marks=pytest.mark.soak)]
HEADS = 2  # the row of heads from 0
CELL = 32_767


@pytest.fixture
def written(sample: Path, many: int) -> tuple[dict[str, str], datetime]:
    """The texts by the numbers under which they stand, one complaint for each; and when."""
    texts = hostile(many)
    app = App.open(sample)
    try:
        with app.read() as r:
            somebody = people(r)[-1].subject
        with app.book.batch():
            subjects = [
                service.register(
                    app.book, SYSTEM, channel="spoken", class_code="cash", cause_code="waiting", text=text,
                    first_taker=somebody, wish=text[:500], contact=Contact(name=text[:100]),
                )
                for text in texts
            ]  # fmt: skip
        with app.read() as r:
            named = numbers(r, subjects)
        return {named[subject]: text for subject, text in zip(subjects, texts, strict=True)}, app.book.now()
    finally:
        app.close()
        log_in_alone(sample, Role.MANAGER)


def days(now: datetime) -> tuple[str, ...]:
    """A span that holds today, whatever day the book's clock and the wall's say."""
    year = now.date().year
    return ("--first", f"{year - 1}-01-01", "--last", f"{year + 1}-12-31")


def joined(sheets: Callable[[str], list[list[Any]]], column: str) -> dict[str, str]:
    """The texts of a column by number, each with what goes on in the sheet of continuations."""
    more: dict[str, list[str]] = {}
    for number, name, _place, part in sheets("续文"):
        if name == column:
            more.setdefault(number, []).append(part)
    rows = sheets("投诉登记簿")
    where, found = 5 if column == "投诉内容" else 7, {}
    for row in rows:
        text, rest = row[where] or "", more.get(row[0], [])
        assert isinstance(text, str), "never a number, a day, yes or no"
        assert all(len(part.encode("utf-16-le", "surrogatepass")) // 2 <= CELL for part in (text, *rest))
        if rest:
            assert text.endswith(mark(len(rest) + 1)), "it says where the whole is"
            text = text.removesuffix(mark(len(rest) + 1))
        found[row[0]] = "".join((text, *rest))
    return found


def by_calamine(path: Path) -> Callable[[str], list[list[Any]]]:
    """The rows of a sheet below its heads."""
    book = CalamineWorkbook.from_path(str(path))

    def rows(name: str) -> list[list[Any]]:
        return book.get_sheet_by_name(name).to_python()[HEADS + 1 :] if name in book.sheet_names else []

    return rows


def nothing_but_text(path: Path) -> None:
    """No formula, link, macro or picture in any part of a workbook, by a second reader and by its bytes."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    outside = ("externalLink", "vba", "media", "embeddings", "activeX", "drawing")
    assert not [name for name in parts if any(word.lower() in name.lower() for word in outside)]
    for name, data in parts.items():
        if name != "xl/sharedStrings.xml":
            assert b"<hyperlink" not in data, name
            assert b"<f>" not in data, name
            assert b'TargetMode="External"' not in data, name
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d"), (sheet.title, cell.coordinate)
                assert cell.hyperlink is None, (sheet.title, cell.coordinate)
    assert not book.defined_names


@pytest.mark.parametrize("many", MANY)
def test_the_exports_hold_the_very_texts_or_none_of_them(
    supervisor: Any, written: tuple[dict[str, str], datetime], tmp_path: Path, many: int
) -> None:
    """Opened and masked, the register holds each text whole; what goes to head office holds no customer's word."""
    texts, now = written
    masked, opened = tmp_path / "masked.xlsx", tmp_path / "opened.xlsx"
    reason = ("--unmask", "--reason", "总行复核")
    for path, more in ((masked, ()), (opened, reason)):
        said = supervisor("complaints", "export", "-o", path, *days(now), *more, lang="zh")
        assert said.code == 0, said.err
        nothing_but_text(path)
        sheets = by_calamine(path)
        hide_text, hide_name = (mask_text, mask_name) if path is masked else (str, str)
        found, names = joined(sheets, "投诉内容"), joined(sheets, "客户")
        assert not [no for no, text in texts.items() if found[no] != visible(hide_text(sealed_as(text)))]
        assert not [no for no, text in texts.items() if names[no] != visible(hide_name(as_name(text)))]
        if many > 1000:
            as_csv_says_the_same(path, sheets)
    words = {text.strip() for text in texts.values() if len(text.strip()) > 12}
    for name in ("complaints", "month"):
        path = tmp_path / f"{name}.xlsx"
        said = supervisor("report", name, now.date().isoformat()[:7], "-o", path, lang="zh")
        assert said.code == 0, said.err
        book = CalamineWorkbook.from_path(str(path))
        rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
        assert not words & {str(cell) for row in rows for cell in row}


def as_name(text: str) -> str:
    """What is kept of it as the customer's name."""
    return text[:100].encode("utf-8", "backslashreplace").decode()


def as_csv_says_the_same(path: Path, sheets: Callable[[str], list[list[Any]]]) -> None:
    """What LibreOffice reads of it, formulas calculated: the same texts."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{path.parent}/office"
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    command = [office, profile, "--headless", "--convert-to", options, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    (made,) = path.parent.glob(f"{path.stem}*.csv")
    csv.field_size_limit(10_000_000)
    with made.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))[HEADS + 1 :]
    mine = sheets("投诉登记簿")
    assert len(rows) == len(mine)
    for theirs, ours in zip(rows, mine, strict=True):
        assert _lines(theirs[5]) == _lines(ours[5] or ""), ours[0]


def _lines(text: str) -> str:
    """Its line ends, which that program writes in its own manner, as one each."""
    return re.sub("[\r\n]+", "\n", text)


def test_what_could_not_be_written_was_not_looked_at(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    """A missing folder, a file for a folder, a folder for a file: said clearly, nothing written, no look on record."""
    log_in_alone(sample, Role.MANAGER)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "folder.xlsx").mkdir()
    (tmp_path / "out" / "file").touch()
    before = sorted((tmp_path / "out").rglob("*"))
    for path, zh, en in (
        (tmp_path / "out" / "nowhere" / "x.xlsx", "文件夹不存在", "there is no such folder"),
        (tmp_path / "out" / "file" / "x.xlsx", "文件夹不存在", "there is no such folder"),
        (tmp_path / "out" / "folder.xlsx", "同名", "a folder has this name"),
    ):
        for words, lang in ((zh, "zh"), (en, "en")):
            for command in (
                ("complaints", "export", "--unmask", "--reason", "总行复核", "--force", "-o", path),
                ("report", "complaints", "2026-11", "--force", "-o", path),
                ("report", "month", "2026-11", "--force", "-o", path),
            ):
                said = supervisor(*command, lang=lang)
                assert said.code == 2, command
                assert words in said.err, said.err
    assert sorted((tmp_path / "out").rglob("*")) == before
    assert looks(sample) == 0
    shown = supervisor("complaints", "export", "--unmask", "--reason", "总行复核", "-o", tmp_path / "x.xlsx",
                       "--first", "2026-11-01", "--last", "2026-11-30")  # fmt: skip
    assert shown.code == 0, shown.err
    assert looks(sample) > 0


def looks(sample: Path) -> int:
    """How many looks with that reason are on record."""
    book = Book.open(sample)
    try:
        with book.read() as r:
            cases = complaints(r, r.today.replace(year=2020, day=1), r.today.replace(year=r.today.year + 1, day=1))
            steps = [step for case in cases for step in history(r, case.subject)]
    finally:
        book.close()
    return len([step for step in steps if step.kind == "unmasked" and step.note == "总行复核"])
