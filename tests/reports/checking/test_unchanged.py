"""What nobody changed is proved, whichever program saved it again, and filled cells are no change."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from reports.checking import check
from tests.reports.checking.changing import changed, part_of
from tests.reports.checking.conftest import KINDS


def words(found) -> list[str]:
    return [one.words() for one in (*found.changes, *found.notes)]


@pytest.mark.parametrize("kind", KINDS)
def test_as_it_was_written_it_is_proved_by_its_seal_and_without_it(branch, tmp_path, kind):
    found = check(branch.files[kind], keys=branch.keys)
    assert (found.verdict, found.untouched) == ("proven", True)
    found = check(changed(branch.files[kind], tmp_path / "x.xlsx", {}), keys=branch.keys)
    assert (found.verdict, found.untouched, words(found)) == ("proven", False, [])


@pytest.mark.parametrize("kind", KINDS)
def test_saved_again_by_libreoffice_it_is_proved(branch, resaved, kind):
    found = check(resaved[kind], keys=branch.keys)
    assert (found.verdict, words(found)) == ("proven", [])


@pytest.mark.parametrize("kind", ["month", "table", "small"])
def test_a_program_that_drops_results_is_told_as_that(branch, tmp_path, kind):
    load_workbook(branch.files[kind]).save(tmp_path / "x.xlsx")
    found = check(tmp_path / "x.xlsx", keys=branch.keys)
    assert found.verdict == "proven"
    assert {note.kind for note in found.notes} == {"not_calculated"}


def test_whatever_a_month_lets_one_type_in_is_no_part_of_its_proof(branch, tmp_path):
    workbook, typed = load_workbook(branch.files["month"]), []
    for sheet in workbook.worksheets:
        for one in (cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked):
            if not isinstance(one, MergedCell):
                one.value = "已收"
                typed.append(f"{sheet.title}!{one.coordinate}")
    workbook.save(tmp_path / "x.xlsx")
    assert sum(place.startswith("封面!") for place in typed) == 4  # received by, on, verdict, remark
    found = check(tmp_path / "x.xlsx", keys=branch.keys)
    assert (found.verdict, found.changes) == ("proven", ())


@pytest.mark.parametrize("kind", ["month", "table", "small"])
def test_as_another_office_writes_it(branch, tmp_path, kind):
    """Texts shared, formulas in capitals with quotes and blanks, numbers to 17 digits, attributes and views of its
    own."""

    def otherwise(text: str) -> str:
        text = re.sub(r"<v>(\d+\.\d+)</v>", lambda hit: f"<v>{float(hit[1]):.17g}</v>", text)
        text = re.sub(r"<f>([^<\"]*?)</f>", lambda hit: f"<f>{hit[1].replace(',', ' , ').lower()}</f>", text)
        text = re.sub(r"<row (?=r=)", '<row x14ac:dyDescent="0.2" ', text)
        return text.replace("<worksheet ", '<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/x" ', 1)

    source = branch.files[kind]
    with zipfile.ZipFile(source) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    found = check(changed(source, tmp_path / "x.xlsx", dict.fromkeys(sheets, otherwise)), keys=branch.keys)
    assert (found.verdict, words(found)) == ("proven", [])


def test_filled_cells_change_nothing_and_what_reads_them_may_come_to_anything(branch, tmp_path):
    def fill(text: str) -> str:
        return re.sub(r'<c r="(E\d+)" s="(\d+)"/>', r'<c r="\1" s="\2" t="inlineStr"><is><t>\1 是</t></is></c>', text)

    source = branch.files["table"]
    parts = {
        part_of(source, "表 (一)"): lambda text: fill(text).replace("</f><v>1</v>", "</f><v>8</v>"),
        part_of(source, "总"): lambda text: text.replace("</f><v>2</v>", "</f><v>16</v>"),
    }
    path = changed(source, tmp_path / "x.xlsx", parts)
    assert "E303 是" in str(list(load_workbook(path)["表 (一)"].values))
    assert check(path, keys=branch.keys).verdict == "proven"


def test_who_signed_must_be_known(branch):
    found = check(branch.files["month"])
    assert found.verdict == "unknown_signer"
    assert found.about is not None
    assert found.about.device in branch.keys
    assert (found.about.kind, found.about.month) == ("month", "2026-11")
    ends = "".join(f"{device} {seq} {digest}\n" for device, seq, digest in found.about.heads)
    assert found.about.journal == sha256(ends.encode()).hexdigest()


def test_a_filtered_sheet_is_proved_where_its_total_fits_the_rows_shown(branch, tmp_path):
    part = part_of(branch.files["small"], "甲")

    def hide(text: str) -> str:
        return text.replace('<row r="5"', '<row r="5" hidden="1"')

    def total(value: str):
        return lambda text: re.sub(r"(SUBTOTAL\(9,B4:B15\)</f><v>)[^<]*", rf"\g<1>{value}", hide(text))

    true = sum(n * 1.5 for n in range(12) if n != 1)
    found = check(changed(branch.files["small"], tmp_path / "x.xlsx", {part: total(str(true))}), keys=branch.keys)
    assert found.verdict == "proven"
    assert {note.kind for note in found.notes} == {"filtered", "hidden_rows"}
    found = check(changed(branch.files["small"], tmp_path / "y.xlsx", {part: total("98")}), keys=branch.keys)
    assert [(one.kind, one.cell) for one in found.changes] == [("value", "B16")]
