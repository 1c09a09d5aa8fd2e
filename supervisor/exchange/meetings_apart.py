"""Meetings of two copies that cannot both stand: somebody sits in two, a room holds two, a post falls short by both.

Each copy placed its own rightly; that they break a rule together is seen only now. Which of the two gives way is
decided in the calendar, where the other times and their prices are. So is what becomes of an announced meeting one of
whose people has left or is on leave by now, as another copy says.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor.branch.ledger import people, posts
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.meetings.planning.lost import lost_hint, lost_reason, lost_sittings, lost_title
from supervisor.meetings.planning.standing import Standing, clash_reason, clash_title, standing_clashes
from supervisor.meetings.words import clock

from .records import Contradiction, Field, Side, identity
from .wording import Wording


def meetings_apart(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each two sittings, from today on, that break a hard rule together."""
    found = standing_clashes(r, r.today)
    names = {one.subject: one.name for one in people(r, active_only=False)} if found else {}
    names |= {one.subject: str(one.name) for one in posts(r)} if found else {}
    for clash in found:
        one, other = clash.one, clash.other
        key = "|".join((clash.block.rule, *sorted(f"{each.meeting}#{each.sitting}" for each in (one, other))))
        yield Contradiction(
            id=identity("together", one.plan.day.isoformat(), key), sort="unique", subject=one.meeting, key=key,
            title=f"{clash_title(clash)}{_(': ')}{clash_reason(clash, names)}",
            sides=tuple(_side(words, each) for each in (one, other)),
            fields=(Field(name="when", label=_("Time"), values=tuple(_when(each) for each in (one, other))),),
            settles=False,
            hint=_("Move one of them in the calendar, or call it off; the planner does not move what is announced."),
        )  # fmt: skip


def meetings_lost(r: Reader, words: Wording) -> Iterator[Contradiction]:
    """Each announced sitting, from today on, to which somebody who must be there cannot come any more."""
    found = lost_sittings(r, r.today)
    names = {one.subject: one.name for one in people(r, active_only=False)} if found else {}
    for lost in found:
        held = lost.held
        one = Standing(held.meeting, held.sitting, held.number, held.title, held.plan)
        key = f"{held.meeting}#{held.sitting}"
        yield Contradiction(
            id=identity("lost", held.plan.day.isoformat(), key), sort="unique", subject=held.meeting, key=key,
            title=f"{lost_title(lost)}{_(': ')}{lost_reason(lost, names)}", sides=(_side(words, one),),
            fields=(Field(name="when", label=_("Time"), values=(_when(one),)),), settles=False, hint=lost_hint(),
        )  # fmt: skip


def _when(one: Standing) -> str:
    return f"{clock(one.plan.start_minute)}–{clock(one.plan.end_minute)}"


def _side(words: Wording, one: Standing) -> Side:
    history = words.history(one.meeting)
    last = history[-1] if history else None
    return Side(
        entry=last.digest.hex() if last else "", what=" ".join(filter(None, (one.number, one.title, _when(one)))),
        by=words.person(last.actor) if last else "", at=words.local(last.at_ms) if last else None,
        device=words.device(last.device) if last else "", stands=True,
    )  # fmt: skip
