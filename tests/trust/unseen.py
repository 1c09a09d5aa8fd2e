"""What each computer knew when it wrote, so that what two set apart is told from what one did in sight of the other.

The journal finds contradictions by the heads that entries were based on. This finds them from outside, by what had
arrived where at the time, and so says whether the journal overlooks one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations


class Knowledge:
    """What the book of each computer held (device -> sequence) when an entry was written there."""

    def __init__(self) -> None:
        self._knew: dict[tuple[str, int], dict[str, int]] = {}

    def learned(self, before: dict[str, int], after: dict[str, int]) -> None:
        """A job ended: entries that were nowhere before were written by it, in sight of what was held `before`."""
        for device, last in after.items():
            for seq in range(before.get(device, 0) + 1, last + 1):
                self._knew.setdefault((device, seq), before)

    def unseen(
        self, facts: list[tuple[str, str, int, str, str]], listed: list[tuple[str, list[str]]], bases: dict[str, str]
    ) -> list[str]:
        """Pairs of facts (subject, device, seq, kind, digest) set apart about one subject that are not `listed`.

        `listed` are contradictions: a subject and the digests of the rival entries; `bases` digest -> digest of the
        head it was based on. A pair is listed when two rivals are, or stand before, the two.
        """
        by_subject = defaultdict(list)
        for one in facts:
            by_subject[one[0]].append(one)
        rivals = defaultdict(list)
        for subject, digests in listed:
            rivals[subject].append(set(digests))
        found = []
        for subject, own in by_subject.items():
            for one, other in combinations(own, 2):
                if not self._apart(one, other):
                    continue
                lines = [_line(each[4], bases) for each in (one, other)]
                if not any(
                    (lines[0] & group) - lines[1] and (lines[1] & group) - lines[0] for group in rivals[subject]
                ):
                    found.append(f"{subject}: {one[3]} of {one[1]}:{one[2]} and {other[3]} of {other[1]}:{other[2]}")
        return found

    def _apart(self, one: tuple[str, str, int, str, str], other: tuple[str, str, int, str, str]) -> bool:
        places = [(each[1], each[2]) for each in (one, other)]
        if places[0][0] == places[1][0] or any(place not in self._knew for place in places):
            return False
        return not any(self._knew[mine].get(theirs[0], 0) >= theirs[1] for mine, theirs in (places, reversed(places)))


def _line(digest: str, bases: dict[str, str]) -> set[str]:
    """An entry and all that it goes back to."""
    line = set()
    while digest:
        line.add(digest)
        digest = bases.get(digest, "")
    return line
