"""Small pieces of sentences about rules: words, numbers, money, borders, periods."""

from __future__ import annotations

from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.model import Band
from supervisor.appraisal.rulebook.periods import run_days, run_months
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
    """Points as they are given and taken; "" for none."""
    if not points_c:
        return ""
    said = _("minus {points} points") if points_c < 0 else _("plus {points} points")
    return said.format(points=number(abs(points_c)))


def money(cents: int) -> str:
    """Money as it is paid and fined; "" for none."""
    if not cents:
        return ""
    return (_("fine of ¥{money}") if cents < 0 else _("award of ¥{money}")).format(money=f"{abs(cents) / 100:g}")


def amount(cents: int) -> str:
    """An amount of money."""
    return _("¥{money}").format(money=f"{abs(cents) / 100:g}")


def times(factor_c: int) -> str:
    """A multiplier: 12000 is 1.2."""
    return f"{factor_c / 10000:g}"


def bounds(band: Band, unit: str = "") -> str:
    """The borders of a band as they count: from 80 to under 90."""
    low = high = ""
    if band.low_c is not None and band.low_c == band.high_c:
        return f"{number(band.low_c)}{unit}"
    if band.low_c is not None:
        low = (_("from {value}") if band.low_included else _("above {value}")).format(
            value=f"{number(band.low_c)}{unit}"
        )
    if band.high_c is not None:
        high = (_("up to {value}") if band.high_included else _("under {value}")).format(
            value=f"{number(band.high_c)}{unit}"
        )
    return joined(low, high)


def within(period: str) -> str:
    """Over which time something is counted, as it stands before the count."""
    days, months = run_days(period), run_months(period)
    if months:
        return _("in {count} months running").format(count=months)
    if days:
        return _("within {count} days").format(count=days)
    return {
        "check": _("in one inspection"), "week": _("in a week"), "month": _("in the month"),
        "quarter": _("in the quarter"), "half": _("in the half-year"), "year": _("in the year"),
    }.get(period, period)  # fmt: skip


def period_said(period: str) -> str:
    """A period in words."""
    days, months = run_days(period), run_months(period)
    if months:
        return _("{count} months").format(count=months)
    return _("{count} days").format(count=days) if days else word("period", period)


def roles_said(roles: tuple[str, ...]) -> str:
    """For which posts; "" for all."""
    return _("for {roles}").format(roles="、".join(roles)) if roles else ""


def clock(minute: int) -> str:
    """A time of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
