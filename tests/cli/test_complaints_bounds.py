"""What would stop the command line or be written by halves: refused in one line, with nothing on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from supervisor.access import Role
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.attachments.service import LARGEST_BYTES
from supervisor.complaints.ledger import by_number
from supervisor.complaints.rights.checks import manages_branch

from .test_complaints import PLAIN, entered, log_in

PNG = b"\x89PNG\r\n\x1a\nletter"


def test_a_group_beyond_all_numbers_is_refused(supervisor: Any, sample: Path) -> None:
    said = supervisor("complaints", "register", *PLAIN, "--group", "9" * 23, "--representative", "王;138")
    assert said.code == 2
    assert "100000" in said.err
    assert "Traceback" not in said.err


def test_a_file_too_large_or_none_is_refused_unread(supervisor: Any, tmp_path: Path, monkeypatch: Any) -> None:
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)  # of holes: nothing on the disk
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    for path in (huge, Path("/dev/zero"), tmp_path):
        said = supervisor("complaints", "register", *PLAIN, "--attach", path)
        assert said.code == 2, said.err
        assert path.name in said.err


def test_a_complaint_about_the_manager_is_taken_with_its_letter(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    app = App.open(sample)
    with app.read() as r:
        manager = next(one.no for one in people(r) if manages_branch(r, one.subject))
    app.close()
    log_in(sample, Role.STAFF)
    scan = tmp_path / "来信.png"
    scan.write_bytes(PNG)
    number = entered(supervisor, "--about", manager, "--attach", scan)
    app = App.open(sample)
    with app.read() as r:
        assert len(attachments(r, by_number(r, number).subject)) == 1  # type: ignore[union-attr]
    app.close()
