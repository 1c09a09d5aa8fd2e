"""Asking for a meeting, changing what was asked, and the occurrences of a series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cyclopts import App

from supervisor.cli.context import day_of, emit, minute_text, one_of, opened, reading, say, table
from supervisor.cli.meetings_shared import first_open, minute_of, numbers_of, show, unplaced
from supervisor.errors import BadInput
from supervisor.language import _, listed

SERIES_DAYS = 60


def register(group: App) -> None:
    """Add request, change, series and occurrence."""
    _asking(group)
    _series(group)


def _asking(group: App) -> None:
    @group.command
    def request(
        title: str, *, kind: str = "ad_hoc", minutes: int | None = None, people: str = "", optional: str = "",
        role: str = "", skill: str = "", at_least: int = 0, first: str | None = None, last: str | None = None,
        earliest: str | None = None, latest: str | None = None, wish: str | None = None, each_day: bool = False,
        repeat: str | None = None, every: int = 1, until: str | None = None, times: int = 0, skip: str = "",
        on_holiday: str = "skip", may_split: bool = False, batches: int | None = None, by_shift: bool = False,
        after: str = "", room: str = "", outside: bool = False, note: str = "", place: bool = True, json: bool = False,
    ) -> int:  # fmt: skip
        """Ask for a meeting and place it at its cheapest start, if one plans meetings.

        `--people` staff numbers parted by commas (empty: everybody, or by `--role` or `--skill`); `--wish` a start such
        as 2026-11-25T10:00; `--outside` never within opening hours. `--kind` is one of briefing, evening, ad_hoc,
        training, cash_count, stock_taking, review, maintenance; without `--minutes` the kind's usual length counts.

        `--repeat` is day (every working day), open (every open day), week (once a week), week:1,3, month:2-3 (second
        Wednesday), month:last-5, month:3-working, month:last-working or month:day-15.
        """
        from supervisor.access import Right, allowed
        from supervisor.cli.meetings_needs import needs_of
        from supervisor.meetings.ledger import meeting
        from supervisor.meetings.requests.requests import usual_minutes
        from supervisor.meetings.requests.usual import usual_times
        from supervisor.meetings.service import names_of
        from supervisor.meetings.service import place as place_it
        from supervisor.meetings.service import request as ask

        with opened() as app:
            with app.read() as r:
                today, who = r.today, names_of(r)
                default = today
                if not (first or last or wish):  # days somebody names are taken as named
                    default = first_open(r, minutes or usual_minutes(r, kind), outside or kind == "evening")
                may_place = allowed(r, app.actor, Right.PLAN_MEETINGS)
                needs = needs_of(r, people, role, skill, at_least, optional)
                before = tuple(_meeting(r, one).subject for one in after.split(",") if one.strip())
            day, _mark, time = (wish or "").partition("T")
            begin = day_of(first, day_of(day, default) if wish and not last else default)
            with app.read() as r:
                usual_first, usual_last = usual_times(r, kind, begin)
            rule = _rule(repeat, every, until, times, skip, on_holiday, begin)
            subject = ask(
                app.book, app.actor, kind=kind, title=title, minutes=minutes, needs=needs,
                first_day=begin, last_day=None if rule and not last else day_of(last, begin),
                earliest_minute=minute_of(earliest) or 0 if earliest else usual_first,
                latest_minute=_latest(latest) or 0 if latest else usual_last, inside_hours=not outside,
                each_day=each_day, may_split=may_split or batches is not None or by_shift, most_batches=batches or 2,
                by_shift=by_shift, wished_day=day_of(day, begin) if wish else None, wished_minute=minute_of(time),
                repeat=rule, after=before, room=room, note=note,
            )  # fmt: skip
            answers = [place_it(app.book, app.actor, subject)] if place and may_place else []
            with app.read() as r:
                known = meeting(r, subject)
                if json:
                    emit("meetings.request", 1, {"meeting": known, "answers": answers})
                elif answers:
                    show(answers, who)
                    unplaced(r, subject)
                else:
                    say(_("Asked for. Whoever plans the meetings will place it."))
                if not json and known is not None and known.repeat is not None:
                    _say_series(r, known)
        return 0

    @group.command
    def change(
        wanted: str, *, reason: str, title: str | None = None, minutes: int | None = None, people: str = "",
        optional: str = "", role: str = "", skill: str = "", at_least: int = 0, first: str | None = None,
        last: str | None = None, earliest: str | None = None, latest: str | None = None, wish: str | None = None,
        repeat: str | None = None, every: int = 1, until: str | None = None, times: int = 0, skip: str = "",
        on_holiday: str = "skip", batches: int | None = None, by_shift: bool | None = None, after: str | None = None,
        room: str | None = None, outside: bool | None = None, note: str | None = None, keep: bool = False,
    ) -> int:  # fmt: skip
        """Change what was asked for; what is not named stays.

        Sittings that no longer fit are given up, to be planned anew with `meetings plan`; locked ones stay, and with
        `--keep` all of them. `--repeat none` makes it a single meeting.
        """
        from supervisor.cli.meetings_needs import needs_of
        from supervisor.meetings.service import revise

        with opened() as app:
            with app.read() as r:
                known = _meeting(r, wanted)
                fields: dict[str, Any] = {"title": title.strip() if title else None, "minutes": minutes, "room": room}
                if people or optional or role or skill:
                    fields["needs"] = tuple(needs_of(r, people, role, skill, at_least, optional))
                if after is not None:
                    fields["after"] = tuple(_meeting(r, one).subject for one in after.split(",") if one.strip())
                today = r.today
            fields |= {
                "first_day": day_of(first, today) if first else None, "last_day": day_of(last, today) if last else None,
                "earliest_minute": minute_of(earliest), "latest_minute": _latest(latest) if latest else None,
                "by_shift": by_shift, "inside_hours": None if outside is None else not outside,
                "most_batches": batches, "may_split": True if batches or by_shift else None,
            }  # fmt: skip
            if wish:
                day, _mark, time = wish.partition("T")
                fields |= {"wished_day": day_of(day, today), "wished_minute": minute_of(time)}
            given = {name: value for name, value in fields.items() if value is not None}
            if first and not last and not known.repeats:
                given["last_day"] = max(given["first_day"], known.wish.last_day)
            if repeat is not None:
                begin = given.get("first_day", known.wish.first_day)
                given["repeat"] = None if repeat == "none" else _rule(
                    repeat, every, until, times, skip, on_holiday, begin
                )  # fmt: skip
                if repeat != "none" and not last:
                    given["last_day"] = day_of(until, begin + timedelta(days=365))
            done = revise(app.book, app.actor, known.subject, reason=reason, keep=keep, note=note, **given)
        say(_("Changed: version {n} of the request.").format(n=done.version))
        for one in done.kept:
            said = _("stands: {day} {time}").format(day=one.plan.day, time=minute_text(one.plan.start_minute))
            say("  " + said)
        for one in done.freed:
            said = _("to be planned anew: {day} {time}").format(
                day=one.plan.day, time=minute_text(one.plan.start_minute)
            )
            say("  " + said)
        return 0


def _series(group: App) -> None:
    @group.command
    def series(wanted: str, *, days: int = SERIES_DAYS, json: bool = False) -> int:
        """When a meeting that repeats is held, and which occurrences differ from the rest."""
        from supervisor.meetings.repeat_words import repeat_words

        with reading() as (_app, r):
            known = _meeting(r, wanted)
            lines = _occurrences(r, known, days)
            words = repeat_words(known.repeat, known.wish.each_day)
        if json:
            emit("meetings.series", 1, {"meeting": known, "words": words, "occurrences": lines})
            return 0
        say(f"{known.number} {known.title}{_(': ')}{words}")
        table(
            (_("Day"), _("May be held"), _("State"), _("Time"), _("Reason")),
            [
                (one["occurrence"], _days(one["first_day"], one["last_day"]), one["said"], one["time"], one["reason"])
                for one in lines
            ],
            empty=_("It is held once."),
        )
        return 0

    @group.command
    def occurrence(
        wanted: str, day: str, *, reason: str, cancel: bool = False, as_series: bool = False,
        minutes: int | None = None, earliest: str | None = None, latest: str | None = None, room: str | None = None,
        people: str = "", to: str | None = None,
    ) -> int:  # fmt: skip
        """Hold one occurrence of a series otherwise, or not at all; the others stay.

        `--to` is another day for it, `--as-series` takes the difference back.
        """
        from supervisor.cli.meetings_needs import needs_of
        from supervisor.meetings.service import change_occurrence

        with opened() as app:
            with app.read() as r:
                known, today = _meeting(r, wanted), r.today
                fields: dict[str, Any] = {"minutes": minutes, "room": room}
                if people:
                    fields["needs"] = tuple(needs_of(r, people))
            fields |= {"earliest_minute": minute_of(earliest), "latest_minute": _latest(latest) if latest else None}
            if to:
                fields |= {"first_day": day_of(to, today), "last_day": day_of(to, today)}
            nominal = change_occurrence(
                app.book, app.actor, known.subject, day_of(day, today), reason=reason, cancelled=cancel,
                as_series=as_series, **{name: value for name, value in fields.items() if value is not None},
            )  # fmt: skip
        if cancel:
            say(_("{title} is not held on {day}; the series goes on.").format(title=known.title, day=nominal))
        elif as_series:
            say(_("{title} on {day} is as the series again.").format(title=known.title, day=nominal))
        else:
            say(_("{title} on {day} is held otherwise; plan its week again.").format(title=known.title, day=nominal))
        return 0


def _occurrences(r: Any, known: Any, days: int) -> list[dict[str, Any]]:
    from supervisor.branch.ledger import calendar
    from supervisor.meetings.ledger import sittings_of
    from supervisor.meetings.requests.series import series as series_of
    from supervisor.meetings.words import STATE_NAMES

    if not known.repeats:
        return []
    held: dict[date, list[Any]] = {}
    for one in sittings_of(r, known.subject):
        held.setdefault(one.occurrence, []).append(one)
    apart = {one.occurrence: one for one in known.apart}
    found = []
    for one in series_of(known, max(r.today, known.wish.first_day) + timedelta(days=days), calendar(r)):
        there, other = held.get(one.day, []), apart.get(one.day)
        stands = [h for h in there if h.state not in ("cancelled", "freed")]
        state = stands[0].state if stands else "requested"
        if (other is not None and other.cancelled) or (there and not stands and there[0].state == "cancelled"):
            state = "cancelled"
        window = one.window
        found.append({
            "occurrence": one.day,
            "first_day": (other.first_day if other else None) or window.first_day,
            "last_day": (other.last_day if other else None) or (other.first_day if other else None) or window.last_day,
            "state": state,
            "said": str(STATE_NAMES[state]) + (_(", changed") if other is not None and not other.cancelled else ""),
            "time": listed(f"{h.plan.day:%m-%d} {minute_text(h.plan.start_minute)}" for h in stands),
            "reason": other.reason if other is not None else "",
            "apart": other is not None,
            "sittings": [h.sitting for h in stands],
        })  # fmt: skip
    return found


def _say_series(r: Any, known: Any) -> None:
    from supervisor.meetings.repeat_words import repeat_words

    lines = [one for one in _occurrences(r, known, SERIES_DAYS) if one["state"] == "requested"]
    say(_("{number}: {words}.").format(number=known.number, words=repeat_words(known.repeat)))
    if lines:
        days = listed(str(one["occurrence"]) for one in lines[:5])
        say("  " + _("Still to be placed with their weeks: {days} …").format(days=days))


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} – {last}"


def _meeting(r: Any, wanted: str) -> Any:
    from supervisor.meetings.ledger import meetings

    return one_of(meetings(r), wanted.strip(), _("meeting"))


def _rule(
    repeat: str | None, every: int, until: str | None, times: int, skip: str, on_holiday: str, begin: date
) -> Any:
    from supervisor.meetings.repeat_words import read_repeat

    if repeat is None:
        if until or times or skip or every != 1:
            raise BadInput(_("How often it repeats is said with --repeat."))
        return None
    left_out = tuple(day_of(one, begin) for one in numbers_of(skip))
    last = day_of(until, begin) if until else None
    return read_repeat(repeat, step=every, until=last, times=times, excepted=left_out, on_holiday=on_holiday)


def _latest(text: str) -> int | None:
    return 24 * 60 if text == "24:00" else minute_of(text)
