"""`--ask-password` and its variable: the workbook opens with the password only, which never stood on the line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import msoffcrypto
import pytest
from openpyxl import load_workbook

FORMS = Path(__file__).parent.parent / "reports" / "forms"
VARIABLE = "SUPERVISOR_WORKBOOK_PASSWORD"
MONTH = "2026-10"


def opened(path, password: str):
    office, plain = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())), io.BytesIO()
    office.load_key(password=password, verify_password=True)
    office.decrypt(plain, verify_integrity=True)
    return load_workbook(plain, read_only=True)


def test_the_variable_is_heeded_by_every_report(supervisor, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "Branch-2026")
    commands = {
        "complaints": ("report", "complaints", MONTH), "export": ("complaints", "export", "--month", MONTH),
        "weekly": ("appraisal", "weekly"),
        "fill": ("report", "fill", FORMS / "tidy.xlsx", "--month", MONTH),
    }  # fmt: skip
    for name, tokens in commands.items():
        path = tmp_path / f"{name}.xlsx"
        answer = supervisor(*tokens, "--output", path)
        assert answer.code == 0, answer.err
        assert opened(path, "Branch-2026").sheetnames
        assert "Branch-2026" not in answer.out + answer.err


def test_it_is_asked_for_twice(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    said = iter(["Branch-2026", "Branch-2026", "Branch-2026", "Branch-2027"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(said))
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    assert supervisor("report", "complaints", MONTH, "-o", one, "--ask-password").code == 0
    assert opened(one, "Branch-2026").sheetnames
    answer = supervisor("report", "complaints", MONTH, "-o", other, "--ask-password")
    assert (answer.code, other.exists()) == (2, False)
    assert "not the same" in answer.err


@pytest.mark.parametrize(("language", "words"), [("zh", "强度不足"), ("en", "too weak")])
def test_weak_ones_are_refused_and_nobody_at_the_keyboard_is_said(supervisor, tmp_path, monkeypatch, language, words):
    path = tmp_path / "x.xlsx"
    monkeypatch.setenv(VARIABLE, "12345678")
    answer = supervisor("report", "month", MONTH, "-o", path, lang=language)
    assert (answer.code, path.exists()) == (2, False)
    assert words in answer.err
    monkeypatch.delenv(VARIABLE)
    answer = supervisor("report", "month", MONTH, "-o", path, "--ask-password", lang=language)
    assert (answer.code, path.exists()) == (2, False)
    assert VARIABLE in answer.err
