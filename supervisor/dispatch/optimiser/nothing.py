"""Why nobody is moved, in words: a surge without a proposal must not look like a program without an answer.

For each queue that is worth a move: every station is manned, or whoever could serve stands there already, is away, or
is held where he is by a rule; and the one move that came nearest, with what spoke against it.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.dispatch.judging.callout import RULE_NAMES
from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import move_price, move_rule
from supervisor.dispatch.optimiser.kinds import spans
from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES
from supervisor.language import Words

NAMES_SHOWN = 4


@dataclass(frozen=True)
class Tried:
    """A single move that was weighed: what it would save in customer-minutes, what it costs, the rule it breaks."""

    person: int
    goal: Goal
    saved: float
    price: float
    rule: str


def why_no_move(judge: Judge) -> tuple[Words, ...]:
    """The reasons in order, one sentence each; the first says how much waiting there is at all."""
    evaluator = judge.evaluator
    problem, least = evaluator.problem, evaluator.problem.move_price_minutes
    waiting, ahead = round(judge.before_minutes), evaluator.quarters * QUARTER_MINUTES
    if judge.before_minutes <= least:
        text = Words(
            f"未来{ahead}分钟预计合计只等{waiting}客户分钟，不到一次调动的门槛（{least:g}客户分钟）。",
            f"In the next {ahead} minutes customers wait {waiting} customer-minutes in all: less than "
            f"one move must save ({least:g}).",
        )
        return (text,)
    lines: list[Words] = []
    tried: list[Tried] = []
    full: list[int] = []
    for number, one in enumerate(problem.classes):
        posts = [n for n, post in enumerate(problem.posts) if post.service_class == one.service_class]
        if posts and evaluator.class_waiting(number, judge.before.counts) > least:
            if not any(evaluator.free[n].any() for n in posts):
                full.extend(posts)
                continue
            weighed = [found for post in posts for found in _weigh(judge, post)]
            tried.extend(weighed)
            lines.append(_why_post(judge, posts, weighed))
    if full:
        lines.insert(0, _all_manned(judge, full))
    nearest = max(tried, key=lambda one: (one.rule != "skill_held", one.saved - one.price), default=None)
    if nearest is not None and nearest.saved > 0:
        lines.append(_nearest(judge, nearest))
    if not lines:
        words = Words("没有一次调动能少等。", "No move would shorten the waiting.")
        lines.append(words)
    return tuple(lines)


def _weigh(judge: Judge, post: int) -> list[Tried]:
    """Every single move to a post by somebody who is in the branch, however the rules stand."""
    evaluator = judge.evaluator
    found = []
    for person in range(len(evaluator.problem.people)):
        if evaluator.start[person] == post or not evaluator.there_moved[person].any():
            continue
        for goal in spans(evaluator, person, post):
            moves = {person: goal}
            saved = judge.before_minutes - judge.waiting(moves)
            rule = move_rule(evaluator, person, post, min(goal.first, evaluator.quarters - 1))
            rule = rule or next(iter(judge.broken(moves)), "") or ("" if judge.fits(moves) else "station_free")
            found.append(Tried(person, goal, saved, move_price(evaluator, person, goal), rule))
    return found


def _why_post(judge: Judge, posts: list[int], weighed: list[Tried]) -> Words:
    """Why nobody goes to the posts of one class."""
    problem = judge.evaluator.problem
    zh = "、".join(problem.posts[n].name.zh for n in posts)
    en = ", ".join(problem.posts[n].name.en or problem.posts[n].name.zh for n in posts)
    able = {one.person for one in weighed if one.rule != "skill_held"}
    if not able:
        return Words(
            f"{zh}：具备岗位技能的人都已在岗或不在场。", f"{en}: everyone with the skill is already there or away."
        )
    allowed = [one for one in weighed if not one.rule]
    if allowed:
        most, price = max((one.saved, one.price) for one in allowed)
        if most < 1:
            return Words(f"{zh}：再派人也不会少等。", f"{en}: one more person would not shorten the waiting.")
        return Words(
            f"{zh}：还能派人，但最多少等{round(most)}客户分钟，不抵一次调动（{price:g}）。",
            f"{en}: people could go, but would save {round(most)} customer-minutes at most, less than a move must "
            f"({price:g}).",
        )
    held: dict[str, list[str]] = {}
    for person in sorted(able):
        best = max((one for one in weighed if one.person == person), key=lambda one: one.saved)
        held.setdefault(best.rule, []).append(problem.people[person].name)
    return Words(
        f"{zh}：能顶岗的人都动不了——"
        + "；".join(f"{_zh(names)}（{RULE_NAMES[r].zh}）" for r, names in held.items())
        + "。",
        f"{en}: nobody who could serve there may go: "
        + "; ".join(f"{_en(names)} ({RULE_NAMES[r].en})" for r, names in held.items())
        + ".",
    )


def _all_manned(judge: Judge, posts: list[int]) -> Words:
    """Counters where one more person would find no station."""
    places = [judge.evaluator.problem.posts[n] for n in posts]
    zh = "、".join(f"{one.name.zh}{max(1, one.stations)}席" for one in places)
    en = ", ".join(f"{one.name.en or one.name.zh} ({max(1, one.stations)})" for one in places)
    return Words(
        f"{zh}：席位都有人，再派人也没有席位可坐；要更快，只能加开席位、引导到自助设备或请客户稍后再来。",
        f"Every station is manned: {en}. One more person would find no seat; open another station, guide customers to "
        "the machines, or ask them to come later.",
    )


def _zh(names: list[str]) -> str:
    return "、".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")


def _en(names: list[str]) -> str:
    return ", ".join(names[:NAMES_SHOWN]) + (" and others" if len(names) > NAMES_SHOWN else "")


def _nearest(judge: Judge, one: Tried) -> Words:
    """The move that came nearest to being taken."""
    problem = judge.evaluator.problem
    name, there = problem.people[one.person].name, problem.posts[one.goal.post].name
    start = judge.evaluator.start[one.person]
    here = problem.posts[start].name if start != NOWHERE else Words("机动", "standby")
    saved = round(one.saved)
    zh = f"最接近的一步：{name} {here.zh}→{there.zh}，可少等{saved}客户分钟，"
    en = f"The nearest move: {name}, {here.en or here.zh} to {there.en or there.zh}, would save {saved} "
    en += "customer-minutes, "
    if one.rule:
        rule = RULE_NAMES[one.rule]
        return Words(f"{zh}但“{rule.zh}”不允许。", f"{en}but a rule forbids it: {rule.en}.")
    return Words(f"{zh}但门槛是{one.price:g}。", f"{en}but must save {one.price:g}.")
