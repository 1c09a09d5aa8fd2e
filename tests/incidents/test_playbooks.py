"""Playbooks: shipped for every kind, changed by the branch, kept with the incident that began with them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Refused
from supervisor.incidents import ledger, service
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.playbooks import OWNERS, Playbook, playbook, read_playbook, reworded, shipped, to_json
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def shorter(kind: str = "surge", steps: int = 3) -> Playbook:
    return msgspec.structs.replace(playbook(kind), steps=playbook(kind).steps[:steps])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_whole_playbook(kind: str) -> None:
    book = shipped()[kind]
    before = [step for step in book.steps if not step.restart]
    assert len(before) >= 5
    assert sum(step.restart for step in book.steps) >= 3
    assert {step.owner for step in book.steps} <= set(OWNERS)
    assert before[0].after_minutes == 0  # something is done at once
    assert "{branch}" in book.notice.zh + book.notice.en or kind in ("atm_down", "queue_machine_down")
    assert len(book.other_channels) >= 2
    assert len(book.never_stops) == 4
    assert all("（" not in one.zh for one in book.other_channels if one.zh.startswith(("邻近", "其他网点")))


def test_a_playbook_is_read_as_it_is_written() -> None:
    for book in shipped().values():
        assert read_playbook(to_json(book)) == book


def test_a_change_is_for_the_incidents_to_come(any_book: Book) -> None:
    book = any_book
    book.set_now(lambda: NOW)
    before = service.declare(book, SYSTEM, kind="surge")
    assert service.change_playbook(book, SYSTEM, shorter(), reason="too long") == 1
    after = service.declare(book, SYSTEM, kind="surge")
    with book.read() as r:
        old, new = ledger.incident(r, before), ledger.incident(r, after)
        assert old is not None
        assert new is not None
        assert old.playbook != new.playbook
        assert ledger.playbook_of(r, old) == playbook("surge")
        assert ledger.playbook_of(r, new) == shorter() == ledger.playbook_now(r, "surge")
        (one,) = ledger.playbook_versions(r, "surge")
        assert (one.version, one.digest, one.reason, one.person) == (1, new.playbook, "too long", SYSTEM)
        assert ledger.playbook_now(r, "power") == playbook("power")
    assert book.verify().ok


def test_back_to_an_earlier_version_and_to_the_programs_own(book: Book) -> None:
    service.change_playbook(book, SYSTEM, shorter(steps=3))
    service.change_playbook(book, SYSTEM, shorter(steps=4))
    assert service.change_playbook_back(book, SYSTEM, "surge", version=1) == 3
    with book.read() as r:
        assert len(ledger.playbook_now(r, "surge").steps) == 3
    assert service.change_playbook_back(book, SYSTEM, "surge", reason="better") == 4
    with book.read() as r:
        assert ledger.playbook_now(r, "surge") == playbook("surge")
    with pytest.raises(BadInput):
        service.change_playbook_back(book, SYSTEM, "surge")  # it is in force
    with pytest.raises(BadInput, match="9"):
        service.change_playbook_back(book, SYSTEM, "surge", version=9)


def test_a_corrected_kind_takes_its_own_playbook(book: Book) -> None:
    book.set_now(lambda: NOW)
    subject = service.declare(book, SYSTEM, kind="surge")
    service.correct(book, SYSTEM, subject, kind="power", start=NOW, reason="the lights are out")
    service.change_playbook(book, SYSTEM, shorter("power"))
    with book.read() as r:
        one = ledger.incident(r, subject)
        assert one is not None
        assert ledger.playbook_of(r, one) == playbook("power")


def test_the_content_goes_with_the_book_to_another_laptop(book: Book, tmp_path: Path) -> None:
    book.set_now(lambda: NOW)
    book.close()
    where = tmp_path / "other.book"
    shutil.copy(book.where, where)
    with Book.open(where) as other:
        service.change_playbook(book, SYSTEM, shorter())
        subject = service.declare(book, SYSTEM, kind="surge")
        other.merge(book.export(other.vector()))
        with other.read() as r:
            one = ledger.incident(r, subject)
            assert one is not None
            assert ledger.playbook_of(r, one) == shorter()


def test_what_cannot_be(book: Book) -> None:
    with pytest.raises(Refused):
        service.change_playbook(book, "person:nobody", shorter())
    with pytest.raises(Refused):
        service.change_playbook_back(book, "person:nobody", "surge")
    with pytest.raises(BadInput):
        service.change_playbook(book, SYSTEM, playbook("surge"))
    with pytest.raises(BadInput, match="earthquake"):
        service.change_playbook(book, SYSTEM, msgspec.structs.replace(shorter(), kind="earthquake"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": {"zh": " ", "en": ""}}, "nothing is written"),
        ({"owner": ""}, "nobody owns it"),
        ({"after_minutes": -5}, "after_minutes = -5"),
        ({"after_minutes": 10**9}, "after_minutes"),
        ({"code": ""}, "no code"),
    ],
)
def test_a_step_that_cannot_be_done_is_refused_with_its_number(change: dict[str, object], said: str) -> None:
    use_language("en")
    raw = msgspec.to_builtins(playbook("surge"))
    steps = list(raw["steps"])
    steps[2] = {**steps[2], **change}
    raw["steps"] = steps
    with pytest.raises(BadInput) as refused:
        read_playbook(msgspec.json.encode(raw), "surge.json")
    (fault,) = refused.value.faults
    assert said in str(fault)
    assert "Step 3" in str(fault)


def test_a_new_chinese_text_does_not_keep_an_english_one_that_says_something_else() -> None:
    text = Words("清点", "Count")
    use_language("zh")
    assert reworded(text, "清点 ") is text
    assert reworded(text, "重新清点") == Words("重新清点", "")
    use_language("en")
    assert reworded(text, "Count again") == Words("清点", "Count again")
    use_language("zh")
