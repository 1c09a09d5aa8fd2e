"""Consolidating at the command line: without a book, with exit codes, as JSON, and interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from supervisor.cli.main import run
from tests.reports.consolidation.branches import branch_workbook


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "branches"
    made.mkdir()
    for number in (1, 2):
        branch_workbook(made / f"{number}.xlsx", number)
    (made / "bad.xlsx").write_text("x")
    return made


def consolidate(*words) -> int:
    return run(["--lang", "en", "report", "consolidate", *map(str, words)])


def test_it_needs_no_book_and_says_what_became_of_each_file(folder, tmp_path, capsys):
    out = tmp_path / "sum.xlsx"
    assert consolidate(folder, "-o", out, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["version"], said["month"]) == ("report.consolidate", 1, "2026-11")
    assert [one["file"] for one in said["taken"]] == ["1.xlsx", "2.xlsx"]
    assert [(one["file"], one["reason"]) for one in said["refused"]] == [("bad.xlsx", "no_workbook")]
    assert out.exists()
    assert consolidate(folder, "-o", out) == 3  # it is there already
    assert consolidate(folder, "-o", out, "--force") == 0
    assert "2 branches taken, 1 files refused" in capsys.readouterr().out


def test_nothing_taken_and_a_wrong_name_are_bad_input(folder, tmp_path):
    out = tmp_path / "sum.xlsx"
    assert consolidate(folder, "-o", out, "--month", "2026-10") == 2
    assert consolidate(folder, "-o", out, "--month", "October") == 2
    assert consolidate(folder, "-o", tmp_path / "sum.pdf") == 2
    assert consolidate(tmp_path / "nowhere", "-o", out) == 2
    assert not out.exists()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks at processes as Linux shows them")
def test_ctrl_c_leaves_neither_a_file_nor_a_process(folder, tmp_path):
    for number in range(3, 40):
        os.link(folder / "1.xlsx", folder / f"{number}.xlsx")
    out = tmp_path / "sum.xlsx"
    words = [sys.executable, "-m", "supervisor", "report", "consolidate", str(folder), "-o", str(out), "--workers", "2"]
    started = subprocess.Popen(words, stderr=subprocess.PIPE, start_new_session=True)
    while len(living(started.pid)) < 3 and started.poll() is None:
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGINT)
    __, said = started.communicate(timeout=60)
    assert started.returncode == 130
    assert b"Traceback" not in said
    assert not out.exists()
    assert list(tmp_path.glob("*.part")) == []
    for _wait in range(500):
        if not living(started.pid):
            break
        time.sleep(0.01)
    assert living(started.pid) == []


def living(session: int) -> list[str]:
    """Processes of a session that have not ended."""
    found = []
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, of = one.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if of == str(session) and state != "Z":
            found.append(one.parent.name)
    return found
