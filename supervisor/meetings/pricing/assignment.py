"""Who stands in for whom, exactly: the stand-ins that mend most, and then cost customers least.

People are moved along chains: one goes from a post to the next, whose own person goes on to a third, and so forth; a
chain changes the numbers only at its two ends. The best chain is found by shortest paths over the posts (who has been
moved may be sent on or back) and made, until none helps. What posts lack and what queues cost grows the faster the more
people go, so the problem is the minimum of an M-convex function (Murota, "Discrete Convex Analysis", 2003, theorem
6.26): where no exchange of one person between two posts helps, nothing does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from .stretches import Numbers, Stretch, Worth

WORTH_A_MOVE_MINUTES = 0.5
"""A backfill that saves less than this many customer-minutes is not worth asking a person for."""
WEIGHT = 1e7
"""A person-quarter that a rule lacks, in customer-minutes: more than any day's waiting."""
LITTLE = 1e-7
FLAGGED = 1e-5
"""Of two who may go, rather the one who neither authorises nor leads the lobby."""
MOST_TRIED = 12
NOBODY: frozenset[int] = frozenset()
Sent = dict[tuple[int, int], int]
"""How many of a group have been sent to a post."""
Step = tuple[int, int, int]
"""Somebody of a group (its number) goes from a post to a post."""
Chain = list[Step]


class Assignment:
    """Stand-ins of one stretch. `by`: people more or fewer at each post, `free`: those of each group who may go,
    `left`: authorisers and lobby managers by quarter once those who meet have gone."""

    def __init__(
        self,
        view: Stretch,
        worth: Worth,
        by: list[int],
        free: list[int],
        left: tuple[Numbers, Numbers],
        posts: tuple[list[bool], list[bool], list[int]],
    ) -> None:
        self.view, self.worth, self.by, self.free = view, worth, by.copy(), free.copy()
        self.signing, self.leading = left
        self.serves, self.in_lobby, self.class_of = posts
        self.sent: Sent = {}
        self._broken: dict[tuple[int, int, Numbers, Numbers], int] = {}

    def make(self) -> None:
        """Make the best chain until none helps."""
        # every chain lowers a whole number (of what is lacking) or the minutes; the limit only guards the loop
        for _turn in range(64 + 8 * len(self.by)):
            chain = self._helpful()
            if not chain:
                break
            self._make(chain)
            self.by[chain[0][1]] -= 1
            self.by[chain[-1][2]] += 1

    def begin_with(self, sent: Sent) -> None:
        """Begin with stand-ins that were the best on another stretch, so that fewer chains are needed."""
        groups = self.view.standing.groups
        for (number, post), people in sent.items():
            for _one in range(people):
                self._make([(number, groups[number].home, post)])
            self.by[groups[number].home] -= people
            self.by[post] += people

    def _helpful(self) -> Chain:
        """The best chain (empty: none helps). Where several who go along it break together what none breaks alone, it
        is looked for again without each of them."""
        best: tuple[float, Chain] = (-LITTLE, [])
        waiting, tried = [NOBODY], {NOBODY}
        while waiting and len(tried) <= MOST_TRIED:
            kept_back = waiting.pop()
            cost, chain = self._best(kept_back)
            if not chain or cost >= best[0]:
                continue
            deceiving = self._deceiving(chain)
            if not deceiving:
                best = (cost, chain)
            for number in deceiving:
                more = kept_back | {number}
                if more not in tried:
                    tried.add(more)
                    waiting.append(more)
        return best[1]

    def _best(self, kept_back: frozenset[int]) -> tuple[float, Chain]:
        """What the chain costs that helps most, as far as each who goes along it is looked at alone."""
        worth, by, class_of = self.worth, self.by, self.class_of
        gains: list[tuple[float, int, int]] = []
        for target, deficit in enumerate(worth.deficit):
            if by[target] < deficit:
                lack = worth.lack(target, by[target] + 1) - worth.lack(target, by[target])
                gains.append((WEIGHT * lack + self._dearer(target, 1), target, lack))
        if not gains:
            return 0.0, []
        least = -WORTH_A_MOVE_MINUTES * sum(self.sent.values()) if self.sent else WORTH_A_MOVE_MINUTES
        if min(gains)[0] + least >= -LITTLE and not self._lonely():
            return 0.0, []
        best, chain = -LITTLE, []
        losses = self._losses()
        arrived, way = self._ways(losses, kept_back)
        for gain, target, _lack in gains:
            if target not in arrived or gain + arrived[target][0] >= best - LITTLE:
                continue
            cost, found = gain + arrived[target][0], _chain(target, arrived[target][1], way)
            if not found:  # leads in a circle: one more there helps more than one fewer costs
                others = {post: minutes for post, minutes in losses.items() if post != target}
                anew, by_way = self._ways(others, kept_back, target)
                if target not in anew:
                    continue
                cost, found = gain + anew[target][0], _chain(target, anew[target][1], by_way)
            if found and cost < best - LITTLE:
                best, chain = cost, found
        for _gain, target, lack in gains:
            number = class_of[target]
            if lack < 0 and number >= 0 and len(self.worth.posts_of[number]) > 1:
                best, chain = self._within(number, target, kept_back, (best, chain))
        return best, chain

    def _within(
        self, number: int, target: int, kept_back: frozenset[int], best: tuple[float, Chain]
    ) -> tuple[float, Chain]:
        """A better chain between two posts of one class, whose queue sees both of its ends."""
        worth, by = self.worth, self.by
        for source in worth.posts_of[number]:
            if source == target:
                continue
            arrived, way = self._ways({source: 0.0}, kept_back)
            if target not in arrived:
                continue
            changed = self._stepped(target, 1)
            changed[source] -= 1
            lack = sum(worth.lack(n, changed[n]) - worth.lack(n, by[n]) for n in (source, target))
            cost = arrived[target][0] + WEIGHT * lack
            cost += worth.minutes(number, changed) - worth.minutes(number, by)
            if cost < best[0] - LITTLE:
                best = cost, _chain(target, arrived[target][1], way)
        return best

    def _losses(self) -> dict[int, float]:
        """What one person fewer costs at each post that has somebody who may go."""
        worth, by, found = self.worth, self.by, {}
        for number, one in enumerate(self.view.standing.groups):
            if self.free[number] and one.home not in found:
                found[one.home] = 0.0
        for _number, post in self.sent:
            found[post] = 0.0
        for post in found:
            lack = worth.lack(post, by[post] - 1) - worth.lack(post, by[post])
            found[post] = WEIGHT * lack + self._dearer(post, -1)
        return found

    def _dearer(self, post: int, step: int) -> float:
        """Customer-minutes more with one person more or fewer at a post."""
        number = self.class_of[post]
        if number < 0:
            return 0.0
        return self.worth.minutes(number, self._stepped(post, step)) - self.worth.minutes(number, self.by)

    def _stepped(self, post: int, by: int) -> list[int]:
        found = self.by.copy()
        found[post] += by
        return found

    def _lonely(self) -> bool:
        """Whether a post would lack less with one person fewer: somebody alone where two or nobody should be."""
        worth, by = self.worth, self.by
        return any(
            not plain and worth.lack(post, by[post] - 1) < worth.lack(post, by[post])
            for post, plain in enumerate(worth.plain)
            if by[post] < 0 or worth.deficit[post]
        )

    def _ways(
        self, losses: dict[int, float], kept_back: frozenset[int], end: int = -1
    ) -> tuple[dict[int, tuple[float, Step]], dict[int, Step]]:
        """Shortest chains from posts (with what one person fewer costs there) to every post, without those of some
        groups: for each post its cost and last step, and the last step to each post that is passed on the way. At `end`
        no chain goes on."""
        standing, free = self.view.standing, self.free
        groups, starting = standing.groups, standing.starting
        length = dict(losses)
        arrived: dict[int, tuple[float, Step]] = {}
        way: dict[int, Step] = {}
        here: dict[int, list[int]] = {}
        for number, post in self.sent:
            here.setdefault(post, []).append(number)
        waiting = sorted(losses, key=losses.__getitem__)
        for _post in range(8 * len(self.by)):  # more there is only where those who break a rule together deceive
            if not waiting:
                break
            at = waiting.pop(0)
            so_far = length[at]
            steps = [(n, to, so_far + WORTH_A_MOVE_MINUTES) for n in starting[at] if free[n] for to in standing.goes[n]]
            for n in here.get(at, ()):
                home = groups[n].home
                steps.append((n, home, so_far - WORTH_A_MOVE_MINUTES))
                steps.extend([(n, to, so_far) for to in standing.goes[n] if to != at])
            for n, to, long in steps:
                if standing.flagged[n]:
                    long += FLAGGED + WEIGHT * self._breaks(n, at, to)
                if (to in arrived and long >= arrived[to][0] - LITTLE) or n in kept_back:
                    continue
                arrived[to] = long, (n, at, to)
                if to != end and long < length.get(to, math.inf) - LITTLE:
                    length[to], way[to] = long, (n, at, to)
                    if to not in waiting:
                        waiting.append(to)
        return arrived, way

    def _deceiving(self, chain: Chain) -> list[int]:
        """Groups of a chain that break together what none of them breaks alone (empty: none do)."""
        flagged = [step for step in chain if self.view.standing.flagged[step[0]]]
        if len(flagged) < 2:
            return []
        kept = self.signing, self.leading
        told, before = sum(self._breaks(*step) for step in flagged), self.lacking
        for step in flagged:
            self._leave(*step)
        really = self.lacking - before
        self.signing, self.leading = kept
        return [number for number, _at, _to in flagged] if really > told else []

    def _breaks(self, number: int, source: int, target: int) -> int:
        """Quarters in which nobody who may authorise, or no lobby manager, is left when one of a group goes (below
        zero: there is again)."""
        one = self.view.standing.groups[number]
        signs = self._is_sent(one.home, source) - self._is_sent(one.home, target) if one.signs else 0
        leads = self.in_lobby[target] - self.in_lobby[source] if one.leads else 0
        if not signs and not leads:
            return 0
        key = (signs, leads, self.signing, self.leading)
        if key not in self._broken:
            now = none(self.view.authorised, plus(self.signing, signs)) + none(
                self.view.lobby, plus(self.leading, leads)
            )
            self._broken[key] = now - self.lacking
        return self._broken[key]

    def _is_sent(self, home: int, post: int) -> bool:
        """Who was sent to a queue does not authorise."""
        return post != home and self.serves[post]

    def _make(self, chain: Chain) -> None:
        for number, at, to in chain:
            if self.view.standing.flagged[number]:
                self._leave(number, at, to)
            self._send(number, at, -1)
            self._send(number, to, 1)

    def _leave(self, number: int, source: int, target: int) -> None:
        one = self.view.standing.groups[number]
        if one.signs:
            self.signing = plus(self.signing, self._is_sent(one.home, source) - self._is_sent(one.home, target))
        if one.leads:
            self.leading = plus(self.leading, self.in_lobby[target] - self.in_lobby[source])

    def _send(self, number: int, post: int, people: int) -> None:
        if post == self.view.standing.groups[number].home:
            self.free[number] += people
            return
        key = (number, post)
        self.sent[key] = self.sent.get(key, 0) + people
        if not self.sent[key]:
            del self.sent[key]

    @property
    def lacking(self) -> int:
        """Quarters without an authoriser or a lobby manager that had one."""
        return none(self.view.authorised, self.signing) + none(self.view.lobby, self.leading)


def _chain(target: int, last: Step, way: dict[int, Step]) -> Chain:
    """The steps to a post; none where they lead in a circle."""
    found: Chain = [last]
    while last[1] in way:
        last = way[last[1]]
        if last[2] == target or len(found) > len(way):
            return []
        found.append(last)
    return [] if last[1] == target else found[::-1]


def moves_of(view: Stretch, sent: Sent, away: Iterable[int]) -> tuple[tuple[int, int, int], ...]:
    """Person, from post, to post: of each group the first who are not away."""
    taken = set(away)
    found = []
    for (number, post), people in sorted(sent.items()):
        one = view.standing.groups[number]
        for person in [n for n in one.people if n not in taken][:people]:
            taken.add(person)
            found.append((person, one.home, post))
    return tuple(found)


def plus(row: Numbers, step: int) -> Numbers:
    """So many more in every quarter."""
    return tuple([one + step for one in row]) if step else row


def none(before: Numbers, now: Numbers) -> int:
    """Quarters in which nobody is left where somebody was."""
    return sum([b > 0 and n <= 0 for b, n in zip(before, now, strict=True)])
