"""What the writer remembers of the cells, while it writes them and with little memory."""

from __future__ import annotations

import time
from hashlib import sha256

import pytest

from reports.look import workbook_at
from reports.proof import WorkbookRecord, about
from reports.proof.canon import formula_cell, formula_mark, formula_value, number_cell, text_cell
from reports.proof.live import live_formulas


def mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def test_a_block_is_the_cells_between_its_first_and_last_row():
    sheet = WorkbookRecord().sheet("S")
    sheet.put(1, 0, "ta")
    sheet.put(1, 2, "n3")
    sheet.put(3, 1, "b1")
    sheet.close()
    (block,) = sheet.blocks
    assert (block.first, block.last, block.columns, block.cells) == (1, 3, 3, 3)
    rows = ["ta\x1f\x1fn3", "", "\x1fb1"]
    assert block.digest == sha256("\x1e".join(rows).encode()).hexdigest()
    assert block.row_marks == "".join(map(mark, rows))
    assert block.column_marks == mark("ta\x1e\x1e") + mark("\x1e\x1eb1") + mark("n3\x1e\x1e")


def test_a_row_at_once_is_the_same_as_cell_by_cell():
    slow, fast = WorkbookRecord().sheet("S"), WorkbookRecord().sheet("S")
    for line in range(600):
        cells = [text_cell(f"张{line}"), "", number_cell(line / 7), ""]
        fast.row(line, cells)
        for column, cell in enumerate(cells):
            slow.put(line, column, cell)
    for sheet in (slow, fast):
        sheet.close()
    assert slow.blocks == fast.blocks
    assert [block.first for block in fast.blocks] == [0, 256, 512]


def test_who_comes_back_to_a_closed_block_is_told():
    sheet = WorkbookRecord().sheet("S")
    sheet.put(10, 0, "ta")
    sheet.put(300, 0, "tb")
    with pytest.raises(ValueError, match="row 11"):
        sheet.put(10, 1, "tc")
    with pytest.raises(ValueError, match="open cells"):
        sheet.open(10, 0, 10, 0)
    sheet.open(10, 1, 10, 1)


def test_open_cells_are_not_proved_and_what_is_computed_from_them_has_no_value():
    record = WorkbookRecord()
    sheet, other = record.sheet("S"), record.sheet("总 表")
    sheet.put(0, 0, "n1")
    sheet.put(0, 1, "n2")
    sheet.open(0, 1, 5, 1)
    sheet.put(2, 0, formula_mark("SUM(A1:B1)", 3))
    sheet.put(3, 0, formula_mark("A1*2", 2))
    other.put(0, 0, formula_mark("'S'!A3+1", 4))
    other.put(1, 0, formula_mark("given+1", 4))
    other.put(2, 0, formula_mark('"S!B1"&A1', "x"))
    for one in record.sheets:
        one.close()
    assert sheet.blocks[0].cells == 3
    assert live_formulas(record.sheets, {"given": "=S!$B$2"}) == {
        ("S", 2, 0), ("总 表", 0, 0), ("总 表", 1, 0), ("总 表", 2, 0)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("=SUM('投诉'!$A$1:A5)", "fSUM(投诉!$A$1:A5)"),
        ("=sum( 投诉!$A$1 : a5 )", "fSUM(投诉!$A$1:A5)"),
        ("='a b'!A1", "f'A B'!A1"),
        ('=IF(A1="a b",\'O\'\'x\'!B2,"c""d")', 'fIF(A1="a b",\'O\'\'X\'!B2,"c""d")'),
        ("=_xlfn.STDEV.S(A1:A3)", "fSTDEV.S(A1:A3)"),
    ],
)
def test_formulas_are_kept_as_every_program_writes_them(written, kept):
    assert formula_cell(written) == kept


def test_values_are_kept_as_every_program_reads_them():
    assert [text_cell(text) for text in ("a\r\nb\rc", "", "\x1f", "a\x1fb", "\ufeff中")] == [
        "ta\nb\nc", "", "", "tab", "t\ufeff中"
    ]  # fmt: skip
    assert [number_cell(x) for x in (3, -0.0, 0.1 + 0.2, 1e15, 2 / 3)] == [
        "n3",
        "n0",
        "n0.3",
        "n1e+15",
        "n0.666666666667",
    ]
    assert [formula_value(x) for x in (12345678.25, 12345678.25 + 4e-9, True, "#N/A", "", 1)] == [
        "n12345678.2", "n12345678.2", "b1", "e#N/A", "t", "n1"
    ]  # fmt: skip


def test_remembering_is_cheap():
    rows = [[f"t张三{line}", f"n{line}"] * 10 for line in range(20_000)]
    sheet = WorkbookRecord().sheet("S")
    begun = time.process_time()
    for line, cells in enumerate(rows):
        sheet.row(line, cells)
    sheet.close()
    assert (time.process_time() - begun) / 400_000 < 1e-6  # measured 0.2 µs; many machines are slower than one


def test_a_workbook_ends_with_its_manifest_and_a_seal(full, tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "one.xlsx"
    with full.book.read() as r:
        proof = about(full.book, r, "table", about="x")
    with workbook_at(path, title="t", proof=proof) as (workbook, _formats):
        sheet = workbook.add_worksheet("S")
        sheet.write(0, 0, "x")
        sheet.write(1, 1, 2.5)
    last = load_workbook(path).worksheets[-1]
    lines = [[str(cell) for cell in row if cell is not None] for row in last.iter_rows(values_only=True)]
    assert lines[0] == ["branch-supervisor.manifest", "1"]
    assert {line[1] for line in lines if line[0] == "field"} >= {"kind", "device", "public_key", "journal"}
    assert ["sheet", "S", "cells"] in lines
    assert next(line[:4] for line in lines if line[0] == "block") == ["block", "S", "A1:B2", "2"]
    assert lines[-1][0] == "signature"
    assert last.protection.sheet
    assert b"branch-supervisor.seal 1\n" + proof.device.encode() in path.read_bytes()[-600:]
