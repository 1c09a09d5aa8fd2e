"""Files and sealed texts of a complaint at the command line: by right, for a reason, on record."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.journal import SYSTEM
from tests.cli.test_complaints import entered, log_in, state

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def test_files_are_sealed_listed_and_saved_by_right(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    letter, junk, copy = tmp_path / "王小明的来信.png", tmp_path / "x.exe", tmp_path / "copy.png"
    letter.write_bytes(PNG)
    junk.write_bytes(b"MZ junk")
    number = entered(supervisor, "--attach", letter)
    assert supervisor("complaints", "attach", number, junk).code == 2
    assert supervisor("complaints", "attach", number).code == 2
    assert supervisor("complaints", "attach", number, letter).code == 0
    listed = supervisor("complaints", "attachments", number, "--json").json
    assert (listed["schema"], [f["name"] for f in listed["files"]]) == ("complaints.attachments", ["王*****.png"] * 2)
    assert supervisor("complaints", "save-attachment", number, "3", "--reason", "复印", "-o", copy).code == 2
    assert supervisor("complaints", "save-attachment", number, "1", "--reason", " ", "-o", copy).code == 2
    assert not copy.exists()
    assert supervisor("complaints", "save-attachment", number, "1", "--reason", "复印", "-o", copy).code == 0
    assert copy.read_bytes() == PNG
    assert supervisor("complaints", "save-attachment", number, "1", "--reason", "复印", "-o", copy).code == 3
    assert supervisor("complaints", "unmask", number, "--reason", "").code == 2
    assert "等候过久，电话13987654321" in supervisor("complaints", "unmask", number, "--reason", "核对").out
    looks = supervisor("complaints", "looks", number, "--json").json["looks"]
    assert sorted(one["reason"] for one in looks) == ["复印", "核对"]
    log_in(sample, Role.SUPERVISOR)
    other = tmp_path / "other.png"
    assert supervisor("complaints", "save-attachment", number, "1", "--reason", "复印", "-o", other).code == 3
    assert supervisor("complaints", "attach", number, letter).code == 3
    assert not other.exists()


def test_a_case_is_signed_with_the_password_asked_for_again(supervisor: Any, sample: Path, monkeypatch: Any) -> None:
    number = entered(supervisor)
    assert (
        supervisor(
            "complaints", "settle", number, "--no-at-fault", "--accepted", "--facts", "属实", "--answer", "已解释"
        ).code
        == 0
    )
    app = App.open(sample)
    add_user(app.book, SYSTEM, login="boss", person="person:boss", name="boss", roles=[Role.MANAGER],
             password="Ten-paces-7")  # fmt: skip
    app.close()
    log_in(sample, Role.COMPLAINT_HANDLER)
    assert supervisor("complaints", "close", number).code == 3
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "Ten-paces-8")
    assert supervisor("--login", "boss", "complaints", "close", number).code == 3
    assert state(supervisor, number)["case"]["complaint"]["state"] == "replied"
    monkeypatch.setitem(os.environ, "SUPERVISOR_PASSWORD", "Ten-paces-7")
    with monkeypatch.context() as typed:  # logged in rightly, signed wrongly
        typed.setattr("supervisor.cli.complaints_shared._password", lambda: "Ten-paces-8")
        assert supervisor("--login", "boss", "complaints", "close", number).code == 3
    assert state(supervisor, number)["case"]["complaint"]["state"] == "replied"
    closed = supervisor("--login", "boss", "complaints", "close", number)
    assert closed.code == 0, closed.err
    assert state(supervisor, number)["case"]["complaint"]["state"] == "closed"


def test_erasing_is_signed_with_the_password_too(supervisor: Any, sample: Path, monkeypatch: Any) -> None:
    number = entered(supervisor)
    assert supervisor("complaints", "withdraw", number, "--note", "客户来电撤诉").code == 0
    app = App.open(sample)
    add_user(app.book, SYSTEM, login="boss", person="person:boss", name="boss", roles=[Role.MANAGER],
             password="Ten-paces-7")  # fmt: skip
    app.close()
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "Ten-paces-7")
    asked: list[str] = []

    def once(*_args: Any) -> str:
        asked.append("x")
        return "Ten-paces-8"

    monkeypatch.setattr("supervisor.cli.complaints_shared._password", once)
    erase = ("--login", "boss", "complaints", "erase", number, "--reason", "客户要求", "--by-right")
    assert supervisor(*erase).code == 3
    due = ("--login", "boss", "complaints", "retention", "erase", "--due")
    assert supervisor(*due).code == 3
    assert len(asked) == 2
    assert not state(supervisor, number)["case"]["complaint"]["erased"]
    monkeypatch.setattr("supervisor.cli.complaints_shared._password", lambda: "Ten-paces-7")
    assert supervisor(*erase).code == 0
    assert supervisor(*due).code == 0
    with (app := App.open(sample)).read() as r:
        owner = people(r)[0].no
    app.close()
    promised = supervisor("promises", "add", "--owner", owner, "--matter", "回电", "--phone", "13912345678", "--due",
                          "2031-01-07T10:00")  # fmt: skip
    promise = promised.out.split()[0]
    assert supervisor("promises", "not-kept", promise, "--reason", "客户销户").code == 0
    asked = ("complaints", "erase", promise, "--reason", "客户要求")
    assert supervisor("--login", "boss", *asked).code == 3
    assert supervisor("--login", "boss", *asked, "--by-right").code == 0
    assert not supervisor("promises", "show", promise, "--json").json["promise"]["has_contact"]
    assert state(supervisor, number)["case"]["complaint"]["erased"]
