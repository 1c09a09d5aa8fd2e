"""Small pieces of sentences about rules: words, numbers, money, borders, periods."""

from __future__ import annotations

from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.model import Band
from supervisor.appraisal.rulebook.periods import run_days
from supervisor.language import _


def word(kind: str, code: str) -> str:
    """A code in the language in force."""
    return str(CHOICES[kind].get(code, code))


def joined(*parts: str) -> str:
    """Parts of a sentence, without the empty ones."""
    return _(", ").join(filter(None, parts))


def number(hundredths: int) -> str:
    """Hundredths as a person writes them."""
    return f"{hundredths / 100:g}".replace("-", "−")


def signed(hundredths: int) -> str:
    """The same with its sign."""
    return f"{hundredths / 100:+g}".replace("-", "−")


def points(points_c: int) -> str:
    """Points with their sign; "" for none."""
    return _("{points} points").format(points=signed(points_c)) if points_c else ""


def money(cents: int) -> str:
    """Money with its sign; "" for none."""
    return f"{'−' if cents < 0 else '+'}¥{abs(cents) / 100:g}" if cents else ""


def bounds(band: Band) -> str:
    """The borders of a band as they count: ≥ 80 < 90."""
    low = "" if band.low_c is None else f"{'≥' if band.low_included else '>'} {number(band.low_c)}"
    high = "" if band.high_c is None else f"{'≤' if band.high_included else '<'} {number(band.high_c)}"
    return " ".join(filter(None, (low, high)))


def period_said(period: str) -> str:
    """A period in words."""
    days = run_days(period)
    return _("{count} days").format(count=days) if days else word("period", period)


def roles_said(roles: tuple[str, ...]) -> str:
    """For which posts; "" for all."""
    return _("for {roles}").format(roles="、".join(roles)) if roles else ""


def clock(minute: int) -> str:
    """A time of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
