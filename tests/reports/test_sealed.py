"""A workbook with a password: AES by the standard of Office, nothing unencrypted left, weak passwords refused."""

from __future__ import annotations

import io
import tempfile

import msoffcrypto
import pytest
from openpyxl import load_workbook

from reports.look import workbook_at
from reports.sealed import opened_by
from reports.table import Head, write_table
from supervisor.errors import BadInput
from supervisor.language import use_language

PASSWORD = "支行-Month 2026"


def written(path):
    with workbook_at(path, title="t") as (workbook, formats):
        write_table(workbook, formats, "表", [Head("姓名", 12)], [("张三保密",), ("=1+1",)])
    return path


def sealed(path, password: str):
    with opened_by(password):
        return written(path)


def opened(path, password: str):
    office, plain = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())), io.BytesIO()
    office.load_key(password=password, verify_password=True)
    office.decrypt(plain, verify_integrity=True)
    return load_workbook(plain)


@pytest.fixture
def working(tmp_path, monkeypatch):
    """Where parts of files are made: looked at for what stays."""
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_opens_with_the_password_only_and_leaves_nothing_unencrypted(tmp_path, working):
    path = sealed(tmp_path / "sealed.xlsx", PASSWORD)
    content = path.read_bytes()
    assert content.startswith(b"\xd0\xcf\x11\xe0"), "the container that Office keeps encrypted files in"
    assert b"sharedStrings" not in content
    assert [cell.value for (cell,) in opened(path, PASSWORD)["表"].iter_rows(min_row=4)] == ["张三保密", "=1+1"]
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(path, PASSWORD + "x")
    assert list(working.iterdir()) == []
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["sealed.xlsx"]


def test_what_is_written_meanwhile_has_the_password_and_nothing_after(tmp_path):
    path = sealed(tmp_path / "sealed.xlsx", PASSWORD)
    assert opened(path, PASSWORD).sheetnames == ["表"]
    assert load_workbook(written(tmp_path / "plain.xlsx")).sheetnames == ["表"]


@pytest.mark.parametrize(
    ("password", "words"),
    [("", "强度不足"), ("12345678", "强度不足"), ("ab1", "8"), ("aA1" * 100, "255"), ("abcd1234\x07", "键盘")],
)
def test_a_weak_password_is_refused_with_a_word(tmp_path, password, words):
    use_language("zh")
    with pytest.raises(BadInput, match=words):
        sealed(tmp_path / "x.xlsx", password)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_failure_leaves_no_part_of_it(tmp_path, working, monkeypatch):
    def fail(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("msoffcrypto.format.ooxml.OOXMLFile.encrypt", fail)
    use_language("zh")
    with pytest.raises(BadInput, match="磁盘已满"):
        sealed(tmp_path / "x.xlsx", PASSWORD)
    assert list(working.iterdir()) == []
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []
