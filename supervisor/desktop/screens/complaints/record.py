"""Recording a complaint: what was said, heard when and by whom, what and whom it is about, how to reach him."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QComboBox

from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet, chosen
from supervisor.language import _


def ask_new(page: Any, *, channel: str = "") -> None:
    """Open the form; one about the branch manager says at once that head office gets it."""
    if page.snapshot is None:
        return
    from supervisor.complaints.words import CHANNELS

    desk, known = page.desk, page.snapshot
    now = known.now.astimezone(desk.book.zone)
    form = FormSheet(page, desk, _("Record a complaint"))
    form.lines("text", _("What the customer said (repeat the main point)"))
    form.text("wish", _("What the customer wishes"))
    form.choice("channel", _("Channel"), [(code, str(words)) for code, words in CHANNELS.items()], channel or None)
    form.choice("class_code", _("Class"), known.class_options, searchable=True)
    form.choice("cause_code", _("Cause"), known.cause_options, searchable=True)
    person = form.choice("person", _("About"), [("", _("nobody in particular")), *known.active], searchable=True)
    form.choice("first_taker", _("First told to"), known.active, known.actor, searchable=True)
    form.day("day", _("Heard on"), now.date())
    form.minute("minute", _("Heard at"), now.hour * 60 + now.minute)
    form.text("name", _("Customer's name (kept sealed)"))
    form.text("phone", _("Customer's telephone (kept sealed)"))
    form.check("verified", _("Handed over by the hotline: the caller was verified"))
    for pair in (("class_code", "cause_code"), ("person", "first_taker"), ("day", "minute"), ("name", "phone")):
        on_one_line(form, *pair)
    _say_where_it_goes(form, person, known.managers)
    shown = (now.date(), now.hour * 60 + now.minute)

    def work(v: dict[str, Any]) -> str:
        from supervisor.complaints import service
        from supervisor.complaints.masking import Contact

        heard = None if (v["day"], v["minute"]) == shown else instant(desk, v["day"], v["minute"])
        return service.register(
            desk.book, desk.actor, channel=v["channel"], text=v["text"], wish=v["wish"],
            class_code=v["class_code"] or "", cause_code=v["cause_code"] or "", person=_somebody(v["person"]),
            first_taker=_somebody(v["first_taker"]), received=heard, caller_verified=v["verified"],
            contact=Contact(name=v["name"], phone=v["phone"]),
        )  # fmt: skip

    form.send(_("Record"), work, said=_("The complaint is on record; its clocks run."), done=page.show_new)


def instant(desk: Any, day: Any, minute: int) -> datetime:
    """A day and a minute of it in the branch's zone."""
    return datetime.combine(day, time(minute // 60, minute % 60), desk.book.zone)


def _somebody(found: str | None) -> str:
    """A searchable field gives None for a name that is nobody's; the service then says so instead of guessing."""
    return "–" if found is None else found


def _say_where_it_goes(form: FormSheet, person: QComboBox, managers: frozenset[str]) -> None:
    words = label(
        _("About the branch manager: head office gets this case at once; nobody in the branch handles or signs it."),
        "bad", wrap=True,
    )  # fmt: skip
    words.hide()
    form.body.addWidget(words)
    person.currentTextChanged.connect(lambda _text: words.setVisible(chosen(person) in managers))
