"""Figures of the appraisal's kernel: a month of a branch, a what-if, a year's evidence of a bank."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import msgspec

from supervisor.appraisal.library import shipped
from supervisor.appraisal.scoring import Evidence, Member, score_people
from tests.benchmarks.conftest import Figure

FACES = (
    ("inspection", tuple(f"B1-{n}" for n in range(40)), 80),
    ("attendance", ("attendance.late", "attendance.other", "conduct.snack", "duty.cleaning"), 8),
    ("praise", ("customer",), 3), ("complaint", ("slow", "wrong"), 2),
    ("handling", ("late_answer", "first_contact"), 4), ("training", ("c1", "c2"), 3),
)  # fmt: skip


def month_of(people: int, pieces: int, days: int) -> tuple[list[Member], list[Evidence]]:
    """People and evidence as a branch makes it, most of it from inspections."""
    chance = random.Random(7)
    members = [Member(person=f"p{n}", no=f"{n}", name=f"n{n}", role=chance.choice(("柜员", "大堂经理")))
               for n in range(people)]  # fmt: skip
    faces = chance.choices(FACES, weights=[weight for __, __, weight in FACES], k=pieces)
    first = date(2026, 1, 1)
    return members, [
        Evidence(subject=f"f:{n:07d}", person=f"p{chance.randrange(people)}", source=source, item=chance.choice(items),
                 day=first + timedelta(days=chance.randrange(days)), minute=chance.randrange(1440),
                 severity=chance.choice(("minor", "serious", "grave")), points_c=-chance.randrange(10, 300),
                 money_cents=-chance.randrange(50) * 100,
                 value_c=chance.randrange(10000) if source == "training" else None)
        for n, (source, items, __) in enumerate(faces)
    ]  # fmt: skip


def test_a_month_of_sixty_people(benchmark: Any, figure: Figure) -> None:
    book = shipped("branch")
    members, evidence = month_of(60, 5000, 30)
    scored = benchmark(score_people, book, members, evidence, [("inspection", "")])
    assert len(scored) == 60
    figure("kernel, 60 people, 5,000 pieces", "–", "≤ 100 ms", f"{benchmark.stats.stats.median * 1000:.0f} ms")


def test_what_if_one_were_waived_and_a_weight_were_another(benchmark: Any, figure: Figure) -> None:
    book = shipped("branch")
    members, evidence = month_of(60, 5000, 30)
    evidence[17] = msgspec.structs.replace(evidence[17], waiver="what if")
    parts = [msgspec.structs.replace(part, weight_c=2500) for part in book.components]
    other = msgspec.structs.replace(book, components=tuple(parts))
    benchmark(score_people, other, members, evidence, [("inspection", "")])
    figure("kernel, what-if of the same", "–", "≤ 100 ms", f"{benchmark.stats.stats.median * 1000:.0f} ms")


def test_a_years_evidence_of_a_bank(benchmark: Any, figure: Figure) -> None:
    book = shipped("branch")
    members, evidence = month_of(1000, 1_000_000, 365)
    scored = benchmark.pedantic(score_people, (book, members, evidence, [("inspection", "")]), rounds=1)
    assert sum(one.pieces for one in scored) == 1_000_000
    figure("kernel, 1,000 people, 1 M pieces", "–", "≤ 15 s", f"{benchmark.stats.stats.median:.1f} s")
