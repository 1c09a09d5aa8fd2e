"""Merged cells, odd attributes and formulas without values: nothing slides into another column, nobody has left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from supervisor.errors import BadInput
from supervisor.traffic.intake import TicketFile, read_ticket_file
from supervisor.traffic.intake.formulas import without_value
from supervisor.traffic.intake.rows import Reason
from supervisor.traffic.tickets import Outcome
from tests.traffic.intake.files import HEAD, ONE, PLAIN, TWO, cells, office_xml, page, workbook

TODAY = date(2026, 11, 20)
DAYS = [date(2026, 11, day).toordinal() for day in (3, 3, 4)]
ROWS = [line.split(",") for line in PLAIN.splitlines()]


def read(path: Path, content: bytes | None = None) -> TicketFile:
    if content is not None:
        path.write_bytes(content)
    return read_ticket_file(path, today=TODAY)


def reasons(file: TicketFile) -> dict[int, str]:
    return {
        int(row): Reason(int(code)).name for row, code in zip(file.rejected.rows, file.rejected.reasons, strict=True)
    }


def html(*rows: str) -> bytes:
    return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></html>".encode()


def xml(*rows: str, encoding: str = "UTF-8") -> bytes:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="流水"><Table>{"".join(f"<Row>{row}</Row>" for row in rows)}</Table></Worksheet>'
        "</Workbook>"
    ).encode(encoding)


def tds(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def tags(*texts: str) -> str:
    return "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in texts)


def check_days(file: TicketFile) -> None:
    assert file.tickets.number.tolist() == [b"A1", b"A2", b"A3"]
    assert file.tickets.day.tolist() == DAYS
    assert [file.tickets.servers[at] for at in file.tickets.server.tolist()] == ["1", "2", "1"]
    assert file.rejected.counts() == {}


def test_a_day_over_its_tickets_on_a_web_page(tmp_path: Path) -> None:
    check_days(read(tmp_path / "a.xls", html(
        tds("日期", "票号", "取号时间", "窗口"), '<td rowspan="2">2026-11-03</td>' + tds("A1", "08:00:10", "1"),
        tds("A2", "08:05:10", "2"), tds("2026-11-04", "A3", "08:00:10", "1"),
    )))  # fmt: skip


def test_a_day_over_its_tickets_in_office_2003(tmp_path: Path) -> None:
    content = xml(
        tags("日期", "票号", "取号时间", "窗口"),
        '<Cell ss:MergeDown="1"><Data ss:Type="String">2026-11-03</Data></Cell>' + tags("A1", "08:00:10", "1"),
        '<Cell ss:Index="2"><Data ss:Type="String">A2</Data></Cell>' + tags("08:05:10", "2"),
        tags("2026-11-04", "A3", "08:00:10", "1"),
    )
    check_days(read(tmp_path / "a.xls", content))
    check_days(read(tmp_path / "b.xls", content.replace(b' ss:Index="2"', b"")))


@pytest.mark.parametrize("packed", [False, True])
def test_a_day_over_its_tickets_in_a_workbook(packed: bool, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    day: Sequence[object] = (20261103, 20261104) if packed else (date(2026, 11, 3), date(2026, 11, 4))
    path = workbook(tmp_path / "a.xlsx", {"流水": [
        ["日期", "票号", "取号时间", "窗口", "备注"], [day[0], "A1", "08:00:10", 1, 7], [None, "A2", "08:05:10", 2],
        [day[1], "A3", "08:00:10", 1],
    ]})  # fmt: skip
    book = load_workbook(path)
    book["流水"].merge_cells("A2:A3")
    book["流水"].merge_cells("E2:E3")
    book.save(path)
    check_days(read(path))


def test_two_rows_of_headings_merged_both_ways(tmp_path: Path) -> None:
    file = read(tmp_path / "a.xls", html(
        '<td rowspan=2>票号</td><td colspan=2>时间</td><td rowspan=2>窗口</td>', tds("取号时间", "叫号时间"),
        tds("A1", "2026-11-03 08:00:10", "2026-11-03 08:01:10", "1"),
    ))  # fmt: skip
    assert (file.tickets.called.tolist(), file.tickets.servers) == ([28870], ("1",))


def test_cells_merged_across_keep_what_follows_in_its_column(tmp_path: Path) -> None:
    rows = [
        tags(*ROWS[0]),
        tags(*ROWS[1][:3]) + '<Cell ss:MergeAcross="1"><Data ss:Type="String"/></Cell>' + tags("弃号", "3"),
    ]
    tickets = read(tmp_path / "a.xls", xml(*rows)).tickets
    assert (tickets.outcome.tolist(), tickets.servers) == ([Outcome.LEFT], ("3",))
    wide = html(tds(*ROWS[0]), tds(*ROWS[1][:3]) + "<td colspan=2></td>" + tds("弃号", "3"))
    assert read(tmp_path / "b.xls", wide).tickets.servers == ("3",)


def test_a_merged_number_is_not_counted_twice(tmp_path: Path) -> None:
    from supervisor.traffic.intake.choosing import chosen_tables
    from supervisor.traffic.intake.count_file import read_count_file
    from supervisor.traffic.intake.recognising import recognise
    from supervisor.traffic.intake.source import open_source

    path = tmp_path / "a.xls"
    path.write_bytes(html(
        tds("日期", "时段", "人数"), "<td rowspan=2>2026-11-03</td><td>08:00-08:30</td><td rowspan=2>20</td>",
        "<td>08:30-09:00</td>",
    ))  # fmt: skip
    source = open_source(path)
    file = read_count_file(source, *chosen_tables(source, recognise), today=TODAY)
    assert (file.days[date(2026, 11, 3)].tickets, file.rejected.counts()) == (20, {"NO_COUNT": 1})


@pytest.mark.parametrize(
    "content",
    [
        page(ROWS).replace(b"<td>A001", "<td colspan=² rowspan=x>A001".encode("gb18030")),
        page(ROWS)
        .replace(b"<td>A001", b'<td colspan="99999999999999999999" rowspan="0">A001')
        .replace(b"<td>3</td>", b""),
        office_xml(ROWS).replace(b"<Cell>", b'<Cell ss:Index="abc">', 1),
        office_xml(ROWS).replace(b"<Row>", '<Row ss:Index="²">'.encode(), 1),
        office_xml(ROWS).replace(b"<Cell>", b'<Cell ss:MergeAcross="-1" ss:MergeDown="x">', 1),
        page(ROWS).replace(b"<table>", b"<![if !supportMisalignedColumns]><table><![endif]><![x[ ]]>"),
    ],
    ids=["squares", "beyond measure", "letters", "a row's squares", "below zero", "marks of excel"],
)
def test_odd_attributes_end_no_program(content: bytes, tmp_path: Path) -> None:
    try:
        file = read(tmp_path / "a.xls", content)
    except BadInput:
        return
    assert {b"A002"} <= set(file.tickets.number.tolist())


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "gb18030"])
def test_office_2003_in_an_encoding_of_chinese(encoding: str, tmp_path: Path) -> None:
    file = read(tmp_path / "a.xls", xml(*(tags(*row) for row in ROWS), encoding=encoding))
    assert file.tickets.number.tolist() == [b"A001", b"A002"]
    assert "对公业务" in file.tickets.classes


def test_a_formula_without_a_value_is_no_customer_who_left(tmp_path: Path) -> None:
    """Of the call, the number and the outcome; what only adds to a ticket is left out and told."""
    rows = cells(HEAD, ONE, TWO, *(ONE.replace("A001", f"A{n}") for n in range(3, 7)))
    rows[1][3], rows[2][0], rows[3][5], rows[4][6] = "=E2-60", '="A"&2', "=NA()", "=1+1"
    rows[5][1] = '=IF(1,"","x")'
    path = workbook(tmp_path / "a.xlsx", {"说明": [["=1"]], "流水": rows})
    assert without_value(path, "流水") == {1: [3], 2: [0], 3: [5], 4: [6], 5: [1]}
    file = read(path)
    assert reasons(file) == {2: "NO_VALUE", 3: "NO_VALUE", 4: "NO_VALUE"}
    assert file.tickets.number.tolist() == [b"A4", b"A5", b"A6"]
    assert file.repaired.counts() == {"WITHOUT_VALUE": 2}
    assert Outcome.LEFT not in file.tickets.outcome


def test_error_cells_and_values_as_excel_keeps_them(tmp_path: Path) -> None:
    """Packed by hand, as Excel writes: an error with its text, a formula with its value, one that gives no text."""
    import zipfile

    path = workbook(tmp_path / "a.xlsx", {"流水": cells(HEAD, ONE, TWO)})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    start = sheet.index(b'<c r="D2"')
    end = sheet.index(b"</c>", start) + 4
    for cell, bad in (
        (b'<c r="D2" t="e"><v>#N/A</v></c>', True),
        (b'<c r="D2" t="e"><f>VLOOKUP(A2,B:C,2)</f><v>#REF!</v></c>', True),
        (b'<c r="D2"><f>E2-60</f></c>', True),
        (b'<c r="D2" t="str"><f>T(1)</f><v></v></c>', False),
        (b'<c r="D2"><f t="shared" si="0"/><v>46329.34</v></c>', False),
    ):
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content if "sheet1" not in name else sheet[:start] + cell + sheet[end:])
        assert without_value(path, "流水") == ({1: [3]} if bad else {})
        assert reasons(read(path)) == ({2: "NO_VALUE"} if bad else {})
