"""What a plan cannot cover at all: queues nobody serves, posts whose skill nobody has, an outage of everything.

A branch without anybody who could do a thing needs words, not an empty list: who could come, and what to do by hand.
"""

from __future__ import annotations

import numpy as np

from supervisor.dispatch.judging.judge import Judge, Moves
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Post, Shortage
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

LEAST_CUSTOMERS = 0.5  # expected in a stretch, below which nobody need hear of it
NAMES_SHOWN = 4

SIGN = Words(
    "停止该队取号、贴告示，引导到其他窗口、自助设备或邻近网点，请客户留下电话约时间；",
    "Stop giving tickets for it, put up a sign, guide customers to other counters, machines or a nearby branch, offer "
    "to call them back; ",
)
NOBODY = Words("请上级行派具备资格的人支援。", "ask head office for somebody who is qualified.")
DOWN = Words(
    "全部业务中断，调人也办不了：停止叫号，向等候客户当面说明，登记姓名、电话和所办业务，恢复后优先办理；引导手机银行、"
    "自助设备或邻近网点；现金、印章、重要空白凭证双人锁好，立即报告上级行。",
    "All business is down and no move can help: stop calling numbers, tell those waiting in person, take names, "
    "telephone and business and serve them first afterwards; guide to mobile banking, machines or a nearby branch; two "
    "people lock cash, stamps and blank forms; report to head office at once.",
)


def all_down(evaluator: Evaluator) -> list[Shortage]:
    """One line where nothing can be served while the outage lasts; guides do not count as service."""
    problem = evaluator.problem
    business = [one for one in problem.classes if one.service_class != problem.guide_class]
    if not business or not evaluator.quarters or any(one.share_stopped < 1 for one in business):
        return []
    quarters = min(problem.outage_quarters or evaluator.quarters, evaluator.quarters)
    waiting = round(sum(one.standing for one in problem.classes))
    return [
        _line(
            evaluator, "business_down", "", 0, quarters, quarters,
            Words(f"现有{waiting}位客户等候。{DOWN.zh}", f"{waiting} customers wait now. {DOWN.en}"), stood=True,
        )
    ]  # fmt: skip


def unserved(judge: Judge, moves: Moves) -> tuple[list[Shortage], set[tuple[int, int]]]:
    """Stretches in which customers come to a class that nobody serves, after these moves; and the posts x quarters that
    are told with them. Classes that no post of the branch serves are left out."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    servers, before = evaluator.servers(judge.state(moves).counts), evaluator.servers(judge.before.counts)
    found: list[Shortage] = []
    told: set[tuple[int, int]] = set()
    for number, one in enumerate(problem.classes):
        posts = [n for n, post in enumerate(problem.posts) if post.service_class == one.service_class]
        demand = evaluator.demand(number)
        for first, last in _runs(servers[number] == 0) if posts else []:
            customers = float(demand.arrivals[first:last].sum()) + (demand.standing if first == 0 else 0.0)
            if customers < LEAST_CUSTOMERS:
                continue
            told.update((post, quarter) for post in posts for quarter in range(first, last))
            head = Words(
                f"{_names_zh(problem.posts, posts)}无人办理，约{round(customers)}位客户受影响。",
                f"Nobody serves at {_names_en(problem.posts, posts)}: about {round(customers)} customers. ",
            )
            who = _who_could(evaluator, posts, first, last)
            stood = bool((before[number, first:last] == 0).all())
            found.append(
                _line(
                    evaluator, "queue_served", problem.posts[posts[0]].subject, first, last, last - first,
                    Words(head.zh + SIGN.zh + who.zh, f"{head.en}{SIGN.en}{who.en}"), stood,
                )
            )  # fmt: skip
    return found, told


def no_holder(evaluator: Evaluator) -> list[Shortage]:
    """Posts without a queue (authorising, the vault) whose skill nobody on duty today has."""
    problem = evaluator.problem
    held = {skill for one in problem.people for skill in one.skills}
    found = []
    for post in problem.posts:
        if post.skill and not post.service_class and post.skill not in held:
            what = Words(
                f"{post.name.zh}：在班人员无人具备所需技能或授权。先受理登记，不越权办理；联系总行远程授权，"
                f"{NOBODY.zh}",
                f"{post.name.en or post.name.zh}: nobody on duty has the skill or authorisation. Take such business "
                f"in, do nothing beyond your own rights, ask head office to authorise remotely, and {NOBODY.en}",
            )
            quarters = evaluator.quarters
            found.append(_line(evaluator, "skill_held", post.subject, 0, quarters, quarters, what, stood=True))
    return found


def _who_could(evaluator: Evaluator, posts: list[int], first: int, last: int) -> Words:
    """Who holds the skill and why he is not there."""
    problem = evaluator.problem
    asked = {problem.posts[n].skill for n in posts}
    able = [n for n, one in enumerate(problem.people) if "" in asked or asked & set(one.skills)]
    if not able:
        return Words(f"在班人员无人具备该岗位技能，{NOBODY.zh}", f"nobody on duty has the skill: {NOBODY.en}")
    start = problem.now_minute + first * QUARTER_MINUTES
    meeting = [problem.people[n].name for n in able if problem.people[n].in_meeting_until > start]
    if meeting:
        return Words(
            f"具备技能的{_some_zh(meeting)}在开会：请会议主持人同意后叫回。",
            f"those who could are in a meeting ({_some_en(meeting)}): ask its chair to let them go.",
        )
    elsewhere = [problem.people[n].name for n in able if evaluator.there_moved[n, first:last].any()]
    if elsewhere:
        return Words(
            f"具备技能的{_some_zh(elsewhere)}在其他岗位，受规则限制或不合算，由现场指挥权衡。",
            f"those who could stand at other posts, held by a rule or worth more there ({_some_en(elsewhere)}): the "
            "commander weighs it.",
        )
    away = [problem.people[n].name for n in able]
    return Words(
        f"具备技能的{_some_zh(away)}休假、用餐或已下班：联系能否返岗。",
        f"those who could are on leave, eating or off ({_some_en(away)}): ask whether they can come.",
    )


def _line(
    evaluator: Evaluator, rule: str, post: str, first: int, last: int, quarters: int, what: Words, stood: bool
) -> Shortage:
    start, end = (evaluator.problem.now_minute + q * QUARTER_MINUTES for q in (first, last))
    span = "–".join(f"{m // 60:02d}:{m % 60:02d}" for m in (start, end))
    return Shortage(
        rule=rule, post=post, quarters=quarters, by_hand=Words(f"{span} {what.zh}", f"{span} {what.en}"),
        from_minute=start, to_minute=end, stood_before=stood,
    )  # fmt: skip


def _runs(line: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _names_zh(places: tuple[Post, ...], posts: list[int]) -> str:
    return "、".join(places[n].name.zh for n in posts)


def _names_en(places: tuple[Post, ...], posts: list[int]) -> str:
    return ", ".join(places[n].name.en or places[n].name.zh for n in posts)


def _some_zh(names: list[str]) -> str:
    return "、".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")


def _some_en(names: list[str]) -> str:
    return ", ".join(names[:NAMES_SHOWN]) + (" and others" if len(names) > NAMES_SHOWN else "")
