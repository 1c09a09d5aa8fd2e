"""What two laptops did with one action apart: both steps shown side by side, and a person decides which stands.

After a merge the later step by the clock mostly stands; the action is marked until the manager has looked. Deciding
for a step that does not stand says it again, so that the record shows what was decided and by whom.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, ConflictSettled, Entry, Reader, Writer, instant
from supervisor.language import _

from .asking import reason_of, there_is
from .events import (
    ActionClosed,
    ActionDone,
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
from .ledger import clashes
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
}


_ENDED = ("closed", "withdrawn")
_BEFORE_THE_END = ("actions.taken_up", "actions.done", "actions.extension_asked")  # change nothing that has ended


class Rival(msgspec.Struct, frozen=True):
    """One of two steps taken apart: the entry, what it was in words, by whom, when, and each of its fields."""

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


def settle(book: Book, actor: str, subject: str, chosen: str, *, reason: str) -> None:
    """Decide which of two steps taken apart stands (`chosen` is the id of its entry); both stay in the record.

    Raises BadInput without a reason or when there is nothing of that id to decide, Refused without the right.
    """
    with book.write(actor) as w:
        there = there_is(w, subject)
        require(w, actor, Right.SETTLE_CONFLICT, about=(*there.about, there.doer))
        why = reason_of(reason)
        pair = next((one for one in clashes(w, subject) if chosen in (one.entry, one.over)), None)
        entries = {entry.id: entry for entry in w.history(subject)}
        if pair is None or chosen not in entries:
            raise BadInput(_("There is nothing to decide on {number} there.").format(number=there.number))
        for conflict in w.conflicts():
            if conflict.subject == subject and any(entry.id == pair.entry for entry in conflict.entries):
                rival = next(e for e in conflict.entries if e.id == chosen or e.id == pair.entry)
                w.append(subject, ConflictSettled(base=conflict.base.hex(), chosen=rival.digest.hex(), reason=why))
        w.append(subject, ClashSettled(entries=(pair.entry,), reason=why))
        passed_over = there.state in _ENDED and entries[chosen].kind in _BEFORE_THE_END
        if chosen == pair.over or passed_over:
            _say_again(w, subject, entries[chosen], there.state, why)


def _say_again(w: Writer, subject: str, entry: Entry, state: str, why: str) -> None:
    if entry.kind not in _KINDS:
        return  # the raising itself: what came after it does not stand any more, and nothing more is to be said
    fact = msgspec.structs.replace(_fact(entry), before="")
    if entry.kind in _BEFORE_THE_END and state in _ENDED:
        w.append(subject, ActionReopened(reason=why))
    elif isinstance(fact, ActionRechecked) and fact.passed and state != "done":
        w.append(subject, ActionDone(note=why))
    w.append(subject, fact, at=instant(entry.at_ms) if isinstance(fact, ActionDone) else None)


def _fact(entry: Entry) -> Change:
    return msgspec.json.decode(entry.payload, type=_KINDS[entry.kind][1])


def _rival(entry: Entry) -> Rival:
    if entry.kind not in _KINDS:
        return Rival(entry.id, str(STEPS["raised"]), entry.actor, instant(entry.at_ms), ())
    what, fact = _KINDS[entry.kind][0], _fact(entry)
    if isinstance(fact, ActionRechecked) and not fact.passed:
        what = "recheck_failed"
    if isinstance(fact, ExtensionDecided) and not fact.granted:
        what = "refused"
    said = {name: getattr(fact, name) for name in fact.__struct_fields__ if name != "before"}
    fields = tuple((name, str(value)) for name, value in said.items() if value and not isinstance(value, bool | tuple))
    return Rival(entry.id, str(STEPS[what]), entry.actor, instant(entry.at_ms), fields)
