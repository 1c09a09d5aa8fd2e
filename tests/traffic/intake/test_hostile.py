"""Files that are hostile but real: each is read rightly, or refused saying what it is and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.traffic.intake import TicketFile, read_ticket_file
from supervisor.traffic.intake.rows import Reason
from supervisor.traffic.tickets import NEVER, Outcome
from tests.traffic.intake.files import (
    HEAD,
    ONE,
    PLAIN,
    TWO,
    cells,
    half_written,
    office_xml,
    old_excel,
    old_office,
    packed,
    page,
    workbook,
)

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 3)
ROWS = [line.split(",") for line in PLAIN.splitlines()]
Maker = Callable[[Path], object]


def read(path: Path) -> TicketFile:
    return read_ticket_file(path, today=TODAY)


def reasons(file: TicketFile) -> dict[int, str]:
    return {
        int(row): Reason(int(code)).name for row, code in zip(file.rejected.rows, file.rejected.reasons, strict=True)
    }


def text(content: str, encoding: str = "utf-8") -> Maker:
    return lambda path: path.write_bytes(content.encode(encoding))


def swapped(old: str, new: str, content: str = PLAIN) -> Maker:
    assert old in content
    return text(content.replace(old, new))


TAB = PLAIN.replace(",", "\t")
NO_OUTCOME = PLAIN.replace(",结果", ",x").replace("已办理", "")
WHOLE: dict[str, tuple[str, Maker]] = {
    "gbk": ("a.csv", text(PLAIN, "gbk")),
    "gb18030": ("a.csv", text(PLAIN, "gb18030")),
    "utf-8 with bom": ("a.csv", text(PLAIN, "utf-8-sig")),
    "excel's unicode text": ("a.txt", text(TAB.replace("\n", "\r\n"), "utf-16")),
    "utf-16 without mark": ("a.txt", text(TAB, "utf-16-le")),
    "tsv": ("a.tsv", text(TAB)),
    "semicolons": ("a.csv", text(PLAIN.replace(",", ";"))),
    "full-width commas": ("a.csv", text(PLAIN.replace(",", "，"))),
    "sep line": ("a.csv", text("sep=;\n" + PLAIN.replace(",", ";"))),
    "old mac line ends": ("a.csv", text(PLAIN.replace("\n", "\r"))),
    "titles above": ("a.csv", text("示例支行叫号流水\n统计日期：2026-11-03,,,\n\n" + PLAIN)),
    "blank lines": ("a.csv", text(PLAIN.replace("\n", "\n\n,,,,,,,\n   \n"))),
    "total at the foot": ("a.csv", text(PLAIN + "合计,,2\n共2条\n制表人：张三,,打印时间 2026-11-04\n")),
    "headings again": ("a.csv", text(f"{HEAD}\n{ONE}\n{HEAD}\n{TWO}\n")),
    "headings in two languages": (
        "a.csv", swapped(HEAD, HEAD + "\nTicket No,Class,Arrival Time,Call Time,End Time,Status,Window,Rating")),
    "units in the headings": ("a.csv", swapped("取号时间,", "取号时间（年月日 时分秒）,")),
    "blanks in the headings": ("a.csv", swapped("取号时间,叫号时间", " 取号 时间 ,叫号\u3000时间")),
    "quoted line end in a heading": ("a.csv", swapped("取号时间", '"取号\n时间"')),
    "quoted line end in a cell": ("a.csv", swapped("个人业务", '"个人\n业务"')),
    "a quote nobody closed": ("a.csv", swapped("个人业务", '"个人业务')),
    "an inch mark": ("a.csv", swapped("A001,个人业务", 'A001,12" 屏')),
    "full-width digits": ("a.csv", swapped("2026-11-03 08:05:12", "２０２６－１１－０３　０８：０５：１２")),
    "chinese date": ("a.csv", swapped("2026-11-03 08:05:12", "2026年11月3日 8时05分12秒")),
    "weekday in the date": ("a.csv", swapped("2026-11-03 08:05:12", "2026年11月3日 星期二 8:05:12")),
    "morning in words": ("a.csv", text(PLAIN.replace("2026-11-03 08", "2026/11/3 上午 8"))),
    "am": ("a.csv", text(PLAIN.replace(":12,", ":12 AM,"))),
    "tabs that keep texts": ("a.csv", text(PLAIN.replace(",2026", ",\t2026").replace("A001,", "A001\t,"))),
    "formulas that keep texts": ("a.csv", text(
        PLAIN.replace("A001,", '="A001",').replace("2026-11-03 08:05:12", '="2026-11-03 08:05:12"'))),
    "oracle dates": ("a.csv", text(PLAIN.replace("2026-11-03 08:", "3-Nov-2026 08:"))),
    "fractions of seconds": ("a.csv", text(PLAIN.replace(":12,", ":12.000,"))),
    "day and month first, settled by the file": ("a.csv", text(
        PLAIN.replace("2026-11-03", "03/11/2026") + ONE.replace("A001", "A003").replace("2026-11-03", "13/11/2026"))),
    "month and day, settled by what is to come": ("a.csv", text(PLAIN.replace("2026-11-03", "11/3/2026")
        + ONE.replace("A001", "A003").replace("2026-11-03", "10/30/2026"))),
    "days counted by excel": ("a.csv", text(PLAIN.replace("2026-11-03 08:05:12", "46329.336944444447"))),
    "day and time apart": ("a.csv", text(
        PLAIN.replace("取号时间", "日期,取号时间").replace(",2026-11-03 08:05:12", ",2026-11-03,8:05:12").replace(
            ",2026-11-03 08:06:00", ",2026-11-03,8:06:00"))),
    "bare digits for times": ("a.csv", text(
        "日期,票号,业务类型,取号时间,叫号时间,结束时间\n261103,A001,个人业务,80512,80900,81530\n261103,A002,x,080600,081000,081600\n")),
    "wrong order": ("a.csv", text(f"{HEAD}\n{TWO}\n{ONE}\n")),
    "trailing empty columns left out": ("a.csv", text(PLAIN.replace(",已办理,4,满意", ""))),
    "300 columns": ("a.csv", text("\n".join(
        line + "".join(f",{'' if at else '列'}{n}" for n in range(292))
        for at, line in enumerate(PLAIN.splitlines())))),
    "zeros of a disk at the end": ("a.csv", lambda path: path.write_bytes(PLAIN.encode("gbk") + b"\0" * 900)),
    "zeros in a line": ("a.csv", swapped("个人业务", "个人\0业务")),
    "control z at the end": ("a.csv", text(PLAIN + "\x1a")),
    "dates of excel": ("a.xlsx", lambda path: workbook(path, {"流水": cells(*PLAIN.splitlines())})),
    "dates counted from 1904": (
        "a.xlsx", lambda path: workbook(path, {"流水": cells(*PLAIN.splitlines())}, from_1904=True)),
    "a sheet of notes before": (
        "a.xlsx", lambda path: workbook(path, {"说明": [["导出说明"]], "流水": cells(*PLAIN.splitlines())})),
    "a hidden sheet": (
        "a.xlsx", lambda path: workbook(path, {".旧": cells(HEAD, ONE.replace("A001", "Z9")),
                                              "流水": cells(*PLAIN.splitlines())})),
    "a sheet a class": (
        "a.xlsx", lambda path: workbook(path, {"个人": cells(HEAD, ONE), "对公": cells(HEAD, TWO)})),
    "rows far down and to the right": (
        "a.xlsx", lambda path: workbook(path, {
            "流水": [[], [], [], *([None, None, *row] for row in cells(*PLAIN.splitlines()))]})),
    "a workbook called csv": ("a.csv", lambda path: (
        workbook(path.with_suffix(".xlsx"), {"流水": cells(*PLAIN.splitlines())}).rename(path))),
    "a text called xls": ("a.xls", text(TAB, "gbk")),
    "a web page called xls": ("a.xls", lambda path: path.write_bytes(page(ROWS))),
    "office 2003 xml called xls": ("a.xls", lambda path: path.write_bytes(office_xml(ROWS))),
    "a real old xls": ("a.xls", lambda path: path.write_bytes(old_excel(ROWS))),
    "an old xls with days as numbers": ("a.xls", lambda path: path.write_bytes(
        old_excel([ROWS[0], ["A001", "x", 46329.336944444447], ["A002", "x", 46329.3375]]))),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_it_is_read_whole(name: str, tmp_path: Path) -> None:
    ending, make = WHOLE[name]
    path = tmp_path / ending
    make(path)
    file = read(path)
    found = {
        bytes(number).decode(): (date.fromordinal(int(day)), int(arrived))
        for number, day, arrived in zip(file.tickets.number, file.tickets.day, file.tickets.arrived, strict=True)
    }
    assert (found.pop("A001"), found.pop("A002")) == ((DAY, 29112), (DAY, 29160))
    assert set(found) <= {"A003"}
    assert set(reasons(file).values()) <= {"FOOT", "HEADINGS"}


REFUSED: dict[str, tuple[str, Maker, str]] = {
    "empty": ("a.csv", lambda path: path.write_bytes(b""), "空的"),
    "blanks alone": ("a.csv", lambda path: path.write_bytes(b"\xef\xbb\xbf\r\n  \r\n"), "空的"),
    "a picture": ("a.csv", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8), "图片"),
    "a jpeg": (
        "a.xlsx", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(200)) * 8), "图片"),
    "a pdf": ("a.csv", lambda path: path.write_bytes(b"%PDF-1.7\n%\xe2\xe3"), "PDF"),
    "a packed folder": ("a.zip", lambda path: packed(path, ["流水.csv"]), "解压"),
    "a letter": ("a.docx", lambda path: packed(path, ["word/document.xml"]), "Word"),
    "rar": ("a.xls", lambda path: path.write_bytes(b"Rar!\x1a\x07\x01\0" + b"\x8f" * 99), "解压"),
    "a program's data": ("a.csv", lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(4000)), "程序自身"),
    "excel's own mark": ("~$a.xlsx", lambda path: path.write_bytes(b"\x05admin" + b" " * 150), r"~\$"),
    "half a workbook": ("a.xlsx", half_written, "不完整"),
    "a locked workbook": ("a.xlsx", lambda path: path.write_bytes(old_office("EncryptedPackage", b"x" * 5000)), "密码"),
    "an old office file of something else": (
        "a.xls", lambda path: path.write_bytes(old_office("PowerPoint Document", b"x")), "不是工作簿"),
    "headings garbled": ("a.csv", text(PLAIN.encode().decode("latin-1")), "原文应为：票号"),
    "headings garbled for good": ("a.csv", text("锟斤拷锟斤拷,锟斤拷\n1,2\n"), "重新导出"),
    "no headings": ("a.csv", text(PLAIN.split("\n", 1)[1]), "布局|列"),
    "dates that go both ways": ("a.csv", text(PLAIN.replace("2026-11-03", "11/3/2026")), "两种读法"),
    "dates that contradict": ("a.csv", text(
        PLAIN.replace("2026-11-03", "13/10/2026") + ONE.replace("2026-11-03", "10/13/2026") + "\n"), "两种读法"),
    "torn xml": ("a.xls", lambda path: path.write_bytes(office_xml(ROWS)[:-60]), "不完整"),
    "xml that swells": ("a.xls", lambda path: path.write_bytes(
        office_xml(ROWS).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)), "未导入"),
    "a folder": ("a", lambda path: path.mkdir(), "a"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_what_it_is_and_what_to_do(name: str, tmp_path: Path) -> None:
    use_language("zh")
    ending, make, words = REFUSED[name]
    path = tmp_path / ending
    make(path)
    with pytest.raises(BadInput, match=words) as told:
        read(path)
    assert ending in str(told.value)


def one(line: str, head: str = HEAD) -> TicketFile:
    path = Path(_folder[0]) / "one.csv"
    path.write_text(f"{head}\n{line}\n", encoding="utf-8")
    return read(path)


_folder: list[str] = []


@pytest.fixture(autouse=True)
def _a_folder(tmp_path: Path) -> None:
    _folder[:] = [str(tmp_path)]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2026-11-03 08:05:12", "2026-11-03", "BAD_ARRIVAL"),
        ("2026-11-03 08:05:12", "2026-11-03 00:00:00", "NO_ARRIVAL"),  # Excel's day without a time
        ("2026-11-03 08:05:12", "NULL", "NO_ARRIVAL"),
        ("2026-11-03 08:05:12", "0000-00-00 00:00:00", "NO_ARRIVAL"),
        ("2026-11-03 08:05:12", "2026-02-30 08:05:12", "BAD_ARRIVAL"),
        ("2026-11-03 08:09:00", "2026-11-03 07:59:00", "CALLED_EARLY"),
        ("2026-11-03 08:09:00", "2026-11-02 23:00:00", "CALLED_EARLY"),  # the clock was set back at night
        ("2026-11-03 08:15:30", "2026-11-03 08:08:00", "ENDED_EARLY"),
        ("2026-11-03 08:15:30", "2026-11-05 08:08:00", "TOO_LONG"),
        ("2026-11-03 08:15:30", "25:61", "BAD_END"),
        ("A001", "--", "NO_NUMBER"),
        ("个人业务", "个人,业务", "BAD_ARRIVAL"),  # a comma in a name moves all that follows
        ("已办理", "飞走", "BAD_OUTCOME"),
    ],
)
def test_a_bad_row_is_refused_for_what_it_is(old: str, new: str, why: str) -> None:
    assert list(reasons(one(ONE.replace(old, new))).values()) == [why]


@pytest.mark.parametrize(
    "nothing", ["", "NULL", "--", "\\N", "0", "0:00:00", "1900-01-01 00:00:00", "2026-11-03 00:00:00"]
)
def test_what_machines_write_for_a_call_that_did_not_happen(nothing: str) -> None:
    file = one(f"A001,个人业务,2026-11-03 08:05:12,{nothing},{nothing},,,")
    assert (file.tickets.called.tolist(), file.tickets.outcome.tolist()) == ([NEVER], [Outcome.LEFT])


def test_a_call_at_midnight_is_one_in_the_evening() -> None:
    file = one("A001,x,2026-11-03 23:58:00,0:00:00,24:00:00,,,")
    assert (file.tickets.called.tolist(), file.tickets.finished.tolist()) == ([86400], [86400])
    assert file.repaired.counts() == {"MIDNIGHT": 1}
    assert one("A001,x,2026-11-03 24:00:00,2026-11-04 00:05:00,,,,").tickets.day.tolist() == [DAY.toordinal() + 1]


@pytest.mark.parametrize(
    ("head", "line", "called", "finished", "outcome"),
    [
        ("票号,取号时间,等候时间(秒),服务时长(秒)", "A1,2026-11-03 08:00:00,95,120", 28895, 29015, Outcome.SERVED),
        ("票号,取号时间,等候时间(分钟),服务时长(分)", "A1,2026-11-03 08:00:00,2.5,10", 28950, 29550, Outcome.SERVED),
        ("票号,取号时间,等候时长,办理时长", "A1,2026-11-03 08:00:00,00:01:35,3分20秒", 28895, 29095, Outcome.SERVED),
        (
            "票号,取号时间,叫号时间,办理时长",
            "A1,2026-11-03 08:00:00,2026-11-03 08:05:00,60",
            29100,
            29160,
            Outcome.SERVED,
        ),
        (
            "票号,取号时间,结束时间,服务时长",
            "A1,2026-11-03 08:00:00,2026-11-03 08:10:00,120",
            29280,
            29400,
            Outcome.SERVED,
        ),
        ("票号,取号时间,等候时间,状态", "A1,2026-11-03 08:00:00,300,弃号", NEVER, 29100, Outcome.LEFT),
        ("票号,取号时间,结束时间", "A1,2026-11-03 08:00:00,2026-11-03 08:10:00", NEVER, 29400, Outcome.SERVED),
        ("票号,取号时间,评价", "A1,2026-11-03 08:00:00,5", NEVER, NEVER, Outcome.OPEN),  # nobody says that he left
        ("票号,取号时间,等候时长,评价", "A1,2026-11-03 08:00:00,soon,5", NEVER, NEVER, Outcome.LEFT),
    ],
)
def test_how_long_instead_of_when(head: str, line: str, called: int, finished: int, outcome: Outcome) -> None:
    tickets = one(line, head).tickets
    assert (tickets.called.tolist(), tickets.finished.tolist()) == ([called], [finished])
    assert tickets.outcome.tolist() == [outcome]


@pytest.mark.parametrize(
    ("written", "points"),
    [
        (["非常满意", "满意", "基本满意", "不满意", "非常不满意"], [5, 4, 3, 2, 1]),
        (["5", "4.0", "3分", "2星", "★"], [5, 4, 3, 2, 1]),
        (["A", "B", "C"], [5, 3, 2]),
        (["a", "Ｂ", "C", "D"], [5, 4, 3, 2]),
        (["未评价", "", "NULL", "0", "系统默认"], [0, 0, 0, 0, 0]),
        (["7", "还行"], [0, 0]),
    ],
)
def test_ratings_pressed_at_the_counter(written: list[str], points: list[int], tmp_path: Path) -> None:
    path = tmp_path / "rated.csv"
    lines = [f"A{n},2026-11-03 08:{n:02d}:00,2026-11-03 08:{n:02d}:30,{word}" for n, word in enumerate(written)]
    path.write_text("\n".join(("票号,取号时间,叫号时间,评价", *lines)) + "\n", encoding="utf-8")
    file = read(path)
    assert file.tickets.rating.tolist() == points
    assert file.rejected.counts() == ({"BAD_RATING": 2} if "还行" in written else {})


@pytest.mark.parametrize(
    ("cut", "left", "why"),
    [
        (len("已办理,4,满意\n"), ["A001"], {3: "CUT_OFF"}),
        (len(":00,已办理,4,满意\n"), ["A001"], {3: "CUT_OFF"}),  # 08:16 where the others have seconds
        (len("-11-03 08:06:00,2026-11-03 08:10:00,2026-11-03 08:16:00,已办理,4,满意\n"), ["A001"], {3: "CUT_OFF"}),
        (1, ["A001", "A002"], {}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_last_line_cut_off_is_not_read_as_something_else(
    cut: int, left: list[str], why: dict[int, str], encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(PLAIN[:-cut].encode(encoding))
    file = read(path)
    assert file.tickets.number.tolist() == [name.encode() for name in left]
    assert reasons(file) == why


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_sign_cut_in_two_does_not_cost_the_file(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(PLAIN.encode(encoding)[:-2])
    file = read(path)
    assert file.tickets.number.tolist() == [b"A001", b"A002"]
    assert file.repaired.counts() == {"REPLACED": 1}
    assert file.rejected.counts() == {"BAD_RATING": 1}


def test_several_sheets_are_told_apart_in_the_report(tmp_path: Path) -> None:
    bad = ONE.replace("A001", "B1").replace("2026-11-03 08:09:00", "2026-11-03 07:00:00")
    path = workbook(tmp_path / "a.xlsx", {
        "一月": cells(HEAD, ONE), "说明": [["无"]], "二月": cells(HEAD, TWO, bad), ".旧": cells(HEAD, ONE),
    })  # fmt: skip
    file = read(path)
    assert (len(file.tickets), file.other_sheets) == (2, ("说明", "旧"))
    (fault,) = file.rejected.faults(file.name)
    assert (fault.sheet, fault.row) == ("二月", 3)


def test_two_columns_of_one_name_and_one_without(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("票号,,取号时间,时间,时间\nA1,x,2026-11-03 08:00:00,1,2\n", encoding="utf-8")
    file = read(path)
    assert (len(file.tickets), file.unused_columns) == (1, ("时间", "时间 (2)"))
