"""What the meetings screen says in many places alike: titles, prices, reasons, how far a sitting is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from supervisor.desktop.screens.meetings.grid import STEP_MINUTES
from supervisor.desktop.wording import clock, column_day, listed, number, span
from supervisor.language import _, language
from supervisor.meetings.words import block_text


def card_title(held: Any) -> str:
    """The title, with the batch where there are several."""
    return f"{held.title} {held.plan.batch}/{held.plan.batches}" if held.plan.batches > 1 else str(held.title)


def minutes_words(price: float) -> str:
    """A price to a whole minute where it is large: 0, 0.4, 6, 96."""
    return number(price, 1 if 0.05 <= price < 9.95 and abs(price - round(price)) >= 0.05 else 0)


def added(price: float) -> str:
    """+6, as it stands on a card."""
    return f"+{minutes_words(price)}"


def range_words(low: float, high: float) -> str:
    """2–13."""
    return f"{minutes_words(low)}–{minutes_words(high)}"


def waits(priced: Any) -> str:
    """多等 96 客户分钟, or that it is still being worked out."""
    if priced is None:
        return _("pricing…")
    return _("{n} customer-min longer").format(n=minutes_words(priced.sitting.price_minutes))


def first_reason(priced: Any, names: Mapping[str, str]) -> str:
    """The first rule that a start breaks and whom it is about; else the range of its price."""
    if priced is None:
        return ""
    if priced.blocks:
        more = len(priced.blocks) - 1
        words = block_text(priced.blocks[0], names)
        return _("▲ {reason}; {n} more").format(reason=words, n=more) if more else f"▲ {words}"
    plan = priced.sitting
    return _("allowed · {range}").format(range=range_words(plan.low_minutes, plan.high_minutes))


def state_of(held: Any) -> str:
    """How far a sitting is: its state, or `locked` where it is planned and stays where it is."""
    return "locked" if held.locked and held.state in ("placed", "published") else held.state


def movable(held: Any) -> bool:
    """Whether it may be put at another start."""
    return state_of(held) in ("placed", "published")


def state_words(state: str) -> str:
    """A state in words."""
    words = {"placed": _("not published"), "published": _("published"), "locked": _("locked"),
             "running": _("running"), "ended": _("over"), "cancelled": _("cancelled"),
             "requested": _("requested")}  # fmt: skip
    return words.get(state, state)


def state_status(state: str) -> str:
    """The status whose colour and shape a state has."""
    return {"placed": "warning", "published": "good", "locked": "good", "ended": "quiet"}.get(state, "info")


def when_words(day: date, start: int, end: int) -> str:
    """周三 25 10:30–11:30."""
    return f"{column_day(day)} {span(start, end)}"


def start_words(day: date, start: int) -> str:
    """周三 25 12:15."""
    return f"{column_day(day)} {clock(start)}"


def tip_of(held: Any) -> str:
    """The whole title, time, people, price with its range and state of a sitting."""
    plan = held.plan
    words = _("{n} people · customers wait {price} min longer")
    facts = words.format(n=len(plan.people), price=round(plan.price_minutes))
    if plan.missed:
        facts += " · " + _("{n} not at work").format(n=len(plan.missed))
    spread = _("range {low}–{high} min · {state}").format(
        low=minutes_words(plan.low_minutes), high=minutes_words(plan.high_minutes), state=state_words(state_of(held))
    )
    lines = [card_title(held), when_words(plan.day, plan.start_minute, plan.end_minute), facts, spread]
    if plan.room:
        lines.append(_("Where: {room}").format(room=plan.room))
    return "\n".join(lines)


def week_words(monday: date) -> str:
    """11 月第 4 周: the week of the month that its Thursday lies in."""
    middle = monday + timedelta(days=3)
    count = (middle.day - 1) // 7 + 1
    if language() == "zh":
        return f"{middle.month} 月第 {count} 周"
    return _("{month}, week {n}").format(month=middle.strftime("%B"), n=count)


def quarter_words(day: Any, start: int) -> str:
    """What is expected in a quarter-hour of a day."""
    if day.opening is None:
        return _("closed that day")
    place = (start - day.first_minute) // STEP_MINUTES
    if not (day.opening[0] <= start < day.opening[1] and 0 <= place < len(day.customers)):
        return _("outside opening hours")
    words = _("{time}: {n} customers expected").format(
        time=span(start, start + STEP_MINUTES), n=f"{day.customers[place]:.1f}"
    )
    peak = any(a <= start < z for a, z in day.peaks)
    return f"{words}\n{_('a peak: one person fewer misses the target')}" if peak else words


def busy_words(busy: Any, names: Mapping[str, str]) -> str:
    """What takes a stretch from outside the book, and whom."""
    who = listed([names.get(one, one) for one in busy.people])
    about = [one for one in (who, busy.room) if one]
    return "\n".join([_("taken: {what}").format(what=busy.title), when_words(busy.day, busy.start, busy.end), *about])
