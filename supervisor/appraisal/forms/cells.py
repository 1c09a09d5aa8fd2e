"""How a cell is read: numbers as people write them, words in either language, days, times, lists, yes and no.

Cells hold what a manager writes (points 2, money 50 yuan, weight 40 %); the kernel's hundredths and cents are made
here. Each reader raises `Unreadable` with the problem and the cure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from supervisor.language import Words, _

MOST = 10**13  # hundredths: more than this is no figure of a bank branch, but a slip of the keys


class Unreadable(ValueError):
    """A cell that says nothing the form knows; carries the problem and the cure."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.cure = cure


def text(cell: Any) -> str:
    """A cell as text: whole numbers without a decimal point, no spaces around."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def plain(cell: Any) -> str:
    """A cell as text in the letters of a machine: full-width digits and signs as half-width ones, any minus as "-"."""
    return unicodedata.normalize("NFKC", text(cell)).replace("−", "-").replace("–", "-").strip()


def names(cell: Any) -> tuple[str, ...]:
    """A list of posts in one cell, which people also part by a stroke."""
    return parts(text(cell).replace("/", ",").replace("／", ","))


def parts(cell: Any) -> tuple[str, ...]:
    """A list in one cell, however it is separated."""
    written = text(cell)
    for mark in "，、;；\n":
        written = written.replace(mark, ",")
    return tuple(part.strip() for part in written.split(",") if part.strip())


def choice(words: Mapping[str, Words]) -> Callable[[Any], str]:
    """A reader of one of these words, in either language, whatever its case."""

    def read(cell: Any) -> str:
        written = text(cell)
        said = plain(cell).casefold()
        for word, names in words.items():
            if said in (word, names.en.casefold()) or "".join(said.split()) == names.zh:
                return word
        raise Unreadable(
            _("{text} is not known here.").format(text=repr(written)),
            _("One of: {choices}.").format(choices="、".join(names.zh for names in words.values())),
        )

    return read


def choices(words: Mapping[str, Words]) -> Callable[[Any], tuple[str, ...]]:
    """A reader of several such words."""
    one = choice(words)
    return lambda cell: tuple(one(part) for part in names(cell))


def number_or(words: Mapping[str, Words]) -> Callable[[Any], str]:
    """A reader of one of these words or of a whole number, as text; an empty cell stays empty."""

    def read(cell: Any) -> str:
        written = plain(cell)
        return written if (written.isdigit() and written.isascii()) or not written else choice(words)(written)

    return read


def run_or(words: Mapping[str, Words]) -> Callable[[Any], str]:
    """A reader of one of these periods or of a run of days or months: 30天, 3个月, 30 days."""

    def read(cell: Any) -> str:
        written = plain(cell).replace("日", "天")
        for ends, run in ((("天", "days"), "days"), (("个月", "months"), "months")):
            number = written.removesuffix(ends[0]).removesuffix(ends[1]).strip()
            if number.isascii() and number.isdigit() and number != written:
                return f"{int(number)} {run}"
        return choice(words)(cell)

    return read


def hundredths(cell: Any) -> int:
    """Points, percents and money with at most two decimals, as whole hundredths."""
    try:
        value = Decimal(_figure(plain(cell))) * 100
    except InvalidOperation:
        raise Unreadable(_("{text} is not a number.").format(text=repr(text(cell))), _("Write a number.")) from None
    if not value.is_finite() or value != int(value):
        raise Unreadable(_("{text} has more than two decimals.").format(text=text(cell)), _("Write at most two."))
    if abs(value) > MOST:
        raise Unreadable(_("{text} is too large.").format(text=text(cell)), _("Write a number."))
    return int(value)


def _figure(written: str) -> str:
    """The number in what people write of it: -2分, 扣2分, 罚款50元, ¥1,000, 40 %."""
    less = next((word for word in ("罚款", "扣", "减", "罚") if written.startswith(word)), "")
    more = next((word for word in ("奖励", "加", "奖") if written.startswith(word)), "")
    bare = written.removeprefix(less).removeprefix(more).strip().lstrip("¥").removesuffix("元").removesuffix("分")
    bare = bare.rstrip("%").replace(",", "").strip()
    return f"-{bare}" if less and bare[:1].isdigit() else bare


def percent(cell: Any) -> int:
    """A percentage as `hundredths`; a number below one is what Excel keeps of a cell that shows 40 %."""
    try:
        value = Decimal(plain(cell))
    except InvalidOperation:
        return hundredths(cell)
    return hundredths(value * 100 if 0 < abs(value) < 1 else cell)


def multiplier(cell: Any) -> int:
    """A multiplier as hundredths of a percent: 1.2 is 12000; 120 % says the same. Raises Unreadable beyond ten times,
    which nobody means who writes 50."""
    written = plain(cell)
    try:
        value = Decimal(written.rstrip("% ")) / (100 if written.endswith("%") else 1) * 10000
    except InvalidOperation:
        raise Unreadable(_("{text} is not a number.").format(text=repr(text(cell))), _("Write a number.")) from None
    if not value.is_finite() or value < 0 or value > 100000:
        raise Unreadable(_("{text} is no multiplier.").format(text=text(cell)), _("Write it as 0.5 or as 50%."))
    if value != int(value):
        raise Unreadable(_("{text} has more than four decimals.").format(text=text(cell)), _("Write at most four."))
    return int(value)


def whole(cell: Any) -> int:
    """A whole number, zero or more."""
    value = hundredths(cell)
    if value % 100 or value < 0:
        raise Unreadable(_("{text} is not a whole number.").format(text=text(cell)), _("Write 0, 1, 2 …"))
    return value // 100


def minute_of_day(cell: Any) -> int:
    """A time of day, 09:30 or a cell that Excel shows as a time, in minutes after midnight; 24:00 is the end."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    hours, colon, minutes = plain(cell).partition(":")
    minutes = minutes.partition(":")[0]
    if colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60:
        found = int(hours) * 60 + int(minutes)
        if found <= 1440:
            return found
    raise Unreadable(_("{text} is not a time of day.").format(text=repr(text(cell))), _("Write it as 09:30."))


def day(cell: Any) -> date:
    """A day, 2026-11-05, or a cell that Excel shows as a date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = plain(cell).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    if (serial := _serial(written)) is not None:
        return serial
    try:
        year, number, of_month = (int(part) for part in written.split("-"))
        return date(year, number, of_month)
    except ValueError:
        raise Unreadable(
            _("{text} is not a day.").format(text=repr(text(cell))), _("Write it as 2026-11-05.")
        ) from None


def _serial(written: str) -> date | None:
    """A day as Excel counts it in a cell that lost its look of a date: 46327 is 2026-11-01."""
    if len(written) == 5 and written.isdigit() and 36526 <= int(written) <= 73050:  # of this century
        return date(1899, 12, 30) + timedelta(days=int(written))
    return None


def month(cell: Any) -> str:
    """A month, 2026-11; a date stands for its month."""
    if isinstance(cell, (datetime, date)):
        return f"{cell.year:04d}-{cell.month:02d}"
    written = plain(cell).replace("年", "-").replace("月", "-").replace("/", "-").replace(".", "-")
    if (serial := _serial(written)) is not None:
        return f"{serial.year:04d}-{serial.month:02d}"
    if len(written) == 6 and written.isdigit():
        written = f"{written[:4]}-{written[4:]}"
    year, dash, number = written.partition("-")
    number = number.partition("-")[0]
    if dash and len(year) == 4 and year.isdigit() and number.isdigit() and 1 <= int(number) <= 12:
        return f"{year}-{int(number):02d}"
    raise Unreadable(
        _("{text} is not a month. Write it as 2026-11.").format(text=repr(text(cell))), _("Write it as 2026-11.")
    )


def yes(cell: Any) -> bool:
    """是/否, yes/no, 1/0, true/false in any case."""
    written = text(cell).casefold()
    if written in ("是", "yes", "y", "true", "1", "含", "√", "✓", "✔"):
        return True
    if written in ("否", "no", "n", "false", "0", "不含", "×"):
        return False
    raise Unreadable(_("{text} is neither yes nor no.").format(text=repr(text(cell))), _("Write 是 or 否."))
