"""The sum proves itself like every other workbook: by the device of a book, or bound together by a key used once."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from reports.consolidation import consolidate
from reports.consolidation.manifest import manifest_of, seal_of
from supervisor.errors import Refused
from supervisor.journal.receipts import signing
from supervisor.reporting.ledger import written

from .branches import branch_workbook


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    branch_workbook(made / "1.xlsx", 1)
    return made


def test_without_a_book_changes_show_but_nobody_signed(folder, tmp_path):
    consolidate(folder, tmp_path / "sum.xlsx")
    seal = seal_of((tmp_path / "sum.xlsx").read_bytes())
    assert seal is not None
    assert seal.device.startswith("once-")
    again = tmp_path / "again.xlsx"
    consolidate(folder, again)
    assert getattr(seal_of(again.read_bytes()), "key", "") != seal.key


def test_with_a_book_its_device_signs_and_the_workbook_is_on_record(month, folder, tmp_path):
    out = tmp_path / "sum.xlsx"
    consolidate(folder, out, book=month.book, actor=month.manager)
    seal = seal_of(out.read_bytes())
    assert seal is not None
    assert (seal.device, bytes.fromhex(seal.key)) == signing(month.book)[:2]
    said = manifest_of(CalamineWorkbook.from_path(str(out)))
    assert (said.fields["kind"], said.fields["month"]) == ("consolidation", "2026-11")
    with month.book.read() as r:
        assert [(one.kind, one.month, one.file) for one in written(r)] == [("consolidation", "2026-11", "sum.xlsx")]


def test_who_may_not_export_brings_nothing_together(month, folder, tmp_path):
    with pytest.raises(Refused):
        consolidate(folder, tmp_path / "sum.xlsx", book=month.book, actor=month.teller)
    assert not (tmp_path / "sum.xlsx").exists()
