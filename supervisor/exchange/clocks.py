"""A difference between two clocks in words."""

from __future__ import annotations

from supervisor.language import _

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000


def clock_words(ahead_ms: int, *, theirs: bool) -> str:
    """That the other computer's clock (`theirs`), or this one's, is ahead by so much, or behind when negative."""
    amount = _amount(abs(ahead_ms))
    if theirs:
        text = (
            _("The clock of that computer is at least {amount} ahead of this one's.")
            if ahead_ms > 0
            else _("The clock of that computer is at least {amount} behind this one's.")
        )
    else:
        text = (
            _("The other copy found this computer's clock at least {amount} ahead of its own.")
            if ahead_ms > 0
            else _("The other copy found this computer's clock at least {amount} behind its own.")
        )
    note = _("What was written was put in order all the same; set the clock right before the next inspection.")
    return f"{text.format(amount=amount)} {note}"


def dated_words(ahead_ms: int) -> str:
    """That a bundle holds entries dated after it was made, by so much: the clock was ahead and was set back since."""
    text = _(
        "It holds entries dated {amount} after it was made: that computer's clock was ahead when they were written, "
        "and was set back since. Look at the dates of its inspections."
    )
    return text.format(amount=_amount(ahead_ms))


def _amount(milliseconds: int) -> str:
    days, rest = divmod(milliseconds, DAY_MS)
    hours, rest = divmod(rest, HOUR_MS)
    minutes = rest // MINUTE_MS
    if days:
        return _("{days} days {hours} hours").format(days=days, hours=hours) if hours else _("{n} days").format(n=days)
    if hours:
        return _("{hours} hours {minutes} minutes").format(hours=hours, minutes=minutes)
    return _("{minutes} minutes").format(minutes=minutes)
