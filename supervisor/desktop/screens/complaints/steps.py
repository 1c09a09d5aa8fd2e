"""The steps of a case's course: which are offered in which order, and the form of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.complaints.answer_forms import ask_close, ask_handle, ask_reply, ask_settle
from supervisor.desktop.screens.complaints.escalation_forms import (
    ask_complex,
    ask_decided,
    ask_declined,
    ask_escalate,
    ask_escalation,
    ask_extended,
)
from supervisor.desktop.screens.complaints.facts import FactsCard, Step
from supervisor.desktop.screens.complaints.files_card import add_files, ask_attach
from supervisor.desktop.screens.complaints.group_form import ask_group
from supervisor.desktop.screens.complaints.links_card import ask_join, ask_link, ask_unjoin
from supervisor.desktop.screens.complaints.one_answer import ask_somebody, ask_when
from supervisor.desktop.screens.complaints.pause_forms import ask_manager_told, ask_pause, ask_resume
from supervisor.desktop.screens.complaints.promise_forms import ask_promise
from supervisor.desktop.screens.complaints.record import instant
from supervisor.desktop.screens.complaints.sealed import ask_case_data
from supervisor.desktop.screens.complaints.stepping_aside import ask_aside, ask_free
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.form_lines import on_one_line
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

Ask = Callable[[Any, str], object]


def offer(page: Any, card: FactsCard) -> None:
    """The steps that course and rights allow now, the next one first; what is rare stands under More."""
    snapshot = page.snapshot
    case = snapshot.file.complaint
    subject, live = case.subject, case.live

    def made(table: dict[str, tuple[str, Ask]]) -> list[Step]:
        return [(words, lambda ask=ask: ask(page, subject)) for step, (words, ask) in table.items() if step in allowed]

    allowed = set(snapshot.steps)
    if "handle" in allowed and case.first_feedback is None:
        allowed.add("settle")
    if snapshot.case.may_link:
        allowed.add("link")
    rare = made(_rare())
    if live and case.person != snapshot.actor and not case.head_office:
        rare.append((_("Step aside (own interest)"), lambda: ask_aside(page, subject, case.owner == snapshot.actor)))
    if snapshot.case.apart and snapshot.may("settle_conflict"):
        rare.insert(0, (_("Decide between two laptops"), lambda: page.desk.go("settings", "book:apart")))
    if snapshot.case.may_free:
        rare.append((_("Take back a declared interest"), lambda: ask_free(page, subject)))
    if live and "handle" in allowed:
        rare.append((_("Promise the customer a call"), lambda: ask_promise(page, complaint=subject)))
    if case.action:
        rare.append((_("Open the corrective action"), lambda: page.desk.go("actions", case.action)))
    right = "handle_manager_complaint" if case.head_office else "unmask"
    if snapshot.file.masked and not case.erased and snapshot.may(right) and case.person != snapshot.actor:
        rare.insert(0, (_("Show the customer's data"), lambda: ask_case_data(page, subject)))
    card.offer([*_to_confirm(page, snapshot, subject), *made(_usual())], rare)
    if live:
        card.say(snapshot.case.why if not snapshot.steps else _waiting(snapshot))


def forms() -> dict[str, Ask]:
    """What each step asks, by the step."""
    return {step: ask for step, (_words, ask) in {**_usual(), **_rare()}.items()}


def _to_confirm(page: Any, snapshot: Any, subject: str) -> list[Step]:
    """What waits for the branch manager's yes comes before all else."""
    if not snapshot.file.complaint.escalation_asked or "escalate" not in snapshot.steps:
        return []
    return [(_("Confirm: report to head office"), lambda: ask_escalate(page, subject))]


def _waiting(snapshot: Any) -> str:
    if snapshot.file.complaint.state == "replied" and "close" not in snapshot.steps:
        return _("Answered; it waits for the branch manager's signature.")
    return ""


def _usual() -> dict[str, tuple[str, Ask]]:
    return {
        "close": (_("Sign and close"), ask_close),
        "reply": (_("Answered"), ask_reply),
        "head_office_decides": (_("Head office decided"), ask_decided),
        "first_feedback": (_("Feedback given"), _feedback),
        "handle": (_("Facts checked"), ask_handle),
        "resume": (_("Resume the clocks"), ask_resume),
        "hand_over": (_("Hand over"), _hand_over),
        "ask_review": (_("Customer asks for a review"), _review),
    }


def _rare() -> dict[str, tuple[str, Ask]]:
    return {
        "settle": (_("Settled on the spot"), ask_settle),
        "tell_manager": (_("Branch manager told"), ask_manager_told),
        "agree_reply_time": (_("Agree a time"), _agree),
        "attach": (_("Add a letter, photo or recording"), ask_attach),
        "change_group": (_("Customers who complain together"), ask_group),
        "find_complex": (_("Found complex"), ask_complex),
        "extend": (_("Extended with approval"), ask_extended),
        "pause": (_("Pause the clocks"), ask_pause),
        "ask_escalation": (_("Ask to report it to head office"), ask_escalation),
        "escalate": (_("Report to head office"), ask_escalate),
        "decline_escalation": (_("Decline: the branch settles it"), ask_declined),
        "link": (_("Link with another case"), ask_link),
        "join": (_("Join to the earlier case"), ask_join),
        "unjoin": (_("Undo the join"), ask_unjoin),
        "withdraw": (_("The customer withdrew"), _withdraw),
        "erase": (_("Erase personal data"), _erase),
    }


def _feedback(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("First feedback"))
    when = ask_when(form, page)
    form.send(
        _("Feedback given"),
        lambda v: service.give_feedback(desk.book, desk.actor, subject, at=when(v)),
        said=_("First feedback recorded."),
    )


def _hand_over(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk, before = page.desk, page.snapshot.file.complaint.owner
    form = FormSheet(page, desk, _("Hand over"))
    form.choice("owner", _("To whom"), page.snapshot.active, _next_owner(page.snapshot), searchable=True)
    form.text("reason", _("Reason"))

    def back(_done: Any) -> Undo | None:
        reason = _("handed over by mistake")
        give = lambda: service.hand_over(desk.book, desk.actor, subject, before, reason)  # noqa: E731
        return Undo(_("Handed over"), give) if before.startswith("person:") else None

    form.send(
        _("Hand over"),
        lambda v: service.hand_over(desk.book, desk.actor, subject, v["owner"] or "", v["reason"]),
        said=_("Handed over."),
        undo=back,
    )


def _next_owner(snapshot: Any) -> str | None:
    """Who most likely takes it: whoever handles complaints here and is neither owner nor the one it is about."""
    case = snapshot.file.complaint
    return next((one for one in snapshot.handlers if one not in (case.owner, case.person)), None)


def _agree(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Agree a time for the answer"))
    form.day("day", _("Day"), page.snapshot.today)
    form.minute("minute", _("Time"), 17 * 60)
    on_one_line(form, "day", "minute")
    form.send(
        _("Agree a time"),
        lambda v: service.agree_reply_time(desk.book, desk.actor, subject, instant(desk, v["day"], v["minute"])),
        said=_("The agreed time is on record."),
    )


def _review(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    ask_somebody(
        page, subject, service.ask_review, _("Who reviews it (never whoever handled it)"),
        heading=_("Open again for a review"), verb=_("Open again"), said=_("The case is open again."),
    )  # fmt: skip


def _withdraw(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FieldForm(page, desk, _("The customer withdrew"))
    form.lines("note", _("What the customer said"), hint=_("without the customer's name or number"))
    add_files(form, _("Or his letter of withdrawal (it may be added later, too)"))
    when = ask_when(form, page)

    def work(v: dict[str, Any]) -> None:
        letters = [(one.name, one.data) for one in v["files"]]
        service.withdraw(desk.book, desk.actor, subject, v["note"], when(v), letters=letters)

    form.send(_("End the case"), work, said=_("Withdrawn; the case has ended."))


def _erase(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    follows = _("Name, telephone and all texts are gone for good; number, times, cause and outcome stay.")
    form = SignSheet(page, desk, _("Erase personal data?"), follows)
    form.lines("reason", _("Reason"))
    form.check("by_right", _("The customer asks for it by right"))
    form.sign(
        _("Erase"),
        lambda v: service.erase(desk.book, desk.actor, subject, v["reason"], by_right=v["by_right"]),
        said=_("Erased."),
    )
