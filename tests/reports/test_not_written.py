"""What keeps a workbook from being written is said in words, and leaves the old file and nothing else: tried for real,
with full disks, forbidden folders, and the marks of programs that have the file open."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from reports.look import workbook_at
from reports.table import Head, write_table
from supervisor.errors import BadInput
from supervisor.language import use_language

OLD = b"the file of last month"


def write(path: Path, rows: int = 5_000) -> None:
    with workbook_at(path, title="t") as (workbook, formats):
        write_table(
            workbook,
            formats,
            "表",
            [Head("编号", 20), Head("数", 9, "count")],
            ((f"{n * 7919:019d}", n) for n in range(rows)),
        )


def refused(path: Path, words: str, write=write) -> None:
    """It is refused with these words; what was in the folder is there still, and nothing else."""
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} if path.parent.is_dir() else {}
    with pytest.raises(BadInput, match=words):
        write(path)
    if before:
        assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before


@pytest.fixture(params=["zh", "en"])
def language(request):
    use_language(request.param)
    return request.param


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk(small_disk, language):
    target = small_disk / "月报.xlsx"
    target.write_bytes(OLD)
    refused(target, {"zh": "磁盘已满", "en": "the disk is full"}[language])
    write(target, 20)
    assert target.read_bytes()[:2] == b"PK", "what fits is written"


@contextmanager
def largest_file(size: int):
    """No file may grow beyond this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)


def test_a_file_that_grows_too_large(tmp_path, language):
    target = tmp_path / "月报.xlsx"
    target.write_bytes(OLD)

    def limited(path: Path) -> None:
        with largest_file(40_000):
            write(path)

    refused(target, {"zh": "文件超过了", "en": "larger than this disk"}[language], limited)


@contextmanager
def somebody_else():
    """Not root, who may write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder of its own that everybody may enter: those above `tmp_path` are for one user only."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_a_folder_and_a_file_that_are_not_ours(open_folder, language):
    write(open_folder / "warm.xlsx", 3)  # what is imported on the way is read as ourselves
    folder = open_folder / "theirs"
    folder.mkdir()
    target = folder / "月报.xlsx"
    target.write_bytes(OLD)

    def strange(path: Path) -> None:
        with somebody_else():
            write(path)

    try:
        folder.chmod(0o555)
        target.chmod(0o666)
        refused(target, {"zh": "文件夹", "en": "read-only"}[language], strange)
        folder.chmod(0o777)
        target.chmod(0o444)
        refused(target, {"zh": "或为只读", "en": "write-protected"}[language], strange)
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("mark", "content", "words"),
    [
        (".~lock.月报.xlsx#", "李四,li,BRANCH-01,23.11.2026 09:15,file:///x;".encode(), "李四.*LibreOffice"),
        ("~$月报.xlsx", b"\x06" + "王五".encode() + b" " * 40, "王五.*Excel"),
        (".~月报.xlsx", b"", "WPS"),
    ],
)
def test_another_program_has_it_open(tmp_path, language, mark, content, words):
    target = tmp_path / "月报.xlsx"
    target.write_bytes(OLD)
    (tmp_path / mark).write_bytes(content)
    refused(target, words)
    (tmp_path / mark).unlink()
    write(target, 5)
    assert target.read_bytes()[:2] == b"PK"


def test_it_is_opened_while_it_is_written(tmp_path, language):
    """The mark comes while we write: our file does not take the place, and nothing is called done."""
    target = tmp_path / "月报.xlsx"
    target.write_bytes(OLD)
    done = []
    with (
        pytest.raises(BadInput, match="LibreOffice"),
        workbook_at(target, title="t", before=lambda: done.append(1)) as (workbook, _formats),
    ):
        workbook.add_worksheet("x")
        (tmp_path / ".~lock.月报.xlsx#").write_text(",,,,;")
    assert not done
    assert target.read_bytes() == OLD


def test_a_name_as_long_as_the_disk_takes(tmp_path, language):
    target = tmp_path / ("报" * 83 + "a.xlsx")
    assert len(target.name.encode()) == 255
    write(target, 5)
    assert target.is_file()
    refused(tmp_path / ("报" * 84 + ".xlsx"), {"zh": "文件名过长", "en": "name is too long"}[language])


@pytest.mark.parametrize("wrong", [KeyboardInterrupt, RuntimeError])
def test_cancelled_half_way(tmp_path, monkeypatch, wrong):
    """Also the parts that the library keeps elsewhere meanwhile are gone."""
    room = tmp_path / "parts"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    target = tmp_path / "月报.xlsx"
    target.write_bytes(OLD)

    def rows():
        for n in range(9_000):
            if n == 8_000:
                assert list(room.rglob("*")), "there was something to take away"
                raise wrong
            yield (f"{n}",)

    with pytest.raises(wrong), workbook_at(target, title="t") as (workbook, formats):
        write_table(workbook, formats, "表", [Head("编号", 20)], rows())
    assert list(room.iterdir()) == []
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [target.name]
    assert target.read_bytes() == OLD
