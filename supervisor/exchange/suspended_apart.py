"""What incidents suspended and two copies settled apart: placed twice, given up here and taken back there.

Each copy was right by what it knew; one of them stands once somebody has chosen, and the calendar follows: the other
copy's meeting is called off. What was said on both stays in the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor.access import Right, require
from supervisor.dispatch.ledger import subject_of
from supervisor.dispatch.suspended.ledger import Said
from supervisor.dispatch.suspended.service import settle
from supervisor.errors import Refused
from supervisor.journal import Book, Reader
from supervisor.language import Words, _
from supervisor.meetings.ledger import Held, sittings_of
from supervisor.meetings.service import cancel
from supervisor.meetings.words import clock
from supervisor.overview.suspended import CatchUp, catch_up

from .records import Contradiction, Field, Side, identity
from .wording import Wording

WORDS = {
    "placed": Words("已重新安排", "placed again"),
    "caught_up": Words("已补办", "caught up"),
    "given_up": Words("不再补办", "given up"),
    "taken_back": Words("撤销暂停", "not suspended"),
}
OPEN = ("placed", "published")


def suspended_apart(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each thing of which copies said what cannot both be."""
    for one in catch_up(r, unsettled=True):
        if one.state == "apart":
            yield _contradiction(r, words, one)


def _contradiction(r: Reader, words: Wording, one: CatchUp) -> Contradiction:
    subject = subject_of(one.item.incident)
    digests = {entry.id: entry.digest.hex() for entry in r.history(subject)}
    devices = {entry.id: entry.device for entry in r.history(subject)}
    key = "|".join(said.entry for said in one.rivals)
    return Contradiction(
        id=identity("suspended", subject, key), sort="suspended", subject=subject, key=key,
        title=_("{title}, suspended for {kind} {number}").format(
            title=one.item.title, kind=one.kind, number=one.number
        ),
        sides=tuple(
            Side(
                entry=digests[said.entry], what=str(WORDS[said.place]), by=words.person(said.actor),
                at=words.local(said.at_ms), device=words.device(devices[said.entry]), stands=said is one.rivals[-1],
            )
            for said in one.rivals
        ),
        fields=(Field(name="note", label=_("When or why"), values=tuple(_about(r, said) for said in one.rivals)),),
        hint=_("Choose which one stands: what the other placed is called off; tell its people in Meetings."),
    )  # fmt: skip


def _about(r: Reader, said: Said) -> str:
    held = _rest(r, said)
    if held is None:
        return said.note or "—"
    return f"{held.number} {held.plan.day.isoformat()} {clock(held.plan.start_minute)}"


def _rest(r: Reader, said: Said) -> Held | None:
    """The sitting of the request under which something was placed."""
    found = sittings_of(r, said.meeting) if said.meeting else []
    return next((held for held in found if held.state in (*OPEN, "running", "ended")), None)


def settle_suspended(book: Book, actor: str, chosen: Contradiction, keep: int, reason: str) -> None:
    """Let side `keep` stand: what the others placed is called off, and so is a sitting that is not to be held after
    all. Raises Refused without the right, for what is being held and where somebody settled it meanwhile."""
    why = reason.strip() or _("Decided between two copies")
    with book.batch():
        with book.read() as r:
            require(r, actor, Right.SETTLE_CONFLICT)
            one = next((one for one in catch_up(r, unsettled=True) if _same(one, chosen)), None)
            if one is None:
                raise Refused(_("Somebody has settled this meanwhile."))
            kept = one.rivals[keep]
            gone = _to_call_off(r, one, kept)
        for held in gone:
            if held.state == "running":
                raise Refused(_("It is being held: end the sitting first."))
            alone = held.meeting == one.item.about
            cancel(book, actor, held.meeting, why, sitting=held.sitting if alone else "")
        over = tuple(said.entry for said in one.item.said)
        settle(book, actor, one.item, kept.place, note=kept.note, meeting=kept.meeting, over=over)  # type: ignore[arg-type]


def _same(one: CatchUp, chosen: Contradiction) -> bool:
    return one.state == "apart" and "|".join(said.entry for said in one.rivals) == chosen.key


def _to_call_off(r: Reader, one: CatchUp, kept: Said) -> list[Held]:
    """What stands in the calendar and would not by what is kept."""
    about, found = one.item.about, []
    for said in one.rivals:
        if said.place == "placed" and said.meeting not in (about, kept.meeting):
            found += [held for held in sittings_of(r, said.meeting) if held.state in (*OPEN, "running")]
    own_stands = kept.place == "taken_back" or (kept.place == "placed" and kept.meeting == about)
    if not own_stands:
        found += [
            held for held in sittings_of(r, about)
            if held.sitting == one.item.sitting and held.state in (*OPEN, "running")
        ]  # fmt: skip
    return found
