"""The page of a check-list workbook that explains it: how to go about it, and every column in both languages."""

from __future__ import annotations

from typing import Any

from supervisor.language import Words

from .columns import GUIDE_SHEET, SHEETS, Column
from .explanations import ABOUT

TITLE = Words("检查表填写说明", "How to fill in this check-list")
STEPS = (
    Words("survey 表每行一个检查项；一节从 begin_group 开始，到 end_group 结束，节名写在标签列。",
          "Each line of the sheet survey is one check; a section runs from begin_group to end_group, its heading in "
          "the label."),
    Words("检查项的 type 写 select_one verdict；答案只有 pass 合格、fail 不合格、na 不适用，条件里也这样写。",
          "A check has the type select_one verdict; its answers are pass, fail and na, in conditions too."),
    Words("分值写分数本身（2.5），罚款写元，整改天数按工作日；比率写小数或百分数（0.02 或 2%）。",
          "Points are plain points (2.5), fines yuan, days working days; a rate is a fraction or per cent."),
    Words("条件用英文引号：${C6-5} = 'fail'；可用 and、or、not()、selected()；只能引用前面的行。",
          "Conditions: ${C6-5} = 'fail', with and, or, not(), selected(); they may name earlier lines only."),
    Words("改完后在“检查 → 检查表”导入：有错会指出工作表、行和列及改法；内容没变则什么都不变。",
          "When done, import it under Inspections, Check-lists: mistakes are named with sheet, row, column and cure; "
          "unchanged content changes nothing."),
    Words("不认识的列不会被读取，导入时会逐一列出；本页不被读取。",
          "Columns that are not known are not read and listed on import; this page is not read."),
)  # fmt: skip
TRANSLATED = (
    ("label::中文 (zh) / label::English (en)", Words("检查内容（节的标题）", "What is checked (a section's heading)")),
    ("hint::…", Words("怎么查、查什么资料", "How to check it")),
    (
        "constraint_message::…",
        Words("所填内容不符合 constraint 时的提示", "What is said when the constraint is not kept"),
    ),
)
HEADINGS = ("工作表 sheet", "列 column", "中文说明", "English", "可填内容 words")


def write(sheet: Any) -> None:
    """Fill the page."""
    from openpyxl.styles import Alignment, Font, PatternFill

    wrap = Alignment(vertical="top", wrap_text=True)
    sheet.append([f"{TITLE.zh} / {TITLE.en}"])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    for number, step in enumerate(STEPS, 1):
        sheet.append([number, None, step.zh, step.en])
    sheet.append([])
    sheet.append(list(HEADINGS))
    heading = sheet.max_row
    for name, about in TRANSLATED:
        sheet.append(["survey", name, about.zh, about.en])
    for title, columns in SHEETS.items():
        for column in columns:
            sheet.append(
                [title, _names(column), ABOUT[title, column.field].zh, ABOUT[title, column.field].en, _words(column)]
            )
    sheet.append(["thresholds", "consequence::中文 (zh) / consequence::English (en)", "后果", "What follows"])
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = wrap
    for cell in sheet[heading]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
    for letter, wide in zip("ABCDE", (14, 30, 60, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = wide


def _names(column: Column) -> str:
    return " / ".join(dict.fromkeys((column.heading.zh, column.heading.en)))


def _words(column: Column) -> str:
    return "、".join(f"{one.zh}（{one.en}）" for one in (column.words or {}).values())


__all__ = ["GUIDE_SHEET", "write"]
