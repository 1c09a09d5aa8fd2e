"""What a check found, in the words a manager reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from supervisor.language import Words, _

if TYPE_CHECKING:
    from reports.checking.manifest import Said

Verdict = Literal["proven", "unknown_signer", "changed", "no_manifest", "damaged"]

VERDICTS: dict[str, Words] = {
    "proven": Words("未被改动：与设备签名时完全一致", "Unchanged: it is as the device signed it"),
    "unknown_signer": Words(
        "签名后未被改动，但签名的设备不在已知公钥之列",
        "Unchanged since it was signed, but the device that signed it is not among the known keys",
    ),
    "changed": Words("已被改动", "Changed after it was signed"),
    "no_manifest": Words(
        "没有签名清单：无法证明，不是本程序导出的报表，或清单已被删除",
        "No manifest: nothing can be proved. It was not written by this program, or its manifest was removed",
    ),
    "damaged": Words("文件已损坏，无法核对", "Damaged: it cannot be checked"),
}

KINDS: dict[str, Words] = {
    "cell": Words("单元格内容被改", "The cell was changed"),
    "added": Words("原为空白，后来填入了内容", "The cell was blank and was filled in"),
    "formula": Words("公式被改，或被数值代替", "The formula was changed, or a value put in its place"),
    "value": Words("公式未变，但显示的结果不是它算出的值", "The formula is the same, its result is not"),
    "row": Words("该行被改(无法确定是哪一列)", "The row was changed (in which column cannot be told)"),
    "among": Words("改动在这些行、列的交叉处", "Changed cells are among those where these rows and columns meet"),
    "rows_moved": Words("行的顺序被打乱（被人排序）", "The rows stand in another order (somebody sorted them)"),
    "row_added": Words("多出的行", "A row was put in"),
    "row_removed": Words("有行被删除", "Rows were taken out"),
    "block": Words("此区域内有改动", "Something in this range was changed"),
    "sheet_removed": Words("工作表被删除", "The sheet was taken out"),
    "sheet_renamed": Words("工作表被改名", "The sheet was renamed"),
    "sheet_replaced": Words("工作表被换掉，或几乎全部被改", "The sheet was replaced, or nearly all of it changed"),
    "sheets_exchanged": Words(
        "工作表被对调：此处放的是另一张表的内容", "Sheets exchanged: it holds what stood on another"
    ),
    "covered": Words("合并单元格遮住了内容", "Merged cells cover what stands in them"),
    "disguised": Words("数字格式使显示的数字与实际不符", "A number format makes the figure look like another"),
    "name": Words("定义的名称被改，引用它的公式会算出别的数", "A name was changed: formulas read other cells by it"),
    "manifest": Words("签名清单本身被改", "The manifest itself was changed"),
    "manifests": Words("文件中有不止一份签名清单", "The file holds more than one manifest"),
    "other_workbook": Words("签名清单属于另一份报表", "The manifest belongs to another workbook"),
    "forged": Words("不是该设备的签名：用了另一把密钥", "Not that device's signature: made with another key"),
}

NOTES: dict[str, Words] = {
    "added_sheet": Words("后来加入的工作表，不是本程序写的", "A sheet that was added; it is not ours"),
    "hidden_sheet": Words("工作表被隐藏", "The sheet is hidden"),
    "hidden_rows": Words("有行被隐藏或被筛选掉", "Rows are hidden or filtered out"),
    "hidden_columns": Words("有列被隐藏", "Columns are hidden"),
    "not_calculated": Words(
        "公式没有计算结果：请在 Excel 或 WPS 中打开并保存", "Formulas without results: open and save it in Excel or WPS"
    ),
    "filtered": Words("合计只算显示出来的行", "The total counts only the rows that are shown"),
    "unread": Words("旁边的行被改，这些公式的结果未核对", "Results of formulas beside changed rows were not compared"),
}  # fmt: skip


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that is not as it was signed: `kind` (see `KINDS`), where, and what stands there now."""

    kind: str
    sheet: str = ""
    cell: str = ""
    now: str = ""

    def words(self) -> str:
        """In one line."""
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        said = str(KINDS[self.kind])
        now = f" → {self.now}" if self.now else ""
        return f"{where}{_(': ')}{said}{now}" if where else f"{said}{now}"


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is no change of what was signed, but should be known: `kind` (see `NOTES`), and where."""

    kind: str
    sheet: str = ""
    cells: str = ""

    def words(self) -> str:
        """In one line."""
        where = "!".join(part for part in (self.sheet, self.cells) if part)
        return f"{where}{_(': ')}{NOTES[self.kind]}" if where else str(NOTES[self.kind])


class Checked(msgspec.Struct, frozen=True):
    """The outcome of a check. `about` is what the workbook says of itself, None where that cannot be read; `why` says
    what is damaged; `untouched`: nobody has even saved it since; `more`: how many changes are not listed."""

    verdict: Verdict
    about: Said | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    untouched: bool = False
    why: str = ""
    more: int = 0
