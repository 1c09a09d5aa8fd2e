"""Each view as lines (for the table), as a picture, and as words: one line for each bar or field, in the same order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.screens.complaints.figures_reading import TIMES, Shown
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import number, share
from supervisor.language import _


@dataclass(frozen=True)
class Line:
    """A bar or field: which cases stand behind it, its name, how many, and what else its table shows."""

    axis: str
    key: str
    name: str
    cases: int
    it: Any
    words: str
    depth: int = 0

    @property
    def subject(self) -> str:
        """What tells one line from another."""
        return f"{self.axis} {self.key}"


def lines_of(shown: Shown, view: str, kind: str, level: str = "") -> list[Line]:
    """The lines of a view; the causes under `level` where one of the first level is opened."""
    f = shown.figures
    if view == "causes":
        return _causes(shown, level)
    if view == "hours":
        return [Line("hour", f"{one.weekday} {one.hour}", hour_name(one), one.all_cases, one, hour_words(one))
                for one in f.hours]  # fmt: skip
    if view == "months":
        return [Line("month", one.month, one.month, one.cases, one, month_words(one)) for one in f.months]
    if view == "times":
        return _times(shown)
    return [
        Line(kind, one.code, name, one.whole, one,
             _("{name}: {n} cases, {share} of all").format(name=name, n=one.whole, share=share(one.share)), one.depth)
        for one in f.by[kind] if (name := shown.word(kind, one.code)) and (one.code or kind != "person")
    ]  # fmt: skip


def _causes(shown: Shown, level: str) -> list[Line]:
    from supervisor.complaints.figures.counting import pareto

    f, found = shown.figures, []
    bars = pareto((c.cause_code for c in f.cases), shown.parents["cause"], level) if level else f.causes
    for bar in bars:
        own = bar.code == level and bool(level)
        name = _("{cause}, nothing closer") if own else "{cause}"
        name = name.format(cause=shown.word("cause", bar.code))
        words = _("{name}: {n} cases, {share} of all, {together} with those before").format(
            name=name, n=bar.cases, share=share(bar.share), together=share(bar.cumulative)
        )
        found.append(Line("cause_itself" if own else "cause", bar.code, name, bar.cases, bar, words))
    return found


def levels_of(shown: Shown) -> list[tuple[str, str]]:
    """The first level of causes, and each cause that can be opened: some of its cases have a closer one."""
    opened = [one.code for one in shown.figures.by["cause"] if one.code and one.whole > one.cases]
    under = ((code, _("under {cause}").format(cause=shown.word("cause", code))) for code in opened)
    return [("", _("first level")), *under]


def in_short(f: Any) -> str:
    """The period in one line, each figure with that of the period before."""
    was = f.before

    def said(name: str, now: str, before: str) -> str:
        return f"{name} {now}" + ("" if was is None else " " + _("(before {n})").format(n=before))

    def part(name: str, key: str) -> str:
        now = getattr(f, key)
        counted = f" ({now.hits}/{now.of})" if now.of and now.of != f.count else ""  # of which, where not of all
        return said(name, _of(now) + counted, _of(getattr(was, key)) if was else "")

    return " · ".join([
        said(_("Complaints"), f"{f.count:,}", f"{was.cases:,}" if was else ""),
        part(_("Answered in time"), "in_time"), part(_("Share at fault"), "at_fault"),
        part(_("Settled on the spot"), "on_the_spot"), part(_("Repeated"), "repeat"),
        said(_("Praise"), f"{f.praise:,}", f"{was.praise:,}" if was else ""),
        *([] if was else [_("nothing on record before")]),
    ])  # fmt: skip


def _of(it: Any) -> str:
    return "–" if it.value is None else share(it.value)


def _times(shown: Shown) -> list[Line]:
    hours = [case.answer_hours for case in shown.figures.cases]
    known = [one for one in hours if one is not None]
    found, low = [], -1.0
    for place, high in enumerate((*TIMES, float("inf"))):
        count = sum(low < one <= high for one in known)
        name = time_name(place)
        words = _("{name}: {n} cases").format(name=name, n=count)
        found.append(Line("answer", f"{low} {high}", name, count, count / len(known) if known else None, words))
        low = high
    none = len(hours) - len(known)
    words = _("{n} cases have no answer yet, or were withdrawn before").format(n=none)
    return [*found, Line("answer", "none", _("no answer"), none, None, words)]


def time_name(place: int) -> str:
    """The name of a bar of times."""
    return (
        _("≤ 30 min"), _("≤ 2 h"), _("≤ 1 day"), _("≤ 3 days"), _("≤ 15 days"), _("≤ 30 days"), _("> 30 days")
    )[place]  # fmt: skip


def hour_name(one: Any) -> str:
    """Monday 10:00."""
    from supervisor.traffic.sight.words import weekday_words

    return f"{weekday_words(one.weekday)} {one.hour:02d}:00"


def hour_words(one: Any) -> str:
    """A field in one sentence, with its interval: of few cases chance decides."""
    if one.per_1000 is None:
        return _("{when}: {n} cases, no tickets of these days").format(when=hour_name(one), n=one.all_cases)
    text = _("{when}: {n} cases to {customers} customers, {rate} per 1,000 (95 %: {low} – {high})").format(
        when=hour_name(one), n=one.cases, customers=f"{one.customers:,}", rate=number(one.per_1000),
        low=number(one.low), high=number(one.high),
    )  # fmt: skip
    return text if one.all_cases == one.cases else text + " · " + _("{n} more on days without tickets").format(
        n=one.all_cases - one.cases
    )  # fmt: skip


def month_words(one: Any) -> str:
    """A month in one sentence."""
    parts = [_("{month}: {n} cases, {praise} times praise").format(month=one.month, n=one.cases, praise=one.praise)]
    if one.in_time.value is not None:
        parts.append(_("answered in time {share}").format(share=share(one.in_time.value)))
    if one.answer.median_hours is not None:
        parts.append(_("answered after {hours} h in the median").format(hours=number(one.answer.median_hours)))
    return " · ".join(parts)


def table_of(theme: Theme, view: str) -> DataTable:
    """The table behind the picture of a view."""
    count: Column[Line] = Column(
        "cases", _("Number of complaints"), lambda x: f"{x.cases:,}", lambda x: x.cases, True, width=150
    )

    def figure(name: str, title: str, value: Callable[[Line], float | None], *, digits: int = -1) -> Column[Line]:
        def text(line: Line) -> str:
            found = value(line)
            return "–" if found is None else share(found, 1) if digits < 0 else number(found, digits)

        return Column(name, title, text, lambda line: -1.0 if (v := value(line)) is None else v, True, width=168)

    name: Column[Line] = Column("name", _("What"), lambda x: "\u3000" * x.depth + x.name, width=-1, strong=True)
    when: Column[Line] = Column("name", _("When"), lambda x: x.name, _order, width=-1, strong=True)
    columns: dict[str, list[Column[Line]]] = {
        "causes": [name, count, figure("share", _("Share of all"), lambda x: x.it.share),
                   figure("together", _("Together"), lambda x: x.it.cumulative)],
        "hours": [when, count,
                  figure("known", _("Cases, days with tickets"), lambda x: x.it.cases, digits=0),
                  figure("customers", _("Customers"), lambda x: x.it.customers, digits=0),
                  figure("rate", _("Cases per 1,000 customers"), lambda x: x.it.per_1000, digits=1),
                  figure("low", _("95 % from"), lambda x: x.it.low, digits=1),
                  figure("high", _("95 % to"), lambda x: x.it.high, digits=1)],
        "times": [when, count, figure("share", _("Share of all"), lambda x: x.it)],
        "months": [when, count, figure("praise", _("Praise"), lambda x: x.it.praise, digits=0),
                   figure("in_time", _("Answered in time"), lambda x: x.it.in_time.value),
                   figure("fault", _("Bank at fault"), lambda x: x.it.at_fault.value),
                   figure("median", _("Median hours to the answer"), lambda x: x.it.answer.median_hours, digits=1)],
        "kinds": [name, count, figure("share", _("Share of all"), lambda x: x.it.share)],
    }  # fmt: skip
    return DataTable(
        theme, columns[view], name=view_titles()[view], empty=EmptyState(_("No complaint in this period."))
    )


def _order(line: Line) -> Any:
    return f"{line.it.weekday} {line.it.hour:02d}" if line.axis == "hour" else line.key


def view_titles() -> dict[str, str]:
    """The words of the views."""
    return {
        "causes": _("Main causes"), "hours": _("Hours and customers"), "times": _("Time to the answer"),
        "months": _("Twelve months"), "kinds": _("By kind"),
    }  # fmt: skip


def kind_titles() -> dict[str, str]:
    """By what cases can be counted."""
    return {
        "channel": _("Channel"), "class": _("Kind of business"), "cause": _("Cause"), "root": _("Root cause"),
        "zone": _("Zone"), "person": _("Person concerned"), "state": _("State"),
    }  # fmt: skip


def legend_of(shown: Shown, view: str, kind: str, level: str = "") -> str:
    """How the picture is to be read."""
    f = shown.figures
    if view == "causes":
        which = _("causes of the first level, with all under them")
        if level:
            which = _("causes under {cause}").format(cause=shown.word("cause", level))
        return f"{which} · " + _("bars: number of complaints · ◆ together · dashed: 80 %")
    if view == "hours":
        if not f.days_with_tickets:
            return _("No tickets of these days: the number of cases only.")
        return _(
            "figure: cases · deeper: more to 1,000 customers · {days} days with tickets · hour not known: {n}"
        ).format(days=f.days_with_tickets, n=f.hour_unknown)
    if view == "times":
        if f.answer.median_hours is None:
            return _("Nothing was answered yet.")
        return _("median {median} h, 90 % within {p90} h · without pauses {own} h").format(
            median=number(f.answer.median_hours), p90=number(f.answer.p90_hours), own=number(f.answer_own.median_hours)
        )
    if view == "months":
        return _("bars: complaints · ◆ praise")
    return _("Counts only: nobody is ranked by a share of few cases.") if kind == "person" else kind_titles()[kind]


def period_titles() -> tuple[str, ...]:
    """The words of the periods, in their order."""
    return (
        _("this month"), _("last month"), _("this quarter"), _("last quarter"), _("this year"), _("last year"),
        _("own days…"),
    )  # fmt: skip
