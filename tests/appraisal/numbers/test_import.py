"""Workbooks of numbers, ugly ones too: read whole or not at all, once only, corrected by key, taken back as a file."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from reports import write_numbers_form
from supervisor.appraisal.measures.gather import gather
from supervisor.appraisal.numbers.ledger import files, standing
from supervisor.appraisal.numbers.service import enter, look, take, withdraw, withdraw_file
from supervisor.errors import BadInput, Refused
from supervisor.journal import lock_month
from supervisor.roster.service import record_absence

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
HEADS = ("工号", "姓名", "月份", "指标", "数值", "次数", "备注")


def numbers(month) -> dict[tuple[str, str, str], tuple[int | None, int]]:
    """(number, item, when) → value in hundredths and cases."""
    jobs = {month.manager: "01", month.deputy: "02", month.teller: "03", month.guide: "04"}
    with month.book.read() as r:
        return {(jobs[n.person], n.item, n.when): (n.value_c, n.cases) for n in standing(r, FIRST, LAST)}


def test_one_row_a_fact_is_taken_in_once_and_corrected_by_its_key(month, sheet):
    rows = [
        HEADS,
        ("03", "teller", "2026-11", "发卡量", 12, None, "核对过"),
        (4, None, "2026年11月", "发卡量", "１５", None, None),
    ]
    done = take(month.book, month.deputy, sheet(rows))
    assert (done.count("added"), done.count("replaced")) == (2, 0)
    assert numbers(month) == {("03", "发卡量", "2026-11"): (1200, 1), ("04", "发卡量", "2026-11"): (1500, 1)}
    with month.book.read() as r:
        vector = r.vector()
    again = take(month.book, month.deputy, sheet(rows))
    assert again.count("same") == 2
    with month.book.read() as r:
        assert r.vector() == vector, "the same file again leaves no entry"
    rows[1] = ("03", "teller", "2026-11", "发卡量", 13.5, None, "核对过")
    corrected = take(month.book, month.deputy, sheet(rows))
    (changed,) = [one for one in corrected.lines if one.outcome == "replaced"]
    assert (changed.before_c, changed.read.value_c, corrected.count("same")) == (1200, 1350, 1)
    with month.book.read() as r:
        (found,) = [n for n in standing(r, FIRST, LAST) if n.person == month.teller]
        assert (found.value_c, found.earlier, found.sheet, found.row) == (1350, 1, "Sheet1", 2)
        newest = files(r)[0]
    assert withdraw_file(month.book, month.deputy, newest.subject, reason="错表") == 1
    assert numbers(month)["03", "发卡量", "2026-11"] == (1200, 1), "what stood before stands again"
    with month.book.read() as r:
        oldest = files(r)[-1]
    withdraw_file(month.book, month.deputy, oldest.subject, reason="错表")
    assert numbers(month) == {}
    assert take(month.book, month.deputy, sheet(rows)).count("added") == 2, "and may be taken in once more"
    assert month.book.verify().problems == []


def test_every_fault_is_named_by_its_place_and_nothing_is_taken(month, sheet):
    path = sheet([
        ("2026年11月指标数据",), HEADS,
        ("03", "guide", "2026-11", "发卡量", 1), ("99", "", "2026-11", "发卡量", 1), ("03", "", "13月", "发卡量", 1),
        ("03", "", "2026-11", "发卡量", "十二"), ("04", "", "2026-11", "", 3), ("04", "", "2026-12", "发卡量", 3),
        ("02", "", "2026-11", "发卡量", 3), ("04", "", "2026-11", "存款", 3), ("04", "", "2026-11", "存款", 4),
    ])  # fmt: skip
    with pytest.raises(BadInput) as wrong:
        take(month.book, month.deputy, path)
    places = [(one.row, one.column) for one in wrong.value.faults]
    assert places == [(3, "A"), (4, "A"), (5, "C"), (6, "E"), (7, "D"), (8, "C"), (9, "A"), (11, "E")]
    assert all(one.file == "numbers.xlsx" and one.sheet == "Sheet1" and one.cure for one in wrong.value.faults)
    assert numbers(month) == {}
    with month.book.read() as r:
        assert len(look(r, month.deputy, path).faults) == 8
        with pytest.raises(Refused):
            look(r, month.guide, path)


def test_a_person_a_row_with_merged_heads_titles_totals_and_percents(month, sheet):
    path = sheet(
        [("XX支行2026年11月营销通报", None, None, None, None, None, None),
         ("工号", "姓名", "岗位", "发卡", None, "存款完成率", "备注"), (None, None, None, "本月", "累计", None, None),
         ("03", "teller", "柜员", 5, "１２ ", 0.9567, ""), (None,) * 7,
         ("0004", "guide", "大堂", "-", 1 / 3, None, "休假"), ("合计", None, None, 5, 12, None, None),
         ("", "平均值", "", 2.5, 6, 0.95, "")],
        merged=("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"), percent=("F4", "F8"),
    )  # fmt: skip
    done = take(month.book, month.deputy, path)
    assert numbers(month) == {
        ("03", "本月", "2026-11"): (500, 1), ("03", "累计", "2026-11"): (1200, 1),
        ("03", "存款完成率", "2026-11"): (9567, 1), ("04", "累计", "2026-11"): (33, 1),
    }  # fmt: skip
    assert any("2" in note for note in done.notes), "two rows of totals were left out, and that is said"


def test_heads_that_stand_twice_take_the_head_above_them(month, sheet):
    path = sheet(
        [("姓名", "发卡", None, "存款", None), (None, "计划", "完成", "计划", "完成"), ("teller", 10, 9, 100, 90)],
        merged=("A1:A2", "B1:C1", "D1:E1"), file="2026-11 通报.xlsx",
    )  # fmt: skip
    take(month.book, month.deputy, path)
    assert {key[1]: value[0] for key, value in numbers(month).items()} == {
        "发卡计划": 1000, "发卡完成": 900, "存款计划": 10000, "存款完成": 9000,
    }  # fmt: skip


def test_attendance_says_days_and_what_the_roster_tells_counts_once(month, sheet):
    path = sheet([
        ("工号", "日期", "考勤情况", "分钟"),
        ("03", datetime(2026, 11, 10), "迟到", 12), ("03", "2026/11/11", "早退", None),
        ("04", "2026-11-12", "年假", None), ("04", "2026-11-13", "旷工", None),
    ])  # fmt: skip
    take(month.book, month.deputy, path)
    assert numbers(month)["03", "attendance.late", "2026-11-10"] == (1200, 1)
    record_absence(month.book, month.deputy, person=month.teller, day=date(2026, 11, 10), kind="late",
                   start_minute=480, end_minute=500)  # fmt: skip
    with month.book.read() as r:
        found = [(p.person, p.item, p.day.day) for p in gather(r, FIRST, LAST).evidence if p.source == "attendance"]
    assert sorted(found) == sorted([
        (month.teller, "attendance.late", 10), (month.teller, "attendance.early", 11),
        (month.guide, "attendance.absent", 13),
    ])  # fmt: skip


def test_times_counted_over_a_month_are_so_many_breaches_and_none_is_still_looked_at(month, sheet):
    rows = [("工号", "姓名", "迟到次数", "维护客户数"), ("03", "teller", 3, 120), ("04", "guide", 0, "")]
    take(month.book, month.deputy, sheet(rows, name="2026年11月"))
    with month.book.read() as r:
        gathered = gather(r, FIRST, LAST)
    late = [p for p in gathered.evidence if p.item == "attendance.late"]
    assert len(late) == 3
    assert len({p.act for p in late}) == 3
    assert ("attendance", month.guide) in gathered.observed
    (kept,) = [p for p in gathered.evidence if p.source == "client"]
    assert (kept.item, kept.value_c, kept.person) == ("client.kept", 12000, month.teller), (
        "nobody's empty cell is a zero"
    )


def test_one_by_hand_shares_its_key_with_the_files(month, sheet):
    subject = enter(
        month.book, month.deputy, person=month.teller, source="number", item="发卡量", when="2026-11", value_c=900
    )
    done = take(month.book, month.deputy, sheet([HEADS, ("03", "", "2026-11", "发卡量", 9)]))
    assert done.count("same") == 1
    with pytest.raises(Refused):
        enter(month.book, month.deputy, person=month.deputy, source="number", item="发卡量", when="2026-11", value_c=1)
    with pytest.raises(BadInput):
        enter(month.book, month.deputy, person=month.teller, source="number", item="发卡量", when="2026-12", value_c=1)
    with pytest.raises(BadInput):
        withdraw(month.book, month.deputy, subject, reason=" ")
    withdraw(month.book, month.deputy, subject, reason="错")
    assert numbers(month) == {}


def test_a_list_of_ranks_is_called_by_its_sheet_and_a_file_without_a_month_asks_for_one(month, sheet):
    path = sheet([("名次", "姓名"), ("第3名", "teller"), (1, "guide")], name="存款榜", file="榜.xlsx")
    with month.book.read() as r:
        assert len({one.cure for one in look(r, month.deputy, path).faults}) == 1
    take(month.book, month.deputy, path, month="2026-11")
    assert numbers(month) == {("03", "存款榜", "2026-11"): (300, 1), ("04", "存款榜", "2026-11"): (100, 1)}


def test_a_formula_that_nobody_worked_out_is_a_fault_and_no_empty_cell(month, sheet):
    with pytest.raises(BadInput) as wrong:
        take(month.book, month.deputy, sheet([HEADS, ("03", "", "2026-11", "发卡量", "=1+1")]))
    assert [(one.row, one.column) for one in wrong.value.faults] == [(2, "E")]


def test_a_torn_file_and_one_without_a_table_are_refused(month, sheet, tmp_path):
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(BadInput):
        take(month.book, month.deputy, torn)
    with pytest.raises(BadInput) as wrong:
        take(month.book, month.deputy, sheet([("随便", "写的"), (1, 2)]))
    assert wrong.value.faults[0].cure


def test_a_locked_month_takes_no_number(month, sheet):
    with month.book.write(month.manager) as w:
        lock_month(w, "2026-11")
    with pytest.raises(BadInput) as wrong:
        take(month.book, month.deputy, sheet([HEADS, ("03", "", "2026-11", "发卡量", 9)]))
    assert (wrong.value.faults[0].row, wrong.value.faults[0].column) == (2, "E")


def test_the_form_is_read_as_it_was_written(month, tmp_path):
    with month.book.read() as r:
        write_numbers_form(r, "2026-11", tmp_path / "form.xlsx")
        empty = look(r, month.deputy, tmp_path / "form.xlsx")
    assert (empty.lines, empty.faults) == ((), ()), "an empty form says nothing"
    form = load_workbook(tmp_path / "form.xlsx")
    client, places, facts = form["客户经理台账"], form["排名"], form["指标数据"]
    row = next(n for n in range(1, 20) if client.cell(n, 1).value == "03")
    client.cell(row, 5, 120)
    client.cell(row, 9, 4)
    for column, value in enumerate(("04", "guide", "2026-11", "存款榜", 3), start=1):
        places.cell(4, column, value)
    for column, value in enumerate(("04", "", "", "2026-11-09", "陪访", "", 2, "客户经营"), start=1):
        facts.cell(4, column, value)
    form.save(tmp_path / "form.xlsx")
    take(month.book, month.deputy, tmp_path / "form.xlsx")
    assert numbers(month) == {
        ("03", "client.kept", "2026-11"): (12000, 1), ("03", "client.system_days", "2026-11"): (400, 1),
        ("04", "存款榜", "2026-11"): (300, 1), ("04", "陪访", "2026-11-09"): (None, 2),
    }  # fmt: skip
