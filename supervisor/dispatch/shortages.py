"""What a plan cannot cover, named post by post in order of importance, and what the commander does by hand."""

from __future__ import annotations

from supervisor.language import Words

from .rules import FLOOR_RULES, IMPORTANCE, Staffing
from .waits import Evaluator

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


def short_posts(evaluator: Evaluator, state: Staffing) -> list[tuple[str, str, int]]:
    """(rule, post subject or "", quarter-hours short), the most important rule first, then the largest."""
    found: list[tuple[str, str, int]] = []
    for rule in IMPORTANCE:
        table = FLOOR_RULES[rule](evaluator, state)
        rows = [(int(table[row].sum()), row) for row in range(len(table))]
        by_post = len(table) == len(evaluator.problem.posts) and rule in ("dual_control", "minimum_cover")
        for quarters, row in sorted(rows, key=lambda one: (-one[0], one[1])):
            if quarters:
                found.append((rule, evaluator.problem.posts[row].subject if by_post else "", quarters))
    return found
