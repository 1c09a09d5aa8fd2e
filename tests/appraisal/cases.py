"""Small rule books and evidence from which the scoring tests are made."""

from __future__ import annotations

from datetime import date
from itertools import count

from supervisor.appraisal.rulebook import Component, Rule, RuleBook
from supervisor.appraisal.scoring import Evidence, Member
from supervisor.language import Words

WHO = Member(person="person:w", no="07", name="甲", role="teller")
OTHER = Member(person="person:o", no="08", name="乙", role="teller")
_serial = count()


def part(code: str = "service", weight_c: int = 10000, **more) -> Component:
    return Component(code=code, name=Words(code), weight_c=weight_c, **{"sources": ("inspection",), **more})


def rule(code: str = "R1", **more) -> Rule:
    given = {"component": "service", "name": Words(code), "source": "inspection", "points_c": -200}
    return Rule(code=code, **{**given, **more})


def book(*rules: Rule, components: tuple[Component, ...] = (part(),), **more) -> RuleBook:
    return RuleBook(name=Words("book"), version="1", components=components, rules=rules, **more)


def seen(item: str = "B1-1", day: int = 1, **more) -> Evidence:
    given = {"subject": f"finding:{next(_serial):04d}", "person": WHO.person, "source": "inspection"}
    return Evidence(item=item, day=date(2026, 11, day), **{**given, **more})
