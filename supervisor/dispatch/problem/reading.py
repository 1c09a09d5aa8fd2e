"""Reading a problem that somebody wrote or saved, and everything in it that makes no sense."""

from __future__ import annotations

import msgspec

from supervisor.dispatch.problem.limits import beyond
from supervisor.dispatch.problem.model import PROBLEM_SCHEMA, READ_SCHEMAS, Problem
from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.language import _


def problem_from_json(data: bytes, file: str = "") -> Problem:
    """Read and check a problem. Raises BadInput naming what does not fit."""
    try:
        problem = msgspec.json.decode(data, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a dispatch problem."), (json_fault(fault, data, file),)) from fault
    faults = check(problem, file)
    if faults:
        raise BadInput(_("This is not a dispatch problem."), faults)
    return problem


def check(problem: Problem, file: str = "") -> tuple[Fault, ...]:
    """Everything in a problem that makes no sense: negative queues, lengths that differ, unknown posts."""
    faults: list[Fault] = []

    def fault(what: str, cure: str = "") -> None:
        faults.append(Fault(what, cure, file=file))

    if problem.schema not in READ_SCHEMAS:
        fault(f"schema {problem.schema!r}", _("Write {text}.").format(text=PROBLEM_SCHEMA))
    posts = {post.subject for post in problem.posts}
    lengths = {len(one.arrivals) for one in problem.classes}
    if len(lengths) > 1 or 0 in lengths:
        fault(_("The classes have different numbers of quarter-hours, or none."), _("Give each class the same number."))
    for one in problem.classes:
        if one.standing < 0 or min((*one.arrivals, 0.0)) < 0:
            fault(_("{name}: a negative number of customers").format(name=one.service_class), _("Write 0 or more."))
        if one.service_minutes <= 0 or one.patience_minutes <= 0:
            fault(_("{name}: service and patience must be above zero minutes.").format(name=one.service_class))
        if not 0 <= one.service_scv < 100:
            fault(f"{one.service_class}: service_scv {one.service_scv}", _("Write 0 or more."))
        if not 0 <= one.share_stopped <= 1:
            fault(f"{one.service_class}: share_stopped {one.share_stopped}", _("Write a share from 0 to 1."))
        for band in (one.low, one.high):
            if band and len(band) != len(one.arrivals):
                fault(_("{name}: band and arrivals differ in length.").format(name=one.service_class))
        shares = (one.leaves, *one.diverts.values())
        if min(shares) < 0 or sum(shares) > 1 + 1e-9:
            fault(f"{one.service_class}: leaves, diverts {shares}", _("Write shares from 0 to 1, together at most 1."))
        for other in sorted(set(one.diverts) - ({two.service_class for two in problem.classes} - {one.service_class})):
            fault(f"{one.service_class}: diverts {other!r}", _("Name another class of the problem."))
    for post in problem.posts:
        if post.handover_minutes < 0:
            fault(f"{post.subject}: handover_minutes {post.handover_minutes}", _("Write 0 or more."))
    for price in ("move_price_minutes", "undo_price_minutes", "break_price_minutes"):
        if not getattr(problem, price) >= 0:
            fault(f"{price} {getattr(problem, price)}", _("Write 0 or more."))
    for person in problem.people:
        named = (person.at, *(stay.post for stay in person.later), *person.been, person.pinned_to)
        for post in dict.fromkeys(named):
            if post and post not in posts:
                fault(_("{name}: unknown post {post}").format(name=person.name, post=post))
        if (window := person.break_window) and not 0 < window.minutes <= window.latest_minute - window.earliest_minute:
            fault(_("{name}: the break does not fit between its limits.").format(name=person.name))
    pairs = (*problem.incompatible, *((kept.from_post, kept.to_post) for kept in problem.kept))
    for post in sorted({post for pair in pairs for post in pair if post} - posts):
        fault(_("Unknown post: {post}").format(post=post))
    for what, cure in beyond(problem):
        fault(what, cure)
    return tuple(faults)
