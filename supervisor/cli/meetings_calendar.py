"""The calendar: see it, lock, move and announce sittings, and the rooms to meet in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

from cyclopts import App

from supervisor.cli.context import (
    day_of,
    emit,
    minute_text,
    names,
    opened,
    reading,
    say,
    table,
)
from supervisor.cli.meetings_shared import minute_of, sitting_of, week_of, when
from supervisor.errors import BadInput
from supervisor.language import _, listed

OPEN = ("placed", "published")


def register(group: App) -> None:
    """Add list, show, lock, unlock, move, back, publish and rooms."""
    _seeing(group)
    _by_hand(group)
    _announcing(group)


def _seeing(group: App) -> None:
    @group.command(name="list")
    def list_week(week: str | None = None, *, everything: bool = False, json: bool = False) -> int:
        """The calendar of a week: meetings, and busy times read from other calendars."""
        from supervisor.meetings.ledger import announced_away, busy, sittings

        with reading() as (_app, r):
            monday = week_of(week, r.today)
            sunday = monday + timedelta(days=6)
            found = sittings(r, monday, sunday)
            if everything:
                found = sorted(
                    [*found, *announced_away(r, monday, sunday)], key=lambda h: (h.plan.day, h.plan.start_minute)
                )
            outside = busy(r, monday, sunday)
            who = names(r)
        if json:
            emit("meetings.list", 1, {"week": monday, "sittings": found, "busy": outside})
            return 0
        table(
            (_("Day"), _("Time"), _("No."), _("Meeting"), _("People"), _("State"), _("Price")),
            [
                (h.plan.day, f"{minute_text(h.plan.start_minute)}-{minute_text(h.plan.end_minute)}", h.number, h.title,
                 _coming(h.plan), _state(h), f"{h.plan.price_minutes:.0f}")
                for h in found
            ],
            empty=_("No meeting in this week."),
        )  # fmt: skip
        spans = sorted(
            (s.day, s.start_minute, s.end_minute, b) for b in outside for s in b.spans if monday <= s.day <= sunday
        )
        for day, start, end, one in spans:
            taken = listed(filter(None, [*(who.get(p, p) for p in one.people), one.room]))
            say(_("busy: {day} {start}-{end} {title} ({who})").format(
                day=day, start=minute_text(start), end=minute_text(end), title=one.title, who=taken
            ))  # fmt: skip
        return 0

    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One meeting: what was asked, its sittings, who came, minutes and decisions."""
        from supervisor.cli.meetings_shared import meeting_of
        from supervisor.meetings.ledger import sittings_of
        from supervisor.meetings.repeat_words import repeat_words
        from supervisor.meetings.service import names_of
        from supervisor.meetings.words import KIND_NAMES

        with reading() as (_app, r):
            known = meeting_of(r, wanted, cancelled=True)
            held, who = sittings_of(r, known.subject), {**names_of(r), **names(r)}
        if json:
            emit("meetings.show", 1, {"meeting": known, "sittings": held})
            return 0
        wish = known.wish
        say(f"{known.number} {known.title} · {KIND_NAMES.get(known.kind, known.kind)}")
        say("  " + _("{n} minutes, {first} to {last}, {earliest}-{latest}").format(
            n=wish.minutes, first=wish.first_day, last=wish.last_day, earliest=minute_text(wish.earliest_minute),
            latest=minute_text(wish.latest_minute),
        ))  # fmt: skip
        for words in (repeat_words(known.repeat, wish.each_day), wish.room, known.note):
            if words:
                say("  " + words)
        for one in held:
            say(f"{when(one.plan)} · {_state(one)}" + (f" · {one.plan.room}" if one.plan.room else ""))
            _say_planned(one.plan, who)
            if one.started_minute is not None:
                _say_held(one, who)
            for line in one.minutes_text.splitlines():
                say("  " + line)
            for decision in one.decisions:
                owner = who.get(decision.owner, decision.owner)
                say("  " + " · ".join(filter(None, (decision.code, decision.text, owner, str(decision.due or "")))))
        return 0


def _say_planned(plan: Any, who: Any) -> None:
    """Which batch a sitting is, what it costs, who comes, who is not at work then and who stands in for whom."""
    from supervisor.meetings.words import missed_text

    batch = _("batch {n} of {batches}").format(n=plan.batch, batches=plan.batches) + "; " if plan.batches > 1 else ""
    say("  " + batch + _("customers wait {price:.0f} minutes longer ({low:.0f}-{high:.0f})").format(
        price=plan.price_minutes, low=plan.low_minutes, high=plan.high_minutes
    ))  # fmt: skip
    say("  " + _("To come ({n}): {names}").format(
        n=len(plan.people), names="、".join(who.get(one, one) for one in plan.people)
    ))  # fmt: skip
    if plan.missed:
        say("  " + missed_text(plan.missed, who))
    for cover in plan.covers:
        say("  " + _("Meanwhile {who} covers {post}.").format(
            who=who.get(cover.person, cover.person), post=who.get(cover.to_post, cover.to_post)
        ))  # fmt: skip


def _say_held(held: Any, who: Any) -> None:
    """When a sitting really began and ended, who came, and who did not, came late, left or was called to the floor."""
    from supervisor.meetings.words import MARK_NAMES

    times = minute_text(held.started_minute) + "-" + (
        minute_text(held.ended_minute) if held.ended_minute is not None else ""
    )  # fmt: skip
    planned = sum(one in held.plan.people for one in held.attending)
    words = _("held {times}; came: {n} of {planned}")
    if planned < len(held.attending):
        words = _("held {times}; came: {n} of {planned}, and {more} more")
    said = words.format(times=times, n=planned, planned=len(held.plan.people), more=len(held.attending) - planned)
    chair = who.get(held.chair, "")
    say("  " + said + (_("; chair: {name}").format(name=chair) if chair else ""))
    for person in dict.fromkeys((*held.plan.people, *held.attending)):
        mark = held.mark(person)
        if mark.mark != "present":
            said = _(", ").join(
                f"{MARK_NAMES.get(what, what)}{f' {minute_text(at)}' if at is not None else ''}"
                for what, at in mark.times
            )
            say(f"  {who.get(person, person)}{_(': ')}{said} {mark.note}".rstrip())
    for gone in held.released:
        say("  " + _("{name}: to the floor at {time}").format(
            name=who.get(gone.person, gone.person), time=minute_text(gone.minute)
        ))  # fmt: skip


def _by_hand(group: App) -> None:
    @group.command
    def lock(wanted: str, *, day: str | None = None, batch: int | None = None, reason: str = "") -> int:
        """Lock a sitting where it is: no plan moves it."""
        return _lock(wanted, day, batch, reason)

    @group.command
    def unlock(wanted: str, *, day: str | None = None, batch: int | None = None) -> int:
        """Let the planner move a sitting again."""
        return _lock(wanted, day, batch, None)

    @group.command
    def move(
        wanted: str, to: str, *, reason: str, day: str | None = None, batch: int | None = None, knowingly: bool = False
    ) -> int:  # fmt: skip
        """Move a sitting by hand; `to` is its new start, as 2026-11-25T16:30.

        A start that breaks a rule is refused with the reasons, unless `--knowingly`; the rules it breaks are kept with
        it.
        """
        from supervisor.meetings.service import move as move_it

        with opened() as app:
            with app.read() as r:
                held = sitting_of(r, wanted, day, batch, OPEN)
                on, _mark, time = to.partition("T")
                start, new_day = minute_of(time), day_of(on, r.today)
            if start is None:
                raise BadInput(_("{text} is no time; write it as 10:30 or 2026-11-22T10:30.").format(text=to))
            found = move_it(
                app.book, app.actor, held.meeting, held.sitting, day=new_day, start_minute=start, reason=reason,
                knowingly=knowingly,
            )  # fmt: skip
        say(_("{title}: {when}, +{price:.0f} customer-minutes (before: {before:.0f}).").format(
            title=held.title, when=when(found), price=found.price_minutes, before=held.plan.price_minutes
        ))  # fmt: skip
        return 0

    @group.command
    def back(
        step: Literal["published", "cancelled", "started", "ended"], wanted: str, *, day: str | None = None,
        batch: int | None = None, whole: bool = False, reason: str = "", knowingly: bool = False,
    ) -> int:  # fmt: skip
        """Take a step back that was a mistake; with `--whole` the cancelling of the whole meeting.

        A cancelling is not taken back where other meetings took the people or the room since, unless `--knowingly`.
        """
        from supervisor.cli.meetings_shared import meeting_of
        from supervisor.meetings.service import take_back

        states = {"published": "published", "cancelled": "cancelled", "started": "running", "ended": "ended"}
        with opened() as app:
            with app.read() as r:
                subject, sitting = (meeting_of(r, wanted, cancelled=True).subject, "") if whole else ("", "")
                if not whole:
                    held = sitting_of(r, wanted, day, batch, (states[step],))
                    subject, sitting = held.meeting, held.sitting
            take_back(app.book, app.actor, subject, step, sitting=sitting, reason=reason, knowingly=knowingly)
        say(_("Taken back."))
        return 0


def _lock(wanted: str, day: str | None, batch: int | None, reason: str | None) -> int:
    from supervisor.meetings.service import lock, unlock

    with opened() as app:
        with app.read() as r:
            held = sitting_of(r, wanted, day, batch, OPEN)
        if reason is None:
            unlock(app.book, app.actor, held.meeting, held.sitting)
            say(_("Unlocked: {title}, {when}.").format(title=held.title, when=when(held.plan)))
        else:
            lock(app.book, app.actor, held.meeting, held.sitting, reason=reason)
            say(_("Locked: {title}, {when}.").format(title=held.title, when=when(held.plan)))
    return 0


def _announcing(group: App) -> None:
    @group.command
    def publish(week: str | None = None, *, look: bool = False, json: bool = False) -> int:
        """Announce a week: what is new, changed or off since the people were told last; `--look` only shows it."""
        from supervisor.meetings.service import changes, publish

        with opened() as app:
            with app.read() as r:
                from supervisor.access import Right, require

                require(r, app.actor, Right.READ_BRANCH)
                monday = week_of(week, r.today)
                sunday = monday + timedelta(days=6)
                found, who = changes(r, monday, sunday), names(r)
            if not look:
                publish(app.book, app.actor, monday, sunday)
        if json:
            emit("meetings.changes", 1, {"week": monday, "published": not look, "changes": found})
            return 0
        for one in found:
            say(_change_words(one, who))
        if not found:
            say(_("Nothing to announce: everything is known as it stands."))
        elif not look:
            say(_("Announced."))
        return 0

    @group.command
    def rooms(entries: Sequence[str] | None = None, /, *, json: bool = False) -> int:
        """The rooms to meet in; entries set them, each as NAME, NAME:SEATS, NAME:SEATS:lunch or NAME:SEATS:hall.

        A lunch room holds no meeting while anybody lunches, one in the hall none at a customer peak.
        """
        from supervisor.meetings.ledger import rooms as rooms_of
        from supervisor.meetings.service import set_rooms

        if entries:
            with opened() as app:
                set_rooms(app.book, app.actor, [_room(one) for one in entries])
        with reading() as (_app, r):
            found = rooms_of(r)
        if json:
            emit("meetings.rooms", 1, {"rooms": found})
        else:
            table(
                (_("Room"), _("Seats"), _("Use")),
                [(o.name, o.seats or "", _("lunch room") if o.lunch else _("customer area") if o.customer_area else "")
                 for o in found],
                empty=_("No rooms are set: a request may name any."),
            )  # fmt: skip
        return 0


def _room(text: str) -> Any:
    from supervisor.meetings.events import Room

    name, *rest = [part.strip() for part in text.replace("：", ":").split(":")]
    seats = rest[0] if rest and rest[0].isdigit() else "0"
    use = {part for part in rest if not part.isdigit()}
    if use - {"lunch", "hall", ""}:
        raise BadInput(_("Write a room as NAME, NAME:SEATS, NAME:SEATS:lunch or NAME:SEATS:hall."))
    return Room(name=name, seats=int(seats), lunch="lunch" in use, customer_area="hall" in use)


def _coming(plan: Any) -> str:
    """How many come, and how many of those asked for are not at work."""
    if not plan.missed:
        return str(len(plan.people))
    return _("{n}, {missed} not at work").format(n=len(plan.people), missed=len(plan.missed))


def _state(held: Any) -> str:
    from supervisor.meetings.words import STATE_NAMES

    said = str(STATE_NAMES.get(held.state, held.state))
    if held.state in OPEN and held.announced is not None and not held.told:
        said += _(", changed since")
    return said + (_(", locked") if held.locked else "")


def _change_words(one: Any, who: Any) -> str:
    heads = {
        "new": _("new"), "moved": _("moved"), "people": _("other people"), "room": _("other room"),
        "title": _("other title"), "off": _("not held"), "again": _("held after all"),
        "waiting": _("to be planned anew"),
    }  # fmt: skip
    said = f"{heads[one.what]}{_(': ')}{one.held.title}, {when(one.held.plan)}"
    if one.before is not None and one.what in ("moved", "again") and when(one.before) != when(one.held.plan):
        said += _(" (was {when})").format(when=when(one.before))
    if one.come:
        said += _("; also {names}").format(names=listed(who.get(p, p) for p in one.come))
    if one.stay:
        said += _("; no longer {names}").format(names=listed(who.get(p, p) for p in one.stay))
    return said
