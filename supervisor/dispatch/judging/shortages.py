"""What a plan leaves short: which rule, at which post, from when to when, why, and what the commander does by hand.

Most of it stood before the incident (a lunch, a thin weekend roster). It is told with its times and with who is away,
so that it can be settled by hand: by moving a lunch, by a colleague standing in, by a sign at the counter.
"""

from __future__ import annotations

import numpy as np

from supervisor.dispatch.judging.judge import Judge, Moves
from supervisor.dispatch.judging.rules import IMPORTANCE, Staffing
from supervisor.dispatch.judging.uncovered import all_down, no_holder, unserved
from supervisor.dispatch.problem.goals import NOWHERE
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Shortage
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

BY_HAND: dict[str, Words] = {
    "dual_control": Words(
        "双人岗位只剩一人：暂停该岗位业务，锁好现金、印章和重要空白凭证，等第二人到岗再恢复。",
        "One person alone at a two-person post: stop its business, lock cash and stamps until the second comes.",
    ),
    "authoriser_present": Words(
        "现场无授权人员：需授权的业务先受理登记，立即联系总行远程授权或请外出授权人员返回。",
        "Nobody may authorise: take such business in and register it, ask head office to authorise or call one back.",
    ),
    "lobby_manager_present": Words(
        "大堂无大堂经理：由现场指挥亲自在大堂分流、安抚客户，并指定一名员工代班。",
        "No lobby manager: the commander guides customers in person and names somebody to stand in.",
    ),
    "minimum_cover": Words(
        "岗位低于最低人数：在该岗位放置告示，引导客户到其他窗口、自助设备或邻近网点。",
        "Post below its minimum: put up a sign and guide customers to other counters, machines or a nearby branch.",
    ),
}
STAND_IN = Words(
    "岗位低于最低人数：该岗位不接待排队客户，由在岗人员兼顾{people}。",
    "Post below its minimum: no customers queue for it, colleagues see to it from where they are{people}.",
)
AWAY_KINDS: dict[str, Words] = {
    "lunch": Words("午餐", "lunch"),
    "meeting": Words("开会", "meeting"),
    "leave": Words("休假或外出", "leave"),
}
LUNCH_CURE = Words("能错开午餐的先错开。", "Stagger the lunch if you can.")
NAMES_SHOWN = 3


def told(judge: Judge, moves: Moves) -> tuple[Shortage, ...]:
    """Everything short after these moves: an outage of everything, then the most important rule first and in order of
    time; posts whose skill nobody has stand with the authorisers, queues that nobody serves before minimum cover."""
    evaluator, after, state = judge.evaluator, judge.breaches(moves), judge.state(moves)
    posts = evaluator.problem.posts
    found: list[Shortage] = all_down(evaluator)
    idle, told_idle = unserved(judge, moves) if not found else ([], set[tuple[int, int]]())
    two_missing: set[tuple[int, int]] = set()
    for rule in IMPORTANCE:
        if rule == "lobby_manager_present":
            found.extend(no_holder(evaluator))
        if rule == "minimum_cover":
            found.extend(idle)
        by_post = rule in ("dual_control", "minimum_cover")
        stretches = [(first, last, row) for row, line in enumerate(after[rule]) for first, last in runs(line > 0)]
        for first, last, row in sorted(stretches):
            if rule == "dual_control":
                two_missing.update((row, quarter) for quarter in range(first, last))
            elif rule == "minimum_cover" and all((row, q) in two_missing | told_idle for q in range(first, last)):
                continue  # told already, as a post left with one person or a queue that nobody serves
            span = minute_of(evaluator, first), minute_of(evaluator, last)
            found.append(
                Shortage(
                    rule=rule,
                    post=posts[row].subject if by_post else "",
                    quarters=int(after[rule][row, first:last].sum()),
                    by_hand=_by_hand(evaluator, state, rule, row if by_post else NOWHERE, first, last),
                    from_minute=span[0],
                    to_minute=span[1],
                    stood_before=bool((judge.standing[rule][row, first:last] > 0).all()),
                )
            )
    return tuple(found)


def runs(line: np.ndarray) -> list[tuple[int, int]]:
    """First and after-last place of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def minute_of(evaluator: Evaluator, quarter: int) -> int:
    """Minute after midnight at which a quarter-hour of the problem begins."""
    return evaluator.problem.now_minute + quarter * QUARTER_MINUTES


def clock_span(evaluator: Evaluator, first: int, last: int) -> str:
    """From–to of quarter-hours `first` up to, not including, `last`: 11:00–11:45."""
    return "–".join(f"{m // 60:02d}:{m % 60:02d}" for m in (minute_of(evaluator, first), minute_of(evaluator, last)))


def _by_hand(evaluator: Evaluator, state: Staffing, rule: str, post: int, first: int, last: int) -> Words:
    """From–to, who is away, and what to do."""
    start, end = minute_of(evaluator, first), minute_of(evaluator, last)
    when = clock_span(evaluator, first, last)
    what = BY_HAND[rule]
    if rule == "minimum_cover" and not evaluator.problem.posts[post].service_class:
        who = _stand_ins(evaluator, state, post, first, last)
        what = Words(
            STAND_IN.zh.format(people=f"（{'、'.join(who)}）" if who else ""),
            (STAND_IN.en or "").format(people=f" ({', '.join(who)})" if who else ""),
        )
    away = _who_is_away(evaluator, post, start, end)
    names = Words("", "")
    if away:
        names = Words(
            f"（{'、'.join(f'{name}{kind.zh}' for name, kind in away)}）",
            f" ({', '.join(f'{name}: {kind.en}' for name, kind in away)})",
        )
    lunch = LUNCH_CURE if any(kind == AWAY_KINDS["lunch"] for _name, kind in away) else Words("", "")
    space = " " if lunch.en else ""
    return Words(f"{when}{names.zh} {what.zh}{lunch.zh}", f"{when}{names.en} {what.en}{space}{lunch.en}")


def _who_is_away(evaluator: Evaluator, post: int, start: int, end: int) -> list[tuple[str, Words]]:
    """People of a post who are at lunch, on leave or in a meeting in a stretch; the end of a shift is none."""
    found: list[tuple[str, Words]] = []
    for person in evaluator.problem.people:
        later = [stay.post for stay in person.later if stay.start_minute < end and start < stay.end_minute]
        ought = later or [person.at]
        if post == NOWHERE or evaluator.problem.posts[post].subject not in ought:
            continue
        kinds = [one.kind for one in person.away if one.start_minute < end and start < one.end_minute]
        if person.in_meeting_until > start:
            kinds.append("meeting")
        kind = next((one for one in kinds if one != "off"), "")
        if kind:
            found.append((person.name, AWAY_KINDS.get(kind, AWAY_KINDS["leave"])))
    return found


def _stand_ins(evaluator: Evaluator, state: Staffing, post: int, first: int, last: int) -> list[str]:
    """Who is in the branch throughout the stretch, holds the skill of the post and stands elsewhere."""
    skill = evaluator.problem.posts[post].skill
    if not skill:
        return []
    return [
        person.name
        for number, person in enumerate(evaluator.problem.people)
        if skill in person.skills and _elsewhere(evaluator, state, number, post)[first:last].all()
    ][:NAMES_SHOWN]


def _elsewhere(evaluator: Evaluator, state: Staffing, number: int, post: int) -> np.ndarray:
    """Quarters in which a person is in the branch at another post."""
    goal = state.moves.get(number)
    row = evaluator.where[number] if goal is None else evaluator.destination(number, goal)
    return (row != NOWHERE) & (row != post)
