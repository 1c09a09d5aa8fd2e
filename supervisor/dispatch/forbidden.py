"""The one further move that would save most waiting and may not be: it shows the commander what a rule costs."""

from __future__ import annotations

from .judge import Judge, Moves
from .problem import Forbidden
from .rules import move_rule
from .waits import NOWHERE


def best_forbidden(judge: Judge, moves: Moves) -> Forbidden | None:
    """The move beyond the plan that would save most but breaks a rule, with the rule; None if none would save.

    Somebody who holds the skill goes before somebody who does not: a rule can be weighed, a missing skill cannot.
    """
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    waiting = judge.waiting(moves)
    seen: set[tuple] = set()
    found: Forbidden | None = None
    found_rank = (False, 0.0)
    for person, one in enumerate(problem.people):
        sent = moves.get(person)
        if (sent and not evaluator.shortened(person, sent)) or not evaluator.there_moved[person].any():
            continue
        start = evaluator.start[person]
        for target, post in enumerate(problem.posts):
            if not post.service_class or target == start or (sent and sent.post != target):
                continue
            rule = move_rule(evaluator, person, target)
            sign = (sent, start, target, rule, one.authoriser, one.lobby_manager, evaluator.where[person].tobytes())
            if sign in seen:
                continue
            seen.add(sign)
            tried = {**moves, person: evaluator.whole(target)}
            saved = round(waiting - judge.waiting(tried), 1)
            if saved <= problem.move_price_minutes:
                continue
            broken = rule or next(iter(judge.broken(tried)), "") or ("" if judge.fits(tried) else "station_free")
            rank = (broken != "skill_held", saved)
            if broken and rank > found_rank:
                found_rank = rank
                found = Forbidden(
                    person=one.subject,
                    name=one.name,
                    from_post=problem.posts[start].subject if start != NOWHERE else "",
                    to_post=post.subject,
                    minutes_saved=saved,
                    rule=broken,
                )
    return found
