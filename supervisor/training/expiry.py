"""When a certificate runs out: whole months from the day it was granted, never past the end of the month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def last_valid_day(granted: date, valid_months: int) -> date | None:
    """The last day on which a certificate holds; None when it holds for ever (`valid_months` 0).

    Granted on 31 August for six months it holds up to the last day of February: the day before the same day
    of the month, or the month's last day where that day does not exist.
    """
    if valid_months <= 0:
        return None
    months = granted.year * 12 + granted.month - 1 + valid_months
    year, month = divmod(months, 12)
    month += 1
    days = monthrange(year, month)[1]
    return date(year, month, days) if granted.day > days else date(year, month, granted.day) - timedelta(days=1)
