"""Files are written whole or not at all."""

from __future__ import annotations

import errno

import pytest

from reports.look import workbook_at
from reports.writing import whole, why
from supervisor.errors import BadInput
from supervisor.language import use_language


def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole(target) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.xlsx"]


def test_success_replaces_the_old_file(tmp_path):
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    with whole(target) as temporary:
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_bad_input(tmp_path):
    target = tmp_path / "nowhere" / "report.xlsx"
    with (
        pytest.raises(BadInput, match="report"),
        workbook_at(target, title="t") as (workbook, __),
    ):
        workbook.add_worksheet("x")
    assert not target.parent.exists()


@pytest.mark.parametrize(
    ("number", "written", "words"),
    [
        (errno.EACCES, True, "open in another program"),
        (errno.EACCES, False, "folder is read-only"),
        (errno.EROFS, False, "folder is read-only"),
        (errno.ENOSPC, False, "disk is full"),
        (errno.ENOENT, False, "no such folder"),
    ],
)
def test_what_went_wrong_is_said_in_words(tmp_path, number, written, words):
    use_language("en")
    target, temporary = tmp_path / "report.xlsx", tmp_path / ".report.part"
    if written:
        temporary.touch()
    assert words in why(OSError(number, "Permission denied"), target, temporary)


def test_a_folder_of_that_name_is_named(tmp_path):
    use_language("en")
    target = tmp_path / "report.xlsx"
    target.mkdir()
    with pytest.raises(BadInput, match="a folder has this name"), whole(target) as temporary:
        temporary.write_bytes(b"new")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_target_that_cannot_be_written_is_refused_before_any_work(tmp_path, monkeypatch):
    """A missing folder, a file for a folder, a folder for a file, an older file that may not be written over."""
    use_language("en")
    (tmp_path / "file").touch()
    (tmp_path / "folder.xlsx").mkdir()
    targets = {
        tmp_path / "nowhere" / "x.xlsx": "no such folder",
        tmp_path / "file" / "x.xlsx": "no such folder",
        tmp_path / "folder.xlsx": "a folder has this name",
        tmp_path / f"{'x' * 300}.xlsx": "name is too long",
    }
    for target, words in targets.items():
        with pytest.raises(BadInput, match=words), whole(target):
            pytest.fail("work was begun")
    held = tmp_path / "held.xlsx"
    held.write_bytes(b"old")
    opened = type(held).open

    def refuse(self, mode="r", *more, **other):
        if self == held and "+" in mode:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, mode, *more, **other)

    monkeypatch.setattr(type(held), "open", refuse)  # who runs as root may write over everything
    with pytest.raises(BadInput, match="open in another program"), whole(held):
        pytest.fail("work was begun")
    assert held.read_bytes() == b"old"
