"""Answers that people bring in a file or give by hand, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .answer import Answer
from .completeness import breaks
from .facts import NotAFact, read_fact
from .relevance import known_values
from .template import Item, Template

_VERDICTS = {
    "pass": ("pass", "passed", "ok", "yes", "y", "1", "合格", "是", "通过"),
    "fail": ("fail", "failed", "no", "n", "2", "不合格", "否", "不通过"),
    "na": ("na", "notapplicable", "none", "3", "不适用", "无此项"),
    "given": ("given", "answered", "已填写", "已填"),
}
_FIELDS = frozenset(Answer.__struct_fields__)
Say = Callable[[str, str, str], None]  # problem, cure, column


def verdict(word: str) -> str | None:
    """pass, fail, na or given from what people write (yes, 合格, N/A …, any case), or None."""
    plain = "".join(letter for letter in str(word).lower() if letter.isalnum())
    return next((meaning for meaning, words in _VERDICTS.items() if plain in words), None)


def read_answers(
    rows: Iterable[Answer | Mapping[str, Any]],
    template: Template,
    person_of: Mapping[str, str],
    file: str = "",
    *,
    standing: Sequence[Answer] = (),
    day: date | None = None,
    constraints: bool = True,
) -> list[Answer]:
    """Answers as structs from dicts with item, verdict, and any of persons (staff numbers or subjects), places, cases,
    value, note, act, mended, owner; a fact has `text` (a number or list will do) and needs no verdict.

    `person_of` turns staff numbers into people's subjects. With `constraints`, a fact that breaks one whose item says
    stop is a mistake as well, seen beside the other rows and the `standing` answers, on the inspection's `day`. Raises
    BadInput naming the row (from 1) and field of every mistake.
    """
    found: list[Answer] = []
    faults: list[Fault] = []
    row_of: dict[str, int] = {}
    known = set(person_of.values())
    for row, one in enumerate(rows, 1):
        given = msgspec.to_builtins(one) if isinstance(one, Answer) else dict(one)

        def fault(problem: str, cure: str, column: str, row: int = row) -> None:
            faults.append(Fault(problem, cure, file, "answers", row, column))

        name = str(given.get("item", ""))
        if not template.has(name):
            fault(_("Unknown item “{item}”.").format(item=name), _("Use an id of the check-list."), "item")
            continue
        if name in row_of:
            fault(_("Item {item} is answered twice.").format(item=name), _("Keep one answer."), "item")
        row_of.setdefault(name, row)
        item = template.item(name)
        judged = _check(item, given, fault) if item.kind == "check" else _fact(item, given, fault)
        if judged is None:
            continue
        for extra in sorted(set(given) - _FIELDS):
            fault(_("Unknown field “{field}”.").format(field=extra), _("Leave it out."), extra)
        answer = _answer(name, given | judged, person_of, known, fault)
        if answer is not None:
            found.append(answer)
    if constraints:
        values = known_values(template, [*(a for a in standing if a.item not in row_of), *found], day)[0]
        for answer in found:
            item = template.item(answer.item)
            if item.if_missing == "stop" and answer.item in values and breaks(item, answer, values, day):
                problem = str(item.constraint_words) or _("“{text}” is outside what it may be.").format(
                    text=answer.text
                )
                cure = _("It must keep to: {constraint}").format(constraint=item.constraint)
                faults.append(Fault(f"{item.id}: {problem}", cure, file, "answers", row_of[item.id], "text"))
    if faults:
        raise BadInput(_("The answers have mistakes; nothing was entered."), tuple(faults))
    return found


def _check(item: Item, given: Mapping[str, Any], fault: Say) -> dict[str, Any] | None:
    """What is special to a check: a verdict, and no fact."""
    meaning = verdict(given.get("verdict", ""))
    if meaning is None or meaning == "given":
        fault(
            _("Unknown verdict “{word}”.").format(word=given.get("verdict", "")),
            _("Write pass, fail or na."),
            "verdict",
        )
        return None
    if given.get("text"):
        fault(_("Item {item} asks for no fact.").format(item=item.id), _("Leave the text out."), "text")
    return {"verdict": meaning, "text": ""}


def _fact(item: Item, given: Mapping[str, Any], fault: Say) -> dict[str, Any] | None:
    """What is special to a fact: its text in the form it is stored in; verdict given, or na where there is none."""
    if item.kind == "note":
        fault(_("Item {item} is only read.").format(item=item.id), _("Leave the row out."), "item")
        return None
    word = given.get("verdict", "") or "given"
    meaning = verdict(word)
    if meaning not in ("given", "na"):
        fault(
            _("Item {item} asks for a fact, not for “{word}”.").format(item=item.id, word=word),
            _("Write the answer into text."),
            "verdict",
        )
        return None
    text = given.get("text")
    if text in (None, "") and given.get("value") is not None:
        text = f"{given['value']:g}" if isinstance(given["value"], float) else given["value"]
    try:
        written = read_fact(item, text)
    except NotAFact as error:
        fault(error.problem, error.cure, "text")
        return None
    if not written and meaning == "given":
        fault(_("Item {item} has no answer.").format(item=item.id), _("Write the answer into text."), "text")
        return None
    return {"verdict": "given" if written else meaning, "text": written, "value": None}


def _answer(
    name: str, given: Mapping[str, Any], person_of: Mapping[str, str], known: set[str], fault: Say
) -> Answer | None:
    """The answer with people as subjects; None where a field has the wrong form."""
    persons: list[str] = []
    for nth, who in enumerate(_several(given.get("persons")), 1):
        subject = person_of.get(who, who if who in known else "")
        if subject:
            persons.append(subject)
        else:
            fault(
                _("item {item}, person {nth}: nobody has the staff number {no}.").format(item=name, nth=nth, no=who),
                _("Use a number of the branch."),
                "persons",
            )
    owner = str(given.get("owner") or "")
    plain = {field: given[field] for field in _FIELDS & set(given)}
    plain |= {"persons": persons, "places": _several(given.get("places")), "owner": person_of.get(owner, owner)}
    try:
        answer = msgspec.convert(plain, Answer, strict=False)
    except msgspec.ValidationError as error:
        problem, _sep, path = str(error).partition(" - at ")
        fault(problem, _("Write it as resources/checklists/README.md says."), path.strip("`$."))
        return None
    if answer.cases < 1:
        fault(_("Cases must be at least 1."), _("Write how many were seen."), "cases")
    if answer.value is not None and not 0 <= answer.value <= 1:
        fault(_("A rate is a fraction from 0 to 1."), _("Write 0.05 for 5 %."), "value")
    return answer


def _several(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,，、;；]", value) if part.strip()]
    return [str(part) for part in value]
