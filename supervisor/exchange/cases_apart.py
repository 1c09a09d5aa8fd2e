"""What two laptops did to one complaint that cannot both stand and that no two facts about it show: handed to whoever
keeps out of it, joined to a case that ended elsewhere, erased although held, worked on by whoever keeps out of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor.complaints.apart.finding import cases_apart
from supervisor.complaints.apart.records import HELD, OWNER, UNANSWERED, CaseApart
from supervisor.complaints.apart.settling import settle_apart
from supervisor.complaints.apart.words import cure_of, title_of
from supervisor.errors import Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .labels import kind_words
from .records import Contradiction, Side, identity
from .wording import Wording

KEY_DESTROYED = "journal.case_erased"


def complaints_apart(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each such thing, its two sides in the order in which they are to be chosen."""
    for one in cases_apart(r):
        people = {one.person: words.person(one.person)}
        yield Contradiction(
            id=_id(one), sort="case", subject=one.subject, key=_key(one), title=title_of(one, people),
            sides=tuple(_side(words, one, n) for n in range(len(one.sides))), fields=(), settles=one.sort != OWNER,
            hint=cure_of(one),
        )  # fmt: skip


def _key(one: CaseApart) -> str:
    return f"{one.sort}|{one.key}"


def _id(one: CaseApart) -> str:
    return identity("case", one.subject, _key(one))


def _side(words: Wording, one: CaseApart, n: int) -> Side:
    """The last entry that says so."""
    subject, kinds = one.sides[n]
    found = [each for each in words.history(subject) if each.kind in kinds]
    found.sort(key=lambda each: each.kind != KEY_DESTROYED)  # what a person did says more than what followed of it
    entry = found[-1] if found else None
    what = kind_words(entry.kind) if entry is not None else "—"
    if one.sort == UNANSWERED:
        what = _("Joined: the customer had the answer too") if n == 0 else _("Undo the join: answer this customer")
    return Side(
        entry=entry.digest.hex() if entry else "", what=what, by=words.person(entry.actor) if entry else "",
        at=words.local(entry.at_ms) if entry else None, device=words.device(entry.device) if entry else "",
        stands=n == 1 if one.sort == HELD else n == 0,
    )  # fmt: skip


def settle_case(book: Book, actor: str, chosen: Contradiction, keep: int, reason: str) -> None:
    """Let side `keep` stand. Raises Refused for what cannot stand, and where somebody settled it meanwhile."""
    with book.read() as r:
        one = next((one for one in cases_apart(r) if _id(one) == chosen.id), None)
    if one is None:
        raise Refused(_("Somebody has settled this meanwhile."))
    settle_apart(book, actor, one, keep, reason)
