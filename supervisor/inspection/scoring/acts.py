"""Kind 3: of one act under several clauses only the highest counts, and several people in one act each bear it.

Items that a check-list calls one act are settled person by person: what two people did is two acts, which add up. An
item counted per person-time comes apart into what each of its people did; any other is one deduction for all whom it
names, and where it names nobody it is the same act as everything else there. Of all ways to count each person once,
that counts by which most is lost, so that one more failure never lowers the loss. What each person bears himself is
simply the highest of what is named to him. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

# Ways looked at before the best so far is taken, far beyond what an inspection holds: which joint doings to count, and
# how far the items' marks are used up.
MOST_TOGETHER, MOST_LEFT = 64, 2_048

Amount = tuple[int, int]  # points (hundredths) before cents: points weigh before money


class Piece(NamedTuple):
    """What `persons` did together under one item; nobody named: the same act as everything else. `alone` is what it
    costs by itself, within the item's floor; `raw_c` its points before it."""

    item: str
    persons: frozenset[str]
    raw_c: int
    alone: Amount


class Settled(NamedTuple):
    """The pieces that count, and for each that does not the item that counts instead."""

    counting: frozenset[Piece]
    instead: Mapping[Piece, str]


def settle(pieces: Sequence[Piece], rooms: Mapping[str, int]) -> Settled:
    """Which pieces of one act count; `rooms` is the most points each item may lose. What earns points is no deduction:
    it counts where no deduction is the same act, and of several the smallest."""
    deductions = [piece for piece in pieces if piece.alone >= (0, 0)]
    counting = _most(deductions, rooms)
    for piece in sorted(pieces, key=lambda p: p.alone, reverse=True):
        if piece not in counting and not any(same(piece, other) for other in counting):
            counting.append(piece)
    instead = {
        piece: max((other for other in counting if same(piece, other)), key=lambda other: other.alone).item
        for piece in pieces
        if piece not in counting
    }
    return Settled(frozenset(counting), instead)


def same(one: Piece, other: Piece) -> bool:
    """Whether two pieces of one act are the same person's doing."""
    return not one.persons or not other.persons or not one.persons.isdisjoint(other.persons)


def bearers(shares: Mapping[tuple[str, str], Amount], counting: Container[tuple[str, str]]) -> set[tuple[str, str]]:
    """What each person bears of one act, as (item, person): his highest of `shares`; of equal ones one that is
    `counting`, then the first."""
    best: dict[str, tuple[str, str]] = {}
    for place, amount in shares.items():
        there = best.get(place[1])
        if there is None or (amount, place in counting) > (shares[there], there in counting):
            best[place[1]] = place
    return set(best.values())


def _most(pieces: Sequence[Piece], rooms: Mapping[str, int]) -> list[Piece]:
    """The pieces by which most is lost, none of them the same doing as another."""
    everyone = max((p for p in pieces if not p.persons), key=lambda p: p.alone, default=None)
    single = [p for p in pieces if len(p.persons) == 1]
    joint: dict[frozenset[str], Piece] = {}
    for piece in pieces:
        if len(piece.persons) > 1 and (piece.persons not in joint or piece.alone > joint[piece.persons].alone):
            joint[piece.persons] = piece
    best: list[Piece] = []
    worth = (-1, -1)
    ways = list(islice(_apart(sorted(joint.values(), key=lambda p: p.alone, reverse=True)), MOST_TOGETHER))
    for together in ways:
        taken = frozenset[str]().union(*(p.persons for p in together))
        alone = [p for p in single if p.persons.isdisjoint(taken)]
        way = [*together, *_assigned(alone, rooms, MOST_LEFT // len(ways))]
        if (lost := _worth(way, rooms)) > worth:
            best, worth = way, lost
    if (everyone is not None and everyone.alone > worth) or not best:
        return [everyone] if everyone is not None else best
    return best


def _apart(joint: Sequence[Piece]) -> Iterable[list[Piece]]:
    """Every choice of pieces no two of which share a person, those with the heaviest first."""
    if not joint:
        yield []
        return
    first, rest = joint[0], joint[1:]
    for chosen in _apart([piece for piece in rest if not same(first, piece)]):
        yield [first, *chosen]
    yield from _apart(rest)


def _worth(way: Iterable[Piece], rooms: Mapping[str, int]) -> Amount:
    points: dict[str, int] = {}
    cents = 0
    for piece in way:
        points[piece.item] = points.get(piece.item, 0) + piece.raw_c
        cents += piece.alone[1]
    return sum(min(rooms[item], points_c) for item, points_c in points.items()), cents


def _assigned(single: Sequence[Piece], rooms: Mapping[str, int], most: int) -> list[Piece]:
    """One piece for each person, so that most is lost; only items whose marks may be used up hang together."""
    by_person: dict[str, list[Piece]] = {}
    full: dict[str, int] = {}
    for piece in single:
        by_person.setdefault(next(iter(piece.persons)), []).append(piece)
        full[piece.item] = full.get(piece.item, 0) + piece.raw_c
    scarce = {item: n for n, item in enumerate(item for item, points_c in full.items() if points_c > rooms[item])}
    chosen: list[Piece] = []
    # By what is left of the scarce items: what was lost so far, and by which pieces.
    ways: dict[tuple[int, ...], tuple[Amount, tuple[Piece, ...]]] = {tuple(rooms[i] for i in scarce): ((0, 0), ())}
    for choices in by_person.values():
        if not any(piece.item in scarce for piece in choices):
            chosen.append(max(choices, key=lambda p: p.alone))
            continue
        longer: dict[tuple[int, ...], tuple[Amount, tuple[Piece, ...]]] = {}
        for left, ((points_c, cents), so_far) in ways.items():
            for piece in choices:
                lost_c, now, nth = piece.raw_c, left, scarce.get(piece.item)
                if nth is not None:
                    lost_c = min(left[nth], piece.raw_c)
                    now = (*left[:nth], left[nth] - lost_c, *left[nth + 1 :])
                lost = (points_c + lost_c, cents + piece.alone[1])
                if now not in longer or lost > longer[now][0]:
                    longer[now] = lost, (*so_far, piece)
        ways = longer
        if len(ways) > most:
            ways = dict(sorted(longer.items(), key=lambda way: way[1][0], reverse=True)[:most])
    return [*chosen, *max(ways.values(), key=lambda way: way[0])[1]]
