"""Files are written whole or not at all."""

from __future__ import annotations

import pytest

from reports.look import workbook_at
from reports.writing import whole
from supervisor.errors import BadInput


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
        workbook_at(target, title="t", author="a") as (workbook, __),
    ):
        workbook.add_worksheet("x")
    assert not target.parent.exists()
