"""In which state of a month which step may be made, and what a person is told where it may not. Pure."""

from __future__ import annotations

from supervisor.errors import Refused
from supervisor.language import Words, _, language

STATES = ("draft", "self", "review", "published", "signed", "reopened")
STATE_NAMES: dict[str, Words] = {
    "draft": Words("草稿", "draft"),
    "self": Words("员工自评", "self-assessment"),
    "review": Words("负责人评定", "review"),
    "published": Words("已公布", "published"),
    "signed": Words("已签署锁定", "signed and locked"),
    "reopened": Words("已重新打开", "opened again"),
}
_OPEN = frozenset({"draft", "self", "review", "reopened"})  # not shown to anybody as a result yet
STEPS: dict[str, frozenset[str]] = {
    "open_self": _OPEN,
    "self_assess": frozenset({"self"}),
    "open_review": frozenset({"draft", "self", "published", "reopened"}),
    "review": frozenset({"review"}),
    "ask_peers": _OPEN,
    "answer_peer": _OPEN,
    "publish": frozenset({"draft", "review", "published", "reopened"}),
    "acknowledge": frozenset({"published", "signed"}),
    "appeal": frozenset({"published"}),
    "lock": frozenset({"published"}),
    "reopen": frozenset({"signed"}),
}


def check_step(step: str, state: str, month: str) -> None:
    """Refuse a step that this state does not allow, saying what to do instead."""
    if state not in STEPS[step]:
        between = "" if language() == "zh" else " "
        raise Refused(between.join((_stands(state, month), cure(step, state))))


def _stands(state: str, month: str) -> str:
    words = {
        "draft": _("{month} is a draft."),
        "self": _("The self-assessment of {month} is running."),
        "review": _("The review of {month} is running."),
        "published": _("{month} is published."),
        "signed": _("{month} is signed and locked."),
        "reopened": _("{month} was opened again."),
    }
    return words[state].format(month=month)


def cure(step: str, state: str) -> str:
    """What to do where a step is not allowed in a state."""
    if step == "reopen":
        return _("Only a signed month is opened again; change this one as it stands.")
    if step == "lock":
        return _("Publish it first, then sign it.") if state != "signed" else _("It needs no second signature.")
    if step == "acknowledge":
        return _("There is something to take note of once it is published.")
    if state == "signed":
        return _("It changes only after the branch manager has opened it again.")
    if step == "appeal":
        return _("Appeals are possible once it is published.")
    if step == "open_review":
        return _("Everything can be written now.")
    if step == "publish":
        return _("Open the review first, or set an earlier last day for the self-assessment.")
    if state == "published":
        if step == "self_assess":
            return _("Dispute a line that is wrong by an appeal.")
        return _("Put it back to the review first, with the reason.")
    if step == "review":
        return _("Open the review first.")
    return _("Ask the branch manager to open the self-assessment.")
