"""When something of a sitting happened: minutes after the midnight of its day, never still to come, never before it
began. A sitting that runs past midnight counts on: ten past twelve is minute 1450 of the day it began on.
"""

from __future__ import annotations

from supervisor.branch.faults import WrongField
from supervisor.errors import Refused
from supervisor.journal import Reader
from supervisor.language import _

from ..records import Held
from ..words import clock

DAY_MINUTES = 24 * 60
LONGEST_MINUTES = 12 * 60
"""How long after its beginning anything of a sitting is entered."""


def now_of(r: Reader, held: Held) -> int:
    """The present moment in minutes after the midnight of the sitting's day: negative before it, beyond 1440 after."""
    local = r.now.astimezone(r.zone)
    return (local.date() - held.plan.day).days * DAY_MINUTES + local.hour * 60 + local.minute


def beginning(r: Reader, held: Held, minute: int | None) -> int:
    """The minute at which a sitting began: as given, else now. Raises WrongField (`minute`) for no time of the day, one
    that is still to come, and where nobody says one of another day than today."""
    now = now_of(r, held)
    if minute is None:
        if not 0 <= now < DAY_MINUTES:
            words = _("The meeting was on {day}: say at what time it began.")
            raise WrongField("minute", words.format(day=held.plan.day.isoformat()))
        return now
    if not 0 <= minute < DAY_MINUTES:
        raise WrongField("minute", _("This is no time of the day."))
    return _past(minute, now)


def later(r: Reader, held: Held, minute: int | None, before_words: str) -> int:
    """A minute of a sitting that has begun: as given, else now. A time of the clock before the beginning is one after
    midnight where that has come. Raises WrongField (`minute`) for one before it began (`before_words`), one still to
    come, one ages after it, and where nobody says one and the clock cannot know it."""
    began, now = held.started_minute or 0, now_of(r, held)
    if minute is None:
        if now < began:
            words = _(
                "By this computer it is {now}, before the meeting began at {start}: check its clock, or say when."
            )
            raise WrongField("minute", words.format(now=clock(now % DAY_MINUTES), start=clock(began)))
        if now - began > LONGEST_MINUTES:
            words = _("The meeting began on {day} at {start}: say at what time that was.")
            raise WrongField("minute", words.format(day=held.plan.day.isoformat(), start=clock(began)))
        return now
    if 0 <= minute < began and minute + DAY_MINUTES <= min(now, began + LONGEST_MINUTES):
        minute += DAY_MINUTES
    if minute < began:
        raise WrongField("minute", before_words)
    if minute - began > LONGEST_MINUTES:
        raise WrongField("minute", _("This is more than twelve hours after the meeting began."))
    return _past(minute, now)


def require_open_month(r: Reader, held: Held) -> None:
    """Raises Refused where the month of the sitting is closed: what was held in it stays as it was."""
    if r.month_locked(held.plan.day.isoformat()[:7]):
        raise Refused(_("The month is closed: what was held in it stays."))


def _past(minute: int, now: int) -> int:
    if minute > now:
        raise WrongField("minute", _("This time is still to come: only what has happened is entered."))
    return minute
