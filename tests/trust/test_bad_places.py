"""Whatever is wrong with the place of a book: a clear message, the exit code of the contract, nothing changed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervisor.errors import BadInput, Problem
from supervisor.journal import Book
from supervisor.language import use_language
from tests.conftest import PASSPHRASE, NewPlace, Place
from tests.trust.noted import held, note

ROOT = Path(__file__).resolve().parents[2]
Spoiled = tuple[str, str | None]  # where, passphrase


def a_wrong_passphrase(new_place: NewPlace) -> Spoiled:
    place = new_place("keyed")
    place.create().close()
    return place.where, "not the one"


def a_missing_passphrase(new_place: NewPlace) -> Spoiled:
    place = new_place("keyed")
    place.create().close()
    return place.where, None


def a_passphrase_too_many(new_place: NewPlace) -> Spoiled:
    place = new_place("sqlite")
    place.create().close()
    return place.where, PASSPHRASE


def another_file(new_place: NewPlace) -> Spoiled:
    place = new_place("sqlite")
    Path(place.where).write_bytes("这不是账簿 just a letter\n".encode() * 300)
    return place.where, None


def another_database(new_place: NewPlace) -> Spoiled:
    from sqlcipher3 import dbapi2

    place = new_place("sqlite")
    connection = dbapi2.connect(place.where)
    connection.execute("CREATE TABLE cats (name)")
    connection.close()
    return place.where, None


def an_empty_file(new_place: NewPlace) -> Spoiled:
    place = new_place("sqlite")
    Path(place.where).touch()
    return place.where, None


def nothing_at_all(new_place: NewPlace) -> Spoiled:
    return new_place("sqlite").where, None


def a_folder(new_place: NewPlace) -> Spoiled:
    place = new_place("sqlite")
    Path(place.where).mkdir()
    return place.where, None


def from_a_newer_program(new_place: NewPlace) -> Spoiled:
    place = new_place("sqlite")
    with place.create() as book, book._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    return place.where, None


def no_server(new_place: NewPlace) -> Spoiled:
    return "postgresql+psycopg://nobody@/branch?host=/nowhere-at-all", None


CASES = {
    a_wrong_passphrase: "passphrase",
    a_missing_passphrase: "passphrase",
    a_passphrase_too_many: "no passphrase",
    another_file: "not a book",
    another_database: "not a book",
    an_empty_file: "not a book",
    nothing_at_all: "no book",
    a_folder: "no book",
    from_a_newer_program: "newer version",
    no_server: "server",
}


def files_in(folder: Path) -> dict[str, bytes]:
    """Everything that lies in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("spoil", "said"), CASES.items(), ids=[case.__name__ for case in CASES])
def test_the_message_is_clear_and_nothing_is_changed(
    spoil: Callable[[NewPlace], Spoiled], said: str, new_place: NewPlace, tmp_path: Path
) -> None:
    use_language("en")
    where, passphrase = spoil(new_place)
    before = files_in(tmp_path)
    with pytest.raises(Problem) as caught:
        Book.open(where, passphrase)
    assert said in str(caught.value)
    assert where in str(caught.value)
    assert caught.value.exit_code == 2
    assert files_in(tmp_path) == before
    environment = {**os.environ, "SUPERVISOR_PASSPHRASE": passphrase or ""}
    command = [sys.executable, "-m", "supervisor", "--lang", "en", "--book", where, "book", "info"]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2, ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert files_in(tmp_path) == before


def test_a_new_book_never_replaces_what_stands_there(any_place: Place) -> None:
    with any_place.create() as book:
        name = note(book, "the first")
    with pytest.raises(BadInput):
        any_place.create()
    with any_place.open() as book:
        assert name in held(book)


def test_a_network_share_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from supervisor.journal import engine

    use_language("en")
    monkeypatch.setattr(engine, "_filesystem", lambda _path: "cifs")
    with pytest.raises(BadInput, match="network share"):
        place.create()
    assert not Path(place.where).exists()


# ---- small and read-only disks, in a mount namespace of their own


def on_a_small_disk(play: str, folder: Path, passphrase: str | None) -> dict[str, Any]:
    """What tests.trust.cramped reports from a disk of 2 MB that only it sees."""
    folder.mkdir()
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    run = [sys.executable, "-m", "tests.trust.cramped", play, str(folder), *([passphrase] if passphrase else [])]
    script = f"mount -t tmpfs -o size=2m tmpfs {shlex.quote(str(folder))} && exec {shlex.join(run)}"
    ran = subprocess.run([*alone, "bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "keyed"])
def test_a_full_disk_keeps_what_was_acknowledged(passphrase: str | None, tmp_path: Path) -> None:
    use_language("en")
    seen = on_a_small_disk("full", tmp_path / "disk", passphrase)
    assert seen["promised"] >= 20
    assert seen["lost"] == 0
    assert seen["ok"]
    assert seen["exit"] == 2
    assert seen["told"] == "Unwritable"


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "keyed"])
def test_a_book_made_on_a_full_disk_leaves_nothing(passphrase: str | None, tmp_path: Path) -> None:
    seen = on_a_small_disk("make", tmp_path / "disk", passphrase)
    assert seen["exit"] == 2
    assert seen["left"] == ["ballast"]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "keyed"])
def test_a_read_only_folder_says_so(passphrase: str | None, tmp_path: Path) -> None:
    seen = on_a_small_disk("readonly", tmp_path / "disk", passphrase)
    assert seen["exit"] == 2
    assert seen["unchanged"]
    assert seen["made"] != "made"
