"""Who takes which place: a largest matching of people to places, the important places first.

Kuhn's augmenting paths (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955): a place
once filled stays filled, only its holder may change to make room. So the order of the places is their
importance and the order of the candidates a preference, and nobody is left idle who could have filled an
empty place.
"""

from __future__ import annotations

from collections.abc import Sequence


def fill(candidates: Sequence[Sequence[str]]) -> list[str | None]:
    """Give each place one of its candidates, nobody two places.

    `candidates[i]` are the persons who can take place i, best first; the result names the holder of each
    place, None where it stays empty. No place stays empty that could be filled without emptying an
    earlier one.
    """
    holder: list[str | None] = [None] * len(candidates)
    held: dict[str, int] = {}

    def place(index: int, tried: set[str]) -> bool:
        for person in candidates[index]:
            if person not in held:
                held[person] = index
                holder[index] = person
                return True
        for person in candidates[index]:
            if person in tried:
                continue
            tried.add(person)
            if place(held[person], tried):
                held[person] = index
                holder[index] = person
                return True
        return False

    for index in range(len(candidates)):
        place(index, set())
    return holder
