"""The forms around a promise to a customer: making it, another time, keeping it, giving it up, passing it on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.desktop.screens.complaints.one_answer import ask_when, ask_words
from supervisor.desktop.screens.complaints.record import instant
from supervisor.desktop.screens.complaints.told_list import ToldList
from supervisor.desktop.widgets.field_form import CheckList
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_promise(page: Any, *, complaint: str = "") -> None:
    """Record what a customer was promised, by when and who keeps it; a kind of service brings its list and its time."""
    if page.snapshot is None:
        return
    from supervisor.complaints.words import CALL_BACK_KINDS

    desk, known = page.desk, page.snapshot
    soon = known.now.astimezone(desk.book.zone) + timedelta(hours=2)
    form = FormSheet(page, desk, _("Record a promise"))
    form.setMinimumWidth(desk.theme.px(680))  # the longest line of a check-list is read whole
    kinds = [("", _("none")), *((one.kind.code, str(one.kind.name)) for one in known.services)]
    form.choice("service", _("Kind of service"), kinds, "", searchable=True)
    form.text("matter", _("What was promised"), hint=_("what for, without the customer's name or number"))
    form.choice("kind", _("Kind"), [(code, str(words)) for code, words in CALL_BACK_KINDS.items()])
    form.choice("owner", _("Who keeps it"), known.active, known.actor, searchable=True)
    form.day("day", _("Due on"), soon.date())
    form.minute("minute", _("Due at"), soon.hour * 60)
    cases = [("", _("none")), *((c.subject, c.number) for c in known.rows if c.live)]
    form.choice("complaint", _("Belongs to the complaint"), cases, complaint)
    form.text("name", _("Customer's name (kept sealed)"))
    form.text("phone", _("Customer's telephone (kept sealed)"))
    form.text("told", _("Papers and conditions told in one go"), hint=_("separated by commas"))
    told = ToldList(form, {one.kind.code: one for one in known.services})
    for names in (("service", "matter"), ("kind", "owner"), ("day", "minute"), ("name", "phone", "complaint")):
        on_one_line(form, *names)
    told.follow()

    def work(v: dict[str, Any]) -> str:
        from supervisor.complaints.promises import service
        from supervisor.complaints.texts.masking import Contact

        return service.promise(
            desk.book, desk.actor, owner=v["owner"] or "", due=instant(desk, v["day"], v["minute"]),
            matter=v["matter"], kind=v["kind"], contact=Contact(name=v["name"], phone=v["phone"]),
            complaint=v["complaint"] or "", service_kind=v["service"] or "", told_once=told.value(v["told"]),
        )  # fmt: skip

    form.send(_("Record"), work, said=_("The promise is on record."), done=page.show_new)


def ask_postponed(page: Any, one: Any) -> None:
    """Another time that was agreed with the customer."""
    from supervisor.complaints.promises import service

    desk = page.desk
    form = FormSheet(page, desk, _("Agree another time"))
    form.text("reason", _("What was agreed with the customer"), hint=_("without the customer's name or number"))
    due = one.due.astimezone(desk.book.zone)
    ahead = max(due, page.snapshot.now.astimezone(desk.book.zone)) + timedelta(hours=1)
    form.day("day", _("Due on"), ahead.date())
    form.minute("minute", _("Due at"), ahead.hour * 60)
    on_one_line(form, "day", "minute")
    form.send(
        _("Agree the time"),
        lambda v: service.postpone_promise(
            desk.book, desk.actor, one.subject, instant(desk, v["day"], v["minute"]), v["reason"]
        ),
        said=_("The new time is on record."),
    )


def ask_told(page: Any, one: Any) -> None:
    """What had been left out of the check-list was told after all."""
    from supervisor.complaints.promises import service

    desk = page.desk
    form = FormSheet(page, desk, _("Tell the rest"))
    form.field("lines", _("Not told yet"), CheckList([(line, line) for line in one.not_told], one.not_told, columns=1))

    def work(v: dict[str, Any]) -> None:
        if not v["lines"]:
            raise WrongField("lines", _("Tick what was told."))
        service.tell_rest(desk.book, desk.actor, one.subject, tuple(v["lines"]))

    form.send(
        _("Told"),
        work,
        said=_("What was told is on record."),
    )


def ask_kept(page: Any, subject: str) -> None:
    """Say that it was kept, when, with what result; kept after its time it shows as kept late."""
    from supervisor.complaints.promises import service
    from supervisor.complaints.words import OUTCOMES

    desk = page.desk
    form = FormSheet(page, desk, _("Promise kept"))
    form.choice("outcome", _("How it ended"), [(code, str(words)) for code, words in OUTCOMES.items()], "settled")
    form.lines("result", _("Result"), hint=_("without the customer's name or number"))
    when = ask_when(form, page, _("Kept on"), _("Kept at"))
    form.send(
        _("Kept"),
        lambda v: service.keep_promise(desk.book, desk.actor, subject, v["result"], at=when(v), outcome=v["outcome"]),
        said=_("The promise is kept."),
    )


def ask_not_kept(page: Any, subject: str) -> None:
    """End a promise that will not be kept, with the reason."""
    from supervisor.complaints.promises import service

    ask_words(
        page, subject, service.give_up_promise, ("reason", _("Why, and what the customer was told")),
        heading=_("Promise not kept"), verb=_("Not kept"), said=_("On record as not kept."),
    )  # fmt: skip


def ask_tried(page: Any, subject: str) -> None:
    """Say that the customer was called and not reached."""
    from supervisor.complaints.promises import service

    ask_words(
        page, subject, service.record_try, ("note", _("Note")), short=True,
        heading=_("Nobody reached"), verb=_("Save"), said=_("The try is on record; the promise stays open."),
    )  # fmt: skip


def ask_passed_on(page: Any, subject: str) -> None:
    """Somebody else keeps it from now on, and why."""
    from supervisor.complaints.promises import service

    desk = page.desk
    form = FormSheet(page, desk, _("Hand over"))
    form.choice("owner", _("To whom"), page.snapshot.active, searchable=True)
    form.text("reason", _("Reason"))
    form.send(
        _("Hand over"),
        lambda v: service.hand_over_promise(desk.book, desk.actor, subject, v["owner"] or "–", v["reason"]),
        said=_("Handed over."),
    )
