"""Figures of complaints from the command line: a span of days in numbers, a month's workbook for head office."""

from __future__ import annotations

from datetime import date
from typing import Any

from cyclopts import App

from supervisor.cli.context import Output, day_of, emit, month_of, names, opened, reading, refuse_existing, say, table
from supervisor.cli.workbook_password import asked_for
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add to `supervisor complaints`."""

    @group.command
    def figures(
        *, first: str | None = None, last: str | None = None, month: str | None = None, json: bool = False
    ) -> int:
        """Complaints of a month (this one unless named) or of a span of days in figures: by kind, times, clocks, hours
        against customers, causes by Pareto, twelve months. Only cases that you may read are counted."""
        from supervisor.complaints.figures.reading import figures_of

        with reading() as (app, r):
            begin, end = _span(r.today, first, last, month)
            found = figures_of(r, begin, end, app.actor)
            words, who = _words(r), names(r)
        if json:
            emit("complaints.figures", 1, _document(found))
            return 0
        say(f"{found.first} – {found.last}")
        table((_("Figure"), _("Value")), _in_short(found))
        table(
            (_("Counted by"), _("Category"), _("Number of complaints"), _("Share of all")),
            [
                (title, "  " * one.depth + words[axis].get(one.code, one.code or _("not stated")), one.whole,
                 _share(one.share))
                for axis, title in _axes().items()
                for one in found.by[axis]
            ],
        )  # fmt: skip
        table(
            (_("Person concerned"), _("Number of complaints"), _("Judged"), _("At fault"), _("Praise")),
            [(who.get(p.person, p.person), p.cases, p.judged, p.at_fault, p.praise) for p in found.persons],
        )
        _pareto(found, words["cause"])
        _hours_of_day(found)
        _months(found)
        return 0

    @group.command
    def export(
        *,
        output: Output,
        first: str | None = None,
        last: str | None = None,
        month: str | None = None,
        channel: str = "",
        state: str = "",
        unmask: bool = False,
        reason: str = "",
        force: bool = False,
        ask_password: bool = False,
    ) -> int:
        """The register of a month (this one unless named) or of a span of days as a workbook, masked. With --unmask and
        a --reason, which is logged for each case, the customers' words as they were said."""
        from reports.complaint_register import checked_reason, complaint_register

        if output.suffix.lower() != ".xlsx":
            raise BadInput(_("{file}: name it with .xlsx.").format(file=output))
        refuse_existing(output, force)
        why = checked_reason(unmask, reason)
        with asked_for(ask_password), opened() as app:
            with app.read() as r:
                begin, end = _span(r.today, first, last, month)
            many = complaint_register(
                app.book, begin, end, output, actor=app.actor, reason=why, channel=channel, state=state
            )
        say(_("{path}: {n} complaints").format(path=output, n=many))
        return 0


def _pareto(found: Any, words: dict[str, str]) -> None:
    """Causes by size, those of the first 80 % marked."""
    say("")
    say(_("Causes by Pareto, those of the first level with all under them"))
    table(
        (_("Cause"), _("Number of complaints"), _("Share of all"), _("Together"), _("Within the first 80 %")),
        [
            (words.get(one.code, one.code or _("not stated")), one.cases, _share(one.share), _share(one.cumulative),
             _("yes") if one.vital else "")
            for one in found.causes
        ],
    )  # fmt: skip


def _hours_of_day(found: Any) -> None:
    """Hours of the day against customers: few cases are a matter of chance, so the interval stands with them."""
    say("")
    say(_("Hours and customers"))
    table(
        (_("Hour"), _("Cases, days with tickets"), _("Customers"), _("Cases per 1,000 customers"), _("95 % from"),
         _("95 % to"), _("Cases, all days")),
        [(f"{one.hour:02d}:00", one.cases, one.customers, *map(_rate, (one.per_1000, one.low, one.high)), one.all_cases)
         for one in found.by_hour],
    )  # fmt: skip
    note = _("Days with tickets: {days}. Of few cases chance decides: read the interval. Hour not known: {n} cases.")
    say(note.format(days=found.days_with_tickets, n=found.hour_unknown))


def _months(found: Any) -> None:
    """The twelve months up to this one."""
    say("")
    say(_("Twelve months"))
    table(
        (_("Month"), _("Number of complaints"), _("Praise"), _("Answered in time"), _("Share at fault"),
         _("Settled on the spot"), _("Repeated"), _("Median hours to the answer")),
        [(one.month, one.cases, one.praise, *map(_of, (one.in_time, one.at_fault, one.on_the_spot, one.repeat)),
          "–" if one.answer.median_hours is None else f"{one.answer.median_hours:.1f}")
         for one in found.months],
    )  # fmt: skip


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def register_report(group: App) -> None:
    """Add to `supervisor report`."""

    @group.command
    def complaints(month: str, *, output: Output, force: bool = False, ask_password: bool = False) -> int:
        """A month's statistics of complaints as a workbook for head office, without a customer's name or words."""
        from reports import complaints_workbook

        if output.suffix.lower() != ".xlsx":
            raise BadInput(_("{file}: name it with .xlsx.").format(file=output))
        refuse_existing(output, force)
        with asked_for(ask_password), opened() as app:
            complaints_workbook(app.book, month_of(month), output, actor=app.actor)
        say(str(output))
        return 0


def _span(today: date, first: str | None, last: str | None, month: str | None) -> tuple[date, date]:
    from supervisor.overview.monthly import month_span

    if month is not None and (first or last):
        raise BadInput(_("Name a month or days, not both."))
    if month is not None or (first is None and last is None):
        begin, end = month_span(month_of(month) if month is not None else today.isoformat()[:7])
        return begin, max(begin, min(end, today))
    end = day_of(last, today)
    begin = day_of(first, end.replace(day=1))
    if begin > end:
        raise BadInput(_("The first day comes after the last."))
    return begin, end


def _document(found: Any) -> dict[str, Any]:
    from msgspec.structs import asdict

    left_out = ("cases", "earlier", "own", "ticket_days")
    kept = {name: value for name, value in asdict(found).items() if name not in left_out}
    return kept | {"days_with_tickets": found.days_with_tickets}


def _axes() -> dict[str, str]:
    return {
        "channel": _("Channel"), "class": _("Kind of business"), "cause": _("Cause"), "root": _("Root cause"),
        "zone": _("Zone"), "state": _("State"),
    }  # fmt: skip


def _words(r: Any) -> dict[str, dict[str, str]]:
    from supervisor.branch.ledger import names as named
    from supervisor.complaints.ledger import tree
    from supervisor.complaints.words import CHANNELS, STATES

    trees = {name: {node.code: str(node.name) for node in tree(r, name)} for name in ("class", "cause", "root")}
    return trees | {
        "channel": {code: str(word) for code, word in CHANNELS.items()},
        "state": {code: str(word) for code, word in STATES.items()},
        "zone": {zone.code: str(zone.name) for zone in named(r, "zone")},
    }


def _in_short(found: Any) -> list[tuple[str, Any]]:
    from supervisor.complaints.words import CLOCKS

    return [
        (_("Complaints"), found.count),
        (_("Answered in time, of those answered or past a limit"), _of(found.in_time)),
        (_("Neither answered nor past a limit"), found.count - found.in_time.of),
        (_("Share at fault"), _of(found.at_fault)),
        (_("Settled on the spot"), _of(found.on_the_spot)),
        (_("Repeated"), _of(found.repeat)),
        (_("First feedback after"), _hours(found.feedback)),
        (_("Answer after"), _hours(found.answer)),
        (_("Answer after, without pauses"), _hours(found.answer_own)),
        *((_("Clock: {clock}").format(clock=CLOCKS.get(one.kind, one.kind)), _of(one.kept)) for one in found.clocks),
        (_("Withdrawn complaints"), found.withdrawn),
        (_("Reopened for a review"), found.reopened),
        (_("Reported to head office"), found.escalated),
        (_("Group complaints"), found.groups),
        (_("People in group complaints"), found.people_in_groups),
        (_("Promises kept in time"), _of(found.promises.kept)),
        (_("Praise"), found.praise),
    ]


def _of(share: Any) -> str:
    return "–" if share.value is None else f"{share.value:.1%} ({share.hits}/{share.of})"


def _share(value: float) -> str:
    return f"{value:.1%}"


def _hours(spread: Any) -> str:
    if spread.median_hours is None:
        return "–"
    return _("{median} h in the median, 90 % within {p90} h ({n})").format(
        median=f"{spread.median_hours:.1f}", p90=f"{spread.p90_hours:.1f}", n=spread.cases
    )
