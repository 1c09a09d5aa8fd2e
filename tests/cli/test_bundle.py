"""`supervisor bundle`: a laptop out and back by commands, what each says, and its exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def test_a_laptop_out_and_back(supervisor, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(tmp_path / "home")
    out, back, receipt = tmp_path / "out.bundle", tmp_path / "back.bundle", tmp_path / "back.receipt"
    laptop = tmp_path / "laptop.book"
    made = supervisor("bundle", "export", out, "--laptop", "--json")
    assert (made.code, made.json["complete"], made.json["logins"]) == (0, True, [])
    assert len(made.json["inspections"]) > 5
    monkeypatch.setenv("SUPERVISOR_HOME", str(tmp_path / "other-home"))
    begun = supervisor("bundle", "import", out, book=laptop)
    assert begun.code == 0, begun.err
    assert f"{len(made.json['inspections'])} of {len(made.json['inspections'])} inspections" in begun.out
    logged = supervisor("inspect", "log", "tellers_day", "--others-pass", "--json", book=laptop)
    assert logged.code == 0, logged.err
    alone = supervisor("bundle", "status", "--json", book=laptop).json["not_handed_in"]
    assert [one["number"] for one in alone] == [logged.json["number"]]
    sent = supervisor("bundle", "export", back, "--json", book=laptop).json
    assert [one["number"] for one in sent["inspections"]] == [logged.json["number"]]
    again = supervisor("bundle", "export", back, book=laptop)
    assert again.code == 3  # never over a file without --force
    monkeypatch.setenv("SUPERVISOR_HOME", home)
    taken = supervisor("bundle", "import", back, "--receipt", receipt, "--json")
    assert taken.code == 0, taken.err
    assert taken.json["whole"]
    assert taken.json["first_contact"]
    assert re.fullmatch(r"([0-9A-F]{4} ){4}[0-9A-F]{4}", taken.json["fingerprint"])
    assert taken.json["clock_ahead_ms"] == 0
    monkeypatch.setenv("SUPERVISOR_HOME", str(tmp_path / "other-home"))
    assert supervisor("bundle", "receipt", receipt, "--json", book=laptop).json["not_handed_in"] == 0
    monkeypatch.setenv("SUPERVISOR_HOME", home)
    assert supervisor("bundle", "conflicts", "--json").json["conflicts"] == []
    assert supervisor("bundle", "settle", "nothing", "--keep", "1").code == 2
    shown = supervisor("bundle", "status", lang="zh").out
    assert "设备" in shown
    assert not re.search(r"[a-z]{5,}[^a-z0-9]", re.sub(r"[0-9a-z]{12}", "", shown))


def test_damage_another_branch_and_wrong_words_have_their_exit_codes(supervisor, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "b.bundle"
    assert supervisor("bundle", "export", path, "--full").code == 0
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    cut = supervisor("bundle", "import", path)
    assert cut.code == 4
    assert re.search(r"chunk \d+", cut.err)
    assert supervisor("book", "verify").code == 0
    path.write_bytes(b"something else")
    assert supervisor("bundle", "import", path).code == 2
    assert supervisor("bundle", "import", tmp_path / "missing").code == 2
    assert supervisor("bundle", "export", tmp_path / "x", "--for", "nobody").code == 2
    assert supervisor("bundle", "export", tmp_path / "nowhere" / "x").code == 2
    monkeypatch.setenv("SUPERVISOR_BUNDLE_PASSPHRASE", "ten paces, one post")
    locked = tmp_path / "locked.bundle"
    assert supervisor("bundle", "export", locked, "--full", "--json").json["encrypted"]
    monkeypatch.setenv("SUPERVISOR_BUNDLE_PASSPHRASE", "wrong")
    refused = supervisor("bundle", "import", locked)
    assert refused.code == 2
    assert "passphrase" in refused.err
