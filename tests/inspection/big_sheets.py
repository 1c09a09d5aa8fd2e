"""A check-list of 120 items with every rule and many conditions, and answers with 30 failures: for figures."""

from __future__ import annotations

from typing import Any

from supervisor.inspection.answer import Answer
from supervisor.inspection.template import Choice, Item, Section, Template
from supervisor.language import Words

SIZE, FAILURES, PER_SECTION = 120, 30, 15
_COUNTS: tuple[Any, ...] = ("time", "place", "person_time", "rate")
_DAYS = (Choice(name="dry", words=Words("晴", "dry")), Choice(name="rain", words=Words("雨", "rain")))


def big_template() -> Template:
    """Eight sections of 15: a fact, then checks; every third hangs on an earlier answer, one in 15 by arithmetic."""
    sections: list[Section] = []
    for s in range(SIZE // PER_SECTION):
        first = f"s{s}-0"
        choices = {"kind": "choice", "choices": _DAYS} if s % 2 else {"kind": "integer", "constraint": ". >= 0"}
        items = [Item(id=first, clause="C6", words=_words(first), points_c=0, per_case_c=0, **choices)]  # type: ignore[arg-type]
        for n in range(1, PER_SECTION):
            name = f"s{s}-{n}"
            relevant = ""
            if n % 3 == 0:
                relevant = f"${{{first}}} != 'rain'" if s % 2 else f"${{{first}}} > 0 and ${{s{s}-1}} != 'na'"
            elif n == 7:
                relevant = f"not(${{s{s}-2}} = 'na') and string-length(${{s{s}-1}}) + 1 > 2"
            items.append(
                Item(
                    id=name, clause="C6", words=_words(name), points_c=200, per_case_c=100, relevant=relevant,
                    counts=_COUNTS[n % 4], limit=0.02, step=0.01, first_is_reminder=n % 5 == 0,
                    same_act="one" if n in (4, 5) else "", fine_cents=2000 if n == 8 else 0, fine_doubles=n == 8,
                    gate="section" if n == 14 else "none",
                )
            )  # fmt: skip
        sections.append(Section(id=f"s{s}", name=_words(f"s{s}"), items=tuple(items)))
    total_c = sum(i.points_c for s in sections for i in s.items)
    return Template(code="big", version="1", name=_words("big"), base_c=total_c, sections=tuple(sections))


def big_answers(template: Template) -> list[Answer]:
    """All answered; 30 checks failed, with people."""
    answers: list[Answer] = []
    left = FAILURES
    for number, item in enumerate(template.items()):
        if item.kind != "check":
            text = "dry" if item.choices else "3"
            answers.append(Answer(item=item.id, verdict="given", text=text))
        elif left and number % 3 == 1:
            left -= 1
            rate = 0.05 if item.counts == "rate" else None
            answers.append(Answer(item=item.id, verdict="fail", persons=("person:a", "person:b"), cases=3, value=rate))
        else:
            answers.append(Answer(item=item.id, verdict="pass"))
    return answers


def _words(name: str) -> Words:
    return Words(f"检查项 {name}", f"Item {name}")
