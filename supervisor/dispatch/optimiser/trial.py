"""One move tried before it is ordered: what the waits become, and which rule it breaks.

The board asks this at every step of a drag, the order of the commander's own once more, with the same words. Rules of
internal control are never broken; any other may be, for a reason that is kept with the order. `Evaluator` and `Judge`
are made once for a situation: they remember what was reckoned, so that a step takes a millisecond or two.
"""

from __future__ import annotations

import msgspec
import numpy as np

from supervisor.dispatch.judging.callout import RULE_NAMES, call_out, reason_of
from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import IMPORTANCE, compatible, releasable, skill_held
from supervisor.dispatch.judging.shortages import runs
from supervisor.dispatch.problem.goals import Goal
from supervisor.dispatch.problem.handover import minutes_first
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Move, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import BadInput, Fault, Refused
from supervisor.language import Words, _

NEVER_BROKEN = frozenset({"skill_held", "compatible", "away", "dual_control", "authoriser_present"})
"""Rules that no reason excuses: internal control, and sending somebody who is not in the branch."""

OWN_NAMES: dict[str, Words] = {
    "away": Words("本人此刻不在岗（休假、外出或未到班）", "not at work now (leave, errand or off shift)"),
    "at_break": Words("休息时间", "the break"),
}
"""Rules told apart here that the planner's `there_now` holds together."""


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a move breaks. `post` is where (empty: the whole floor, or the person), from `from_minute` to
    `to_minute` after midnight; `never`: no reason excuses it."""

    rule: str
    post: str = ""
    from_minute: int = 0
    to_minute: int = 0
    never: bool = False


class ClassTrial(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting of one class over the horizon without and with the move: customer-minutes and mean minutes a customer."""

    service_class: str
    before_minutes: float
    after_minutes: float
    before_mean_minutes: float
    after_mean_minutes: float


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What sending `person` to `post` at once would do. `minutes`: customer-minutes that all customers together wait
    less (negative: longer). `handover_minutes` pass first. `stays`: he stands there already, nothing changes."""

    person: str
    post: str
    waits: tuple[ClassTrial, ...]
    broken_rules: tuple[Broken, ...]
    minutes: float
    handover_minutes: int = 0
    stays: bool = False

    @property
    def refused(self) -> bool:
        """Whether the move may not be ordered at all."""
        return any(one.never for one in self.broken_rules)

    @property
    def asks_reason(self) -> bool:
        """Whether it may be ordered for a reason only."""
        return bool(self.broken_rules) and not self.refused


def trial_of(problem: Problem) -> tuple[Evaluator, Judge]:
    """What `try_move` asks for, with the waits of every move of one person reckoned already."""
    evaluator = Evaluator(problem)
    judge = Judge(evaluator)
    goals = [Goal(post, 0, evaluator.quarters) for post in range(len(problem.posts))]
    if problem.classes and problem.people and goals:
        tables = [evaluator.counts({person: goal}) for person in range(len(problem.people)) for goal in goals]
        evaluator.waitings(np.array(tables))
    return evaluator, judge


def try_move(evaluator: Evaluator, judge: Judge, person: str, post: str) -> Trial:
    """What sending a person (subject) to a post (subject) now would do to waits and rules; nothing is changed.

    Raises BadInput where the situation knows no such person or post.
    """
    problem = evaluator.problem
    number = next((n for n, one in enumerate(problem.people) if one.subject == person), None)
    place = evaluator.post_number.get(post)
    if number is None or place is None:
        raise BadInput(_("Nobody of that name is on duty, or the post does not exist."))
    goal = Goal(place, 0, evaluator.quarters)
    before, moves = judge.before.counts, {number: goal}
    after = judge.state(moves).counts
    waits = tuple(_class_trial(evaluator, one, before, after) for one in range(len(problem.classes)))
    stays = evaluator.start[number] == place and not evaluator.in_meeting[number]
    return Trial(
        person=person,
        post=post,
        waits=waits,
        broken_rules=() if stays else (*_own(evaluator, number, place), *_floor(judge, moves)),
        minutes=round(sum(one.before_minutes - one.after_minutes for one in waits), 1),
        handover_minutes=minutes_first(evaluator, number, goal),
        stays=stays,
    )


def rule_name(rule: str) -> Words:
    """A broken rule in words for people."""
    return OWN_NAMES.get(rule) or RULE_NAMES.get(rule) or Words(rule, rule)


def broken_words(problem: Problem, one: Broken) -> str:
    """A broken rule with the post and the time at which it is broken."""
    where = next((str(post.name) for post in problem.posts if post.subject == one.post), "")
    when = f"{_clock(one.from_minute)}–{_clock(one.to_minute)}" if one.to_minute else ""
    return " ".join(part for part in (where, str(rule_name(one.rule)), when) if part)


def own_move(problem: Problem, person: str, post: str, reason: str = "") -> Move:
    """The move of a commander's own order, with its reason and call-out. Raises BadInput for a person or a post that
    the situation does not know, and where a rule is broken without a reason; Refused where it is one never broken."""
    evaluator = Evaluator(problem)
    trial = try_move(evaluator, Judge(evaluator), person, post)
    check_order(problem, trial, reason)
    who = next(one for one in problem.people if one.subject == person)
    places = {one.subject: one for one in problem.posts}
    source, target = places.get(who.at), places[post]
    move = Move(
        person=person, name=who.name, from_post=who.at, to_post=post, minutes_saved=0.0,
        out_of_meeting=who.in_meeting_until > problem.now_minute, handover_minutes=trial.handover_minutes,
    )  # fmt: skip
    why = reason_of(move, source, target)
    said = reason.strip()
    why = Words(f"{why.zh}{said}", f"{why.en} {said}") if said else why
    return msgspec.structs.replace(move, reason=why, say=call_out(move, source, target))


def check_order(problem: Problem, trial: Trial, reason: str = "") -> None:
    """Whether a move may be ordered. Raises Refused where he stands there already or it breaks a rule that is never
    broken, BadInput where it breaks another and no reason is given."""
    name = next(one.name for one in problem.people if one.subject == trial.person)
    if trial.stays:
        raise Refused(_("{name} stands there already.").format(name=name))
    if trial.refused:
        words = "; ".join(broken_words(problem, one) for one in trial.broken_rules if one.never)
        raise Refused(_("{name} may not be sent there: {rules}").format(name=name, rules=words))
    if trial.asks_reason and not reason.strip():
        faults = tuple(Fault(broken_words(problem, one)) for one in trial.broken_rules)
        raise BadInput(_("This move breaks a rule: say why it has to be."), faults)


def _class_trial(evaluator: Evaluator, number: int, before: np.ndarray, after: np.ndarray) -> ClassTrial:
    spent = evaluator.class_waiting(number, before), evaluator.class_waiting(number, after)
    customers = evaluator.demand(number).customers
    mean = [minutes / customers if customers > 0 else 0.0 for minutes in spent]
    return ClassTrial(
        service_class=evaluator.problem.classes[number].service_class,
        before_minutes=spent[0], after_minutes=spent[1], before_mean_minutes=mean[0], after_mean_minutes=mean[1],
    )  # fmt: skip


def _own(evaluator: Evaluator, number: int, place: int) -> tuple[Broken, ...]:
    """Rules about this person at that post."""
    problem = evaluator.problem
    person, post, now = problem.people[number], problem.posts[place], problem.now_minute
    found: list[str] = []
    if not skill_held(person, post):
        found.append("skill_held")
    if not compatible(problem, person, post):
        found.append("compatible")
    away = next((one for one in person.away if one.start_minute <= now < one.end_minute), None)
    if away is not None:
        found.append("at_break" if away.kind == "lunch" else "away")
    if not releasable(person, now):
        found.append("releasable")
    kept = person.pinned and not person.declined_until  # whom the commander sends himself, he asks again
    if kept or person.pinned_to not in ("", post.subject):
        found.append("not_pinned")
    if evaluator.start[number] != place and not _station_free(evaluator, place):
        found.append("station_free")
    until = away.end_minute if away is not None else 0
    return tuple(
        Broken(rule=rule, never=rule in NEVER_BROKEN, from_minute=now if rule == "at_break" else 0,
               to_minute=until if rule == "at_break" else 0)
        for rule in found
    )  # fmt: skip


def _station_free(evaluator: Evaluator, place: int) -> bool:
    return not evaluator.quarters or bool(evaluator.free[place].any())


def _floor(judge: Judge, moves: dict[int, Goal]) -> tuple[Broken, ...]:
    """Rules of the floor that held before, the most important first, each stretch by itself."""
    problem, after = judge.evaluator.problem, judge.breaches(moves)
    found = []
    for rule in IMPORTANCE:
        worse = after[rule] > judge.standing[rule]
        for row in np.flatnonzero(worse.any(axis=1)).tolist():
            post = problem.posts[row].subject if rule in ("dual_control", "minimum_cover") else ""
            for first, last in runs(worse[row]):
                found.append(
                    Broken(
                        rule=rule, post=post, never=rule in NEVER_BROKEN,
                        from_minute=problem.now_minute + first * QUARTER_MINUTES,
                        to_minute=problem.now_minute + last * QUARTER_MINUTES,
                    )
                )  # fmt: skip
    return tuple(found)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
