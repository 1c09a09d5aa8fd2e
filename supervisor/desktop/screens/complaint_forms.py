"""The forms of the complaints screen: recording a case and each step of its course."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.widgets.basics import button, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_new(page: Any) -> None:
    """Record a complaint: channel, words, what it is about, who it is about, how to reach the customer."""
    if page.snapshot is None:
        return
    from supervisor.complaints.words import CHANNELS

    desk, known = page.desk, page.snapshot
    form = FormSheet(page, desk, _("Record a complaint"))
    form.lines("text", _("What the customer said (repeat the main point)"))
    form.choice("channel", _("Channel"), [(code, str(words)) for code, words in CHANNELS.items()])
    form.choice("class_code", _("Class"), known.class_options, searchable=True)
    form.choice("cause_code", _("Cause"), known.cause_options, searchable=True)
    form.choice("person", _("About"), [("", _("nobody in particular")), *known.active], searchable=True)
    form.text("name", _("Customer's name (kept sealed)"))
    form.text("phone", _("Customer's telephone (kept sealed)"))
    form.check("verified", _("Handed over by the hotline: the caller was verified"))

    def work(v: dict[str, Any]) -> str:
        from supervisor.complaints import service
        from supervisor.complaints.masking import Contact

        contact = Contact(name=v["name"], phone=v["phone"])
        return service.register(
            desk.book, desk.actor, channel=v["channel"], text=v["text"], class_code=v["class_code"] or "",
            cause_code=v["cause_code"] or "", person=v["person"] or "", contact=contact, caller_verified=v["verified"],
        )  # fmt: skip

    form.send(_("Record"), work, said=_("The complaint is on record; its clocks run."))


def offer(page: Any, place: QVBoxLayout, snapshot: Any) -> None:
    """The steps that the case's course allows now, the next one first."""
    steps = {
        "first_feedback": (_("Feedback given"), _feedback), "hand_over": (_("Hand over"), _hand_over),
        "agree_reply_time": (_("Agree a time"), _agree), "handle": (_("Facts checked"), _handle),
        "reply": (_("Answered"), _reply), "close": (_("Sign and close"), _close),
    }  # fmt: skip
    order = ("close", "reply", "handle", "first_feedback", "agree_reply_time", "hand_over")
    known = [name for name in order if name in snapshot.steps]
    subject = snapshot.file.complaint.subject
    first: QWidget | None = None
    line = row(spacing=6)
    for count, name in enumerate(known):
        words, ask = steps[name]
        made = button(words, lambda ask=ask: ask(page, subject), "small" if first is not None else "smallprimary")
        first = first or made
        line.addWidget(made)
        if count == 2:
            line.addStretch(1)
            place.addLayout(line)
            line = row(spacing=6)
    if snapshot.file.masked and snapshot.file.complaint.has_contact:
        line.addWidget(button(_("Show contact data"), lambda: _unmask(page, subject), "small"))
    line.addStretch(1)
    place.addLayout(line)


def _feedback(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    desk.command(
        page, lambda: service.give_feedback(desk.book, desk.actor, subject), said=_("First feedback recorded.")
    )


def _hand_over(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Hand over"))
    form.choice("owner", _("To whom"), page.snapshot.active, searchable=True)
    form.text("reason", _("Reason"))
    form.send(
        _("Hand over"),
        lambda v: service.hand_over(desk.book, desk.actor, subject, v["owner"] or "", v["reason"]),
        said=_("Handed over."),
    )


def _agree(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    now = page.snapshot.now.astimezone(desk.book.zone)
    form = FormSheet(page, desk, _("Agree a time for the answer"))
    form.day("day", _("Day"), now.date())
    form.minute("minute", _("Time"), 17 * 60)

    def work(v: dict[str, Any]) -> None:
        at = datetime.combine(v["day"], time(v["minute"] // 60, v["minute"] % 60), desk.book.zone)
        service.agree_reply_time(desk.book, desk.actor, subject, at)

    form.send(_("Agree a time"), work, said=_("The agreed time is on record."))


def _handle(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Facts checked"))
    form.lines("facts", _("Facts that were found"))
    form.check("at_fault", _("The bank is at fault"))
    form.check("apologised", _("The customer has had our apology"))
    form.choice("cause_code", _("Cause"), [("", _("as recorded")), *page.snapshot.cause_options], searchable=True)
    form.lines("measure", _("Measure that keeps it from happening again"))

    def work(v: dict[str, Any]) -> None:
        service.handle(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], cause_code=v["cause_code"] or "",
            measure=v["measure"], apologised=v["apologised"],
        )  # fmt: skip

    form.send(_("Save"), work, said=_("The facts are on record."))


def _reply(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Answered"))
    form.lines("text", _("The answer that the customer was given"))
    options = [(None, _("did not say")), (True, _("accepts it")), (False, _("does not accept it"))]
    form.choice("accepted", _("The customer"), options)
    form.send(
        _("Save"),
        lambda v: service.reply(desk.book, desk.actor, subject, text=v["text"], accepted=v["accepted"]),
        said=_("The answer is on record."),
    )


def _close(page: Any, subject: str) -> None:
    from supervisor.complaints import service
    from supervisor.desktop.questions import Question

    desk = page.desk
    question = Question(
        _("Sign and close this case?"),
        _("Your signature says that handling and answer are in order."),
        _("Sign and close"),
    )
    desk.confirm(
        page, question,
        lambda: desk.command(page, lambda: service.close(desk.book, desk.actor, subject), said=_("Signed and closed.")),
    )  # fmt: skip


def _unmask(page: Any, subject: str) -> None:
    from supervisor.complaints.privacy import unmask

    desk = page.desk
    form = FormSheet(page, desk, _("Show contact data"))
    form.text("reason", _("Reason (it is kept with your name)"))

    def show(file: Any) -> None:
        parts = (file.contact.name, file.contact.phone)
        desk.say("info", _("Contact: {contact}").format(contact=" ".join(part for part in parts if part)))

    form.send(_("Show"), lambda v: unmask(desk.book, desk.actor, subject, v["reason"]), done=show)
