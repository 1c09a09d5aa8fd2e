"""Two laptops that change the same case apart: the same register on both afterwards, and what contradicts is put side
by side in words.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor.complaints import service
from supervisor.complaints.kernel.course import CLOSED, STEPS, WITHDRAWN
from supervisor.complaints.ledger import case_clocks, complaint, history, interested
from supervisor.errors import BadInput, Refused
from supervisor.exchange.contradictions import Contradiction, contradictions
from supervisor.journal import Book
from supervisor.language import use_language

from .road import ATTEMPTS, brought, by
from .team import Team, found


class Pair:
    """Two copies of one branch's book that were apart."""

    def __init__(self, one: Team, two: Team) -> None:
        self.one, self.two = one, two

    def meet(self, *, turned: bool = False) -> None:
        """Each takes what the other wrote, the one first or the other."""
        first, second = (self.two.book, self.one.book) if turned else (self.one.book, self.two.book)
        first.merge(second.export(first.vector()))
        second.merge(first.export(second.vector()))

    def waiting(self, subject: str) -> list[Contradiction]:
        """What waits about a case, the same on both."""
        found = []
        for team in (self.one, self.two):
            with team.book.read() as r:
                found.append([one for one in contradictions(r) if one.subject == subject])
        assert found[0] == found[1]
        return found[0]

    def shared(self, stand: str = "open", **given: Any) -> str:
        """A case that both have at this stand."""
        subject = brought(self.one, stand, **given)
        self.meet()
        return subject

    def wait(self, **time: float) -> None:
        self.one.wait(**time)
        self.two.wait(**time)


@pytest.fixture
def pair(book: Book, tmp_path: Path) -> Iterator[Pair]:
    one = found(book)
    book.close()
    shutil.copy(book.where, tmp_path / "two.book")
    with Book.open(tmp_path / "two.book") as other:
        two = Team(other, one.now, one.person)
        other.set_now(lambda: two.now)
        yield Pair(one, two)


def as_read(team: Team, subject: str) -> tuple:
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        return case, history(r, subject), interested(r, subject), case_clocks(r, case)


def test_handed_over_to_two_is_one_thing_to_decide_with_both_names(pair: Pair) -> None:
    use_language("zh")
    subject = pair.shared()
    service.hand_over(pair.one.book, pair.one.handler, subject, pair.one.deputy)
    service.hand_over(pair.two.book, pair.two.manager, subject, pair.two.supervisor)
    pair.meet()
    (apart,) = pair.waiting(subject)
    owners = next(field for field in apart.fields if field.name == "owner")
    assert {value.split()[0] for value in owners.values} == {"员工deputy", "员工supervisor"}
    assert apart.mixable
    assert [side.what for side in apart.sides] == ["转交投诉", "转交投诉"]
    assert apart.title.startswith("投诉 TS-")
    case = as_read(pair.one, subject)[0]
    assert case.owner in (pair.one.deputy, pair.one.supervisor), "somebody has it meanwhile"
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


def test_signed_on_both_is_signed_and_nothing_to_decide(pair: Pair) -> None:
    subject = pair.shared("replied")
    for team in (pair.one, pair.two):
        ATTEMPTS["close"](team, team.manager, subject)
    pair.meet()
    assert pair.waiting(subject) == []
    assert as_read(pair.one, subject)[0].state == CLOSED
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


@pytest.mark.parametrize("withdrawn_first", [False, True])
def test_withdrawn_on_one_and_answered_on_the_other_ends_and_is_said(pair: Pair, withdrawn_first: bool) -> None:
    use_language("zh")
    subject = pair.shared("handled and paused")
    steps = [(pair.one, "withdraw"), (pair.two, "reply")]
    for team, step in steps if withdrawn_first else steps[::-1]:
        pair.wait(minutes=3)
        ATTEMPTS[step](team, team.handler, subject)
    pair.meet()
    (apart,) = pair.waiting(subject)
    assert {side.what for side in apart.sides} == {"撤诉", "答复客户"}
    assert not apart.mixable
    case = as_read(pair.one, subject)[0]
    assert (case.state, case.live, case.paused) == (WITHDRAWN, False, False)
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


def test_every_kind_of_step_has_words_in_both_languages(pair: Pair) -> None:
    for step in ("pause", "ask_escalation", "tell_manager", "find_complex"):
        subject = pair.shared()
        ATTEMPTS[step](pair.one, pair.one.handler, subject)
        service.hand_over(pair.two.book, pair.two.manager, subject, pair.two.deputy)
        pair.meet()
        for language in ("zh", "en"):
            use_language(language)
            for apart in pair.waiting(subject):
                for said in (*(side.what for side in apart.sides), *(field.label for field in apart.fields)):
                    assert said
                    assert "_" not in said
                    assert "." not in said
                    if language == "zh":
                        assert not said.isascii()


def test_only_one_pause_runs_after_both_began_one(pair: Pair) -> None:
    subject = pair.shared()
    service.pause(pair.one.book, pair.one.handler, subject, "papers")
    pair.wait(hours=1)
    service.pause(pair.two.book, pair.two.handler, subject, "customer")
    pair.meet()
    assert len(pair.waiting(subject)) == 1
    case = as_read(pair.one, subject)[0]
    assert [one.reason for one in case.pauses] in (["papers"], ["customer"])
    assert as_read(pair.one, subject) == as_read(pair.two, subject)
    service.resume(pair.two.book, pair.two.handler, subject)
    pair.meet()
    assert not as_read(pair.one, subject)[0].paused


MOVES = st.lists(st.tuples(st.booleans(), st.sampled_from([*STEPS, "interest"]), st.integers(0, 600)), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(["open", "paused", "handled", "replied", "closed", "with head office"]), MOVES, st.booleans())
def test_whatever_was_done_apart_both_read_the_same_afterwards(
    pair: Pair, stand: str, moves: list[tuple[bool, str, int]], turned: bool
) -> None:
    subject = pair.shared(stand)
    for second, step, minutes in moves:
        pair.wait(minutes=minutes)
        team = pair.two if second else pair.one
        with suppress(Refused, BadInput):
            if step == "interest":
                service.declare_interest(team.book, team.deputy, subject, "亲属")
            elif step != "erase":
                ATTEMPTS[step](team, by(team, step), subject)
    pair.meet(turned=turned)
    one, two = as_read(pair.one, subject), as_read(pair.two, subject)
    assert one == two
    case = one[0]
    assert case.owner
    assert case.live == (case.ended is None)
    assert not (case.paused and not case.live)
    ends = [pause.until for pause in case.pauses]
    assert all(pause.until is None or pause.until >= pause.since for pause in case.pauses)
    assert None not in ends[:-1]
    pair.waiting(subject)
