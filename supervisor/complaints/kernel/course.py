"""The course of a complaint: which step is possible in which state, and the reason when one is not.

open → handled → replied → closed is the straight road; settling on the spot is handling and reply in one. A
complaint about the branch manager, or one beyond the branch's authority, is with head office until its
decision is recorded. Withdrawal ends a case from any state before closing. A closed case opens again only by
a review asked for in time.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from supervisor.language import _

OPEN, HANDLED, REPLIED, CLOSED, WITHDRAWN = "open", "handled", "replied", "closed", "withdrawn"
JOINED = "joined"  # the same matter was heard before and goes on in that case
STATES = (OPEN, HANDLED, REPLIED, CLOSED, WITHDRAWN, JOINED)
HEAD_OFFICE = "office:head"
"""The owner of a case that head office decides."""


class Standing(msgspec.Struct, frozen=True):
    """Where a case stands, as far as the next step depends on it."""

    state: str
    with_head_office: bool = False  # waits for head office's decision
    is_complex: bool = False
    extended: bool = False
    erased: bool = False
    first_feedback: bool = False
    review_until: datetime | None = None
    about_manager: bool = False
    paused: bool = False
    escalation_asked: bool = False
    manager_told: bool = False


_LIVE = (OPEN, HANDLED, REPLIED)
_STEPS: dict[str, tuple[str, ...]] = {
    "hand_over": _LIVE,
    "tell_manager": _LIVE,
    "first_feedback": (OPEN, HANDLED),
    "agree_reply_time": (OPEN, HANDLED),
    "find_complex": (OPEN, HANDLED),
    "extend": (OPEN, HANDLED),
    "pause": (OPEN, HANDLED),
    "resume": (OPEN, HANDLED),
    "ask_escalation": (OPEN, HANDLED),
    "decline_escalation": (OPEN, HANDLED),
    "escalate": (OPEN, HANDLED),
    "head_office_decides": (OPEN, HANDLED),
    "handle": (OPEN, HANDLED),
    "reply": (HANDLED,),
    "close": (REPLIED,),
    "withdraw": _LIVE,
    "join": _LIVE,
    "unjoin": (JOINED,),
    "change_group": _LIVE,
    "ask_review": (CLOSED,),
    "attach": (*_LIVE, WITHDRAWN),  # the letter of withdrawal may come after the case has ended
    "erase": (CLOSED, WITHDRAWN, JOINED),
}
STEPS = tuple(_STEPS)
_NOT_WITH_HEAD_OFFICE = ("handle", "reply", "close", "hand_over", "escalate", "ask_escalation", "decline_escalation")


def refusal(standing: Standing, step: str, now: datetime | None = None) -> str:
    """Why `step` cannot be taken now, in the language in force; "" when it can.

    `now` is needed for `ask_review` only. An unknown step is a bug (KeyError).
    """
    allowed = _STEPS[step]
    if standing.erased and step != "withdraw":
        return _("The case's data has been erased; nothing can be added to it.")
    if standing.state not in allowed:
        return _wrong_state(standing.state, step)
    if standing.with_head_office and step in _NOT_WITH_HEAD_OFFICE:
        return _("Head office has the case; record its decision first.")
    if step == "head_office_decides" and not standing.with_head_office:
        return _("The case is not with head office.")
    if step == "extend" and not standing.is_complex:
        return _("Only a complex case can be extended; record first why it is complex and that the customer knows.")
    if step == "extend" and standing.extended:
        return _("The case has been extended already; there is no second extension.")
    if step == "find_complex" and standing.is_complex:
        return _("The case is complex already.")
    if step == "first_feedback" and standing.first_feedback:
        return _("First feedback has been recorded already.")
    if reason := _pausing(standing, step) or _escalating(standing, step):
        return reason
    if step == "ask_review" and now and standing.review_until and now > standing.review_until:
        return _("The time to ask for a review has passed.")
    return ""


def _pausing(standing: Standing, step: str) -> str:
    if step == "pause" and standing.paused:
        return _("The clocks stand still already.")
    if step == "resume" and not standing.paused:
        return _("The clocks are running; there is no pause to end.")
    return ""


def _escalating(standing: Standing, step: str) -> str:
    """Why telling the manager, or what leads to head office, cannot be now."""
    if standing.about_manager:
        if step == "tell_manager":
            return _("It is about the branch manager: head office alone hears of it.")
        if step in ("ask_escalation", "decline_escalation", "escalate"):
            return _("It is about the branch manager: head office has it from the first moment.")
    if step == "tell_manager" and standing.manager_told:
        return _("The branch manager has been told already.")
    if step == "ask_escalation" and standing.escalation_asked:
        return _("It has been asked already; the branch manager is to confirm or decline.")
    if step == "decline_escalation" and not standing.escalation_asked:
        return _("Nobody asked to report the case to head office.")
    return ""


def _wrong_state(state: str, step: str) -> str:
    if step == "unjoin":
        return _("The case is not joined to another; there is nothing to undo.")
    if state == WITHDRAWN:
        return _("The complaint was withdrawn; the case has ended.")
    if state == JOINED:
        return _("The case was joined to an earlier one of the same matter: go on there.")
    if step == "ask_review":
        return _("The case is not closed, so there is no decision to review yet.")
    if step == "erase":
        return _("Personal data can be erased only after the case is closed or withdrawn.")
    if state == CLOSED:
        return _("The case is closed; it opens again only when the customer asks for a review in time.")
    if step == "close":
        return _("A case is closed only with the handling and the reply recorded.")
    if step == "reply":
        return (
            _("Record the handling (facts, who was at fault, measure) before the reply.")
            if state == OPEN
            else _("The reply has been recorded already.")
        )
    return _("The customer has been answered; this step comes before the reply.")
