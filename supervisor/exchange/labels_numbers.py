"""How facts of own numbers and their fields are called."""

from __future__ import annotations

from supervisor.language import Words

NUMBER_KINDS: dict[str, Words] = {
    "numbers.file_taken": Words("导入指标数据", "Workbook of numbers taken in"),
    "numbers.file_withdrawn": Words("撤回导入文件", "Workbook of numbers taken back"),
    "numbers.entered": Words("登记指标数据", "Number entered"),
    "numbers.withdrawn": Words("撤回指标数据", "Number taken back"),
}
NUMBER_FIELDS: dict[str, Words] = {
    "added": Words("新增", "Added"),
    "replaced": Words("更正", "Replaced"),
    "same": Words("相同", "The same"),
    "when": Words("日期或月份", "Day or month"),
    "file": Words("文件", "File"),
    "sheet": Words("工作表", "Sheet"),
    "row": Words("行", "Row"),
}
