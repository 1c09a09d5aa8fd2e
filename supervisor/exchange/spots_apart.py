"""Spot checks that two copies drew for the same days without knowing of each other: one thing to decide.

Whom they are about is not said: it is for those who inspect, and for nobody about himself.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor.inspection.plan.ledger import Draw
from supervisor.inspection.plan.spots import draws_apart, settle_draws
from supervisor.journal import Book, Entry, Reader
from supervisor.language import _

from .records import Contradiction, Side, identity
from .wording import Wording


def spots_apart(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each group of draws that wait; the last side lets all of them stand."""
    for group in draws_apart(r):
        key = "|".join(sorted(one.subject for one in group))
        sides = [_side(words, one) for one in group]
        everything = Side(entry="", what=_("All of these checks are made"), by="", at=None, device="", stands=True)
        yield Contradiction(
            id=identity("draws", "", key), sort="draws", subject=group[0].subject, key=key,
            title=_("Spot checks drawn apart: {numbers}").format(numbers=", ".join(one.number for one in group)),
            sides=(*sides, everything), fields=(),
            hint=_("Both inspectors were told their checks, and all stand in the plan. Choose the draw that stands, or "
                   "all of them; what is past stays."),
        )  # fmt: skip


def _side(words: Wording, one: Draw) -> Side:
    history: list[Entry] = words.history(one.subject)
    what = _("{number}: {n} checks, {first} to {last}").format(
        number=one.number, n=one.drawn, first=one.first, last=one.last
    )
    return Side(
        entry=history[0].digest.hex(), what=what, by=words.person(one.by), at=words.local_of(one.at),
        device=words.device(history[0].device), stands=True,
    )  # fmt: skip


def settle_spots(book: Book, actor: str, chosen: Contradiction, keep: int, reason: str) -> None:
    """Let the draw of side `keep` stand, or all of them where it is the last side."""
    with book.read() as r:
        by_entry = {
            entry.digest.hex(): subject for subject in chosen.key.split("|") for entry in r.history(subject)[:1]
        }
    wanted = by_entry.get(chosen.sides[keep].entry)
    draws = chosen.key.split("|")
    settle_draws(book, actor, draws, keep=[wanted] if wanted else draws, reason=reason)
