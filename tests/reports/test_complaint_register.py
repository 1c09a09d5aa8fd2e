"""The register as a workbook: every text the same text, nothing executed, nothing lost, masked unless by right."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from reports.complaint_register import complaint_register, mark, pieces, visible
from supervisor.complaints import service
from supervisor.complaints.ledger import history, tree
from supervisor.complaints.settings.service import define_class
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.language import Words
from tests.complaints.team import found

DAYS = date(2026, 3, 1), date(2026, 3, 31)
HOSTILE = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "{=1+1}", "http://bad.example/x", "mailto:a@b.cn", "'quoted",
    "a_x000D_b", "_x0041_", "6222021234567890", "0012", "TRUE", "2026-01-01", "tab\there", "bell\x07", "cr\rlf\r\n",
    "\u202eابجد\u202c", "emoji 👨‍👩‍👧 😀", "<b>&amp;</b>", "\u200b", "a\x0bb\x1fc", "nbsp\u00a0x", "\x7f\x85",
    "長" * 300,
)  # fmt: skip


def sheet_rows(path, name):
    rows = list(load_workbook(path)[name].iter_rows(min_row=3))
    heads = [cell.value for cell in rows[0]]
    return [dict(zip(heads, row, strict=True)) for row in rows[1:] if row[0].value]


def as_excel_reads(path) -> set[str]:
    """The texts of a workbook with `_xHHHH_` read once, as the format says (openpyxl leaves control characters so)."""
    with zipfile.ZipFile(path) as packed:
        root = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
    texts = ("".join(item.itertext()) for item in root)
    return {re.sub("_x([0-9A-F]{4})_", lambda hit: chr(int(hit[1], 16)), text) for text in texts}


def test_hostile_texts_arrive_as_the_same_text(book, tmp_path):
    team = found(book)
    for text in HOSTILE:
        team.register(text=f"{text}.", wish=f"{text}!", contact=Contact(name=text))
    path = tmp_path / "register.xlsx"
    assert complaint_register(book, *DAYS, path, actor=team.manager, reason="复核") == len(HOSTILE)
    rows = sheet_rows(path, "投诉登记簿")
    assert len(rows) == len(HOSTILE)
    stored = as_excel_reads(path)
    for text in HOSTILE:
        assert f"{text}.".strip() in stored, text
        assert f"{text}!".strip() in stored, text
    assert {cell.data_type for row in rows for head, cell in row.items() if head in ("投诉内容", "客户")} <= {"s", "n"}
    with zipfile.ZipFile(path) as packed:
        whole = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert "<f>" not in whole
    assert "hyperlink" not in whole


def test_a_text_longer_than_a_cell_goes_on(book, tmp_path):
    team = found(book)
    text = "=" + "投诉😀" * 30_000
    team.register(text=text)
    path = tmp_path / "register.xlsx"
    complaint_register(book, *DAYS, path, actor=team.manager, reason="复核")
    (row,) = sheet_rows(path, "投诉登记簿")
    parts = [str(one["内容"].value) for one in sheet_rows(path, "续文")]
    first = row["投诉内容"].value
    assert first.endswith(mark(len(parts) + 1))
    assert first.removesuffix(mark(len(parts) + 1)) + "".join(parts) == text
    assert max(len(one.encode("utf-16-le")) // 2 for one in (first, *parts)) <= 32_767


def test_what_no_file_can_hold_is_written_visibly():
    assert visible("a\ufffeb\ud800c") == "a\\ufffeb\\ud800c"
    assert pieces("😀😀😀", 3) == ["😀", "😀", "😀"]
    assert pieces("abcdef", 4) == ["abcd", "ef"]


def test_masked_by_itself_and_opened_only_by_right_with_a_reason_that_stays(book, tmp_path):
    team = found(book)
    subject = team.register(text="请回电 13812345678", contact=Contact(name="王小明", phone="13812345678"))
    about = team.register(text="关于支行长", person=team.manager)
    path = tmp_path / "register.xlsx"
    assert complaint_register(book, *DAYS, path, actor=team.manager) == 1
    (row,) = sheet_rows(path, "投诉登记簿")
    assert row["客户"].value == "王**"
    assert "13812345678" not in f"{row['投诉内容'].value}{row['联系电话'].value}"
    complaint_register(book, *DAYS, path, actor=team.manager, reason="总行核查")
    (row,) = sheet_rows(path, "投诉登记簿")
    assert row["联系电话"].value == "13812345678"
    with book.read() as r:
        assert [(one.actor, one.note) for one in history(r, subject) if one.kind == "unmasked"] == [
            (team.manager, "总行核查")
        ]
        assert not [one for one in history(r, about) if one.kind == "unmasked"]
    with pytest.raises(Refused):
        complaint_register(book, *DAYS, tmp_path / "no.xlsx", actor=team.teller)
    assert not (tmp_path / "no.xlsx").exists()


def test_the_whole_course_of_a_case_stands_in_its_line(book, tmp_path):
    team = found(book)
    speakers = (Contact(name="张三丰", phone="13900001111"), Contact(name="李时珍"))
    subject = team.register(owner=team.handler, group_size=12, representatives=speakers)
    with book.read() as r:
        root = next(node for node in tree(r, "root") if node.active)
    team.wait(days=2)
    service.escalate(book, team.manager, subject, "超出权限")
    service.record_head_office_decision(
        book, team.handler, subject, decision="退还手续费", decided_by="分行", owner=team.handler
    )
    service.handle(book, team.handler, subject, at_fault=False, facts="属实", measure="增开窗口",
                   action_title="增开窗口", root_code=root.code, root="排班未随客流")  # fmt: skip
    service.reply(book, team.handler, subject, text="已答复")
    service.close(book, team.manager, subject)
    path = tmp_path / "register.xlsx"
    complaint_register(book, *DAYS, path, actor=team.manager)
    (row,) = sheet_rows(path, "投诉登记簿")
    shown: dict[str, Any] = {head: cell.value for head, cell in row.items()}
    assert shown["群体人数"] == 12
    assert shown["客户代表"].split("\n") == ["张** 139******11", "李**"]
    assert shown["处理人"] == "员工handler"
    assert shown["根本原因"] == f"{root.name}\n排班未随客流"
    assert shown["上级行处理意见"] == "退还手续费"
    assert shown["办结时间"].date() == team.now.date()
    assert "首次反馈：超时完成" in shown["时限情况"]
    assert "监管时限" not in shown["时限情况"], "kept"
    page = load_workbook(path)["投诉登记簿"]
    assert (page.page_setup.fitToWidth, page.page_setup.orientation) == (2, "landscape")
    assert page.print_title_cols == "$A:$A"


def test_who_approved_a_longer_limit_and_told_the_customer_stands_beside_the_limits(book, tmp_path):
    team = found(book)
    subject = team.register(owner=team.handler)
    service.find_complex(book, team.handler, subject, "需鉴定", team.now, "phone")
    service.extend(book, team.handler, subject, "鉴定未出", "分行张主任", team.now, "face")
    service.pause(book, team.handler, subject, "papers", note="等材料")
    path = tmp_path / "register.xlsx"
    complaint_register(book, *DAYS, path, actor=team.manager)
    (row,) = sheet_rows(path, "投诉登记簿")
    text = row["时限情况"].value if "时限情况" in row else " ".join(str(cell.value) for cell in row.values())
    for told in ("认定为复杂投诉：需鉴定；已告知客户", "电话告知", "延期：鉴定未出；批准人：分行张主任", "等材料"):
        assert told in text


def test_stopped_or_not_writable_leaves_neither_file_nor_entry(book, tmp_path):
    team = found(book)
    subjects = [team.register() for _ in range(3)]

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "register.xlsx"
    with pytest.raises(KeyboardInterrupt):
        complaint_register(book, *DAYS, path, actor=team.manager, reason="复核", tell=stop)
    path.mkdir()
    with pytest.raises(BadInput):
        complaint_register(book, *DAYS, path, actor=team.manager, reason="复核")
    with pytest.raises(BadInput):
        complaint_register(book, *DAYS, tmp_path / "x.xlsx", actor=team.manager, reason="请致电 13812345678")
    assert [one.name for one in tmp_path.iterdir() if "xlsx" in one.name] == ["register.xlsx"]
    with book.read() as r:
        assert not [one for subject in subjects for one in history(r, subject) if one.kind == "unmasked"]


def test_five_hundred_cases_are_not_read_one_by_one(book, tmp_path):
    team = found(book)
    with book.batch():
        for _ in range(500):
            team.register()
    asked = []
    with book.read() as r:
        kind = type(r)
    before = kind.unseal
    kind.unseal = lambda *told: asked.append(told) or before(*told)
    try:
        assert complaint_register(book, *DAYS, tmp_path / "register.xlsx", actor=team.manager) == 500
    finally:
        kind.unseal = before
    assert not asked


def test_a_cause_has_the_name_of_its_own_tree(book, tmp_path):
    """The same code stands for one thing among causes and for another among root causes or classes."""
    team = found(book)
    define_class(book, "system", tree_name="class", code="system", name=Words("网银业务", "Internet bank"))
    team.register(class_code="system", cause_code="system")
    path = tmp_path / "register.xlsx"
    complaint_register(book, *DAYS, path, actor=team.manager)
    (row,) = sheet_rows(path, "投诉登记簿")
    with book.read() as r:
        causes = {node.code: str(node.name) for node in tree(r, "cause")}
        roots = {node.code: str(node.name) for node in tree(r, "root")}
    assert causes["system"] != roots["system"]
    assert (row["业务类别"].value, row["原因"].value) == ("网银业务", causes["system"])


def test_times_are_of_whole_seconds(book, tmp_path):
    """A fraction is not seen in the cell, but sorts and compares."""
    team = found(book)
    team.wait(seconds=7, microseconds=143_000)
    team.register()
    path = tmp_path / "register.xlsx"
    complaint_register(book, *DAYS, path, actor=team.manager)
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    (serial,) = re.findall('<c r="B4"[^>]*><v>([^<]*)</v>', sheet)
    seconds = float(serial) * 86_400
    assert abs(seconds - round(seconds)) < 1e-3
