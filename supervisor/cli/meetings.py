"""Meetings: ask for one, plan a week where customers pay least for it, see the calendar, hand it on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli.context import (
    OptionalOutput,
    Output,
    day_of,
    emit,
    minute_text,
    names,
    one_of,
    opened,
    person_of,
    reading,
    refuse_existing,
    say,
    table,
)  # fmt: skip
from supervisor.errors import BadInput
from supervisor.language import _


def minute_of(text: str | None) -> int | None:
    """10:30 as minutes after midnight. Raises BadInput."""
    if not text:
        return None
    hours, mark, minutes = text.partition(":")
    if not (mark and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise BadInput(_("{text} is no time; write it as 10:30.").format(text=text))
    return int(hours) * 60 + int(minutes)


def show(answers: Any, who: Mapping[str, str]) -> None:
    """Where each meeting was placed, its price with range, the runner-up, and what blocks the wished time."""
    from supervisor.meetings.words import block_text

    for answer in answers:
        say(answer.title)
        for s in answer.sittings:
            peak = _("; at a peak, nothing else was free") if s.at_peak else ""
            say("  " + _(
                "{day} {start}-{end}, {count} people, +{price:.0f} customer-minutes ({low:.0f}-{high:.0f}){peak}"
            ).format(
                day=s.day, start=minute_text(s.start_minute), end=minute_text(s.end_minute), count=len(s.people),
                price=s.price_minutes, low=s.low_minutes, high=s.high_minutes, peak=peak,
            ))  # fmt: skip
        if answer.saved_minutes:
            say("  " + _("Two batches save {minutes:.0f} customer-minutes.").format(minutes=answer.saved_minutes))
        for other in answer.alternatives[:3]:
            say("  " + _("else {day} {start}: +{price:.0f}").format(
                day=other.day, start=minute_text(other.start_minute), price=other.price_minutes
            ))  # fmt: skip
        wished = answer.wished
        if wished is not None:
            reasons = "；".join(block_text(b, who) for b in wished.blocks[:3]) or _("only dearer")
            say("  " + _("wished {day} {start}: +{price:.0f}, {reasons}").format(
                day=wished.day, start=minute_text(wished.start_minute), price=wished.price_minutes, reasons=reasons
            ))  # fmt: skip
        for block in () if answer.sittings else answer.blocks:
            say("  " + block_text(block, who))


def _unplaced(r: Any, subject: str) -> None:
    """Say that a request is kept without a place, and the commands that help; the reasons stand above."""
    from supervisor.meetings.ledger import meeting, sittings_of

    kept = meeting(r, subject)
    if kept is None or any(held.state != "cancelled" for held in sittings_of(r, subject)):
        return
    say(_("{number} is kept but not placed: no start fits from {first} to {last}.").format(
        number=kept.number, first=kept.wish.first_day, last=kept.wish.last_day
    ))  # fmt: skip
    say("  " + _("Other days: meetings request … --first DAY --last DAY, and take this one back:"))
    say("  " + _("meetings cancel {number} --reason …").format(number=kept.number))


def _first_open(r: Any, minutes: int, after_hours: bool) -> date:
    """The first day with time left: today until the doors close, else the next day they open.

    A meeting of `minutes` that belongs after closing has until the latest end a request has by itself.
    """
    from supervisor.branch.ledger import opening
    from supervisor.meetings.requests import LATEST_MINUTE

    now = r.now.astimezone(r.zone)
    minute, today = now.hour * 60 + now.minute, opening(r, r.today)
    if today is not None and minute < (LATEST_MINUTE - minutes if after_hours else today.close_minute):
        return r.today
    ahead = (r.today + timedelta(days=n) for n in range(1, 31))
    return next((day for day in ahead if opening(r, day) is not None), r.today)


def _week(text: str | None, today: date) -> date:
    day = day_of(text, today)
    return day - timedelta(days=day.weekday())


def register(app: App) -> None:
    """Add the commands of `supervisor meetings`."""
    group = App(name="meetings", help="requests, plan, calendar")
    app.command(group)
    _asking(group)
    _calendar(group)


def _asking(group: App) -> None:
    @group.command
    def request(
        title: str, *, kind: str = "ad_hoc", minutes: int | None = None, people: str = "", role: str = "",
        skill: str = "", first: str | None = None, last: str | None = None, wish: str | None = None,
        each_day: bool = False, may_split: bool = False, outside: bool = False, place: bool = True,
    ) -> int:  # fmt: skip
        """Ask for a meeting and place it at its cheapest start, if one plans meetings.

        `--people` staff numbers parted by commas (empty: everybody, or by `--role` or `--skill`); `--wish` a start such
        as 2026-11-25T10:00; `--outside` never within opening hours. `--kind` is one of briefing, evening, ad_hoc,
        training, cash_count, stock_taking, review, maintenance; without `--minutes` the kind's usual length counts.
        """
        from supervisor.access import Right, allowed
        from supervisor.meetings.problem import Need
        from supervisor.meetings.requests import usual_minutes
        from supervisor.meetings.service import names_of
        from supervisor.meetings.service import place as place_it
        from supervisor.meetings.service import request as ask

        with opened() as app:
            with app.read() as r:
                today, who = r.today, names_of(r)
                default = today
                if not (first or last or wish):  # days somebody names are taken as named
                    default = _first_open(r, minutes or usual_minutes(r, kind), outside or kind == "evening")
                may_place = allowed(r, app.actor, Right.PLAN_MEETINGS)
                needs = [Need(by="person", value=person_of(r, p.strip())) for p in people.split(",") if p.strip()]
            needs += [Need(by="role", value=role)] * bool(role) + [Need(by="skill", value=skill)] * bool(skill)
            day, _mark, time = (wish or "").partition("T")
            begin = day_of(first, default)
            subject = ask(
                app.book, app.actor, kind=kind, title=title, minutes=minutes, needs=needs or [Need(by="everyone")],
                first_day=begin, last_day=day_of(last, begin), inside_hours=not outside, each_day=each_day,
                may_split=may_split, wished_day=day_of(day, begin) if wish else None, wished_minute=minute_of(time),
            )  # fmt: skip
            if place and may_place:
                show([place_it(app.book, app.actor, subject)], who)
                with app.read() as r:
                    _unplaced(r, subject)
            else:
                say(_("Asked for. Whoever plans the meetings will place it."))
        return 0

    @group.command
    def plan(week: str | None = None, *, publish: bool = False, json: bool = False) -> int:
        """Plan all meetings asked for in the week of a day; `--publish` announces it."""
        from supervisor.meetings.service import names_of, plan_week

        with opened() as app:
            with app.read() as r:
                monday, who = _week(week, r.today), names_of(r)
            found = plan_week(app.book, app.actor, monday, publish=publish)
        if json:
            emit("meetings.plan", 1, {"week": monday, "answers": found.answers})
        else:
            show(found.answers, who)
        return 0

    @group.command
    def solve(file: Path, *, output: OptionalOutput = None) -> int:
        """Solve a problem file elsewhere: no book needed."""
        from supervisor.meetings.problem import to_json
        from supervisor.meetings.service import solve_file

        _write(to_json(solve_file(file)), output)
        return 0

    @group.command
    def cancel(wanted: str, *, reason: str) -> int:
        """Cancel a meeting, with the reason."""
        from supervisor.meetings.ledger import meetings
        from supervisor.meetings.service import cancel as call_off

        with opened() as app:
            with app.read() as r:
                subject = one_of(meetings(r), wanted, _("meeting")).subject
            call_off(app.book, app.actor, subject, reason)
        say(_("Cancelled."))
        return 0


def _calendar(group: App) -> None:
    @group.command(name="list")
    def list_week(week: str | None = None, *, json: bool = False) -> int:
        """The calendar of a week."""
        from supervisor.meetings.ledger import sittings
        from supervisor.meetings.words import STATE_NAMES

        with reading() as (_app, r):
            monday = _week(week, r.today)
            found = sittings(r, monday, monday + timedelta(days=6))
        if json:
            emit("meetings.list", 1, {"week": monday, "sittings": found})
        else:
            table(
                (_("Day"), _("Time"), _("No."), _("Meeting"), _("People"), _("State"), _("Price")),
                [
                    (h.plan.day, f"{minute_text(h.plan.start_minute)}-{minute_text(h.plan.end_minute)}", h.number,
                     h.title, len(h.plan.people), STATE_NAMES[h.state], f"{h.plan.price_minutes:.0f}")
                    for h in found
                ],
                empty=_("No meeting in this week."),
            )  # fmt: skip
        return 0

    @group.command
    def export(output: Output, *, week: str | None = None, force: bool = False) -> int:
        """Write a week's calendar as .ics."""
        from supervisor.meetings.export import export_calendar

        refuse_existing(output, force)
        with reading() as (_app, r):
            monday = _week(week, r.today)
            count = export_calendar(r, output, monday, monday + timedelta(days=6), names(r))
        say(_("{file}: {count} meetings.").format(file=output, count=count))
        return 0

    @group.command
    def notice(*, week: str | None = None, output: OptionalOutput = None, force: bool = False) -> int:
        """The notice of a week's announced meetings, as text for the board or a message."""
        from supervisor.branch.ledger import branch_profile
        from supervisor.meetings.ledger import sittings
        from supervisor.meetings.notice import staff_notice
        from supervisor.meetings.service import names_of

        if output is not None:
            refuse_existing(output, force)
        with reading() as (_app, r):
            monday = _week(week, r.today)
            last = monday + timedelta(days=6)
            held = sittings(r, monday, last)
            text = staff_notice(held, names_of(r), branch_profile(r).name, monday, last)
        if output is None:
            say(text)
        else:
            _write(text.encode(), output)
        return 0

    @group.command(name="print")
    def print_week(output: Output, *, week: str | None = None, force: bool = False) -> int:
        """Write a week's calendar as a page to print (HTML)."""
        from supervisor.meetings.export import export_print

        refuse_existing(output, force)
        with reading() as (_app, r):
            monday = _week(week, r.today)
            export_print(r, output, monday, monday + timedelta(days=6), names(r))
        say(str(output))
        return 0


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        say(data.decode())
    else:
        output.write_bytes(data)
        say(str(output))
