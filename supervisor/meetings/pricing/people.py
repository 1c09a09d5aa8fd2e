"""Who comes to a meeting: names, roles, skills and "at least N of them", turned into people for one slot.

A named person must come whatever it costs, so his leave blocks the slot. A group means those of it who are at work
then; of "at least N", those who are missed least are taken: first people whose post serves no queue.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..problem.model import Need, Person, Problem, Wish
from .floor import Floor, quarters


@dataclass(frozen=True)
class Group:
    """Numbers of the required and optional people, and the names of groups that are too small then."""

    required: tuple[int, ...]
    optional: tuple[int, ...]
    lacking: tuple[str, ...]


def matches(need: Need, person: Person) -> bool:
    """Whether a need means this person."""
    if need.by == "everyone":
        return True
    if need.by == "person":
        return person.subject == need.value
    if need.by == "role":
        return person.role == need.value
    return need.by == "skill" and need.value in person.skills


def who_comes(
    problem: Problem,
    floor: Floor,
    wish: Wish,
    start_minute: int | None,
    end_minute: int | None,
    only: frozenset[int] | None,
) -> Group:
    """The people of a wish in one slot (or over the whole day when the minutes are None), within `only` if given."""
    stretch = quarters(start_minute, end_minute) if start_minute is not None and end_minute is not None else None

    def there(number: int) -> bool:
        if stretch is None:
            return bool(floor.at_work[number].any())
        return floor.reachable(number, stretch, problem.stretch_minutes) and not floor.leave[number, stretch].any()

    def free(number: int) -> bool:
        return stretch is None or not (
            floor.lunch[number, stretch].any() or (floor.meeting[number, stretch] >= 0).any()
        )

    def missed(number: int) -> tuple:
        posts = floor.post[number] if stretch is None else floor.post[number, stretch]
        serves = any(post >= 0 and floor.posts[int(post)].service_class for post in posts)
        return (serves, len(floor.people[number].skills), number)

    required: set[int] = set()
    optional: set[int] = set()
    lacking: list[str] = []
    for need in wish.needs:
        members = [n for n, person in enumerate(floor.people) if matches(need, person)]
        if only is not None:
            members = [n for n in members if n in only]
        if need.optional:
            optional.update(n for n in members if there(n) and free(n) and not missed(n)[0])
        elif need.by == "person":
            required.update(members)
            if not members and only is None:
                lacking.append(need.value)
        else:
            present = [n for n in members if there(n)]
            if need.at_least and only is None and stretch is not None:
                present = sorted((n for n in present if free(n)), key=missed)[: need.at_least]
            if only is None and len(present) < max(1, need.at_least):
                lacking.append(need.value or need.by)
            required.update(present)
    return Group(tuple(sorted(required)), tuple(sorted(optional - required)), tuple(lacking))
