"""Who can go back when (A10): one after another, as the queue allows. Pure.

People stay where they were sent until the class that they leave can do without them: a customer who comes then waits
within the target, or no longer than if they stayed. Internal control comes first: whoever is missing on his own post
goes at once. Not everybody goes at once, and two never leave one post together, so that the hall is never emptied by an
order and each hand-over has its second person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import numpy as np

from supervisor.dispatch.judging.callout import RULE_NAMES
from supervisor.dispatch.judging.release import wait_of_newcomer
from supervisor.dispatch.judging.rules import (
    IMPORTANCE,
    Staffing,
    Tables,
    dual_control,
    lobby_posts,
    minimum_cover,
    newly_broken,
    signing_posts,
)
from supervisor.dispatch.problem.goals import NOWHERE
from supervisor.dispatch.problem.handover import quarters_taken
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Post, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words
from supervisor.traffic.waiting.hall import hall_course

AT_ONCE = 2
"""How many go back within one quarter-hour at most, besides those who mend a rule."""
SAME_MINUTES = 0.05  # waits that differ by less are the same


class ReturnStep(msgspec.Struct, frozen=True, kw_only=True):
    """One person's way back: at `minute` (after midnight; 0: not within the hours looked at, he goes when the doors
    close). `service_class` is what he leaves; `wait_minutes` the longest that a customer of it is expected to wait from
    then on (where he stays: how long it would be if he went), `target_minutes` its target. `mends`: rules he restores
    on his own post (where he stays: those that his going would break)."""

    person: str
    name: str
    from_post: str
    to_post: str
    minute: int
    service_class: str = ""
    wait_minutes: float = 0.0
    target_minutes: float = 0.0
    mends: tuple[str, ...] = ()
    handover_minutes: int = 0
    reason: Words = Words("")
    say: Words = Words("")


class ReturnPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Who goes back when, in order; `held` are those whom the queue does not let go in the hours looked at."""

    now_minute: int
    steps: tuple[ReturnStep, ...]
    held: tuple[ReturnStep, ...] = ()


def return_plan(there: Problem, home: Problem, targets: Mapping[str, float]) -> ReturnPlan:
    """When each person goes back.

    there: people as they stand now, sent away; home: the same minute, people and posts, but whoever is to go back is
    where the roster has him. targets: minutes of waiting by class (a class without one holds nobody).
    """
    floor = _Floor(there, home, targets)
    when: dict[int, int] = {}
    found: dict[int, ReturnStep] = {}
    for quarter in range(floor.quarters):
        left: list[int] = []
        gone = 0
        while True:
            best = floor.next(when, quarter, left, full=gone >= AT_ONCE)
            if best is None:
                break
            number, mends = best
            when[number] = quarter
            gone += not mends
            left.append(int(floor.there.where[number, quarter]))
            found[number] = floor.step(number, quarter, when, mends)
    held = [floor.held(number, when) for number in floor.moved if number not in when]
    steps = sorted(found.values(), key=lambda one: (one.minute, not one.mends, one.name))
    return ReturnPlan(now_minute=there.now_minute, steps=tuple(steps), held=tuple(held))


@dataclass
class _Floor:
    """The floor in the coming quarter-hours, for any set of people going back at any of them (`when`)."""

    problem: Problem
    at_home: Problem
    targets: Mapping[str, float]
    _waits: dict[tuple[int, bytes], np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.there, self.home = Evaluator(self.problem), Evaluator(self.at_home)
        self.quarters = self.there.quarters
        self.moved = tuple(
            number
            for number in range(len(self.problem.people))
            if bool((self.there.where[number] != self.home.where[number]).any())
        )
        self._sign, self._lobby = signing_posts(self.there), lobby_posts(self.there)

    def next(
        self, when: Mapping[int, int], quarter: int, left: list[int], *, full: bool
    ) -> tuple[int, tuple[str, ...]] | None:
        """Who goes back next in a quarter-hour and what he mends: first whoever mends a rule, then who costs the queue
        least; None when nobody can (any more). `left` are posts that somebody leaves in it already."""
        state = self.breaches(when)
        best = None
        for number in self.moved:
            post = int(self.there.where[number, quarter])
            if number in when or (post != NOWHERE and post in left):
                continue
            tried = {**when, number: quarter}
            after = self.breaches(tried)
            mends = tuple(rule for rule in IMPORTANCE if (state[rule][:, quarter:] > after[rule][:, quarter:]).any())
            if newly_broken(state, after) or (full and not mends):
                continue
            if not mends and not self._bearable(when, tried, quarter):
                continue
            rank = (tuple(rule not in mends for rule in IMPORTANCE), self._standing(tried), number)
            if best is None or rank < best[0]:
                best = (rank, number, mends)
        return None if best is None else best[1:]

    def rows(self, when: Mapping[int, int]) -> np.ndarray:
        """Posts by person and quarter-hour."""
        table = self.there.where.copy()
        for number, quarter in when.items():
            table[number, quarter:] = self.home.where[number, quarter:]
            taken = quarters_taken(self._handover(number, quarter))
            if taken and self.there.where[number, quarter] != self.home.where[number, quarter]:
                table[number, quarter : quarter + taken] = NOWHERE
        return table

    def counts(self, when: Mapping[int, int]) -> np.ndarray:
        """Posts x quarters: people there."""
        table = np.zeros_like(self.there.level)
        for row in self.rows(when):
            here = np.flatnonzero(row != NOWHERE)
            table[row[here], here] += 1
        return table

    def breaches(self, when: Mapping[int, int]) -> Tables:
        """What is missing by rule, as `rules.breaches` has it."""
        state = Staffing({}, self.counts(when))
        rows, people = self.rows(when), self.problem.people
        return {
            "dual_control": dual_control(self.there, state),
            "authoriser_present": self._missing(rows, [one.authoriser for one in people], self._sign),
            "lobby_manager_present": self._missing(rows, [one.lobby_manager for one in people], self._lobby),
            "minimum_cover": minimum_cover(self.there, state),
        }

    def _missing(self, rows: np.ndarray, flags: list[bool], posts: frozenset[int]) -> np.ndarray:
        """1 x quarters: 1 where nobody does a duty that only some may do; on the post he was sent to, somebody does it
        only if that is one of `posts`."""
        present = np.zeros(self.quarters, dtype=bool)
        for number in (n for n, flag in enumerate(flags) if flag):
            row = rows[number]
            own = (row == self.home.where[number]) | np.isin(row, list(posts))
            present |= (row != NOWHERE) & own
        return (~present if any(flags) else np.zeros_like(present)).astype(np.int64)[None, :]

    def waits(self, number: int, when: Mapping[int, int]) -> np.ndarray:
        """How long a customer of class `number` waits who comes at the beginning or at the end of each quarter-hour,
        whichever is longer, with the people of that quarter-hour; in minutes."""
        servers = self.there.servers(self.counts(when))[number]
        key = (number, servers.tobytes())
        if key not in self._waits:
            demand = self.there.demand(number)
            pool = (demand.service_minutes, demand.patience_minutes)
            standing = hall_course(
                demand.arrivals, *pool, servers, demand.standing, service_scv=demand.service_scv
            ).standing
            before = np.concatenate(([demand.standing], standing[:-1]))
            self._waits[key] = np.array([
                max(wait_of_newcomer(float(n), int(people), *pool) if n >= 0.5 else 0.0 for n in pair)
                for *pair, people in zip(before, standing, servers, strict=True)
            ])  # fmt: skip
        return self._waits[key]

    def _bearable(self, when: Mapping[int, int], tried: Mapping[int, int], quarter: int) -> bool:
        """Whether no class comes to wait beyond its target by it, nor longer where it waits beyond it already."""
        for number, one in enumerate(self.problem.classes):
            target = self.targets.get(one.service_class, 0.0)
            if target <= 0:
                continue
            now, then = self.waits(number, when)[quarter:], self.waits(number, tried)[quarter:]
            if bool(((then > target) & (then > now + SAME_MINUTES)).any()):
                return False
        return True

    def _standing(self, when: Mapping[int, int]) -> float:
        return float(sum(self.waits(number, when).sum() for number in range(len(self.problem.classes))))

    def _handover(self, number: int, quarter: int) -> int:
        post = int(self.there.where[number, quarter])
        return self.problem.posts[post].handover_minutes if post != NOWHERE else 0

    def _goal(self, number: int, quarter: int) -> Post | None:
        """The post on which the roster has him from then on; None where it has him on none."""
        there = [int(post) for post in self.home.where[number, quarter:] if post != NOWHERE]
        return self.problem.posts[there[0]] if there else None

    def _left(self, number: int, quarter: int) -> int:
        """The post that he leaves: where he stands, or where his order had him when it ends by itself before."""
        row, home = self.there.where[number], self.home.where[number]
        if row[quarter] != home[quarter]:
            return int(row[quarter])
        sent = np.flatnonzero(row != home)
        before = sent[sent < quarter]
        return int(row[before[-1] if len(before) else sent[0]])

    def _ends_itself(self, number: int, quarter: int) -> int:
        """The minute at which his order ends by itself, where that is by the quarter-hour in which he may go; 0
        where it goes on."""
        if self.there.where[number, quarter] != self.home.where[number, quarter]:
            return 0
        person, now = self.problem.people[number].subject, self.problem.now_minute
        until = next((one.until_minute for one in self.problem.kept if one.person == person), 0)
        return until if now < until <= now + (quarter + 1) * QUARTER_MINUTES else 0

    def step(self, number: int, quarter: int, when: Mapping[int, int], mends: tuple[str, ...]) -> ReturnStep:
        """The way back of one person, in words."""
        minute = self.problem.now_minute + quarter * QUARTER_MINUTES
        return self._told(number, quarter, when, minute, mends)

    def held(self, number: int, when: Mapping[int, int]) -> ReturnStep:
        """Somebody whom the queue, or a rule, does not let go: how it would be if he went now."""
        broken = newly_broken(self.breaches(when), self.breaches({**when, number: 0}))
        return self._told(number, 0, {**when, number: 0}, 0, tuple(broken))

    def _told(
        self, number: int, quarter: int, when: Mapping[int, int], minute: int, mends: tuple[str, ...]
    ) -> ReturnStep:
        person, place = self.problem.people[number], self._left(number, quarter)
        until = self._ends_itself(number, quarter)
        minute = until or minute
        source = self.problem.posts[place] if place != NOWHERE else None
        target = self._goal(number, quarter)
        code = source.service_class if source is not None else ""
        of = next((n for n, one in enumerate(self.problem.classes) if one.service_class == code), None)
        wait = float(self.waits(of, when)[quarter:].max()) if code and of is not None else 0.0
        step = ReturnStep(
            person=person.subject, name=person.name, from_post=source.subject if source is not None else person.at,
            to_post=target.subject if target is not None else "", minute=minute, service_class=code,
            wait_minutes=round(wait, 1), target_minutes=self.targets.get(code, 0.0), mends=mends,
            handover_minutes=source.handover_minutes if source is not None else 0,
        )  # fmt: skip
        return msgspec.structs.replace(step, reason=_reason(step, source), say=_say(step, source, target))


def _reason(step: ReturnStep, source: Post | None) -> Words:
    zh, en = [], []
    for rule in step.mends:
        zh.append(f"{'恢复' if step.minute else '现在离开会破坏'}“{RULE_NAMES[rule].zh}”")
        en.append(f"{'restores' if step.minute else 'going now would break:'} {RULE_NAMES[rule].en}")
    here = source.name if source is not None else Words("所在岗位", "the post")
    if step.service_class and step.minute:
        zh.append(f"其后{here.zh}最长约等{step.wait_minutes:.0f}分钟，目标{step.target_minutes:g}分钟")
        en.append(
            f"then {here.en or here.zh} waits {step.wait_minutes:.0f} min at most, target {step.target_minutes:g}"
        )
    elif step.service_class and not step.mends:
        zh.append(f"现在离开，{here.zh}将等到{step.wait_minutes:.0f}分钟，超过目标{step.target_minutes:g}分钟")
        en.append(
            f"without him {here.en or here.zh} would wait {step.wait_minutes:.0f} min, target {step.target_minutes:g}"
        )
    elif not zh:
        zh.append("不影响客户等候")
        en.append("nobody waits for it")
    return Words("；".join(zh), "; ".join(en))


def _say(step: ReturnStep, source: Post | None, target: Post | None) -> Words:
    if not step.minute:
        return Words(
            f"{step.name}，{step.name}，请继续支援{source.name.zh if source else ''}，暂不返回。收到请回答。",
            f"{step.name}, {step.name}, please stay at {(source.name.en or source.name.zh) if source else 'your post'} "
            "for now. Please confirm.",
        )
    clock = f"{step.minute // 60:02d}:{step.minute % 60:02d}"
    goal = target.name if target is not None else Words("原岗位", "your own work")
    zh = f"{step.name}，{step.name}，请于{clock}返回{goal.zh}"
    en = f"{step.name}, {step.name}, at {clock} please go back to {goal.en or goal.zh}"
    if source is not None and (source.dual_control or step.handover_minutes):
        zh += "，先双人清点交接、签退" if source.dual_control else "，先清点交接、签退"
        en += " after handing over and signing off"
    return Words(f"{zh}，收到请回答。", f"{en}. Please confirm.")
