"""What the tab of own numbers shows, read on the pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class NumberLine:
    """One number with its words; `number` as the ledger has it."""

    subject: str
    name: str
    no: str
    measure: str
    value: str
    source: str
    where: str
    by: str
    number: Any


@dataclass(frozen=True)
class BankLine:
    """A measure that is compared with the bank's mean, and the figure of the month if somebody entered it."""

    subject: str
    name: str
    value_c: int | None
    note: str
    by: str


@dataclass(frozen=True)
class Shown:
    """One month of own numbers as one person may see it."""

    month: str
    today: date
    may_record: bool
    everybody: bool
    lines: tuple[NumberLine, ...]
    bank: tuple[BankLine, ...]
    files: tuple[Any, ...]
    sheets: tuple[Any, ...]
    week: date
    people: tuple[tuple[str, str], ...] = ()
    measures: tuple[tuple[tuple[str, str], str], ...] = ()  # (source, item) and words, to choose from
    names: Mapping[str, str] = field(default_factory=dict)


def read_numbers(reader: Any, actor: str, month: str, week: date | None) -> Shown:
    """The month's numbers, bank figures and files, and the weekly sheets of the week of `week` (the month's last week
    that has begun, when None)."""
    from supervisor.access import Right, allowed
    from supervisor.appraisal.ledger import bank_figures, rulebook
    from supervisor.appraisal.months import month_days
    from supervisor.appraisal.numbers.ledger import files, standing
    from supervisor.appraisal.numbers.naming import called
    from supervisor.appraisal.numbers.words import ATTENDANCE, CLIENT
    from supervisor.appraisal.weekly.reading import week_sheets
    from supervisor.branch.ledger import people

    first, last = month_days(month)
    everybody = allowed(reader, actor, Right.READ_PEOPLE)
    staff = people(reader, active_only=False)
    who = {one.subject: one for one in staff}
    word, rules = called(reader, month), rulebook(reader, month)
    taken = files(reader)
    names_of_files = {one.subject: one.name for one in taken}
    lines = tuple(
        _line(each, who, names_of_files, word(each.source, each.item))
        for each in standing(reader, first, last)
        if everybody or each.person == actor
    )
    figures = {one.measure: one for one in bank_figures(reader, month)}
    names = {one.subject: one.name for one in staff}
    bank = tuple(
        BankLine(each.code, str(each.name), f.value_c if (f := figures.get(each.code)) else None, f.note if f else "",
                 names.get(f.by, "") if f else "")
        for each in (rules.measures if rules else ()) if each.method == "relative" and each.baseline == "bank"
    )  # fmt: skip
    week = week or min(last, max(first, reader.today))
    known = dict.fromkeys((*(("client", item) for item in CLIENT), *(("attendance", item) for item in ATTENDANCE)))
    known |= dict.fromkeys((each.number.source, each.number.item) for each in lines)
    for each in rules.measures if rules else ():
        if each.source in ("number", "client", "rating") and len(each.items) == 1 and "*" not in each.items[0]:
            known[each.source, each.items[0]] = None
    return Shown(
        month=month, today=reader.today, may_record=allowed(reader, actor, Right.RECORD_MEASURE), everybody=everybody,
        lines=lines, bank=bank, files=tuple(taken) if everybody else (), week=week,
        sheets=week_sheets(reader, actor, week, "" if everybody else actor) if everybody or who.get(actor) else (),
        people=tuple((one.subject, f"{one.name} {one.no}") for one in staff
                     if one.joined <= last and (one.left is None or one.left >= first) and one.subject != actor),
        measures=tuple(sorted(((key, word(*key)) for key in known), key=lambda pair: pair[1])), names=names,
    )  # fmt: skip


def _line(each: Any, who: Mapping[str, Any], files: Mapping[str, str], measure: str) -> NumberLine:
    from supervisor.appraisal.rulebook.choices import CHOICES

    person, by = who.get(each.person), who.get(each.by)
    return NumberLine(
        each.subject, person.name if person else "", person.no if person else "", measure,
        figure_words(each.value_c, each.cases), str(CHOICES["source"][each.source]),
        f"{files[each.file]} · {each.sheet} · {each.row}" if each.file in files else "",
        by.name if by else "", each,
    )  # fmt: skip


def figure_words(value_c: int | None, cases: int) -> str:
    """A figure, or how many times where only these were counted."""
    from supervisor.language import _

    return _("{n} times").format(n=cases) if value_c is None else f"{value_c / 100:g}"
