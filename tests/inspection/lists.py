"""Small check-lists and answers, as scoring needs them."""

from __future__ import annotations

from supervisor.inspection.answer import Answer
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words

W = Words("项", "item")


def item(name: str, points_c: int = 1000, per_case_c: int = 200, **more) -> Item:
    return Item(id=name, clause="B1", words=W, points_c=points_c, per_case_c=per_case_c, **more)


def listing(*sections: tuple[Item, ...], base_c: int | None = None, **more) -> Template:
    made = tuple(Section(id=f"s{n}", name=W, items=items) for n, items in enumerate(sections))
    base = sum(i.points_c for s in made for i in s.items) if base_c is None else base_c
    return Template(code="t", version="1", name=W, base_c=base, sections=made, **more)


def fail(name: str, **more) -> Answer:
    return Answer(item=name, verdict="fail", **more)


def ok(name: str) -> Answer:
    return Answer(item=name, verdict="pass")


def na(name: str) -> Answer:
    return Answer(item=name, verdict="na")
