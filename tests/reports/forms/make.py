"""Writes the three forms of this folder: `python -m tests.reports.forms.make`. The files are kept, so that the tests
read what was written once, as they would read a form that came by mail.

tidy.xlsx: one sheet, a list with a sum, a chart, print set-up, header and footer, formulas of other sheets.
rich.xlsx: defined names, validations, conditional formats, a table, a text box, a picture, a titled chart.
ugly.xlsx: as real ones are (`ugly`).
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from . import ugly

HERE = Path(__file__).parent


def main() -> None:
    """Write all three."""
    tidy(HERE / "tidy.xlsx")
    rich(HERE / "rich.xlsx")
    ugly.write(HERE / "ugly.xlsx")


def tidy(path: Path) -> None:
    """A form that somebody made with care."""
    book: Any
    with Workbook(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
        cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
        share = book.add_format({"border": 1, "num_format": "0.0%"})
        total = book.add_format({"bold": True, "top": 6, "num_format": "#,##0.00"})
        sheet = book.add_worksheet("月报")
        sheet.merge_range(
            "A1:F1",
            "{{支行名称}}{{报告月份}}服务考评表",
            book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        )
        sheet.write("A2", "制表日期")
        sheet.write("B2", "{{制表日期}}", book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}))
        sheet.write("D2", "平均等候（分钟）")
        sheet.write("E2", "{{平均等候分钟}}", book.add_format({"num_format": "0.00"}))
        for column, title in enumerate(("序号", "姓名", "总分", "奖罚（元）", "占比", "名次（公式）")):
            sheet.write(3, column, title, head)
        sheet.write("A5", "{{人员.序号}}", cell)
        sheet.write("B5", "{{人员.姓名}}", cell)
        sheet.write("C5", "{{人员.总分}}", money)
        sheet.write("D5", "{{人员.奖罚金额}}", money)
        sheet.write_formula("E5", "=C5/C$6", share, 0.25)
        sheet.write_formula("F5", "=RANK(C5,C$5:C$5)", cell, 99)
        sheet.write("A6", "合计", total)
        sheet.write("B6", "", total)
        sheet.write_formula("C6", "=SUM(C5:C5)", total, 12345)
        sheet.write_formula("D6", "=SUM(D5:D5)", total, 12345)
        sheet.write_formula("E6", "=SUM(E5:E5)", share, 12345)
        sheet.write_formula("F6", "=COUNT(C5:C5)", cell, 12345)
        sheet.write("A8", "审核：＿＿＿＿＿　　复核：＿＿＿＿＿")
        sheet.set_row(4, 22)
        sheet.set_column("A:A", 6)
        sheet.set_column("B:F", 14)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"name": "='月报'!$C$4", "categories": "='月报'!$B$5:$B$5", "values": "='月报'!$C$5:$C$5"})
        chart.set_title({"name": "各员工总分"})
        sheet.insert_chart("A10", chart, {"object_position": 2})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.print_area("A1:F8")
        sheet.repeat_rows(3)
        sheet.fit_to_pages(1, 0)
        sheet.set_header('&C&"宋体,常规"&10{{支行名称}} & 报表')
        sheet.set_footer("&L{{制表人}}&R第 &P 页，共 &N 页")
        sheet.freeze_panes(4, 2)
        sheet.autofilter("A4:F5")
        other = book.add_worksheet("汇总")
        other.write("A1", "总分合计")
        other.write_formula("B1", "='月报'!C6", money, 12345)
        other.write("A2", "投诉件数")
        other.write("B2", "{{投诉件数}}")
        other.write("A3", "每人投诉")
        other.write_formula("B3", "=B2/'月报'!F6", None, 12345)
        apart = book.add_worksheet("填表说明")
        apart.write("A1", "本页不填，公式也不变")
        apart.write_formula("A2", "=1+1", None, 2)


def rich(path: Path) -> None:
    """A form with everything that a workbook can have over and beside its cells."""
    book: Any
    with Workbook(path) as book:
        sheet = book.add_worksheet("问题清单")
        box = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.merge_range("A1:D1", "")
        sheet.write("A1", "检查发现问题 {{问题数}} 个，扣 {{检查扣分}} 分（{{投诉件树}}）")
        sheet.write("A2", "投诉件数")
        sheet.merge_range("B2:C2", "", box)
        sheet.write("A3", "最长等候")
        sheet.write("B3", None, book.add_format({"num_format": "0.0"}))
        book.define_name("complaints.count", "='问题清单'!$B$2:$C$2")
        book.define_name("wait_longest_minutes", "='问题清单'!$B$3")
        book.define_name("complaints.cuont", "='问题清单'!$D$2")
        book.define_name("税率", "=0.06")
        sheet.add_table("A5:D6", {"name": "问题表", "columns": [
            {"header": "日期"}, {"header": "内容"}, {"header": "扣分"}, {"header": "整改情况"}]})  # fmt: skip
        sheet.write("A6", "{{findings.day}}", book.add_format({"num_format": "m月d日", "border": 1}))
        sheet.write("B6", "{{findings.words}}（{{findings.clause}}）", box)
        sheet.write("C6", "{{findings.points}}", book.add_format({"border": 1, "num_format": "0.00"}))
        sheet.write("D6", "", box)
        sheet.data_validation("D6", {"validate": "list", "source": ["已整改", "未整改"]})
        sheet.conditional_format(
            "C6",
            {"type": "cell", "criteria": ">=", "value": "$C$3", "format": book.add_format({"bg_color": "#FFC7CE"})},
        )
        sheet.conditional_format("C6:C6", {"type": "data_bar", "bar_color": "#63C384", "data_bar_2010": True})
        sheet.write("B8", "扣分合计")
        sheet.write_formula("C8", "=SUM(问题表[扣分])", None, 777)
        sheet.write_formula("C9", "=SUMPRODUCT((C6:C6>0)*C6:C6)", None, 777)
        sheet.write_formula("D9", '="截至{{月末日期}}，共"&COUNTA(B6:B6)&"条"', None, "777")
        sheet.write_url("B10", "internal:'问题清单'!C8", string="到合计")
        sheet.insert_textbox(
            "F2", "支行：{{支行名称}}\n投诉按时办理率 {{投诉按时办理率}}", {"width": 260, "height": 80}
        )
        sheet.insert_image("F8", "logo.png", {"image_data": BytesIO(picture()), "object_position": 2})
        sheet.write_comment("C8", "由各条扣分相加")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='问题清单'!$C$6", "categories": "='问题清单'!$A$6"})
        chart.set_title({"name": "{{报告月份}}扣分情况"})
        sheet.insert_chart("F14", chart)
        sheet.set_column("B:B", 40)
        sheet.set_header("&L{{支行名称}}&R&D")
        sheet.protect("secret")
        book.add_chartsheet("图").set_chart(_pie(book))
        beside = book.add_worksheet("两表并列")
        texts = {
            "A1": "整改", "D1": "培训", "A2": "{{整改.事项}}", "B2": "{{整改.期限}}", "D2": "{{培训.课程}}",
            "E2": "{{培训.人数}}", "A3": "共", "A5": "{{会议.名称}}", "B5": "{{会议.分钟}}",
        }  # fmt: skip
        for place, text in texts.items():
            beside.write(place, text)
        beside.write_formula("B3", "=COUNTA(A2:A2)", None, 777)
        beside.write_formula("E3", "=SUM(E2)", None, 777)
        beside.write_formula("B6", "=SUM(B5:B5)", None, 777)


def _pie(book: Any) -> Any:
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"categories": "='问题清单'!$A$6:$A$6", "values": "='问题清单'!$C$6:$C$6"})
    return chart


def picture() -> bytes:
    """A small red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    line = b"\0" + b"\xb3\x26\x1e" * 24
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(line * 24)) + chunk(b"IEND", b""))  # fmt: skip


if __name__ == "__main__":
    main()
