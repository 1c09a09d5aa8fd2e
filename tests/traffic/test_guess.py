"""A file nobody described: its columns are guessed, shown with their first rows, corrected, and remembered."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.service import add_person, found_branch, set_service_class
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language
from supervisor.traffic.intake.guess import FileHead, guess, look_at
from supervisor.traffic.intake.mapping import CALL_CENTRE
from supervisor.traffic.intake.preview import preview
from supervisor.traffic.service import import_tickets
from supervisor.traffic.taking.layouts import keep_mapping, recogniser
from supervisor.traffic.tickets import Outcome

MACHINE = (
    "示例支行叫号机导出\n"
    "流水,业务大类,领号时刻,呼叫时刻,离席时刻,终态,窗口编号\n"
    "A001,现金,2026-11-03 08:05:12,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3\n"
    "A002,现金,2026-11-03 08:06:00,2026-11-03 08:05:58,2026-11-03 08:16:00,已办理,3\n"
    "A003,现金,2026-11-03 08:07:00,2026-11-03 08:01:00,2026-11-03 08:16:00,已办理,3\n"
    ",现金,2026-11-03 08:08:00,,,,\n"
    "A005,对公,2026-11-03 08:09:00,,,弃号,\n"
)
MEANT = {
    "number": "流水", "service_class": "业务大类", "arrived": "领号时刻", "called": "呼叫时刻", "finished": "离席时刻",
    "outcome": "终态", "server": "窗口编号",
}  # fmt: skip


def file(folder: Path, text: str = MACHINE, name: str = "machine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def head(*lines: str) -> FileHead:
    rows = [tuple(line.split(",")) for line in lines]
    return FileHead("x.csv", rows[0], 1, tuple(rows[1:]), more=False)


def test_the_header_row_is_found_under_a_title_and_the_columns_guessed(tmp_path: Path) -> None:
    top = look_at(file(tmp_path))
    assert (top.header_row, top.headers[0], len(top.rows), top.more) == (2, "流水", 5, False)
    found = guess(top)
    assert {field: found.get(field) for field in MEANT if field != "outcome"} == {
        field: header for field, header in MEANT.items() if field != "outcome"
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Nr,came,gone", "1,2026-11-03 08:05,2026-11-03 08:15"),
         {"number": "Nr", "arrived": "came", "finished": "gone"}),
        (("a,b,c,d", "t1,2026-11-03 08:05,2026-11-03 08:01,x", "t2,2026-11-03 08:09,2026-11-03 08:03,x"),
         {"number": "a", "arrived": "c", "called": "b"}),  # by the times: who arrives comes first
        (("业务日期,叫号时间,取号时间,票号,窗口号", "2026-11-03,08:09,08:05,A1,3"),
         {"day": "业务日期", "called": "叫号时间", "arrived": "取号时间", "number": "票号", "server": "窗口号"}),
        (("colour,size", "red,big"), {}),
    ],
    ids=["words", "contents", "own", "nothing"],
)  # fmt: skip
def test_guesses(lines: tuple[str, ...], expected: dict[str, str]) -> None:
    found = guess(head(*lines))
    assert {field: header for field, header in found.items() if field in expected} == expected
    if not expected:
        assert "arrived" not in found


def test_the_preview_shows_rows_as_read_and_says_what_is_repaired_and_refused(tmp_path: Path) -> None:
    use_language("en")
    top = look_at(file(tmp_path))
    seen = preview(top, MEANT, rename_class=lambda text: {"现金": "cash"}.get(text, text))
    assert [(row.row, row.number, row.service_class, row.arrived, row.called) for row in seen.shown[:2]] == [
        (3, "A001", "cash", "08:05:12", "08:09:00"),
        (4, "A002", "cash", "08:06:00", "08:06:00"),  # two seconds between two clocks are mended
    ]
    assert [row.remark for row in seen.shown[:2]] == ["", "clocks made to agree"]
    assert (seen.shown[0].day, seen.shown[4].outcome) == ("2026-11-03", Outcome.LEFT)
    assert [row.fault for row in seen.shown[2:4]] == [
        "called before the customer arrived",
        "the ticket number is missing",
    ]
    assert (seen.looked_at, seen.taken, seen.repaired) == (5, 3, 1)
    assert [(fault.row, bool(fault.cure)) for fault in seen.refused] == [(5, True), (6, True)]
    with pytest.raises(BadInput, match="arrived"):
        preview(top, {"number": "流水"})
    assert len(preview(top, MEANT, shown=2).shown) == 2


def test_a_workbook_and_the_known_layouts_are_looked_at_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in MACHINE.splitlines():
        sheet.append(line.split(","))
    book.save(tmp_path / "machine.xlsx")
    assert guess(look_at(tmp_path / "machine.xlsx"))["arrived"] == "领号时刻"
    centre = file(tmp_path, "\t".join(CALL_CENTRE.columns()) + "\n" + "\t".join("1" for _c in CALL_CENTRE.columns()))
    assert preview(look_at(centre), CALL_CENTRE).looked_at == 1


@pytest.mark.parametrize("text", ["", "1,2,3\n4,5,6\n", "2026-11-03 08:05:12,A1\n2026-11-03 08:06:12,A2\n"])
def test_a_file_without_headings_says_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"odd\.csv"):
        look_at(file(tmp_path, text, "odd.csv"))


@pytest.fixture
def branch(book: Book) -> tuple[str, str]:
    """A branch with its manager and a teller."""
    made = []
    found_branch(book, SYSTEM, name="支行")
    set_service_class(book, SYSTEM, "cash", Words("现金", "Cash"))
    for no, role in (("1", Role.MANAGER), ("2", Role.STAFF)):
        who = add_person(book, SYSTEM, no=no, name=f"P{no}", role="r", joined=date(2020, 1, 1))
        add_user(book, SYSTEM, login=f"u{no}", person=who, name=f"P{no}", roles=(role,))
        made.append(who)
    return made[0], made[1]


def test_what_was_said_once_is_remembered_for_files_with_the_same_headers(
    book: Book, branch: tuple[str, str], tmp_path: Path
) -> None:
    manager, teller = branch
    path = file(tmp_path)
    top = look_at(path)
    with pytest.raises(BadInput):
        import_tickets(book, manager, path)  # nobody has said which column is which
    with pytest.raises(Refused):
        keep_mapping(book, teller, top.headers, MEANT)
    with pytest.raises(BadInput, match="nowhere"):
        keep_mapping(book, manager, top.headers, {**MEANT, "rating": "nowhere"})
    keep_mapping(book, manager, top.headers, {**MEANT, "rating": ""})
    keep_mapping(book, manager, top.headers, MEANT)  # said again: nothing new
    with book.read() as r:
        known = recogniser(r)
    assert look_at(path, known).header_row == 2
    report = import_tickets(book, manager, path)
    assert (report.layout, report.new, report.mended, report.rejected_rows) == ("kept", 3, 1, 2)
    assert "machine.csv" in str(report)
    second = file(tmp_path, MACHINE.replace("A00", "B00").replace("\n,", "\nB004,"), "tomorrow.csv")
    assert import_tickets(book, manager, second).new == 4
    keep_mapping(book, manager, top.headers, {"number": "流水", "arrived": "领号时刻"})
    with book.read() as r:
        mapping = recogniser(r)(top.headers)
    assert mapping is not None
    assert (mapping.called, mapping.arrived) == ((), ("领号时刻",))
    assert book.verify().ok
