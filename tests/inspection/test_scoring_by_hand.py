"""The program's scores beside those of a second scorer, written from the rules alone."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from supervisor.inspection.answer import Answer
from supervisor.inspection.scoring.records import Waiver
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words

from .plain_scorer import scored

W = Words("项", "item")
PEOPLE, PLACES = ("p", "q", "r"), ("hall", "cash", "vault")


def check_list(chance: random.Random) -> Template:
    """A check-list of two to four sections with any rule; what earns points is never part of an act."""
    pick, sections, earlier = chance.choice, list[Section](), list[str]()
    later = [f"i{n}" for n in range(16)]
    for number in range(chance.randint(2, 4)):
        items: list[Item] = []
        for _ in range(chance.randint(1, 4)):
            points_c, per_case_c = pick([0, 200, 500, 1000]), pick([0, 50, 100, 250, 400, 400, -300])
            gate: Any = pick(["none"] * 9 + ["section", "section", "all"])
            items.append(
                Item(
                    id=f"i{len(earlier)}", clause="B1", words=W, points_c=points_c, gate=gate, per_case_c=per_case_c,
                    counts=pick(["place", "time", "person_time", "person_time", "rate"]),
                    relevant=f"${{{pick(earlier)}}} = 'fail'" if earlier and chance.random() < 0.15 else "",
                    floor_c=min(points_c, pick([0, 0, 0, 100, -400, -2000])),
                    continue_at=pick(["", *later[len(earlier) + 1 :]]) if gate != "none" else "",
                    first_is_reminder=chance.random() < 0.3, limit=0.02, step=0.01,
                    same_act="" if per_case_c < 0 else pick(["", "x", "x", "y"]),
                    fine_cents=pick([0, 2000, 5000]), fine_doubles=chance.random() < 0.5,
                    fine_cap_cents=pick([0, 8000]),
                )
            )  # fmt: skip
            earlier.append(items[-1].id)
        sections.append(Section(id=f"s{number}", name=W, items=tuple(items)))
    base_c = sum(i.points_c for s in sections for i in s.items) + pick([0, 0, 1500])
    return Template(
        code="t", version="1", name=W, base_c=base_c, sections=tuple(sections),
        floor_c=pick([0, -1000, -100_000, base_c // 2]), cap_c=pick([0, base_c + 400]),
    )  # fmt: skip


def answers_to(chance: random.Random, template: Template) -> list[Answer]:
    return [
        Answer(
            item=i.id, verdict=chance.choice(["pass", "fail", "fail", "na"]), cases=chance.randint(1, 5),
            persons=tuple(chance.choices(PEOPLE, k=chance.randint(0, 3))),
            places=tuple(chance.choices(PLACES, k=chance.randint(0, 2))),
            act=chance.choice(["", "", "", "", "seen"]) if i.per_case_c >= 0 else "",
            value=chance.choice([None, 0.0, 0.02, 0.025, 0.5]) if i.counts == "rate" else None,
        )
        for i in template.items()
        if chance.random() < 0.85
    ]  # fmt: skip


def agree(seed: int) -> None:
    """One inspection of chance worked out both ways."""
    chance = random.Random(seed)
    template = check_list(chance)
    answers = answers_to(chance, template)
    names = [i.id for i in template.items()]
    waived = {name for name in names if chance.random() < 0.1}
    earlier = {(chance.choice(names), chance.choice(["", *PEOPLE, *PLACES])): chance.randint(1, 4) for _ in range(6)}
    place, running = chance.choice(["", *PLACES]), chance.random() < 0.3
    ours = score(
        template, answers, waivers={name: Waiver("surge", "m") for name in waived}, earlier=earlier, place=place,
        running=running,
    )  # fmt: skip
    by_hand = scored(template, answers, waived, earlier, place, running)
    hundred = Decimal(100)
    assert (ours.full_c, ours.unbounded_c, ours.score_c) == (
        by_hand.full * hundred, by_hand.before_bounds * hundred, by_hand.score * hundred,
    ), seed  # fmt: skip
    assert ours.percent_c == (None if by_hand.percent is None else by_hand.percent * hundred), seed
    borne: dict[str, int] = {}
    fines: dict[str, int] = {}
    for line in ours.lines:
        for who, c in line.persons.items():
            borne[who] = borne.get(who, 0) + c
        for who, cents in line.fines.items():
            fines[who] = fines.get(who, 0) + cents
    assert {w: c for w, c in borne.items() if c} == {w: c * hundred for w, c in by_hand.borne.items() if c}, seed
    assert {w: c for w, c in fines.items() if c} == {w: c * hundred for w, c in by_hand.fines.items() if c}, seed


def test_three_thousand_inspections_come_out_as_by_hand() -> None:
    for seed in range(3_000):
        agree(seed)


@pytest.mark.soak
def test_a_hundred_thousand_inspections_come_out_as_by_hand() -> None:
    for seed in range(10_000, 110_000):
        agree(seed)
