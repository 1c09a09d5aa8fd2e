"""Text files with damaged bytes, endless cells and torn ends: what is sound in them is taken, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.traffic.intake import TicketFile, read_ticket_file
from supervisor.traffic.intake.rows import Reason
from supervisor.traffic.intake.text_file import form_of
from tests.traffic.intake.files import HEAD, ONE, PLAIN, TWO

TODAY = date(2026, 11, 20)
ENGLISH = "ticket,class,arrived,called,finished,outcome,window,rating"
LINES = [
    f"A{n:03d},对公业务,2026-11-03 {8 + n // 60:02d}:{n % 60:02d}:12,,,弃号,{n % 5}号窗,不满意" for n in range(1, 121)
]


def read(path: Path, content: bytes) -> TicketFile:
    path.write_bytes(content)
    return read_ticket_file(path, today=TODAY)


def reasons(file: TicketFile) -> dict[int, str]:
    return {
        int(row): Reason(int(code)).name for row, code in zip(file.rejected.rows, file.rejected.reasons, strict=True)
    }


@pytest.mark.parametrize("head", [HEAD, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("bad", [0xFF, 0x80, 0xC3, 0xE4])
def test_one_damaged_byte_costs_neither_the_file_nor_its_names(
    head: str, encoding: str, bad: int, tmp_path: Path
) -> None:
    """A byte in a class, in a window and in a number; the rows beside it say what they did."""
    whole = ("\n".join((head, *LINES)) + "\n").encode(encoding)
    for text, into in (("对公", 1), ("号窗", 0), ("\nA050", 2)):
        spot = whole.index(text.encode(encoding.replace("-sig", "")), len(whole) // 3) + into
        file = read(tmp_path / "a.csv", whole[:spot] + bytes([bad]) + whole[spot + 1 :])
        assert len(file.tickets) >= len(LINES) - 2
        assert len({*file.tickets.classes} - {"", "对公业务"}) <= 1, "two bytes of GBK are another sign when one is bad"
        whose = file.tickets.service_class == file.tickets.classes.index("对公业务")
        assert whose.sum() >= len(LINES) - 2
        assert {"0号窗", "1号窗"} <= set(file.tickets.servers)
        assert file.encoding == ("gb18030" if encoding == "gbk" else "utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("cut", range(1, 8))
def test_a_file_cut_off_anywhere_in_its_last_words_is_taken(encoding: str, cut: int, tmp_path: Path) -> None:
    file = read(tmp_path / "a.csv", ("\n".join((HEAD, *LINES)) + "\n").encode(encoding)[:-cut])
    assert len(file.tickets) == len(LINES)
    assert set(file.tickets.classes) <= {"", "对公业务"}


def test_other_chinese_and_other_bytes(tmp_path: Path) -> None:
    """Rare and traditional signs are no damage; bytes of no encoding are still refused."""
    rare = PLAIN.replace("个人业务", "業務㛃𠮷")
    assert "業務㛃𠮷" in read(tmp_path / "a.csv", rare.encode("gb18030")).tickets.classes
    content = rare.encode().replace("对公".encode(), b"\xe5\xff\xb9\xe5\x85\xac")
    assert "業務㛃𠮷" in read(tmp_path / "b.csv", content).tickets.classes
    with pytest.raises(BadInput):
        read(tmp_path / "c.csv", PLAIN.encode().replace(b"A", b"\xff\xfe\xff,\x81,"))


def test_form_of_two_files_glued_together_says_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(PLAIN.encode() + PLAIN.encode("gbk"))
    with pytest.raises(BadInput):
        form_of(path)


@pytest.mark.parametrize("quoted", [False, True])
def test_an_endless_cell_costs_nothing(quoted: bool, tmp_path: Path) -> None:
    long = "x" * 400_000 if not quoted else '"' + "一段, 很长\n" * 18 + "a, b" * 60_000 + '"'
    file = read(tmp_path / "a.csv", f"{HEAD},备注\n{ONE},{long}\n{TWO},\n".encode())
    assert file.tickets.number.tolist() == [b"A001", b"A002"]


FOOT = "票号,业务类型,取号时间,叫号时间,结束时间,窗口,评价"


@pytest.mark.parametrize(
    "line",
    [
        "合计,5,2026-11-03 18:00:00,,,,",
        "合 计,,2026-11-03 18:00:00,,,,",
        "打印时间,,2026-11-03 18:00:00,,,,",
        "合计：5张,,2026-11-03 23:59:59,,,,",
        "共5张,,2026-11-03 23:59:59,,,,",
        "Total: 5,661,2026-11-03 23:59:59,,,,",
        "5,合计,2026-11-03 23:59:59,,,,",
    ],
)
def test_a_total_with_a_time_is_no_customer_who_left(line: str, tmp_path: Path) -> None:
    rows = "A001,个人业务,2026-11-03 08:05:12,,,3,\nA002,打印流水,2026-11-03 08:06:00,,,3,\n"
    file = read(tmp_path / "a.csv", f"{FOOT}\n{rows}{line}\n".encode())
    assert reasons(file) == {4: "FOOT"}
    assert file.tickets.number.tolist() == [b"A001", b"A002"]
    assert set(file.classes) == {"个人业务", "打印流水"}, "what a total says is no class"


def test_a_total_under_another_first_column(tmp_path: Path) -> None:
    text = "日期,票号,业务类型,取号时间\n2026-11-03,1,打印流水,08:05:12\n合计,5,,2026-11-03 18:00:00\n"
    file = read(tmp_path / "a.csv", text.encode())
    assert (reasons(file), file.tickets.number.tolist()) == ({3: "FOOT"}, [b"1"])


@pytest.mark.parametrize(
    ("head", "torn", "why"),
    [
        ("ticket,arrived,called", "X9,2026-11-03 14:30:00,2026-11-03 14:4", {"CUT_OFF": 1}),
        ("ticket,called,arrived", "X9,2026-11-03 14:30:00,2026-11-03 14:4", {"CUT_OFF": 1}),
        ("ticket,arrived,called", "X9,2026-11-03 14:30:00,2026-11-03 14:40:00", {}),
    ],
)
@pytest.mark.parametrize("before", [0, 3, 32_768])
def test_a_torn_last_line_is_noticed_wherever_it_stands(
    head: str, torn: str, why: dict[str, int], before: int, tmp_path: Path
) -> None:
    times = [f"2026-11-03 {8 + n // 6000:02d}:{n // 100 % 60:02d}:00" for n in range(before)]
    whole = "".join(f"X{n},{time},{time}\n" for n, time in enumerate(times))
    file = read(tmp_path / "a.csv", f"{head}\n{whole}{torn}".encode())
    assert file.rejected.counts() == why
    assert len(file.tickets) == before + (0 if why else 1)


@pytest.mark.parametrize(
    ("last", "whole"),
    [("A1", False), ("A10", False), ("A1023", True), ("A103", True), ("B1", True), ("A", False)],
)
def test_a_number_torn_at_the_end_is_no_ticket(last: str, whole: bool, tmp_path: Path) -> None:
    """The number stands last: A1 after A102 is what is left of A103; B1 begins another series."""
    lines = [f"个人,2026-11-03 {8 + n // 60:02d}:{n % 60:02d}:00,A{n}\n" for n in range(1, 103)]
    text = "业务类型,取号时间,票号\n" + "".join(lines) + f"个人,2026-11-03 18:00:00,{last}"
    file = read(tmp_path / "a.csv", text.encode())
    assert file.rejected.counts() == ({} if whole else {"CUT_OFF": 1})
    assert read(tmp_path / "b.csv", (text + "\n").encode()).rejected.counts() == {}, "a line that ends is whole"


def test_a_time_of_fewer_signs_at_the_end_is_whole(tmp_path: Path) -> None:
    """Hours and days without a leading zero make shorter texts of whole moments."""
    rows = "A1,2026/11/13 10:05:00\nA2,2026/11/13 12:05:00\nA3,2026/11/14 8:05:00"
    assert len(read(tmp_path / "a.csv", f"票号,取号时间\n{rows}".encode()).tickets) == 3


@pytest.mark.parametrize("written", ["2026-11-03 24:00:00", "2026年11月3日 24时00分"])
def test_midnight_written_as_24_is_the_next_day(written: str, tmp_path: Path) -> None:
    file = read(tmp_path / "a.csv", f"票号,取号时间\nA1,{written}\nA2,2026-11-03 00:00:00\n".encode())
    assert file.tickets.day.tolist() == [date(2026, 11, 4).toordinal()]
    assert reasons(file) == {3: "NO_ARRIVAL"}


def test_a_time_without_a_day_says_so(tmp_path: Path) -> None:
    file = read(tmp_path / "a.csv", "票号,取号时间\nA1,08:05\n".encode())
    assert reasons(file) == {2: "NO_DAY"}


def test_headings_alone_are_refused_and_a_folder_is_called_one(tmp_path: Path) -> None:
    use_language("zh")
    with pytest.raises(BadInput, match="没有数据"):
        read(tmp_path / "a.csv", f"{HEAD}\n".encode())
    with pytest.raises(BadInput, match="文件夹"):
        read_ticket_file(tmp_path, today=TODAY)
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    with pytest.raises(BadInput, match="不是文件"):
        read_ticket_file(loop, today=TODAY)
