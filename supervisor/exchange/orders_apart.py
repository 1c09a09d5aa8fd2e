"""Orders that two copies sent or answered apart: the same move sent twice, declined here and on the post there, back
here and on the post there. One side stands in the meantime; a person says which is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor.access import Right, require
from supervisor.dispatch.events import OrderSettled, OrderWithdrawn
from supervisor.dispatch.ledger import order_clashes, orders
from supervisor.dispatch.ordering import STATES, minute_of
from supervisor.dispatch.records import Order, OrderClash
from supervisor.errors import Refused
from supervisor.journal import Book, Entry, Reader
from supervisor.language import Words, _

from .records import Contradiction, Field, Side, identity
from .wording import Wording

SAID = {
    "ordered": Words("下达调动", "move ordered"),
    "done": Words("已到岗", "on the post"),
    "declined": Words("已谢绝", "declined"),
    "returned": Words("已返岗", "back"),
    "withdrawn": Words("撤回调动", "taken back"),
}


def orders_apart(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each order of which two copies said what cannot both be, and each move that both sent."""
    known = {one.order: one for one in orders(r, states=STATES)}
    for clash in order_clashes(r):
        if clash.order in known:
            yield _answered(r, words, clash, known[clash.order])
    for one in known.values():
        if one.state == "doubled" and one.twin in known:
            yield _sent_twice(r, words, known[one.twin], one)


def _answered(r: Reader, words: Wording, clash: OrderClash, order: Order) -> Contradiction:
    entries = {entry.digest.hex(): entry for entry in r.history(clash.subject)}
    pair = ((clash.over_entry, clash.over), (clash.entry, clash.said))
    return Contradiction(
        id=identity("order", clash.subject, f"{clash.order}|{clash.entry}"), sort="order", subject=clash.subject,
        key=f"{clash.order}|{clash.entry}", title=_title(words, order),
        sides=tuple(_side(words, entries.get(name), name, said, n == 0) for n, (name, said) in enumerate(pair)),
        fields=(Field(name="state", label=_("What became of it"), values=tuple(str(SAID[said]) for _n, said in pair)),),
        hint=_("Ask where he stands, and choose that side: plans start from it."),
    )  # fmt: skip


def _sent_twice(r: Reader, words: Wording, first: Order, second: Order) -> Contradiction:
    entries = {_order_of(entry): entry for entry in r.history(second.subject) if entry.kind == "dispatch.ordered"}
    return Contradiction(
        id=identity("order", second.subject, second.order), sort="order", subject=second.subject,
        key=f"{second.order}|", title=_title(words, first),
        sides=tuple(_side(words, entries.get(one.order), one.order, "ordered", n == 0)
                    for n, one in enumerate((first, second))),
        fields=(),
        hint=_("Both sent this move; the first order stands and takes the answers to both. Choose which one is kept."),
    )  # fmt: skip


def _order_of(entry: Entry) -> str:
    from .facts_apart import fact_of

    return getattr(fact_of(entry), "order", "")


def _title(words: Wording, order: Order) -> str:
    return _("Order for {name} at {time}").format(
        name=words.person(order.person), time=f"{order.minute // 60:02d}:{order.minute % 60:02d}"
    )


def _side(words: Wording, entry: Entry | None, name: str, said: str, stands: bool) -> Side:
    return Side(
        entry=entry.digest.hex() if entry else name, what=str(SAID[said]),
        by=words.person(entry.actor) if entry else "",
        at=words.local(entry.at_ms) if entry else None, device=words.device(entry.device) if entry else "",
        stands=stands,
    )  # fmt: skip


def settle_order(book: Book, actor: str, chosen: Contradiction, keep: int, reason: str) -> None:
    """Let side `keep` stand. Raises Refused without the right, and where somebody settled it meanwhile."""
    name, _bar, entry = chosen.key.partition("|")
    with book.write(actor) as w:
        require(w, actor, Right.SETTLE_CONFLICT)
        known = {one.order: one for one in orders(w, states=STATES)}
        order, minute = known.get(name), minute_of(w)
        if order is not None and not entry and order.state == "doubled":
            there = known[order.twin]
            # who has answered already stands by the first order, whichever is kept: there is one move, and it was made
            gone = there if keep and there.state == "ordered" else order
            w.append(order.subject, OrderWithdrawn(order=gone.order, minute=minute))
            return
        clash = next((one for one in order_clashes(w) if (one.order, one.entry) == (name, entry)), None)
        if order is None or clash is None:
            raise Refused(_("Somebody has settled this meanwhile."))
        state = clash.said if keep else clash.over
        said = _reason_of(w, clash.entry if keep else clash.over_entry, clash.subject)
        w.append(
            order.subject,
            OrderSettled(order=name, minute=minute, state=state, entries=(entry,), said=said, reason=reason.strip()),
        )


def _reason_of(r: Reader, digest: str, subject: str) -> str:
    from .facts_apart import fact_of

    entry = next((one for one in r.history(subject) if one.digest.hex() == digest), None)
    return getattr(fact_of(entry), "reason", "") if entry is not None else ""
