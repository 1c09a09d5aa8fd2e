"""What is past its term, erased from the command line; backups that still hold it; the book says what is left."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from supervisor.access.service import set_sample_login
from supervisor.app import load_rooms
from supervisor.cli.main import run
from supervisor.complaints import service
from supervisor.journal import Book
from tests.complaints.team import found


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A book whose manager is logged in, with two cases closed long before today and one that runs."""
    load_rooms()
    where = tmp_path / "old.book"
    with Book.create(where, branch="B") as book:
        now = book.now()
        team = found(book)
        team.now = now - timedelta(days=4 * 366)
        for text in ("等候过久", "收费不明"):
            subject = team.register(owner=team.handler, text=text)
            service.withdraw(book, team.handler, subject, "客户说明撤回")
        team.register(owner=team.handler)
        set_sample_login(book, "manager")
    return where


class Call:
    """One command over a book."""

    def __init__(self, capsys: pytest.CaptureFixture[str], where: Path) -> None:
        self._capsys, self._where = capsys, where

    def __call__(self, *words: object, lang: str = "en") -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = run(["--book", str(self._where), "--lang", lang, *map(str, words)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *words: object) -> dict[str, Any]:
        code, out, err = self(*words, "--json")
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], old: Path) -> Call:
    """The command line over the old book."""
    return Call(capsys, old)


def test_a_list_is_gone_through_at_the_command_line(call: Call) -> None:
    made = call.json("complaints", "retention", "list")
    assert made["schema"] == "complaints.retention"
    first, second = (one["number"] for one in made["due"])
    assert call("complaints", "retention", "hold", first, "--kind", "lawsuit", "--reason", "法院调卷")[0] == 0
    listed = call.json("complaints", "retention", "list")
    assert ([one["number"] for one in listed["due"]], [one["number"] for one in listed["held"]]) == ([second], [first])
    code, out, _err = call("complaints", "retention", "list", lang="zh")
    assert code == 0
    assert "诉讼" in out
    assert call("complaints", "retention", "erase")[0] == 2
    assert call("complaints", "retention", "erase", first)[0] == 3
    assert call("complaints", "retention", "erase", "TS-9999")[0] == 2
    later = date.fromisoformat(listed["day"]) + timedelta(days=30)
    assert call("complaints", "retention", "keep", second, "--until", later, "--reason", "备查")[0] == 0
    assert call.json("complaints", "retention", "list")["due"] == []
    then = call.json("complaints", "retention", "list", "--day", later + timedelta(days=1))
    assert [one["number"] for one in then["due"]] == [second]
    assert call("complaints", "retention", "release", first, "--reason", "判决生效")[0] == 0
    assert call.json("complaints", "retention", "erase", "--due")["erased"] == 1
    proof = call.json("book", "verify", "--full")
    assert (proof["ok"], proof["erased_cases"]) == (True, 1)
    code, out, _err = call("book", "verify", lang="zh")
    assert (code, "已清除1项" in out) == (0, True)


def test_a_number_in_a_reason_is_refused_with_the_place_where_it_belongs(call: Call) -> None:
    number = call.json("complaints", "retention", "list")["due"][0]["number"]
    said = call("complaints", "retention", "hold", number, "--kind", "other", "--reason", "客户13812345678来电")
    assert said[0] == 2
    assert "13812345678" not in said[2]
    assert "sealed" in said[2]


def test_terms_are_shown_and_set(call: Call) -> None:
    assert call.json("complaints", "retention", "terms")["praise_days"] == 366
    assert call.json("complaints", "retention", "terms", "--praise-days", "100")["praise_days"] == 100
    assert call("complaints", "retention", "terms", "--promise-days", "0")[0] == 2


def test_a_backup_that_still_holds_it_is_told_and_thrown_away(call: Call, old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    made = call.json("book", "backup", folder)
    assert (made["holding_erased"], made["deleted"]) == ([], [])
    with Book.open(old) as book:
        set_sample_login(book, "deputy")
    assert call("book", "backup", folder)[0] == 3
    with Book.open(old) as book:
        set_sample_login(book, "manager")
    assert call.json("complaints", "retention", "erase", "--due")["erased"] == 2
    (told,) = call.json("book", "info")["backups"]
    assert (told["path"], told["erased_since"]) == (made["path"], 2)
    assert "delete it" in call("book", "info")[1]
    code, out, _err = call("book", "restore", made["path"], "--to", tmp_path / "again.book")
    assert (code, "2 cases" in out) == (0, True)
    with Book.open(tmp_path / "again.book") as book:
        assert book.verify(full=True).erased == 2
        with book.read() as r:
            assert r.store.one("SELECT COUNT(*) FROM case_key")[0] == 1
    again = call.json("book", "backup", folder, "--prune", "--days", "0")
    assert made["path"] in again["deleted"]
    done = call.json("book", "compact")
    assert done["whole"]
    assert min(done["after_bytes"], done["before_bytes"]) > 0
