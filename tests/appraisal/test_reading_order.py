"""In which order evidence came into the book, and on which laptop, changes no score."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.appraisal import service
from supervisor.appraisal.rulebook import Component, Rule, RuleBook
from supervisor.appraisal.scores import Collected, collect, score_month, scored
from supervisor.branch.staff import add_person
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from tests.appraisal.big_month import MONTH, big_month

LATE = Rule(code="L", component="k", name=Words("迟到"), source="attendance", items=("attendance.late",), points_c=-100,
            per="value", every_c=100, part="begun", reminders=1, period="month", money_cents=-500, money_factor=2,
            money_cap_cents=-4000)  # fmt: skip
RULES = RuleBook(
    name=Words("顺序"), version="1", rules=(LATE,),
    components=(Component(code="k", name=Words("考勤"), weight_c=10000, sources=("attendance",), base_c=10000,
                          floor_c=None),),
)  # fmt: skip
FACTS = [(who, day, minutes) for who in (0, 1) for day, minutes in ((3, 500), (4, 100), (4, 900), (9, 200), (21, 1500))]
"""Whose, which day, how late: the first of a person only reminds and each further fine doubles, order would tell."""


@contextmanager
def evening(book: Book) -> Iterator[Book]:
    last = datetime(2026, 11, 30, 12, tzinfo=UTC)
    book.set_now(lambda: last)
    yield book


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Collected]:
    """A large month of few people, read once; behind a call, as hypothesis would write it out."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUPERVISOR_HOME", str(tmp_path_factory.mktemp("home")))
        big = big_month(tmp_path_factory.mktemp("big") / "big.book", people=9, pieces=350, seed=5)
        with Book.open(str(big.path)) as book, evening(book), book.read() as r:
            read = collect(r, MONTH)
    return lambda: read


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_pieces_read_in_another_order_give_the_same_scores_line_by_line(collected: Callable[[], Collected], seed: int):
    chance, read = random.Random(seed), collected()
    shuffled, checks = list(read.evidence), list(read.around.checks)
    chance.shuffle(shuffled)
    chance.shuffle(checks)
    around = msgspec.structs.replace(read.around, checks=tuple(checks))
    other = msgspec.structs.replace(read, evidence=tuple(shuffled), around=around)
    assert scored(other) == scored(read)


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6), share=st.floats(0.01, 0.9))
def test_what_if_waives_what_it_names_and_nothing_else(collected: Callable[[], Collected], seed: int, share: float):
    chance, read = random.Random(seed), collected()
    before = scored(read)
    named = {(p.subject, p.person) for p in read.evidence if chance.random() < share}
    after = scored(read, what_if=dict.fromkeys(named, "what if"))
    for was, now in zip(before.people, after.people, strict=True):
        if not any(person == was.person for _evidence, person in named):
            assert now.components == was.components
            own = [
                line for line in was.lines if line.kind != "award"
            ]  # awards go by the rank, which is the others' too
            assert [line for line in now.lines if line.kind != "award"] == own
        for line in now.lines:
            if line.kind == "waived":
                assert (line.evidence, now.person) in named


def founded(book: Book) -> list[str]:
    book.set_now(lambda: datetime(2026, 10, 1, 2, tzinfo=UTC))
    people = [
        add_person(book, SYSTEM, no=f"{n}", name=f"n{n}", role="柜员", joined=date(2026, 10, 1)) for n in range(3)
    ]
    service.activate_rulebook(book, SYSTEM, rules=RULES, month=MONTH)
    return people


def said(book: Book) -> list[tuple]:
    """The scores with their lines, without the names that a book gives by chance."""
    with book.read() as r:
        return [
            (one.no, one.total_points_c, one.money_cents, one.rank,
             [(line.kind, line.day, line.points_c, line.money_cents, line.note) for line in one.lines])
            for one in score_month(r, MONTH).people
        ]  # fmt: skip


def record(book: Book, people: list[str], fact: tuple[int, int, int]) -> None:
    who, day, minutes = fact
    service.record(book, SYSTEM, person=people[who], source="attendance", item="attendance.late", value_c=minutes,
                   day=date(2026, 11, day), note=f"{minutes}")  # fmt: skip


def test_facts_recorded_in_another_order_give_the_same_scores(new_place):
    seen = []
    for seed in range(3):
        facts = [fact for fact in FACTS if fact != (0, 4, 900) and fact != (1, 4, 900)]  # one a day: ties go by subject
        random.Random(seed).shuffle(facts)
        with new_place("sqlite", f"order{seed}").create() as book:
            people = founded(book)
            with evening(book):
                for fact in facts:
                    record(book, people, fact)
                seen.append(said(book))
    assert seen[0] == seen[1] == seen[2]
    assert len({one[1] for one in seen[0]}) > 1


def test_two_laptops_come_to_the_same_scores_whichever_came_home_first(new_place):
    with ExitStack() as stack:
        home = stack.enter_context(new_place("sqlite", "home").create())
        people = founded(home)
        laptops = [stack.enter_context(new_place("sqlite", n).create(branch=home.branch)) for n in ("one", "two")]
        desk = stack.enter_context(new_place("sqlite", "desk").create(branch=home.branch))
        for each in (*laptops, desk):
            each.merge(home.export())
        with ExitStack() as clocks:
            for each in (home, desk, *laptops):
                clocks.enter_context(evening(each))
            for n, fact in enumerate(FACTS):
                record(laptops[n % 2], people, fact)
            home.merge(laptops[0].export())
            home.merge(laptops[1].export())
            desk.merge(laptops[1].export())
            desk.merge(laptops[0].export())
            with home.read() as one, desk.read() as other:
                assert score_month(one, MONTH).people == score_month(other, MONTH).people
            assert [one[1] for one in said(home)] != [10000] * 3
