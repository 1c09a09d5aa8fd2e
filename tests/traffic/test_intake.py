"""Ticket files in the encodings, layouts and states of disrepair in which they come."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervisor.errors import BadInput
from supervisor.traffic.intake import ImportCancelled, read_ticket_file
from supervisor.traffic.intake.mapping import chosen_mapping
from supervisor.traffic.intake.rows import Reason
from supervisor.traffic.ticket_csv import HEADERS, write_ticket_csv
from supervisor.traffic.tickets import NEVER, Outcome, resolve

HEADER = ",".join(HEADERS)
GOOD = "A001,现金,2026-11-03 08:05:12,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3号,非常满意"


def write(folder: Path, text: str, name: str = "tickets.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def reasons(file) -> list[tuple[int, str]]:
    return [(row, Reason(code).name) for row, code in zip(file.rejected.rows, file.rejected.reasons, strict=True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    file = read_ticket_file(write(tmp_path, f"{HEADER}\n{GOOD}\n", encoding=encoding))
    tickets = file.tickets
    assert (len(tickets), file.rows, reasons(file)) == (1, 1, [])
    assert date.fromordinal(int(tickets.day[0])) == date(2026, 11, 3)
    assert (tickets.number[0], tickets.arrived[0], tickets.called[0]) == (b"A001", 29112, 29340)
    assert (tickets.finished[0], tickets.outcome[0], tickets.rating[0]) == (29730, Outcome.SERVED, 5)
    assert (tickets.classes[tickets.service_class[0]], tickets.servers[tickets.server[0]]) == ("现金", "3号")


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_line_ends(tmp_path, delimiter, end):
    text = end.join((HEADER, GOOD, GOOD.replace("A001", "A002"))).replace(",", delimiter)
    assert len(read_ticket_file(write(tmp_path, text + end)).tickets) == 2


def test_lines_ending_differently_in_one_file(tmp_path):
    lines = [GOOD.replace("A001", f"A{n:03d}") for n in range(6)]
    text = HEADER + "\r\n" + "".join(line + ("\r\n" if n % 2 else "\n") for n, line in enumerate(lines))
    assert len(read_ticket_file(write(tmp_path, text)).tickets) == 6


def test_english_headers_date_apart_quotes_and_titles_above(tmp_path):
    text = (
        'North branch\n\nDate,Ticket,Class,Arrived,Called,Finished,Window,Rating,Colour\n2026/11/3,"A1","cash, small",'
        "8:05,8:07:10,8:10:00,3,satisfied,blue\n"
    )
    file = read_ticket_file(write(tmp_path, text))
    assert (len(file.tickets), file.unused_columns) == (1, ("Colour",))
    assert file.tickets.classes[file.tickets.service_class[0]] == "cash, small"
    assert (file.tickets.called[0], file.tickets.outcome[0], file.tickets.rating[0]) == (29230, Outcome.SERVED, 4)


def test_impossible_rows_are_counted_and_listed_with_their_row(tmp_path):
    lines = [
        HEADER,
        GOOD,  # row 2
        GOOD.replace("A001", ""),
        "A002,现金,,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3号,",
        "A003,现金,soon,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3号,",
        "A004,现金,2026-11-03 08:10:00,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3号,",
        "A005,现金,2026-11-03 08:10:00,2026-11-03 08:19:00,2026-11-03 08:15:30,已办理,3号,",
        "A006,现金,2026-11-03 08:10:00,2026-11-03 08:19:00,2026-11-05 08:15:30,已办理,3号,",
        "A007,现金,2026-11-03 08:10:00,2026-11-03 08:19:00,2026-11-03 08:25:30,飞走,3号,",
        "A008,现金",
        "",
        ",,,,,,,",
        "A009,现金,2026-11-03 08:10:00,later,2026-11-03 08:25:30,已办理,3号,",
        "A010,现金,2026-11-03 08:10:00,2026-11-03 08:19:00,later,已办理,3号,",
        "A011,现金,2026-11-03 08:10:00,2026-11-03 08:19:00,2026-11-03 08:25:30,已办理,3号,还行",
        "A" * 40 + GOOD[4:],
        "A012,现金,2026-11-03 08:10:00,2026-11-03 08:09:57,2026-11-03 08:25:30,已办理,3号,",
    ]
    file = read_ticket_file(write(tmp_path, "\n".join(lines)))
    assert sorted(reasons(file)) == [
        (3, "NO_NUMBER"),
        (4, "NO_ARRIVAL"),
        (5, "BAD_ARRIVAL"),
        (6, "CALLED_EARLY"),
        (7, "ENDED_EARLY"),
        (8, "TOO_LONG"),
        (9, "BAD_OUTCOME"),
        (10, "TOO_SHORT"),
        (13, "BAD_CALL"),
        (14, "BAD_END"),
        (15, "BAD_RATING"),
        (16, "LONG_NUMBER"),
    ]
    assert file.tickets.number.tolist() == [b"A001", b"A011", b"A012"]
    assert file.tickets.called[2] == file.tickets.arrived[2], "three seconds between two clocks are mended"
    assert file.rows == 14, "every filled row is a ticket or listed"
    assert file.row_numbers.tolist() == [2, 15, 17]
    fault = file.rejected.faults(file.name)[0]
    assert (fault.file, fault.row) == ("tickets.csv", int(file.rejected.rows[0]))
    assert fault.cure


def test_never_called_means_left_and_unended_means_open(tmp_path):
    text = f"{HEADER}\nA1,现金,2026-11-03 08:05,,,,,\nA2,现金,2026-11-03 08:05,2026-11-03 08:06,,,1号,\n"
    tickets = read_ticket_file(write(tmp_path, text)).tickets
    assert tickets.outcome.tolist() == [Outcome.LEFT, Outcome.OPEN]
    assert tickets.wait_seconds().tolist() == [NEVER, NEVER]


def test_past_midnight(tmp_path):
    text = "date,ticket,arrived,called,finished\n2026-11-03,A1,23:58:00,0:01:00,0:05:00\n"
    tickets = read_ticket_file(write(tmp_path, text)).tickets
    assert (tickets.called[0], tickets.finished[0]) == (86460, 86700)


def test_own_mapping(tmp_path):
    text = "Nr;came;gone\n7;2026-11-03 08:05;2026-11-03 08:15\n"
    mapping = chosen_mapping({"number": "Nr", "arrived": "came", "finished": "gone"})
    tickets = read_ticket_file(write(tmp_path, text), mapping).tickets
    assert (tickets.number[0], tickets.finished[0]) == (b"7", 29700)
    with pytest.raises(ValueError, match="colour"):
        chosen_mapping({"number": "Nr", "arrived": "came", "colour": "x"})
    with pytest.raises(ValueError, match="arrived"):
        chosen_mapping({"number": "Nr"})


@pytest.mark.parametrize("content", [b"", b"a,b,c\n1,2,3\n", b"\xff\xfe\x00"], ids=["empty", "columns", "bytes"])
def test_unknown_files_say_what_to_do(tmp_path, content):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as told:
        read_ticket_file(path)
    assert "odd.csv" in str(told.value)


def test_neither_utf8_nor_gb18030(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes(f"{HEADER}\n".encode() + b"\xff\xff\xff\n")
    with pytest.raises(BadInput, match="GB18030"):
        read_ticket_file(path)


def test_no_such_file_and_no_workbook(tmp_path):
    with pytest.raises(BadInput, match="nowhere"):
        read_ticket_file(tmp_path / "nowhere.csv")
    (tmp_path / "fake.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(BadInput, match="fake"):
        read_ticket_file(tmp_path / "fake.xlsx")


def test_excel_with_real_dates_and_texts(tmp_path):
    book = Workbook()
    book.active.title = "说明"
    book.active["A1"] = "这里没有票"
    sheet = book.create_sheet("流水")
    sheet.append(["某支行叫号流水"])
    sheet.append(list(HEADERS))
    sheet.append(["A001", "现金", datetime(2026, 11, 3, 8, 5, 12), datetime(2026, 11, 3, 8, 9), None, "办理中", 3, 5])
    sheet.append([2, "对公", "2026-11-03 09:00:00", "2026-11-03 08:00:00", "", "已办理", "", ""])
    sheet.append([3, "对公", "2026-11-03 09:00:00", "2026-11-03 09:00:00", "2026-11-03 09:10:00", "已办理", "", ""])
    book.save(tmp_path / "tickets.xlsx")
    file = read_ticket_file(tmp_path / "tickets.xlsx")
    assert file.sheet == "流水"
    assert file.tickets.number.tolist() == [b"A001", b"3"]
    assert file.tickets.arrived.tolist() == [29112, 32400]
    assert file.tickets.servers[file.tickets.server[0]] == "3"
    assert reasons(file) == [(4, "CALLED_EARLY")]


def test_what_is_written_reads_back(tmp_path):
    first = read_ticket_file(
        write(tmp_path, f"{HEADER}\n{GOOD}\nA2,x,2026-11-03 23:59:59,,2026-11-04 00:10:00,弃号,,\n")
    )
    assert write_ticket_csv(tmp_path / "again.csv", [first.tickets]) == 2
    again = read_ticket_file(tmp_path / "again.csv")
    for name in ("number", "arrived", "called", "finished", "outcome", "rating"):
        assert getattr(again.tickets, name).tolist() == getattr(first.tickets, name).tolist()


def test_progress_and_cancel(tmp_path):
    lines = [GOOD.replace("A001", f"N{n}") for n in range(80_000)]
    path = write(tmp_path, "\n".join((HEADER, *lines)))
    told: list[float] = []
    file = read_ticket_file(path, progress=told.append)
    assert len(file.tickets) == 80_000
    assert len(told) == 3
    assert told == sorted(told)
    assert 0.3 < told[0] < 0.6
    assert told[-1] == pytest.approx(1, abs=0.05)
    with pytest.raises(ImportCancelled):
        read_ticket_file(path, cancelled=lambda: len(told) >= 3)


@pytest.mark.real_data
def test_the_real_log():
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    if not folder:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    file = read_ticket_file(Path(folder) / "bank_tickets_1999_02a.tsv")
    assert (file.rows, file.layout) == (17_456, "anonymous-bank")
    assert file.rejected.counts() == {"CALLED_EARLY": 2, "ORDER": 17}
    tickets = file.tickets
    assert len(tickets) == 17_437
    assert {date.fromordinal(day) for day in set(tickets.day.tolist())} == {date(1999, 2, n) for n in range(1, 15)}
    served = (tickets.outcome == Outcome.SERVED) & (tickets.called != NEVER)
    times = (tickets.finished - tickets.called)[served]
    assert times.mean() == pytest.approx(177, abs=15)
    assert (tickets.outcome == Outcome.NEVER_THERE).sum() == 143 - 2
    assert len(resolve(tickets.take(tickets.day == date(1999, 2, 3).toordinal()))) == 1948
