"""Facts that two copies set apart, side by side: one contradiction a subject, and one where two commands set many."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from supervisor.actions.apart import taken_apart
from supervisor.inspection.events import InspectionFinished
from supervisor.journal import Conflict, Entry, Event, Reader
from supervisor.journal.event import UnknownKind, from_bytes
from supervisor.journal.settling import line_of
from supervisor.language import _

from .labels import field_words, kind_words
from .records import Contradiction, Field, Part, Side, identity
from .saying import SAID_AGAIN, get_along
from .wording import Wording

ACTION, STEPS = "action:", "steps"  # how an action's subject begins; `key` of a contradiction between its steps


def facts_apart(r: Reader, words: Wording) -> list[Contradiction]:
    """Every pair of facts that waits for a person, by subject; those that two commands set for many subjects in one.

    Of actions, the steps that their own ledger found to contradict: it knows which steps get along.
    """
    commands: dict[tuple[tuple[str, str], ...], list[Contradiction]] = defaultdict(list)
    for conflict in r.conflicts():
        if conflict.subject.startswith(ACTION):
            continue
        history = r.history(conflict.subject)
        lines = [line_of(history, rival) for rival in conflict.entries]
        if not get_along(lines):
            ops = tuple(sorted((rival.device, rival.op) for rival in conflict.entries))
            commands[ops].append(_of_fact(words, conflict, history))
    found = [_of_steps(words, subject, steps) for subject, steps in taken_apart(r).items()]
    for several in commands.values():
        alike = [one for one in several if one.mixable]
        if len(alike) > 1 and len({_sorts(one) for one in alike}) == 1:
            found.append(_of_many(alike))
            several = [one for one in several if not one.mixable]
        found += several
    return sorted(found, key=lambda one: one.subject)


def latest_of(history: list[Entry], rival: Entry) -> Entry:
    """What that side said last: the newest entry of the rival's kind that was made in its sight and only in its."""
    return [entry for entry in line_of(history, rival) if entry.kind == rival.kind][-1]


def fact_of(entry: Entry) -> Event | None:
    """The fact of an entry; None where only a newer program knows it."""
    try:
        return from_bytes(entry.kind, entry.version, entry.payload)
    except UnknownKind:
        return None


def _of_fact(words: Wording, conflict: Conflict, history: list[Entry]) -> Contradiction:
    last = [latest_of(history, rival) for rival in conflict.entries]
    standing = max(range(len(last)), key=lambda n: history.index(last[n]))
    kinds = {entry.kind for entry in last}
    mixable = len(kinds) == 1 and kinds <= SAID_AGAIN
    return Contradiction(
        id=identity("fact", conflict.subject, conflict.base.hex()), sort="fact", subject=conflict.subject,
        key=conflict.base.hex(), title=words.subject(conflict.subject, history), mixable=mixable,
        fields=differing(words, [_content(entry) for entry in last], items=kinds == {"inspection.finished"}),
        hint="" if mixable else _hint(kinds),
        sides=tuple(
            side_of(words, entry, rival.digest.hex(), n == standing)
            for n, (entry, rival) in enumerate(zip(last, conflict.entries, strict=True))
        ),
    )  # fmt: skip


def _of_steps(words: Wording, subject: str, steps: list[Entry]) -> Contradiction:
    """Steps of an action that were taken apart, in the order in which they count; each side by what it said last."""
    history = words.history(subject)
    last = [latest_of(history, entry) for entry in steps]
    kinds = {entry.kind for entry in steps}
    names = "|".join(entry.id for entry in steps)
    return Contradiction(
        id=identity("fact", subject, names), sort="fact", subject=subject, key=STEPS,
        title=words.subject(subject, history), mixable=len(kinds) == 1 and kinds <= SAID_AGAIN,
        fields=differing(words, [_content(entry) for entry in last]),
        sides=tuple(
            side_of(words, entry, step.digest.hex(), step is steps[-1]) for step, entry in zip(steps, last, strict=True)
        ),
    )  # fmt: skip


def _sorts(one: Contradiction) -> tuple[tuple[str, str, str], ...]:
    """What both sides did, by whom and where: the same for all that two commands set."""
    return tuple((side.what, side.by, side.device) for side in one.sides)


def _of_many(several: list[Contradiction]) -> Contradiction:
    """Two commands that set the same many subjects apart (a month's days): one thing to decide, each day a field."""
    first = several[0]
    fields = tuple(
        Field(
            name=one.subject, label=one.title,
            values=tuple("；".join(f"{field.label}：{field.values[n]}" for field in one.fields)
                         for n in range(len(one.sides))),
        )
        for one in several
    )  # fmt: skip
    keys = "|".join(f"{one.subject}={one.key}" for one in several)
    return msgspec.structs.replace(
        first, id=identity("fact", "many", keys), key=keys, fields=fields,
        title=_("{title} and {n} more").format(title=first.title, n=len(several) - 1),
        parts=tuple(Part(subject=one.subject, key=one.key) for one in several),
    )  # fmt: skip


def _content(entry: Entry) -> dict:
    """What an entry says, field by field; the answers of a finish item by item."""
    fact = fact_of(entry)
    content = {} if fact is None else msgspec.to_builtins(fact)
    if isinstance(fact, InspectionFinished):
        content = {answer["item"]: {k: v for k, v in answer.items() if k != "item"} for answer in content["answers"]}
    for mark in ("before", "joined_cases"):  # marks for the fold, which say nothing to a person
        content.pop(mark, None)
    return content


def _hint(kinds: set[str]) -> str:
    """What choosing cannot do by itself."""
    if kinds == {"inspection.revised"}:
        return _(
            "Both corrections are kept; the one finished last counts. Where that is the wrong one, correct it once "
            "more."
        )
    if kinds == {"inspection.finished"}:
        return _(
            "Both are kept; the inspection stands as it was finished first, and what the other found does not count. "
            "Where the other is right, correct the inspection, and see to its corrective actions."
        )
    if "inspection.finished" in kinds:
        return _("It was finished, and given up elsewhere: it stands as finished. Where it must not count, correct it.")
    if "complaints.erased" in kinds:
        return _(
            "The customer's data were erased on one device, so the case has ended and cannot be worked on. Where the "
            "customer still waits for an answer, register it anew."
        )
    if all(kind.startswith("complaints.") for kind in kinds):
        return _("The case stands as the side you choose says; what the other side said stays on record.")
    if all(kind.startswith("meetings.") for kind in kinds):
        return _(
            "The calendar follows the side you choose; whoever was told otherwise learns it when you publish next."
        )
    return _(
        "Both are in the record and both count. Choose which one is right; if the other must not count, put it right "
        "on its own screen as well."
    )  # fmt: skip


def side_of(words: Wording, entry: Entry, name: str, stands: bool) -> Side:
    """One side of a contradiction, which an entry (by `name`, its digest) said."""
    return Side(
        entry=name, what=kind_words(entry.kind), by=words.person(entry.actor), at=words.local(entry.at_ms),
        device=words.device(entry.device), stands=stands,
    )  # fmt: skip


def differing(words: Wording, contents: list[dict], *, items: bool = False) -> tuple[Field, ...]:
    """The fields in which contents of one kind differ, in words; `items`: they are the items of a check-list."""
    names = dict.fromkeys(name for content in contents for name in content)
    found = []
    for name in names:
        values = tuple(words.value(name, one) for one in _without_common([content.get(name) for content in contents]))
        same = len({repr(content.get(name)) for content in contents}) == 1
        if not same and not (len(set(values)) == 1 and any(name not in content for content in contents)):
            found.append(Field(name=name, label=name if items else field_words(name), values=values))
    return tuple(found)


def _without_common(values: list[Any]) -> list[Any]:
    """Of lists, only what is not in all of them: the one turn that differs, not the day's twelve."""
    if len(values) < 2 or not all(isinstance(value, list | tuple) for value in values):
        return values
    common = [one for one in values[0] if all(one in other for other in values[1:])]
    return [[one for one in value if one not in common] for value in values]
