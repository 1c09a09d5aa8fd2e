"""The forms of the meetings screen: request, move with its price first, cancel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import label, row
from supervisor.desktop.widgets.forms import FormSheet, day_edit
from supervisor.desktop.wording import clock
from supervisor.language import _


def ask_request(page: Any) -> None:
    """Ask for a meeting: what, how long, who, when."""
    from supervisor.meetings.words import KIND_NAMES

    snapshot, desk = page.snapshot, page.desk
    if snapshot is None:
        return
    form = FormSheet(page, desk, _("Request a meeting"))
    form.text("title", _("What it is about"))
    kind = form.choice("kind", _("Kind"), [(str(kind), str(words)) for kind, words in KIND_NAMES.items()], "training")
    minutes = form.number("minutes", _("Minutes"), snapshot.usual_minutes["training"], 5, 240)
    kind.currentIndexChanged.connect(lambda _index: minutes.setValue(snapshot.usual_minutes[kind.currentData()]))
    everyone: list[tuple[Any, str]] = [(("everyone", ""), _("everyone on shift"))]
    roles = [(("role", role), _("all: {role}").format(role=role)) for role in snapshot.roles]
    skills = [(("skill", code), _("skill: {skill}").format(skill=name)) for code, name in snapshot.skills]
    people = [(("person", subject), name) for subject, name in snapshot.people]
    form.choice("who", _("Who"), [*everyone, *roles, *skills, *people], searchable=True)
    form.choice("more", _("And"), [(None, _("nobody else")), *roles, *people], searchable=True)
    first = max(snapshot.today, snapshot.monday)
    form.field("first", _("From"), day_edit(first, name=_("From")))
    form.field("last", _("To"), day_edit(first + timedelta(days=6 - first.weekday()), name=_("To")))
    form.check("each_day", _("On each of these days"))
    form.check("may_split", _("May be held in two batches"))

    def work(v: dict[str, Any]) -> Any:
        from supervisor.errors import BadInput
        from supervisor.meetings import service
        from supervisor.meetings.problem import Need

        if v["who"] is None:
            raise BadInput(_("Choose who is to come."))
        needs = [Need(by=by, value=value) for by, value in filter(None, (v["who"], v["more"]))]
        subject = service.request(
            desk.book,
            desk.actor,
            kind=v["kind"],
            title=v["title"],
            minutes=v["minutes"],
            needs=needs,
            first_day=v["first"],
            last_day=v["last"],
            each_day=v["each_day"],
            may_split=v["may_split"],
        )
        return service.place(desk.book, desk.actor, subject)

    def done(answer: Any) -> None:
        from supervisor.meetings.words import block_text

        if answer.sittings:
            first = answer.sittings[0]
            page.show_day(first.day)
            words = _("Placed on {day} at {time}: customers wait {n} min longer.")
            desk.say("good", words.format(day=first.day, time=clock(first.start_minute), n=round(first.price_minutes)))
        else:
            reasons = "; ".join(block_text(b, page.snapshot.names) for b in answer.blocks[:3])
            desk.say("warning", _("The request is kept, but no start fits: {reasons}").format(reasons=reasons))

    form.send(_("Request and place"), work, done=done)


def ask_move(page: Any, held: Any, day: date, minute: int) -> None:
    """Show what a start would cost and which rules it breaks; then move, knowingly where a rule is broken."""
    desk = page.desk

    def reading(reader: Any) -> Any:
        from supervisor.meetings.service import price_start

        return price_start(reader, held.meeting, day, minute)

    def show(found: Any) -> None:
        sitting, blocks = found
        _offer_move(page, held, day, minute, sitting, blocks)

    desk.load(page, reading, show)


def _offer_move(page: Any, held: Any, day: date, minute: int, sitting: Any, blocks: Any) -> None:
    from supervisor.meetings import service
    from supervisor.meetings.words import block_text

    desk = page.desk
    form = FormSheet(page, desk, _("Move {what}").format(what=held.title))
    now, new = round(held.plan.price_minutes), round(sitting.price_minutes)
    price = _("Customers would wait {new} min longer in all; now it is {now} min.").format(new=new, now=now)
    form.body.addLayout(row(label(price, "strong", wrap=True)))
    for block in blocks[:6]:
        form.body.addWidget(label("▲ " + block_text(block, page.snapshot.names), "bad", wrap=True))
    form.day("day", _("Day"), day)
    form.minute("minute", _("Start"), minute)
    form.text("reason", _("Reason"))
    if blocks:
        form.check("knowingly", _("Move it all the same; the broken rules are kept with it"))

    def work(v: dict[str, Any]) -> Any:
        return service.move(
            desk.book,
            desk.actor,
            held.meeting,
            held.sitting,
            day=v["day"],
            start_minute=v["minute"],
            reason=v["reason"],
            knowingly=bool(v.get("knowingly")),
        )

    def done(_sitting: Any) -> None:
        page.show_day(day)

    form.send(_("Move"), work, done=done, said=_("Moved."))


def ask_cancel(page: Any, held: Any) -> Sheet:
    """Cancel a sitting with its reason."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(page, desk, _("Cancel {what}").format(what=held.title))
    form.text("reason", _("Reason"))
    form.send(
        _("Cancel the meeting"),
        lambda v: service.cancel(desk.book, desk.actor, held.meeting, v["reason"], sitting=held.sitting),
        said=_("The meeting is cancelled."),
    )
    return form
