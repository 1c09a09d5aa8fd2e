"""Files made to harm whoever reads them, and folders that lead nowhere."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from reports.consolidation.finding import workbooks_in
from reports.consolidation.opening import MOST_BYTES, Unfit, content, refuse_lies, refuse_unfit
from reports.consolidation.reading import Job, read

WORKBOOK = "xl/workbook.xml"


def refusal(path: Path) -> str:
    return getattr(read(Job(str(path), path.name, None)), "reason", "taken")


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = archive(tmp_path / "bomb.xlsx", {WORKBOOK: b"x", "xl/worksheets/sheet1.xml": bytes(300 << 20)})
    assert bomb.stat().st_size < 1 << 20
    assert refusal(bomb) == "too_large"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    bomb = archive(tmp_path / "bomb.xlsx", {WORKBOOK: b"x", "xl/sharedStrings.xml": bytes(60 << 20)})
    data = bomb.read_bytes().replace((60 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    refuse_unfit(data)  # it says that it is small
    with pytest.raises(Unfit) as said:
        refuse_lies(data)
    assert said.value.reason == "damaged"


def test_a_cell_in_the_last_corner_is_refused(tmp_path):
    sheet = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert refusal(archive(tmp_path / "a.xlsx", {WORKBOOK: b"x", "xl/worksheets/sheet1.xml": sheet})) == "too_large"


def test_two_parts_of_one_name_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr(WORKBOOK, b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr(WORKBOOK, b"y")
    assert refusal(tmp_path / "a.xlsx") == "damaged"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"), (bytes(4096), "damaged"), (b"PK\x03\x04 and no more", "damaged"), (b"<html>", "no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old_excel"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_called_what_it_is(tmp_path, data, reason):
    (tmp_path / "a.xlsx").write_bytes(data)
    assert refusal(tmp_path / "a.xlsx") == reason


def test_an_archive_without_a_workbook_and_one_of_nonsense(tmp_path):
    assert refusal(archive(tmp_path / "a.xlsx", {"word/document.xml": b"x"})) == "no_workbook"
    assert refusal(archive(tmp_path / "b.xlsx", {WORKBOOK: b"<not xml"})) == "damaged"


def test_a_file_that_is_gone_or_no_file(tmp_path):
    assert refusal(tmp_path / "gone.xlsx") == "unread"
    assert refusal(tmp_path) == "unread"


def test_a_huge_file_is_not_read_to_its_end(tmp_path):
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(MOST_BYTES + 10)
    with pytest.raises(Unfit, match="too_large"):
        content(str(tmp_path / "a.xlsx"))


@pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX")
def test_circles_pipes_and_strange_names(tmp_path):
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "loop").symlink_to(tmp_path, target_is_directory=True)
    (inner / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    os.mkfifo(inner / "pipe.xlsx")
    Path(os.fsdecode(os.fsencode(inner) + b"/\xff\xfe.xlsx")).write_bytes(b"")
    (inner / "=1+1\n\u202e.xlsx").write_bytes(b"")
    (tmp_path / "sum.xlsx").write_bytes(b"")
    (inner / ".hidden.xlsx").write_bytes(b"")
    found, refused, ignored = workbooks_in(tmp_path, tmp_path / "sum.xlsx")
    assert [one.file for one in found] == ["in/=1+1<U+000A><U+202E>.xlsx", "in/\ufffd\ufffd.xlsx"]
    assert refused == []
    assert {one.file: one.why for one in ignored} == {
        "in/loop": "link", "in/link.xlsx": "link", "in/pipe.xlsx": "no_file", "sum.xlsx": "own",
        "in/.hidden.xlsx": "hidden",
    }  # fmt: skip
    assert [refusal(Path(one.path)) for one in found] == ["damaged", "damaged"]


def test_a_thousand_small_files(tmp_path):
    for number in range(1_000):
        (tmp_path / f"{number}.xlsx").touch()
    found, __, __ = workbooks_in(tmp_path, tmp_path / "sum.xlsx")
    assert {refusal(Path(one.path)) for one in found} == {"damaged"}
    assert len(found) == 1_000
