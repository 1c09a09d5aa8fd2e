"""What two laptops did with one action apart: both steps shown side by side, and a person decides which stands.

After a merge the later step by the clock mostly stands; the action is marked until the manager has looked. Deciding
for a step that does not stand says it again, so that the record shows what was decided and by whom. One decision
settles all that was on show, wherever it is made: on the action, or in the list of all that copies changed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Conflict, Entry, Reader, Writer, instant
from supervisor.journal.event import from_bytes
from supervisor.journal.settling import decide
from supervisor.language import _

from .asking import reason_of, there_is
from .events import (
    ActionClosed,
    ActionDone,
    ActionRaised,
    ActionReaddressed,
    ActionReassigned,
    ActionRechecked,
    ActionRegraded,
    ActionReopened,
    ActionTakenUp,
    ActionWithdrawn,
    Change,
    ClashSettled,
    DueChanged,
    ExtensionAsked,
    ExtensionDecided,
)
from .ledger import clashes, contested
from .records import Action
from .words import STEPS

_KINDS: dict[str, tuple[str, type[Change]]] = {
    "actions.taken_up": ("taken_up", ActionTakenUp),
    "actions.done": ("done", ActionDone),
    "actions.rechecked": ("recheck_passed", ActionRechecked),
    "actions.closed": ("closed", ActionClosed),
    "actions.reopened": ("reopened", ActionReopened),
    "actions.withdrawn": ("withdrawn", ActionWithdrawn),
    "actions.due_changed": ("due", DueChanged),
    "actions.extension_asked": ("asked", ExtensionAsked),
    "actions.extension_decided": ("granted", ExtensionDecided),
    "actions.regraded": ("regraded", ActionRegraded),
    "actions.reassigned": ("reassigned", ActionReassigned),
    "actions.readdressed": ("readdressed", ActionReaddressed),
}


_OF_RAISED = ("title", "owner", "doer", "due", "severity", "note")
_UNSAID = ("before", "photos", "likes")
_ENDED = ("closed", "withdrawn")
_BEFORE_THE_END = ("actions.taken_up", "actions.done", "actions.extension_asked")  # change nothing that has ended


class Rival(msgspec.Struct, frozen=True):
    """One of the steps taken apart: the entry, what it was in words, by whom, when, and each of its fields."""

    entry: str
    what: str
    person: str
    at: datetime
    fields: tuple[tuple[str, str], ...]


class Apart(msgspec.Struct, frozen=True):
    """Two steps taken apart, in the order of the clock."""

    earlier: Rival
    later: Rival


def apart(r: Reader, subject: str) -> list[Apart]:
    """What two laptops did with an action apart and nobody has decided on."""
    found = clashes(r, subject)
    if not found:
        return []
    entries = {entry.id: entry for entry in r.history(subject)}
    pairs = [(entries.get(one.over), entries.get(one.entry)) for one in found]
    return [Apart(_rival(one), _rival(other)) for one, other in pairs if one is not None and other is not None]


def rivals(pairs: Sequence[Apart]) -> list[Rival]:
    """Every step of these pairs once, in their order."""
    return list({one.entry: one for pair in pairs for one in (pair.earlier, pair.later)}.values())


def taken_apart(r: Reader) -> dict[str, list[Entry]]:
    """By action, the entries of all steps that were taken apart and nobody has decided on, in the order in which they
    count."""
    found = {}
    for subject in sorted(contested(r)):
        named = {one for pair in clashes(r, subject) for one in (pair.over, pair.entry)}
        found[subject] = [entry for entry in r.history(subject) if entry.id in named]
    return {subject: entries for subject, entries in found.items() if len(entries) > 1}


def settle(book: Book, actor: str, subject: str, chosen: str, *, reason: str) -> None:
    """Decide which of the steps taken apart stands (`chosen` is the id of its entry); all stay in the record.

    Raises BadInput without a reason or when there is nothing of that id to decide, Refused without the right.
    """
    with book.write(actor) as w:
        settle_within(w, subject, chosen, reason=reason)


def settle_within(w: Writer, subject: str, chosen: str, *, reason: str, said: Change | None = None) -> None:
    """The same inside a write that is already open. `said` is what stands where single fields were chosen from several
    sides: it is entered in the place of the chosen step."""
    there = there_is(w, subject)
    require(w, w.actor, Right.SETTLE_CONFLICT, about=(*there.about, there.doer))
    why = reason_of(reason)
    pairs = clashes(w, subject)
    history = w.history(subject)
    named = {one for pair in pairs for one in (pair.entry, pair.over)}
    sides = [entry for entry in history if entry.id in named]
    entry = next((one for one in sides if one.id == chosen), None)
    if entry is None:
        raise BadInput(_("There is nothing to decide on {number} there.").format(number=there.number))
    for conflict in w.conflicts():
        if conflict.subject == subject:
            decide(w, conflict, _side_of(conflict, entry, history).digest.hex(), why)
    decisions = tuple(one.id for one in history if one.kind == "actions.clash_settled")
    open_ones = tuple(pair.entry for pair in pairs)
    w.append(subject, ClashSettled(entries=open_ones, reason=why, chosen=chosen, saw=decisions))
    passed_over = there.state in _ENDED and entry.kind in _BEFORE_THE_END
    if said is not None or entry is not sides[-1] or entry.kind not in _KINDS or passed_over:
        _say_again(w, there, entry, said, why)


def _side_of(conflict: Conflict, entry: Entry, history: Sequence[Entry]) -> Entry:
    """The one of the conflict's rivals that the entry is, or was made in the sight of."""
    for rival in conflict.entries:
        line = {rival.digest}
        for one in history:
            if one.base in line:
                line.add(one.digest)
        if entry.digest in line:
            return rival
    return conflict.entries[-1]


def _say_again(w: Writer, there: Action, entry: Entry, said: Change | None, why: str) -> None:
    """Enter what stands once more. Only the first of several facts has a mark: it names what was on show."""
    if entry.kind not in _KINDS:
        raised = _fact_of(entry)
        if isinstance(raised, ActionRaised) and (raised.owner, raised.doer) != (there.owner, there.doer):
            fact = ActionReassigned(owner=raised.owner, doer=raised.doer, reason=why, before=there.mark)
            w.append(there.subject, fact)
        return  # what came after the raising does not stand any more, and nothing more is to be said
    facts: list[Change] = [said or _fact(entry)]
    if entry.kind in _BEFORE_THE_END and there.state in _ENDED:
        facts.insert(0, ActionReopened(reason=why))
    elif isinstance(facts[0], ActionRechecked) and facts[0].passed and there.state != "done":
        facts.insert(0, ActionDone(note=why))
    for number, fact in enumerate(facts):
        seen = msgspec.structs.replace(fact, before="" if number else there.mark)
        at = instant(entry.at_ms) if isinstance(fact, ActionDone) and number == len(facts) - 1 else None
        w.append(there.subject, seen, at=at)


def _fact_of(entry: Entry) -> object:
    return from_bytes(entry.kind, entry.version, entry.payload)


def _fact(entry: Entry) -> Change:
    fact = _fact_of(entry)
    assert isinstance(fact, _KINDS[entry.kind][1])
    return fact


def _rival(entry: Entry) -> Rival:
    if entry.kind not in _KINDS:
        fact, what = _fact_of(entry), "raised"
    else:
        what, fact = _KINDS[entry.kind][0], _fact(entry)
    if isinstance(fact, ActionRechecked) and not fact.passed:
        what = "recheck_failed"
    if isinstance(fact, ExtensionDecided) and not fact.granted:
        what = "refused"
    names = _OF_RAISED if isinstance(fact, ActionRaised) else fact.__struct_fields__  # type: ignore[attr-defined]
    said = {name: getattr(fact, name) for name in names if name not in _UNSAID}
    fields = tuple(
        (name, one)
        for name, value in said.items()
        if value and not isinstance(value, bool)
        for one in (value if isinstance(value, tuple) else (str(value),))
    )
    return Rival(entry.id, str(STEPS[what]), entry.actor, instant(entry.at_ms), fields)
