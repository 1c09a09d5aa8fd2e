"""How facts about workbooks for head office and their fields are called."""

from __future__ import annotations

from supervisor.language import Words

REPORTING_KINDS: dict[str, Words] = {
    "reporting.written": Words("生成报表", "Workbook written"),
    "reporting.sent": Words("标记已报送", "Marked as handed over"),
    "reporting.sent_withdrawn": Words("撤回报送标记", "Mark taken back"),
    "reporting.due_day_set": Words("设定报送日", "Due day set"),
}
REPORTING_FIELDS: dict[str, Words] = {
    "nth": Words("第几天", "Which day"),
    "protected": Words("是否加密", "Password"),
    "size": Words("文件大小", "Size"),
}
