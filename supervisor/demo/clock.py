"""The made-up present of a sample book."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta


class SampleClock:
    """The made-up present: never runs backwards."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The made-up instant; every look takes a second."""
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, day: date, minute: float) -> None:
        """Set it to a minute of a day, unless that is past already."""
        wanted = datetime.combine(day, time(0), self._now.tzinfo) + timedelta(minutes=minute)
        self._now = max(self._now, wanted)
