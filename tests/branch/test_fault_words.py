"""A fault is one sentence after the other, in the marks of its language."""

from __future__ import annotations

import pytest

from supervisor.errors import Fault


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("这不是表格文本", "请导出为 CSV", file="a.csv"), "a.csv：这不是表格文本。请导出为 CSV"),
        (Fault("没有日期。", "请选日期列", file="a.csv", row=3), "a.csv 第 3 行：没有日期。请选日期列"),
        (Fault("不是时间", file="a.xlsx", sheet="叫号", row=3, column="B"), "a.xlsx [叫号] B3：不是时间"),
        (Fault("no time", "write 08:30", file="a.csv", row=3), "a.csv 3: no time write 08:30"),
    ],
)
def test_a_fault_reads_as_its_language_is_written(fault: Fault, words: str) -> None:
    assert str(fault) == words
