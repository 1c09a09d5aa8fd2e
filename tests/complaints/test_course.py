"""The course of a complaint: every step in every state, allowed or refused with a reason of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.complaints.kernel.course import (
    CLOSED,
    HANDLED,
    JOINED,
    OPEN,
    REPLIED,
    STATES,
    STEPS,
    WITHDRAWN,
    Standing,
    refusal,
)
from supervisor.language import use_language

LIVE = {"hand_over", "withdraw", "attach", "tell_manager", "join", "change_group"}
BEFORE_REPLY = LIVE | {
    "first_feedback",
    "agree_reply_time",
    "find_complex",
    "escalate",
    "handle",
    "pause",
    "ask_escalation",
}
ALLOWED = {
    OPEN: BEFORE_REPLY,
    HANDLED: BEFORE_REPLY | {"reply"},
    REPLIED: LIVE | {"close"},
    CLOSED: {"ask_review", "erase"},
    WITHDRAWN: {"attach", "erase"},
    JOINED: {"erase", "unjoin"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_in_every_state(state: str, step: str) -> None:
    reason = refusal(Standing(state), step)
    assert (reason == "") == (step in ALLOWED[state]), reason


def test_head_office_holds_the_case_until_its_decision() -> None:
    use_language("en")
    waiting = Standing(OPEN, with_head_office=True)
    for step in ("handle", "hand_over", "escalate"):
        assert "decision" in refusal(waiting, step)
    assert refusal(waiting, "head_office_decides") == ""
    assert refusal(Standing(OPEN), "head_office_decides")
    assert refusal(waiting, "withdraw") == ""


def test_one_extension_and_only_of_a_complex_case() -> None:
    assert refusal(Standing(OPEN), "extend")
    assert refusal(Standing(OPEN, is_complex=True), "extend") == ""
    assert refusal(Standing(OPEN, is_complex=True, extended=True), "extend")
    assert refusal(Standing(OPEN, is_complex=True), "find_complex")


def test_review_only_in_time() -> None:
    until = datetime(2026, 4, 1, tzinfo=UTC)
    closed = Standing(CLOSED, review_until=until)
    assert refusal(closed, "ask_review", until) == ""
    assert refusal(closed, "ask_review", until + timedelta(seconds=1))


def test_an_erased_case_takes_nothing_more() -> None:
    for state in STATES:
        for step in set(STEPS) - {"withdraw"}:
            assert refusal(Standing(state, erased=True), step)


def test_an_unknown_step_is_a_bug() -> None:
    with pytest.raises(KeyError):
        refusal(Standing(OPEN), "shred")
