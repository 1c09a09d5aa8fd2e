"""The score of an exercise: how soon, how long customers waited against what could be, which steps were missed or late.

`none` is the same play with nobody moved, `greedy` and `ours` are rules asked every few minutes, and `hindsight` is the
least waiting among all that was tried on that play with its customers known, the manager's own included: the best that
is known of it, not a proof that nothing is better.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import inf

import msgspec

from supervisor.dispatch.replay.floor import Seen
from supervisor.errors import BadInput
from supervisor.incidents.playbooks import Playbook
from supervisor.language import Words

from .asking import Choose, by_dispatcher, by_greedy, by_hindsight
from .course import Act, Course
from .hall import Hall
from .scenes import Scene, digest_of

EVERY_MINUTES = 5
HINDSIGHT_EVERY = (5, 15)
POLICIES = ("none", "greedy", "ours")
NOTHING_TO_SAVE = 5.0  # customer-minutes: below that no order was needed


class Came(msgspec.Struct, frozen=True):
    """What a way of ordering came to since the alarm: customer-minutes waited by all until the hall is empty, customers
    who went unserved, orders."""

    waiting_minutes: float
    lost: int
    orders: int


class StepScore(msgspec.Struct, frozen=True):
    """A step of the playbook: when it was due and done (seconds after midnight; None: missed), minutes late."""

    code: str
    text: Words
    due_second: int
    done_second: int | None
    late_minutes: int


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The result of an exercise. Seconds since the alarm: `first_order_seconds` (None: nobody was ordered),
    `in_place_seconds` until the last person sent was on the new post. saved_share: of what hindsight would have saved;
    uncovered_minutes: minutes in which orders left a post below its minimum."""

    scene: str
    name: Words
    kind: str
    digest: str
    seed: int
    recorded: bool
    first_order_seconds: int | None
    in_place_seconds: int
    yours: Came
    none: Came
    greedy: Came
    ours: Came
    hindsight: Came
    saved_share: float
    steps: tuple[StepScore, ...]
    steps_missed: int
    steps_late: int
    uncovered_minutes: int
    passed: bool
    good: tuple[Words, ...]
    late: tuple[Words, ...]
    lesson: Words


class Compared(msgspec.Struct, frozen=True):
    """What rules and hindsight come to on one play; the same whatever the manager does."""

    none: Came
    greedy: Came
    ours: Came
    hindsight: Came


def compared(scene: Scene, seed: int, playbook: Playbook, tell: Callable[[float], None] | None = None) -> Compared:
    """Play the scene under each rule. tell: told the share that is done."""
    rules: list[tuple[Choose | None, int]] = [(None, EVERY_MINUTES), (by_greedy(playbook), EVERY_MINUTES)]
    rules.append((by_dispatcher(playbook), EVERY_MINUTES))
    rules += [(by_hindsight(), every) for every in HINDSIGHT_EVERY]
    found = []
    for number, (choose, every) in enumerate(rules, 1):
        found.append(by_rule(scene, seed, choose, every))
        if tell is not None:
            tell(number / len(rules))
    best = min(found, key=lambda one: (one.waiting_minutes, one.lost))
    return Compared(found[0], found[1], found[2], best)


def rule_acts(scene: Scene, seed: int, playbook: Playbook, policy: str) -> tuple[Act, ...]:
    """What one of the rules (`POLICIES`) would do in the manager's place: its orders, no step ticked."""
    if policy == "none":
        return ()
    choose = by_greedy(playbook) if policy == "greedy" else by_dispatcher(playbook)
    course = Course(scene, seed, playbook)
    for minute in range(scene.alarm_minute, scene.end_minute, EVERY_MINUTES):
        course.advance(60 * minute)
        for order in choose(course.hall, minute):
            person, post = scene.people[order.person].code, scene.posts[order.queue].code
            with suppress(BadInput):  # the screen would refuse it too: the station was taken by another of these
                course.order(person, post, int(order.end) if order.end < inf else 0)
    return tuple(course.acts)


def by_rule(scene: Scene, seed: int, choose: Choose | None, every: int = EVERY_MINUTES) -> Came:
    """What a rule comes to that is asked every few minutes from the alarm on (None: nobody orders anything)."""
    hall = Hall(scene, seed)
    hall.advance(float(scene.alarm_minute))
    before, orders = hall.seen(), 0
    for minute in range(scene.alarm_minute, scene.end_minute, every) if choose is not None else ():
        hall.advance(float(minute))
        for order in choose(hall, minute) if choose is not None else []:
            hall.order(order)
            orders += 1
    return _since(before, hall.finish(), orders)


def scored(course: Course, others: Compared) -> Score:
    """The score of an exercise that is over."""
    scene, asked = course.scene, course.scene.passing
    alarm = scene.alarm_minute * 60
    sent = [act for act in course.acts if act.what in ("order", "back")]
    yours = _since(course.at_alarm, course.hall.copy().finish(), len(sent))
    best = min(others.hindsight, yours, key=lambda one: (one.waiting_minutes, one.lost))
    possible = others.none.waiting_minutes - best.waiting_minutes
    saved = others.none.waiting_minutes - yours.waiting_minutes
    needed = possible > NOTHING_TO_SAVE
    share = round(saved / possible, 3) if needed else float(saved >= -NOTHING_TO_SAVE)
    steps = _steps(course)
    missed = [one for one in steps if one.done_second is None]
    late = [one for one in steps if one.done_second is not None and one.late_minutes]
    first = sent[0].second - alarm if sent else None
    in_time = not needed or (first is not None and first <= asked.first_order_seconds)
    enough = share >= asked.saved_share
    found = Score(
        scene=scene.code,
        name=scene.name,
        kind=scene.kind,
        digest=digest_of(scene),
        seed=course.seed,
        recorded=scene.recorded,
        first_order_seconds=first,
        in_place_seconds=max(0, course.in_place_second - alarm) if sent else 0,
        yours=yours,
        none=others.none,
        greedy=others.greedy,
        ours=others.ours,
        hindsight=best,
        saved_share=share,
        steps=steps,
        steps_missed=len(missed),
        steps_late=len(late),
        uncovered_minutes=sum(course.uncovered.values()),
        passed=in_time and enough and len(missed) <= asked.steps_missed,
        good=(),
        late=(),
        lesson=Words(""),
    )
    good, bad = _judged(found, course, in_time, enough, needed)
    lesson = _lesson(scene, bad)
    return msgspec.structs.replace(found, good=tuple(good), late=tuple(bad), lesson=lesson)


def _since(before: Seen, after: Seen, orders: int) -> Came:
    return Came(round(after.waiting_minutes - before.waiting_minutes, 1), after.lost - before.lost, orders)


def _steps(course: Course) -> tuple[StepScore, ...]:
    """Steps that fell due within the exercise, in the order they did."""
    alarm, end = course.scene.alarm_minute * 60, course.scene.end_minute * 60
    found = []
    for one in course.steps():
        due = alarm + 60 * one.step.after_minutes
        if due < end:
            found.append(StepScore(one.code, one.step.text, due, course.ticked.get(one.code), one.late_minutes))
    return tuple(found)


def _judged(score: Score, course: Course, in_time: bool, enough: bool, needed: bool) -> tuple[list[Words], list[Words]]:
    """What was good and what was late or missing, in sentences."""
    good: list[Words] = []
    bad: list[Words] = []
    first, limit = score.first_order_seconds, course.scene.passing.first_order_seconds
    if first is not None and (needed or first <= limit):
        zh = f"警报后{first}秒下达第一条调动（要求{limit}秒以内）。"
        en = f"The first order came {first} seconds after the alarm (asked: within {limit})."
        (good if in_time else bad).append(Words(zh, en))
    elif needed:
        bad.append(Words("没有下达任何调动。", "Nobody was ordered anywhere."))
    saved = round(score.none.waiting_minutes - score.yours.waiting_minutes)
    could = round(score.none.waiting_minutes - score.hindsight.waiting_minutes)
    if saved < 0:
        zh = f"比不调人还多等{-saved}客户分钟：调走的岗位自己排起了队。"
        en = f"Customers waited {-saved} customer-minutes longer than with nobody moved: posts that gave people queued."
        bad.append(Words(zh, en))
    elif needed:
        percent = round(100 * score.saved_share)
        zh = f"少等{saved}客户分钟，是事后最优（{could}）的{percent}%。"
        en = f"{saved} customer-minutes less waiting, {percent} % of what hindsight would have saved ({could})."
        (good if enough else bad).append(Words(zh, en))
    fewer = score.none.lost - score.yours.lost
    if fewer > 0:
        good.append(
            Words(f"比不调人少流失{fewer}位客户。", f"{fewer} fewer customers were lost than with nobody moved.")
        )
    elif fewer < 0:
        bad.append(
            Words(f"比不调人多流失{-fewer}位客户。", f"{-fewer} more customers were lost than with nobody moved.")
        )
    missed = [one for one in score.steps if one.done_second is None]
    late = [one for one in score.steps if one.done_second is not None and one.late_minutes]
    if score.steps and not missed and not late:
        good.append(Words("预案各步都按时完成。", "Every step of the playbook was done in time."))
    bad += [_of_steps(late, "晚做", "Late"), _of_steps(missed, "漏做", "Missed")]
    for code, minutes in sorted(course.uncovered.items()):
        name = next(post.name for post in course.scene.posts if post.code == code)
        zh = f"{name.zh}有{minutes}分钟低于最低在岗人数。"
        bad.append(Words(zh, f"{name.en or name.zh} was below its minimum for {minutes} minutes."))
    for person in course.scene.people:
        moved = sum(act.person == person.code for act in course.acts)
        if moved >= 4:
            zh = f"{person.name.zh}被调动{moved}次，来回奔走。"
            bad.append(Words(zh, f"{person.name.en or person.name.zh} was moved {moved} times, to and fro."))
    return good, [one for one in bad if str(one)]


def _of_steps(steps: list[StepScore], zh: str, en: str) -> Words:
    if not steps:
        return Words("")
    first, more = steps[:3], len(steps) - 3
    said = "；".join(one.text.zh for one in first), "; ".join(one.text.en or one.text.zh for one in first)
    others = (f"等{len(steps)}步" if more > 0 else "", f" and {more} more" if more > 0 else "")
    return Words(f"{zh}{len(steps)}步：{said[0]}{others[0]}。", f"{en}, {len(steps)} steps: {said[1]}{others[1]}.")


def _lesson(scene: Scene, bad: list[Words]) -> Words:
    """What is to be taken into training: the first thing that was wrong, and what the scene teaches."""
    first = bad[0] if bad else Words("本次各项达标。", "Everything that was asked was reached.")
    return Words(
        " ".join(part for part in (first.zh, scene.lesson.zh) if part),
        " ".join(part for part in (first.en, scene.lesson.en) if part),
    )
