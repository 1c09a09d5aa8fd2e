"""Entering what a person decided of two laptops: the case really stands as the chosen side says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from supervisor.access import Right, require
from supervisor.complaints.events import ApartAcknowledged, CaseSettled
from supervisor.complaints.ledger import CASE, LEDGER, complaint
from supervisor.complaints.ledger.folds_taken_back import SETTLED_FLAGS, SETTLED_INSTANTS, SETTLED_TEXTS
from supervisor.complaints.promises.plainly import plain_of
from supervisor.complaints.repeats.service import unjoin
from supervisor.complaints.rights.checks import concerned, required
from supervisor.errors import Refused
from supervisor.journal import Book, Entry, Reader, Rows, Writer
from supervisor.journal.event import UnknownKind, from_bytes
from supervisor.journal.settling import line_of
from supervisor.language import _

from .finding import apart_of
from .records import UNANSWERED, CaseApart
from .words import cure_of

SAYS = frozenset({"complaints.handled", "complaints.replied"})
"""What says who was at fault, and what the customer was told."""


def contradicted(r: Reader, subject: str) -> bool:
    """Whether two copies found or answered different things and nobody has decided yet which one holds."""
    for conflict in r.conflicts(subject=subject):
        history = r.history(subject)
        lines = [line_of(history, rival) for rival in conflict.entries]
        found = [[(one.kind, one.payload) for one in line] for line in lines if any(e.kind in SAYS for e in line)]
        if any(_differ(one, other) for n, one in enumerate(found) for other in found[n + 1 :]):
            return True
    return False


def refuse_contradicted(r: Reader, subject: str, number: str) -> None:
    """Refuse to sign what stands in contradiction: afterwards nobody could put it right."""
    if contradicted(r, subject):
        raise Refused(
            _("{number}: two laptops found or answered different things. Decide first which one holds (Settings → "
              "Contradictions, or `bundle conflicts`).").format(number=number)
        )  # fmt: skip


def _differ(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return any(a != b for a, b in zip(one, other, strict=False))


def settle_within(w: Writer, subject: str, lines: Sequence[Sequence[Entry]], keep: int) -> None:
    """Let the case stand as side `keep` left it, inside a write that is open; `lines` are the entries of each side."""
    case = complaint(w, subject)
    kept = {entry.digest for entry in lines[keep]}
    others = {entry.digest for line in lines for entry in line} - kept
    now, chosen = _as_without(w, subject, ()), _as_without(w, subject, others)
    names = (*SETTLED_TEXTS, *SETTLED_FLAGS, *(f"{name}_ms" for name in SETTLED_INSTANTS))
    if case is None or not chosen or all(now[name] == chosen[name] for name in names):
        return
    if case.erased and chosen["live"]:
        return  # what is erased nobody can work on
    said: dict[str, Any] = {name: chosen[name] for name in SETTLED_TEXTS}
    said |= {name: None if chosen[name] is None else bool(chosen[name]) for name in SETTLED_FLAGS}
    said |= {name: _instant(chosen[f"{name}_ms"]) for name in SETTLED_INSTANTS}
    w.append(subject, CaseSettled(**said))


def _as_without(r: Reader, subject: str, left_out: Collection[bytes]) -> dict[str, Any]:
    """The row of a case as if the entries of these digests had never been made."""
    rows = Rows(subject)
    for entry in r.history(subject):
        fold = LEDGER.folds.get(entry.kind)
        if fold is None or entry.digest in left_out:
            continue
        try:
            fold(rows, from_bytes(entry.kind, entry.version, entry.payload), entry)
        except UnknownKind:
            continue
    return rows.get(CASE) or {}


def _instant(ms: int | None) -> datetime | None:
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)


def settle_apart(book: Book, actor: str, chosen: CaseApart, keep: int, reason: str) -> None:
    """Decide one of `cases_apart`: acknowledge it with the reason, or (side 1 of a join) undo the join.

    Raises Refused without the right, for a side that cannot stand, and where somebody settled it meanwhile.
    """
    reason = required(reason, _("Write the reason."))
    if chosen.sort == UNANSWERED and keep == 1:
        unjoin(book, actor, chosen.subject, reason)
        return
    with book.write(actor) as w:
        require_judge(w, actor, chosen.subject)
        if chosen not in apart_of(w, chosen.subject):
            raise Refused(_("Somebody has settled this meanwhile."))
        if keep != (0 if chosen.sort == UNANSWERED else 1):
            raise Refused(cure_of(chosen))
        reason = plain_of(w, chosen.subject, reason, "reason")
        w.append(chosen.subject, ApartAcknowledged(sort=chosen.sort, key=chosen.key, reason=reason))


def require_judge(r: Reader, actor: str, subject: str) -> None:
    """Refuse unless the actor decides between copies: of a complaint about the branch manager head office alone."""
    case = complaint(r, subject)
    if case is None:
        require(r, actor, Right.SETTLE_CONFLICT)
        return
    right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.SETTLE_CONFLICT
    require(r, actor, right, about=concerned(r, case))
