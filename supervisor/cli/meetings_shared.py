"""What the commands about meetings share: times, answers of the planner in words, and which sitting is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from supervisor.cli.context import day_of, minute_text, one_of, say
from supervisor.errors import BadInput
from supervisor.language import _, listed


def minute_of(text: str | None) -> int | None:
    """10:30 as minutes after midnight. Raises BadInput."""
    if not text:
        return None
    hours, mark, minutes = text.partition(":")
    if not (mark and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise BadInput(_("{text} is no time; write it as 10:30.").format(text=text))
    return int(hours) * 60 + int(minutes)


def show(answers: Any, who: Mapping[str, str]) -> None:
    """Where each meeting was placed, its price with range, the runner-up, and what blocks the wished time."""
    from supervisor.meetings.words import block_text, missed_text

    for answer in answers:
        say(answer.title)
        for s in answer.sittings:
            peak = _("; at a peak, nothing else was free") if s.at_peak else ""
            say("  " + _(
                "{day} {start}-{end}, {count} people, +{price:.0f} customer-minutes ({low:.0f}-{high:.0f}){peak}"
            ).format(
                day=s.day, start=minute_text(s.start_minute), end=minute_text(s.end_minute), count=len(s.people),
                price=s.price_minutes, low=s.low_minutes, high=s.high_minutes, peak=peak,
            ))  # fmt: skip
            if s.missed:
                say("    " + missed_text(s.missed, who))
            _else(answer, s.batch if answer.split else 0, who)
        if answer.saved_minutes:
            say("  " + _("{n} batches save {minutes:.0f} customer-minutes.").format(
                n=len(answer.sittings), minutes=answer.saved_minutes
            ))  # fmt: skip
        wished = answer.wished
        if wished is not None and all((s.day, s.start_minute) != (wished.day, wished.start_minute)
                                      for s in answer.sittings):  # fmt: skip
            reasons = "；".join(block_text(b, who) for b in wished.blocks[:3]) or _why_not(answer, who)
            say("  " + _("wished {day} {start}: +{price:.0f}, {reasons}").format(
                day=wished.day, start=minute_text(wished.start_minute), price=wished.price_minutes, reasons=reasons
            ))  # fmt: skip
        for block in () if answer.sittings else answer.blocks:
            say("  " + block_text(block, who))


def _why_not(answer: Any, who: Mapping[str, str]) -> str:
    """Why a wished start that breaks no rule was not taken."""
    from supervisor.meetings.words import missed_text

    if answer.sittings and answer.wished.price_minutes > sum(s.price_minutes for s in answer.sittings):
        return _("only dearer")
    return missed_text(answer.wished.missed, who) or _("does not fit beside the others")


def _else(answer: Any, batch: int, who: Mapping[str, str]) -> None:
    """The next-best starts of a sitting: of the meeting, or of one batch while the others stay."""
    from supervisor.meetings.words import missed_text

    for other in [one for one in answer.alternatives if one.batch == batch][:3]:
        missed = missed_text(other.missed, who)
        say("  " + _("else {day} {start}: +{price:.0f}").format(
            day=other.day, start=minute_text(other.start_minute), price=other.price_minutes
        ) + (f"; {missed}" if missed else ""))  # fmt: skip


def unplaced(r: Any, subject: str) -> None:
    """Say that a request is kept without a place, and the commands that help; the reasons stand above."""
    from supervisor.meetings.ledger import meeting, sittings_of

    kept = meeting(r, subject)
    if kept is None or any(held.state != "cancelled" for held in sittings_of(r, subject)):
        return
    say(_("{number} is kept but not placed: no start fits from {first} to {last}.").format(
        number=kept.number, first=kept.wish.first_day, last=kept.wish.last_day
    ))  # fmt: skip
    say("  " + _("Other days: meetings request … --first DAY --last DAY, and take this one back:"))
    say("  " + _("meetings cancel {number} --reason …").format(number=kept.number))


def first_open(r: Any, minutes: int, after_hours: bool) -> date:
    """The first day with time left: today until the doors close, else the next day they open.

    A meeting of `minutes` that belongs after closing has until the latest end a request has by itself.
    """
    from supervisor.branch.ledger import opening
    from supervisor.meetings.requests.requests import LATEST_MINUTE

    now = r.now.astimezone(r.zone)
    minute, today = now.hour * 60 + now.minute, opening(r, r.today)
    if today is not None and minute < (LATEST_MINUTE - minutes if after_hours else today.close_minute):
        return r.today
    ahead = (r.today + timedelta(days=n) for n in range(1, 31))
    return next((day for day in ahead if opening(r, day) is not None), r.today)


def week_of(text: str | None, today: date) -> date:
    day = day_of(text, today)
    return day - timedelta(days=day.weekday())


def numbers_of(text: str) -> list[str]:
    """Values parted by commas, Chinese ones too."""
    return [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]


def meeting_of(r: Any, wanted: str, *, cancelled: bool = False) -> Any:
    """The meeting of a number. Raises BadInput."""
    from supervisor.meetings.ledger import meetings

    states = ("requested", "placed", "cancelled") if cancelled else ("requested", "placed")
    return one_of(meetings(r, states), wanted.strip(), _("meeting"))


def sitting_of(r: Any, wanted: str, day: str | None, batch: int | None, states: tuple[str, ...]) -> Any:
    """The one sitting of a meeting in these states, on a day and of a batch if named; else the next one from today on.
    Raises BadInput with the choice where several are meant, or none."""
    from supervisor.meetings.ledger import sittings_of

    known = meeting_of(r, wanted, cancelled=True)
    found = [one for one in sittings_of(r, known.subject) if one.state in states]
    if day:
        on = day_of(day, r.today)
        found = [one for one in found if on in (one.plan.day, one.occurrence)]
    elif len({one.plan.day for one in found}) > 1:
        ahead = sorted({one.plan.day for one in found if one.plan.day >= r.today}) or [
            max(one.plan.day for one in found)
        ]
        found = [one for one in found if one.plan.day == ahead[0]]
    if batch is not None:
        found = [one for one in found if one.plan.batch == batch]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(_("{title} has no such sitting: see meetings show {number}.").format(
            title=known.title, number=known.number
        ))  # fmt: skip
    choice = listed(f"--day {one.plan.day} --batch {one.plan.batch}" for one in found)
    raise BadInput(_("Several sittings are meant: {choice}.").format(choice=choice))


def when(one: Any) -> str:
    """Day and time of a sitting."""
    return f"{one.day} {minute_text(one.start_minute)}-{minute_text(one.end_minute)}"
