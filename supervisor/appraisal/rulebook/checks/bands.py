"""Tables of bands and ladders: no gap, no overlap, every border in exactly one of them (10)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from supervisor.appraisal.rulebook.checks.flaw import Flaw, number, one_of
from supervisor.appraisal.rulebook.model import Band, RuleBook
from supervisor.language import _

PAID = ("pay", "grade_pay")
WHOLE = ("rank", "improvement")  # places are whole numbers: 3 and 4 leave no gap


def bands(book: RuleBook) -> Iterable[Flaw]:
    """Borders of bands, table by table and post by post."""
    tables: dict[tuple[str, tuple[str, ...]], list[tuple[int, Band]]] = {}
    uses: dict[str, str] = {}
    for index, band in enumerate(book.bands):
        tables.setdefault((band.table, band.roles), []).append((index, band))
        if uses.setdefault(band.table, band.use) != band.use:
            yield Flaw("bands", index, "use", _("The table {name} has two uses.").format(name=band.table),
                       _("Give each use a table of its own."))  # fmt: skip
        low_c, high_c = band.low_c, band.high_c
        if low_c is not None and high_c is not None and low_c > high_c:
            yield Flaw("bands", index, "high", _("The band ends before it begins."), _("Write from less to more."))
        elif low_c is not None and low_c == high_c and not (band.low_included and band.high_included):
            yield Flaw("bands", index, "high", _("No value lies in this band."), _("Include both borders."))
        if band.most_c is not None and not 0 <= band.most_c <= 10000:
            yield Flaw("bands", index, "most", _("A share lies between 0 and 100 %."), _("Write a number."))
        yield from _used(book, index, band)
    places = {measure.bands for measure in book.measures if measure.method == "place"}
    for rows in tables.values():
        if rows[0][1].use == "grade_pay":
            continue
        rows.sort(key=lambda row: (row[1].low_c is not None, row[1].low_c or 0))
        for (__, lower), (index, upper) in pairwise(rows):
            verdict = _border(lower, upper, upper.use in WHOLE or upper.table in places)
            if verdict:
                yield Flaw("bands", index, "low", *verdict)
        yield from _ends(rows)


def _used(book: RuleBook, index: int, band: Band) -> Iterable[Flaw]:
    """Cells that would say nothing in a band of this use, and names that do not exist."""
    if band.use == "grade" and (band.points_c or band.money_cents):
        field = "points" if band.points_c else "money"
        yield Flaw("bands", index, field, _("A grade itself earns nothing."),
                   _("Write what it is worth in a row with the use 等次绩效 and this label."))  # fmt: skip
    if (band.each_c or band.each_cents) and band.use not in ("measure", "pay"):
        yield Flaw("bands", index, "each" if band.each_c else "each_cents",
                   _("Only figures and pay have a worth for each unit."), _("Leave this cell empty."))  # fmt: skip
    if band.use not in PAID:
        if band.pay_base:
            yield Flaw("bands", index, "pay_base", _("Only pay has a base."), _("Leave this cell empty."))
        return
    codes = [measure.code for measure in book.measures]
    if band.pay_base and band.pay_base not in codes:
        yield Flaw("bands", index, "pay_base", _("There is no measure {code}.").format(code=band.pay_base),
                   one_of(codes))  # fmt: skip
    if not band.pay_base and not band.money_cents:
        yield Flaw("bands", index, "money", _("Nothing says what the coefficient is taken of."),
                   _("Write the amount here, or the code of a measure as its base."))  # fmt: skip
    if band.use == "grade_pay":
        grades = [each.label for each in book.bands if each.use == "grade"]
        if band.label not in grades:
            yield Flaw("bands", index, "label", _("There is no grade {name}.").format(name=band.label), one_of(grades))
        if any(each.label == band.label and each.roles == band.roles for each in book.bands[:index]
               if each.use == "grade_pay"):  # fmt: skip
            yield Flaw("bands", index, "label", _("The grade {name} is paid twice.").format(name=band.label),
                       _("Keep one of the rows."))  # fmt: skip


def _ends(rows: list[tuple[int, Band]]) -> Iterable[Flaw]:
    """A score without a grade: the bands of grades must hold everything from 0 to 100."""
    if rows[0][1].use != "grade":
        return
    for value_c, (index, __), field in ((0, rows[0], "low"), (10000, rows[-1], "high")):
        if not any(band.holds(value_c) for ___, band in rows):
            yield Flaw("bands", index, field, _("A score of {value} has no grade.").format(value=number(value_c)),
                       _("Leave the outer border empty."))  # fmt: skip


def ladders(book: RuleBook) -> Iterable[Flaw]:
    """Steps of ladders: from the first time on, without gap or overlap, and what holds ever after (4)."""
    tables: dict[str, list[int]] = {}
    for index, step in enumerate(book.ladders):
        tables.setdefault(step.table, []).append(index)
        if step.first < 1 or (step.last is not None and step.last < step.first):
            yield Flaw("ladders", index, "first", _("The step ends before it begins."),
                       _("Count from 1, from less to more."))  # fmt: skip
    for name, indexes in tables.items():
        steps = sorted(indexes, key=lambda at: book.ladders[at].first)
        due = 1
        for at in steps:
            step = book.ladders[at]
            if step.first != due:
                said = _("The ladder {name} leaves out time {nth}.") if step.first > due else _(
                    "The ladder {name} says twice what time {nth} costs.")  # fmt: skip
                yield Flaw("ladders", at, "first", said.format(name=name, nth=min(due, step.first)),
                           _("Write {cure} here.").format(cure=due))  # fmt: skip
            if step.last is None:
                due = 0
                break
            due = step.last + 1
        if due:
            yield Flaw("ladders", steps[-1], "last",
                       _("The ladder {name} does not say what time {nth} costs.").format(name=name, nth=due),
                       _("Leave the last cell of the last step empty."))  # fmt: skip


def _border(lower: Band, upper: Band, whole: bool) -> tuple[str, str] | None:
    """What is wrong where one band ends and the next begins, with its cure; ranks are whole numbers."""
    end, start = lower.high_c, upper.low_c
    name = f"{upper.table} {upper.label}".strip()
    if end is None or start is None or end > start:
        return (_("The bands of {name} overlap.").format(name=name), _("Begin where the band before it ends."))
    if end == start:
        if lower.high_included and upper.low_included:
            return (
                _("The value {value} lies in two bands of {name}.").format(value=f"{end / 100:g}", name=name),
                _("Include the border in one of them only."),
            )
        if lower.high_included or upper.low_included:
            return None
    elif whole and start - end <= 100 and lower.high_included and upper.low_included:
        return None
    return (
        _("Between {low} and {high} no band of {name} applies.")
        .format(low=f"{end / 100:g}", high=f"{start / 100:g}", name=name),
        _("Close the gap, or include the border in one of the two bands."),
    )  # fmt: skip
