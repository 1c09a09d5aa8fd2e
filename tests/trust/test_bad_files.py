"""Files that people bring by mistake: told in words which file and why, whatever is inside."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.branch.intake import read_branch, read_workbook
from supervisor.branch.workbook import Sheet
from supervisor.cli.main import run
from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.traffic.forecast.counts_file import read_series
from supervisor.traffic.intake import file_rows, read_ticket_file

Read = Callable[[Path], Any]
READERS: list[Read] = [read_branch, read_ticket_file, file_rows, read_rulebook]


def workbook(path: Path, *cells: str) -> Path:
    """A workbook with a heading and a remark in each of these cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "工号"
    for cell in cells:
        sheet[cell] = "forgotten"
    book.save(path)
    return path


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("cell", ["XFD1048576", "AZ1048576"])
def test_a_cell_forgotten_far_out_is_named_and_does_not_end_the_program(read: Read, cell: str, tmp_path: Path) -> None:
    use_language("en")
    with pytest.raises(BadInput, match=f"far.xlsx: a cell stands far from the others, at {cell}"):
        read(workbook(tmp_path / "far.xlsx", "B2", cell))


def test_a_row_beyond_excel_is_named(tmp_path: Path) -> None:
    path, changed = workbook(tmp_path / "plain.xlsx", "A2"), tmp_path / "rows.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"A2"', b'"A99999999999"').replace(b'r="2"', b'r="99999999999"'))
    with pytest.raises(BadInput, match="A99999999999"):
        read_workbook(changed)


def test_wide_and_tall_tables_are_read(tmp_path: Path) -> None:
    (rows,) = read_workbook(workbook(tmp_path / "wide.xlsx", "KN2", "B90000")).values()
    assert (len(rows), len(rows[0])) == (90_000, 300)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_file_that_swells_is_not_unpacked(read: Read, tmp_path: Path) -> None:
    path = workbook(tmp_path / "swells.xlsx", "A2")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/sharedStrings2.xml", "w") as part:
        for _piece in range(150):
            part.write(b" " * (1 << 20))
    with pytest.raises(BadInput, match="150 MB"):
        read(path)


def test_text_without_end_is_no_ticket_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("x" * 200_000)
    with pytest.raises(BadInput, match=r"long\.csv"):
        read_ticket_file(path)


def test_a_ticket_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shut.csv"
    path.write_text("票号,取号时间\n")

    opened = Path.open

    def refused(file: Path, *given: Any, **more: Any) -> Any:
        if file == path:
            raise PermissionError(13, "Permission denied")
        return opened(file, *given, **more)  # the words of the message are read from a file, too

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(BadInput, match=r"shut\.csv"):
        read_ticket_file(path)


@pytest.mark.parametrize("count", ["nan", "inf", "-5", "1e300"])
def test_what_is_no_count_is_named(count: str, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(f"moment,count\n2026-11-03 08:00:00,3\n2026-11-04 08:00:00,{count}\n")
    with pytest.raises(BadInput, match=r"counts\.csv\D+3"):
        read_series(path)


def test_a_number_of_five_thousand_digits_is_a_fault_of_its_cell() -> None:
    sheet = Sheet("posts.xlsx", "岗位", [["人数"], ["9" * 5000]], {"stations": ("人数",)}, ("stations",))
    (line,) = sheet.lines()
    assert line.whole("stations") == 0
    assert (sheet.faults[0].column, sheet.faults[0].row) == ("A", 2)


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000 + b"]" * 100_000, b'{"a": "\xff"}', b"[1, 2]", json.dumps({"rules": [None]}).encode(),
     json.dumps({"rules": "x"}).encode(), b"\xef\xbb\xbf[]", b"\x00" * 40, b""],
    ids=["deep", "no text", "list", "rows of nothing", "word", "mark", "nul", "empty"],
)  # fmt: skip
@pytest.mark.parametrize(
    "command",
    [["inspect", "log", "hall"], ["inspect", "revise", "--reason", "x", "JC-1"], ["inspect", "templates", "check"],
     ["appraisal", "rules", "check"], ["meetings", "solve"], ["dispatch", "solve"]],
    ids=" ".join,
)  # fmt: skip
def test_any_json_ends_in_words(
    command: list[str], content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brought.json"
    path.write_bytes(content)
    book = str(tmp_path / "none.book")
    assert run(["--lang", "en", "--book", book, *command, str(path)]) == 2
    assert capsys.readouterr().err.strip()
