"""What several forms of a case or promise have in common: one question before a step, and the time it happened at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from supervisor.desktop.screens.complaints.record import instant
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

When = Callable[[dict[str, Any]], datetime | None]
Step = Callable[[Any, str, str, str], object]  # book, actor, subject, what was answered


def ask_words(
    page: Any,
    subject: str,
    step: Step,
    question: tuple[str, str],
    *,
    heading: str,
    said: str,
    verb: str = "",
    short: bool = False,
) -> None:
    """One question in words before a step. `question` is the field's name and what it asks, `short` for one line; the
    verb is the heading unless said otherwise.
    """
    form = FormSheet(page, page.desk, heading)
    (form.text if short else form.lines)(*question)
    _send(form, page, subject, lambda v: v[question[0]], step, verb or heading, said)


def ask_somebody(
    page: Any, subject: str, step: Step, question: str, *, heading: str, said: str, verb: str = ""
) -> None:
    """Who is to do it from now on, of all who work here."""
    form = FormSheet(page, page.desk, heading)
    form.choice("owner", question, page.snapshot.active, searchable=True)
    _send(form, page, subject, lambda v: v["owner"] or "–", step, verb or heading, said)  # “–”: nobody was chosen


def ask_when(form: FormSheet, page: Any, day: str = "", minute: str = "") -> When:
    """A day and a time, now unless changed: what is written down later keeps its own time. Returns what reads the
    instant from the form's values; None for now.
    """
    now = page.desk.book.now().astimezone(page.desk.book.zone)  # the screen may have been read hours ago
    shown = (now.date(), now.hour * 60 + now.minute)
    wide = form if isinstance(form, FieldForm) else None
    if wide is not None:
        wide.halves()
    form.day("day", day or _("Day"), shown[0])
    form.minute("minute", minute or _("Time"), shown[1])
    if wide is not None:
        wide.halves(False)
    else:
        on_one_line(form, "day", "minute")
    desk = page.desk
    return lambda v: None if (v["day"], v["minute"]) == shown else instant(desk, v["day"], v["minute"])


def ask_telling(form: FormSheet) -> None:
    """How the customer was told of it."""
    from supervisor.complaints.words import TELLINGS

    options = [("", _("not said")), *((code, str(words)) for code, words in TELLINGS.items())]
    form.choice("told_by", _("How the customer was told"), options)


def _send(
    form: FormSheet, page: Any, subject: str, answer: Callable[[dict[str, Any]], str], step: Step, verb: str, said: str
) -> None:
    desk = page.desk
    form.send(verb, lambda v: step(desk.book, desk.actor, subject, answer(v)), said=said)
