"""The steps of a case's course: which are offered in which order, and the form of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.screens.complaints.escalation_forms import (
    ask_complex,
    ask_decided,
    ask_escalate,
    ask_extended,
)
from supervisor.desktop.screens.complaints.facts import FactsCard, Step
from supervisor.desktop.screens.complaints.one_answer import ask_somebody, ask_when, ask_words
from supervisor.desktop.screens.complaints.promise_forms import ask_promise
from supervisor.desktop.screens.complaints.record import instant
from supervisor.desktop.screens.complaints.sealed import ask_case_data
from supervisor.desktop.signing import SignSheet
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
    rare = made(_rare())
    if live and case.person != snapshot.actor and not case.head_office:
        rare.append((_("Step aside (own interest)"), lambda: _step_aside(page, subject, case.owner == snapshot.actor)))
    if live and "handle" in allowed:
        rare.append((_("Promise the customer a call"), lambda: ask_promise(page, complaint=subject)))
    if case.action:
        rare.append((_("Open the corrective action"), lambda: page.desk.go("actions", case.action)))
    right = "handle_manager_complaint" if case.head_office else "unmask"
    if snapshot.file.masked and not case.erased and snapshot.may(right) and case.person != snapshot.actor:
        rare.insert(0, (_("Show the customer's data"), lambda: ask_case_data(page, subject)))
    card.offer(made(_usual()), rare)
    if live:
        card.say(snapshot.why if not snapshot.steps else _waiting(snapshot))


def _waiting(snapshot: Any) -> str:
    if snapshot.file.complaint.state == "replied" and "close" not in snapshot.steps:
        return _("Answered; it waits for the branch manager's signature.")
    return ""


def _usual() -> dict[str, tuple[str, Ask]]:
    return {
        "close": (_("Sign and close"), _close),
        "reply": (_("Answered"), _reply),
        "head_office_decides": (_("Head office decided"), ask_decided),
        "first_feedback": (_("Feedback given"), _feedback),
        "handle": (_("Facts checked"), _handle),
        "hand_over": (_("Hand over"), _hand_over),
        "ask_review": (_("Customer asks for a review"), _review),
    }


def _rare() -> dict[str, tuple[str, Ask]]:
    return {
        "settle": (_("Settled on the spot"), _settle),
        "agree_reply_time": (_("Agree a time"), _agree),
        "find_complex": (_("Found complex"), ask_complex),
        "extend": (_("Extended with approval"), ask_extended),
        "escalate": (_("Report to head office"), ask_escalate),
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
    form = FormSheet(page, desk, _("Agree a time for the answer"))
    form.day("day", _("Day"), page.snapshot.today)
    form.minute("minute", _("Time"), 17 * 60)
    on_one_line(form, "day", "minute")
    form.send(
        _("Agree a time"),
        lambda v: service.agree_reply_time(desk.book, desk.actor, subject, instant(desk, v["day"], v["minute"])),
        said=_("The agreed time is on record."),
    )


def _findings(form: FormSheet, page: Any) -> None:
    form.lines("facts", _("Facts that were found"))
    form.check("at_fault", _("The bank is at fault"))
    form.check("apologised", _("The customer has had our apology"))
    form.choice("cause_code", _("Cause"), [("", _("as recorded")), *page.snapshot.cause_options], searchable=True)
    form.lines("measure", _("Measure that keeps it from happening again"))


def _handle(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Facts checked"))
    _findings(form, page)
    form.text("title", _("Corrective action to raise from it"), hint=_("what is to be mended, never who complained"))
    owners = [("", _("whoever has the case")), *page.snapshot.active]
    form.choice("owner", _("Who answers for the action"), owners, searchable=True)

    def work(v: dict[str, Any]) -> None:
        service.handle(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], cause_code=v["cause_code"] or "",
            measure=v["measure"], apologised=v["apologised"], action_title=v["title"], action_owner=v["owner"] or "",
        )  # fmt: skip

    form.send(_("Save"), work, said=_("The facts are on record."))


def _settle(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Settled on the spot"))
    _findings(form, page)
    form.lines("answer", _("The answer that the customer was given"))

    def work(v: dict[str, Any]) -> None:
        service.settle_on_the_spot(
            desk.book, desk.actor, subject, at_fault=v["at_fault"], facts=v["facts"], answer=v["answer"],
            cause_code=v["cause_code"] or "", measure=v["measure"], apologised=v["apologised"],
        )  # fmt: skip

    form.send(_("Save"), work, said=_("Settled; only the signature is left."))


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

    desk = page.desk
    form = SignSheet(
        page, desk, _("Sign and close this case?"), _("Your signature says that handling and answer are in order.")
    )
    form.sign(
        _("Sign and close"), lambda _v: service.close(desk.book, desk.actor, subject), said=_("Signed and closed.")
    )


def _review(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    ask_somebody(
        page, subject, service.ask_review, _("Who reviews it (never whoever handled it)"),
        heading=_("Open again for a review"), verb=_("Open again"), said=_("The case is open again."),
    )  # fmt: skip


def _withdraw(page: Any, subject: str) -> None:
    from supervisor.complaints import service

    ask_words(
        page, subject, service.withdraw, ("note", _("What the customer said")),
        heading=_("The customer withdrew"), verb=_("End the case"), said=_("Withdrawn; the case has ended."),
    )  # fmt: skip


def _step_aside(page: Any, subject: str, owned: bool) -> None:
    from supervisor.complaints import service

    desk = page.desk
    form = FormSheet(page, desk, _("Step aside (own interest)"))
    form.lines("reason", _("Your interest in the case (it is kept with your name)"))
    if owned:
        form.choice("owner", _("Who takes the case over"), page.snapshot.active, searchable=True)

    def work(v: dict[str, Any]) -> None:
        service.declare_interest(desk.book, desk.actor, subject, v["reason"], new_owner=v.get("owner") or "")

    form.send(_("Step aside"), work, said=_("You keep out of this case from now on."))


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
