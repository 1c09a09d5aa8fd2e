"""What somebody changed is caught and named by its cell, its rows or its sheet."""

from __future__ import annotations

import random
import re
import zipfile
from hashlib import sha256
from importlib import import_module

import pytest
from openpyxl import load_workbook

from reports.checking import check
from supervisor.journal.receipts import signing
from tests.reports.checking.changing import cell, changed, one_after_another, part_of
from tests.reports.checking.conftest import small


def named(found) -> list[tuple[str, str, str]]:
    assert found.verdict == "changed"
    return [(one.kind, one.sheet, one.cell) for one in found.changes]


@pytest.fixture
def told(branch, tmp_path):
    """`told(kind, sheet, change)`: what a check says after a change of that sheet's markup."""

    def tell(kind: str, sheet: str, change) -> list[tuple[str, str, str]]:
        source = branch.files[kind]
        path = changed(source, tmp_path / "forged.xlsx", {part_of(source, sheet): change})
        return named(check(path, keys=branch.keys))

    return tell


def test_one_cell_of_each_kind_is_named(told):
    number, text = cell("B6", '<c r="B6"><v>1</v></c>'), cell("A6", '<c r="A6" t="inlineStr"><is><t>x</t></is></c>')
    assert told("small", "甲", number) == [("cell", "甲", "B6")]
    assert told("small", "甲", text) == [("cell", "甲", "A6")]
    assert told("small", "甲", cell("C6", '<c r="C6"><v>46330</v></c>')) == [("cell", "甲", "C6")]
    assert told("small", "甲", cell("B6", '<c r="B6"/>')) == [("cell", "甲", "B6")]
    assert told("small", "甲", cell("D6", '<c r="D6"><f>B6*2</f><v>6.5</v></c>')) == [("value", "甲", "D6")]
    assert told("small", "甲", cell("D6", '<c r="D6"><f>B6*3</f><v>6</v></c>')) == [("formula", "甲", "D6")]
    assert told("small", "甲", cell("D6", '<c r="D6"><v>6</v></c>')) == [("cell", "甲", "D6")]
    assert told("small", "甲", cell("B6", '<c r="B6" t="b"><v>1</v></c>')) == [("cell", "甲", "B6")]


def test_what_stands_there_now_is_shown(branch, tmp_path):
    source = branch.files["small"]
    part = part_of(source, "甲")
    style = re.search(r'<c r="C6" s="(\d+)"', zipfile.ZipFile(source).read(part).decode())[1]  # type: ignore[index]
    change = one_after_another(
        cell("B6", '<c r="B6"><v>7.50</v></c>'), cell("C6", f'<c r="C6" s="{style}"><v>46330</v></c>')
    )
    found = check(changed(source, tmp_path / "x.xlsx", {part: change}), keys=branch.keys)
    assert [(one.cell, one.now) for one in found.changes] == [("B6", "7.5"), ("C6", "2026-11-04")]


def test_several_cells_are_told_with_the_rows_and_columns_they_lie_in(told):
    first, second = cell("B6", '<c r="B6"><v>1</v></c>'), cell("B9", '<c r="B9"><v>2</v></c>')
    assert told("small", "甲", one_after_another(first, second)) == [("cell", "甲", "B6"), ("cell", "甲", "B9")]
    other = cell("A9", '<c r="A9" t="inlineStr"><is><t>x</t></is></c>')
    assert told("small", "甲", one_after_another(first, other)) == [("among", "甲", "6、9 × A,B")]


def test_what_was_written_beside_and_below_is_named(told):
    beside = cell("D6", '<c r="D6"><f>B6*2</f><v>6</v></c><c r="H6"><v>1</v></c>')
    assert told("small", "甲", beside) == [("added", "甲", "H6")]

    def below(text: str) -> str:
        return text.replace("</sheetData>", '<row r="900"><c r="B900"><v>5</v></c></row></sheetData>')

    assert told("small", "甲", below) == [("added", "甲", "B900")]


def _rows(text: str) -> list[str]:
    return re.findall(r"<row .*?</row>", text)


def _numbered(row: str, number: int) -> str:
    return re.sub(r'(r="[A-Z]*)\d+"', rf'\g<1>{number}"', row)


def test_rows_sorted_put_in_and_taken_out(branch, tmp_path, told):
    def swapped(text: str) -> str:  # two rows of the month's answers, which hold no formulas
        rows = _rows(text)
        return text.replace(rows[9] + rows[10], _numbered(rows[10], 10) + _numbered(rows[9], 11))

    assert told("month", "检查明细", swapped) == [("rows_moved", "检查明细", "10:11")]

    def without(text: str) -> str:
        rows = _rows(text)
        kept = rows[:9] + [_numbered(row, number) for number, row in enumerate(rows[10:], 10)]
        return text.replace("".join(rows), "".join(kept))

    found = told("month", "检查明细", without)
    assert ("row_removed", "检查明细", "10:10") in found
    assert {kind for kind, _sheet, _cell in found} <= {"row_removed", "row", "formula"}

    def more(text: str) -> str:
        rows = _rows(text)
        put = [_numbered(rows[8], 10)] + [_numbered(row, number) for number, row in enumerate(rows[9:], 11)]
        put[0] = put[0].replace("<v>", "<v>1", 1)
        return text.replace("".join(rows[9:]), "".join(put))

    assert ("row_added", "检查明细", "10:10") in told("month", "检查明细", more)


def test_sheets_taken_out_renamed_exchanged_and_added(branch, tmp_path):
    source = branch.files["small"]

    def told(change) -> list[tuple[str, str, str]]:
        return named(check(changed(source, tmp_path / "x.xlsx", {"xl/workbook.xml": change}), keys=branch.keys))

    assert told(lambda text: re.sub(r'<sheet name="乙"[^>]*/>', "", text)) == [("sheet_removed", "乙", "")]
    assert told(lambda text: text.replace('name="乙"', 'name="丙"')) == [("sheet_renamed", "乙", "")]
    month = changed(branch.files["month"], tmp_path / "m.xlsx", {"xl/workbook.xml": _exchange("检查明细", "问题清单")})
    found = named(check(month, keys=branch.keys))
    assert ("sheets_exchanged", "检查明细", "") in found
    workbook = load_workbook(source)
    workbook.create_sheet("附件", 0)["A1"] = "=1+1"
    workbook.save(tmp_path / "y.xlsx")
    checked = check(tmp_path / "y.xlsx", keys=branch.keys)
    assert checked.verdict == "proven"
    assert ("added_sheet", "附件") in [(note.kind, note.sheet) for note in checked.notes]


def _exchange(one: str, other: str):
    def change(text: str) -> str:
        return text.replace(f'"{one}"', '"?"', 1).replace(f'"{other}"', f'"{one}"', 1).replace('"?"', f'"{other}"', 1)

    return change


def test_a_sheet_of_another_months_workbook_is_not_this_ones(branch, tmp_path):
    small(branch.book, tmp_path / "other.xlsx", scale=3)
    with zipfile.ZipFile(tmp_path / "other.xlsx") as other:
        sheet = other.read(part_of(tmp_path / "other.xlsx", "甲")).decode()
    source = branch.files["small"]
    found = check(changed(source, tmp_path / "x.xlsx", {part_of(source, "甲"): lambda _text: sheet}), keys=branch.keys)
    assert {one.sheet for one in found.changes} == {"甲"}
    assert found.verdict == "changed"


def test_the_manifest_of_another_workbook_and_a_changed_one(branch, tmp_path):
    source, month = branch.files["small"], branch.files["month"]
    with zipfile.ZipFile(source) as packed:
        text = packed.read(part_of(source, "签名清单")).decode()
    found = check(
        changed(month, tmp_path / "x.xlsx", {part_of(month, "签名清单"): lambda _text: text}), keys=branch.keys
    )
    assert found.verdict == "changed"
    assert {one.kind for one in found.changes} == {"sheet_removed"}
    part = part_of(source, "签名清单")
    found = check(changed(source, tmp_path / "y.xlsx", {part: lambda text: text.replace("<t>B</t>", "<t>C</t>", 1)}),
                  keys=branch.keys)  # fmt: skip
    assert named(found) == [("manifest", "", "")]
    assert check(changed(source, tmp_path / "z.xlsx", {"xl/workbook.xml": lambda text: re.sub(
        '<sheet name="签名清单"[^>]*/>', "", text)})).verdict == "no_manifest"  # fmt: skip


def test_a_forger_with_a_key_of_his_own_is_told(branch, tmp_path, new_place):
    """He makes a whole workbook anew, says it is of the branch's device, and signs it himself."""
    made = import_module("reports.proof.about")
    forger = new_place("sqlite", "forger").create()
    device = signing(branch.book).device
    own = signing(forger)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(made, "signing", lambda _book: own._replace(device=device))
        small(branch.book, tmp_path / "forged.xlsx", scale=2)
    forger.close()
    assert named(check(tmp_path / "forged.xlsx", keys=branch.keys)) == [("forged", "", "")]
    known = {name: key for name, key in branch.keys.items() if name != device}
    assert check(tmp_path / "forged.xlsx", keys=known).verdict == "unknown_signer"


def test_a_seal_of_another_file_proves_nothing(branch, tmp_path):
    sealed = branch.files["small"].read_bytes()
    seal = sealed[sealed.rindex(b"PK\x05\x06") + 20 :]
    source = branch.files["small"]
    forged = changed(source, tmp_path / "x.xlsx", {part_of(source, "甲"): cell("B6", '<c r="B6"><v>1</v></c>')})
    forged.write_bytes(forged.read_bytes()[:-2] + seal)
    assert zipfile.ZipFile(forged).comment.startswith(b"branch-supervisor.seal 1\n")
    assert named(check(forged, keys=branch.keys)) == [("cell", "甲", "B6")]


def test_what_makes_a_figure_look_like_another_is_a_change(branch, tmp_path, told):
    def covered(text: str) -> str:
        return text.replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A6:B6"/></mergeCells>')

    assert told("small", "甲", covered) == [("covered", "甲", "A6:B6")]
    source = branch.files["small"]
    for form in ("&quot;98.50&quot;", ";;;", "0,", "0.00&quot;万&quot;", "[$98]@", "0;0;0;&quot;A&quot;"):
        disguised = changed(source, tmp_path / "x.xlsx", {"xl/styles.xml": lambda text, form=form: re.sub(
            r'formatCode="#,##0\.00[^"]*"', f'formatCode="{form}"', text)})  # fmt: skip
        assert {kind for kind, _sheet, _cell in named(check(disguised, keys=branch.keys))} == {"disguised"}, form
    other = {"xl/workbook.xml": lambda text: re.sub('(name="total_of_all">[^<]*)1<', r"\g<1>2<", text)}
    renamed = changed(branch.files["table"], tmp_path / "y.xlsx", other)
    assert ("name", "", "total_of_all") in named(check(renamed, keys=branch.keys))
    own = '<definedNames><definedName name="total_of_all" localSheetId="1">总!$A$2</definedName>'
    local = {"xl/workbook.xml": lambda text: text.replace("<definedNames>", own, 1)}
    assert ("name", "", "total_of_all") in named(check(changed(branch.files["table"], tmp_path / "z.xlsx", local)))
    rule = {"xl/styles.xml": lambda text: text.replace('<dxfs count="0"/>', '<dxfs><dxf><numFmt numFmtId="190" '
            'formatCode="&quot;98&quot;"/></dxf></dxfs>')}  # fmt: skip
    assert named(check(changed(source, tmp_path / "r.xlsx", rule), keys=branch.keys)) == [("disguised", "", "")]


MUTATIONS = ("number", "text", "blank", "value", "formula")


def mutations(path, many: int, seed: int):
    """(sheet, cell, markup) of so many changed cells, drawn by chance."""
    chance = random.Random(seed)
    for _turn in range(many):
        sheet, rows = chance.choice((("甲", 12), ("乙", 7)))
        row, column = chance.randrange(4, 4 + rows), chance.choice("ABCD")
        where = f"{column}{row}"
        kind = chance.choice(MUTATIONS)
        markup = {
            "number": f"<v>{chance.uniform(1e6, 2e6):.3f}</v>",
            "text": None,
            "blank": "",
            "value": f"<f>{'B' + str(row)}*2</f><v>{chance.uniform(1e6, 2e6):.2f}</v>",
            "formula": f"<f>SUM(A{row})*{chance.randrange(3, 99)}</f><v>6</v>",
        }[kind]
        if markup is None:
            yield sheet, where, f'<c r="{where}" t="inlineStr"><is><t>{sha256(bytes([row])).hexdigest()}</t></is></c>'
        else:
            yield sheet, where, f'<c r="{where}">{markup}</c>'


def test_each_of_many_changed_cells_is_named(branch, tmp_path):
    every_cell_is_named(branch, tmp_path, 60, 8)


@pytest.mark.soak
def test_each_of_very_many_changed_cells_is_named(branch, tmp_path):
    for seed in range(20):
        every_cell_is_named(branch, tmp_path, 300, seed)


def every_cell_is_named(branch, folder, many: int, seed: int) -> None:
    source = branch.files["small"]
    parts = {sheet: part_of(source, sheet) for sheet in ("甲", "乙")}
    for sheet, where, markup in mutations(source, many, seed):
        path = changed(source, folder / "x.xlsx", {parts[sheet]: cell(where, markup)})
        found = check(path, keys=branch.keys)
        assert [(one.sheet, one.cell) for one in found.changes] == [(sheet, where)], (where, markup)
