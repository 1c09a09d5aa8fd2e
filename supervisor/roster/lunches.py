"""Lunch in turns: everybody eats, no post falls below minimum cover while somebody could stand in.

Whoever can be spared goes when the hall is quietest and fewest colleagues of the same post are away.
Where a post has nobody to spare, somebody with the skill comes over from a post that has; posts under
dual control are left for last, because two must count when anybody leaves them. If nobody can stand in,
the lunch is placed where least is missing, and the gap shows as a shortage. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor.roster.cover import CoveredPost
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.rules import Rules

START_STEP = 15


def stagger(
    duties: Sequence[Duty],
    posts: Mapping[str, CoveredPost],
    skills: Mapping[str, frozenset[str]],
    rules: Rules,
    load: Sequence[float] = (),
    spare: Sequence[str] = (),
) -> tuple[list[Duty], list[Lunch]]:
    """Lunches of a day and the duties with reliefs worked in.

    `posts` and `skills` by subject; `load` is how busy each of the day's 96 quarter-hours is (empty: all
    alike). Who does not work through the whole lunch time gets no lunch here. A person has at most one
    lunch.
    """
    if rules.lunch_minutes == 0:
        return list(duties), []
    table = _Table(duties, posts, skills, rules, load, spare)
    eaters = [
        duty
        for duty in duties
        if duty.start_minute <= rules.lunch_from_minute and duty.end_minute >= rules.lunch_to_minute
    ]
    # posts with nobody to spare first, while most colleagues are still free to stand in for them
    eaters.sort(key=lambda duty: (table.slack(duty.post), duty.post, duty.person))
    for duty in eaters:
        table.send(duty)
    ordered = sorted(table.duties, key=lambda duty: (duty.person, duty.start_minute))
    return ordered, sorted(table.lunches, key=lambda lunch: (lunch.start_minute, lunch.person))


class _Table:
    def __init__(
        self,
        duties: Sequence[Duty],
        posts: Mapping[str, CoveredPost],
        skills: Mapping[str, frozenset[str]],
        rules: Rules,
        load: Sequence[float],
        spare: Sequence[str],
    ) -> None:
        self.spare = spare
        self.duties = list(duties)
        self.lunches: list[Lunch] = []
        self.posts = posts
        self.skills = skills
        self.rules = rules
        self.load = load
        last = rules.lunch_to_minute - rules.lunch_minutes
        self.starts = range(rules.lunch_from_minute, last + 1, START_STEP)

    def slack(self, post: str) -> int:
        """How many could leave the post at the beginning of lunch time."""
        minute = self.rules.lunch_from_minute
        return self._least(post, minute, minute + 1) - self._minimum(post)

    def send(self, duty: Duty) -> None:
        """Find the best time for one person's lunch and note it, with a relief where one is needed."""
        choices: list[tuple[int, float, int, Duty | None]] = []
        for start in self.starts:
            end = start + self.rules.lunch_minutes
            mine = [d for d in self.duties if d.person == duty.person]
            if not any(d.post == duty.post and d.start_minute <= start and end <= d.end_minute for d in mine):
                continue  # standing in for somebody else just then
            missing = self._minimum(duty.post) - (self._least(duty.post, start, end) - 1)
            relief = (self._spare(duty, start, end) or self._relief(duty, start, end)) if missing > 0 else None
            grade = 0 if missing <= 0 else (2 + missing if relief is None else 1)
            choices.append((grade, self._cost(duty.post, start, end), start, relief))
        if not choices:
            return
        _grade, _cost, start, relief = min(choices, key=lambda choice: choice[:3])
        end = start + self.rules.lunch_minutes
        if relief is not None:
            if relief in self.duties:
                self._move(relief, duty.post, start, end)
            else:
                self.duties.append(relief)
        self.lunches.append(Lunch(duty.person, start, end))

    def _minimum(self, post: str) -> int:
        return self.posts[post].min_cover if post in self.posts else 0

    def _there(self, post: str, minute: int) -> int:
        away = {lunch.person for lunch in self.lunches if lunch.start_minute <= minute < lunch.end_minute}
        return sum(
            duty.post == post and duty.start_minute <= minute < duty.end_minute and duty.person not in away
            for duty in self.duties
        )

    def _least(self, post: str, start: int, end: int) -> int:
        """The fewest people on the post at any minute of a stretch."""
        edges = {start}
        for one in [*self.duties, *self.lunches]:
            edges |= {minute for minute in (one.start_minute, one.end_minute) if start < minute < end}
        return min(self._there(post, minute) for minute in edges)

    def _cost(self, post: str, start: int, end: int) -> float:
        """How much it hurts to be away then: how busy the hall is, times how many of the post are away
        already.
        """
        busy = 1.0
        if self.load:
            wanted = [self.load[minute // 15] for minute in range(start, end, 15) if minute // 15 < len(self.load)]
            busy = sum(wanted) / max(1, len(wanted)) / max(max(self.load), 1e-9)
        eating = {one.person for one in self.lunches if one.start_minute < end and one.end_minute > start}
        same = sum(duty.post == post and duty.person in eating for duty in self.duties)
        return (1 + same) * (0.1 + busy) + 0.05 * len(eating)

    def _spare(self, duty: Duty, start: int, end: int) -> Duty | None:
        """The duty that somebody without a post would take on for the lunch, or None."""
        wanted = self.posts[duty.post].skill if duty.post in self.posts else ""
        busy = {one.person for one in self.duties if one.start_minute < end and one.end_minute > start}
        for person in self.spare:
            if person not in busy and (not wanted or wanted in self.skills.get(person, frozenset())):
                return Duty(person, duty.post, start, end)
        return None

    def _relief(self, duty: Duty, start: int, end: int) -> Duty | None:
        """A colleague's duty out of which somebody can stand in for the whole lunch, or None."""
        wanted = self.posts[duty.post].skill if duty.post in self.posts else ""
        eating = {one.person for one in self.lunches if one.start_minute < end and one.end_minute > start}
        found: list[tuple[bool, int, str, Duty]] = []
        for other in self.duties:
            if other.post == duty.post or other.person == duty.person or other.person in eating:
                continue
            if other.start_minute > start or other.end_minute < end:
                continue
            if wanted and wanted not in self.skills.get(other.person, frozenset()):
                continue
            slack = self._least(other.post, start, end) - 1 - self._minimum(other.post)
            if slack < 0:
                continue
            dual = self.posts[other.post].dual_control if other.post in self.posts else False
            found.append((dual, -slack, other.person, other))
        return min(found, key=lambda one: one[:3])[3] if found else None

    def _move(self, duty: Duty, post: str, start: int, end: int) -> None:
        self.duties.remove(duty)
        parts = (
            Duty(duty.person, duty.post, duty.start_minute, start),
            Duty(duty.person, post, start, end),
            Duty(duty.person, duty.post, end, duty.end_minute),
        )
        self.duties += [part for part in parts if part.start_minute < part.end_minute]
