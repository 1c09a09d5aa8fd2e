"""Who is told what of a customer's other cases: numbers by right, nothing of him, nothing to whom a case is about."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from supervisor.complaints import service
from supervisor.complaints.ledger import complaints
from supervisor.complaints.repeats import remembered as memory
from supervisor.complaints.repeats.finding import linked_cases, similar, similar_to
from supervisor.complaints.repeats.linking import unlinked
from supervisor.complaints.repeats.records import Match
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import Refused
from supervisor.journal import Book

from ..team import Team
from .customers import LI, LI_AGAIN, WANG, bound, case_of, told


def asked(team: Team, actor: str, contact: Contact = LI_AGAIN, **other: Any) -> list[Match]:
    with team.book.read() as r:
        return similar_to(r, actor, contact, **other)


def test_the_form_is_told_while_it_is_filled_in(team: Team) -> None:
    first = told(team)
    team.wait(days=3)
    (match,) = asked(team, team.handler, class_code="cash")
    assert (match.subject, match.number, match.kind, match.days_apart, match.readable) == (
        first, case_of(team, first).number, "duplicate", 3, True,
    )  # fmt: skip
    (match,) = asked(team, team.handler, class_code="card")
    assert match.kind == "repeat"
    (match,) = asked(team, team.handler, class_code="card", text="等候45分钟，无人解释")
    assert match.kind == "duplicate"
    with pytest.raises(Refused, match="no right"):
        asked(team, team.auditor)
    assert asked(team, team.handler, WANG) == asked(team, team.handler, Contact()) == []


def test_a_namesake_is_a_hint_of_these_days_only(team: Team) -> None:
    told(team, Contact(name="王伟"))
    (match,) = asked(team, team.handler, WANG, class_code="cash", cause_code="waiting")
    assert match.kind == "perhaps"
    assert asked(team, team.handler, WANG, class_code="card", cause_code="waiting") == []
    assert bound(team, told(team, WANG)) == []


def test_whoever_may_not_read_the_case_learns_only_that_there_is_one(team: Team) -> None:
    told(team, actor=team.handler, person=team.manager)
    mine = told(team, actor=team.colleague)
    matches = asked(team, team.teller)
    assert [(m.subject, m.number, m.days_apart, m.readable) for m in matches] == [("", "", 0, False)] * 2
    with team.book.read() as r:
        own = similar(r, team.colleague, mine)
        assert [(m.subject, m.readable, m.linked) for m in own] == [("", False, True)]
        with pytest.raises(Refused, match="not yours"):
            similar(r, team.teller, mine)
        with pytest.raises(Refused, match="not yours"):
            linked_cases(r, team.teller, mine)


def test_whom_a_case_is_about_cannot_find_it_by_trying_numbers(team: Team) -> None:
    about = told(team, actor=team.handler, person=team.supervisor)
    assert asked(team, team.supervisor) == []
    own = told(team, actor=team.supervisor)
    assert bound(team, own) == [(own, about, "repeat")] or bound(team, own) == [(own, about, "duplicate")]
    with team.book.read() as r:
        assert similar(r, team.supervisor, own) == linked_cases(r, team.supervisor, own) == []


def test_nothing_of_a_customer_is_in_any_answer_or_entry(team: Team) -> None:
    secret = Contact("欧阳绝密", "13987654321", "juemi@example.com", "绝密路77号院")
    first = told(team, secret)
    again = told(team, secret, person=team.manager, actor=team.handler)
    with team.book.read() as r:
        answers = [similar_to(r, who, secret) for who in (team.teller, team.handler, team.manager)]
        answers.append(linked_cases(r, team.teller, first))
        entries = [entry.payload for subject in (first, again) for entry in r.history(subject)]
    said = msgspec.json.encode(answers) + b"".join(entries)
    for part in ("欧阳", "绝密", "987654321", "juemi", "example.com"):
        assert part.encode() not in said
    raw = b"".join(path.read_bytes() for path in Path(team.book.where).parent.glob("*.book*"))
    assert "欧阳绝密".encode() not in raw
    assert b"13987654321" not in raw


def test_an_erased_case_is_never_found_and_leaves_the_memory(team: Team) -> None:
    first = told(team)
    assert asked(team, team.handler)
    service.withdraw(team.book, team.handler, first, "客户说明撤回")
    service.erase(team.book, team.manager, first, "客户要求", by_right=True)
    assert asked(team, team.handler) == []
    with team.book.read() as r:
        kept = memory.remembered(r, r.today)
    assert kept._case == {}
    assert kept._holders == {}


def test_what_is_remembered_follows_the_book_whoever_writes_to_it(team: Team) -> None:
    assert asked(team, team.handler) == []
    with Book.open(team.book.where) as other:
        other.set_now(lambda: team.now)
        service.register(other, team.teller, channel="spoken", text="等候过久", class_code="cash",
                         cause_code="waiting", contact=LI)  # fmt: skip
    assert len(asked(team, team.handler)) == 1
    with pytest.raises(RuntimeError), team.book.batch():
        told(team)
        assert len(asked(team, team.handler)) == 2
        raise RuntimeError
    assert len(asked(team, team.handler)) == 1
    told(team)
    assert len(asked(team, team.handler)) == 2


def test_a_snapshot_from_before_is_answered_as_it_stood(team: Team) -> None:
    told(team)
    ready, go = threading.Event(), threading.Event()
    answers = []

    def reading() -> None:
        with team.book.read() as r:
            r.mark()
            ready.set()
            go.wait(10)
            answers.append(similar_to(r, team.handler, LI))

    thread = threading.Thread(target=reading)
    thread.start()
    ready.wait(10)
    told(team)
    assert len(asked(team, team.handler)) == 2
    go.set()
    thread.join()
    assert len(answers[0]) == 1
    assert len(asked(team, team.handler)) == 2


def test_what_two_laptops_wrote_down_apart_is_found_and_linked(team: Team, tmp_path: Path) -> None:
    with team.book.read() as r:
        day = r.today
    with Book.create(str(tmp_path / "other.book"), branch=team.book.branch) as other:
        other.set_now(lambda: team.now)
        other.merge(team.book.export(), initiator="test")
        first = told(team)
        team.wait(hours=1)
        apart = Team(other, team.now, team.person)
        second = told(apart, LI_AGAIN, actor=team.colleague)
        assert bound(apart, second) == []
        team.book.merge(other.export(team.book.vector()))
    with team.book.read() as r:
        assert {c.subject for c in complaints(r, day, day)} == {first, second}
        ((later, found),) = unlinked(r, day, day)
    assert (later.subject, found.case.subject, found.kind) == (second, first, "duplicate")
    with pytest.raises(Refused):
        service.link_found(team.book, team.teller, day, day)
    assert service.link_found(team.book, team.handler, day, day) == 1
    assert bound(team, first) == [(second, first, "duplicate")]
    assert service.link_found(team.book, team.handler, day, day) == 0
