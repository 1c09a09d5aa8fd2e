"""One complaint through every stand and every step; at each stand every illegal step is refused with its own reason,
and nothing is written. Through the services, as people give them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.complaints import service
from supervisor.complaints.kernel.course import CLOSED, STEPS
from supervisor.complaints.ledger import case_clocks, complaint, history
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.language import use_language

from .road import ATTEMPTS, STANDS, brought, by
from .team import Team, found

ANSWERED = "The customer has been answered"
OPENS_AGAIN = "it opens again only when the customer asks for a review"
WITHDRAWN = "The complaint was withdrawn"
ERASED = "data has been erased"
JOINED = "was joined to an earlier one"
WITH_HEAD_OFFICE = "Head office has the case; record its decision first"
NO_HANDLING = "Record the handling"
NOT_BOTH = "only with the handling and the reply recorded"
NO_DECISION = "no decision to review yet"
NOT_ENDED = "only after the case is closed or withdrawn"
NOT_THERE = "not with head office"
NOT_COMPLEX = "Only a complex case can be extended"
NO_PAUSE = "there is no pause to end"
NOT_JOINED = "not joined to another"
NOBODY_ASKED = "Nobody asked to report"

OPEN = {
    "extend": NOT_COMPLEX, "resume": NO_PAUSE, "decline_escalation": NOBODY_ASKED, "head_office_decides": NOT_THERE,
    "reply": NO_HANDLING, "close": NOT_BOTH, "ask_review": NO_DECISION, "erase": NOT_ENDED,
    "unjoin": NOT_JOINED,
}  # fmt: skip
HANDLED = {step: why for step, why in OPEN.items() if step != "reply"}
AFTER_REPLY = {"hand_over", "tell_manager", "attach", "withdraw", "close", "join", "change_group"}
PAUSED = {"pause": "stand still already"}


def without(of: dict[str, str], *steps: str, **more: str) -> dict[str, str]:
    return {step: why for step, why in of.items() if step not in steps} | more


# stand → step → a part of the reason; a step that is not named goes through
REFUSED: dict[str, dict[str, str]] = {
    "open": OPEN,
    "told": OPEN | {"tell_manager": "has been told already"},
    "feedback given": OPEN | {"first_feedback": "First feedback has been recorded already"},
    "complex": without(OPEN, "extend", find_complex="complex already"),
    "extended": OPEN | {"extend": "there is no second extension", "find_complex": "complex already"},
    "paused": without(OPEN, "resume") | PAUSED,
    "head office asked for": without(OPEN, "decline_escalation", ask_escalation="asked already"),
    "with head office": without(OPEN, "head_office_decides") | {
        "hand_over": WITH_HEAD_OFFICE, "handle": WITH_HEAD_OFFICE, "escalate": WITH_HEAD_OFFICE,
        "ask_escalation": WITH_HEAD_OFFICE, "decline_escalation": WITH_HEAD_OFFICE,
    },
    "back from head office": OPEN,
    "handled": HANDLED,
    "handled and paused": without(HANDLED, "resume") | PAUSED,
    "replied": dict.fromkeys(set(STEPS) - AFTER_REPLY, ANSWERED) | {
        "reply": "reply has been recorded already", "ask_review": NO_DECISION, "erase": NOT_ENDED,
        "unjoin": NOT_JOINED,
    },
    "closed": dict.fromkeys(set(STEPS) - {"ask_review", "erase"}, OPENS_AGAIN) | {"unjoin": NOT_JOINED},
    "review": OPEN,
    "withdrawn": dict.fromkeys(set(STEPS) - {"attach", "erase"}, WITHDRAWN) | {"unjoin": NOT_JOINED},
    "joined": dict.fromkeys(set(STEPS) - {"erase", "unjoin"}, JOINED),
    "erased": dict.fromkeys(set(STEPS) - {"withdraw"}, ERASED) | {"withdraw": WITHDRAWN},
}  # fmt: skip


def stands(team: Team, subject: str):
    """The case and its history."""
    with team.book.read() as r:
        return complaint(r, subject), history(r, subject)


def test_every_step_has_an_attempt_and_every_stand_its_reasons() -> None:
    assert set(ATTEMPTS) == set(STEPS)
    assert set(REFUSED) == set(STANDS)


@pytest.mark.parametrize("stand", STANDS)
def test_each_illegal_step_is_refused_with_its_own_reason_and_each_other_goes_through(team: Team, stand: str) -> None:
    use_language("en")
    for step in STEPS:
        subject = brought(team, stand)
        before = stands(team, subject)
        assert before[0] is not None
        with team.book.read() as r:
            offered = step in service.steps_possible(r, subject)
        reason = REFUSED[stand].get(step)
        assert offered is (reason is None), f"{step}: what is offered is what goes through"
        if reason is None:
            ATTEMPTS[step](team, by(team, step, stand), subject)
            assert len(stands(team, subject)[1]) > len(before[1]), step
            continue
        with pytest.raises(Refused) as refused:
            ATTEMPTS[step](team, by(team, step, stand), subject)
        assert reason in str(refused.value), step
        assert str(refused.value).startswith(before[0].number), "it says which case"
        assert stands(team, subject) == before, "nothing was written"


def test_one_complaint_goes_the_whole_way(any_book: Book) -> None:
    """Every kind of step once, on one case, on each engine."""
    team = found(any_book)
    subject = team.register(first_taker=team.teller)
    for actor, step in (
        (team.teller, "attach"), (team.teller, "first_feedback"), (team.teller, "agree_reply_time"),
        (team.teller, "hand_over"), (team.deputy, "tell_manager"), (team.deputy, "find_complex"),
        (team.deputy, "pause"), (team.deputy, "resume"), (team.deputy, "extend"), (team.deputy, "ask_escalation"),
        (team.manager, "decline_escalation"), (team.deputy, "ask_escalation"), (team.manager, "escalate"),
        (team.handler, "head_office_decides"), (team.handler, "handle"), (team.handler, "reply"),
        (team.manager, "close"), (team.handler, "ask_review"),
    ):  # fmt: skip
        team.wait(hours=1)
        ATTEMPTS[step](team, actor, subject)
        case, _ = stands(team, subject)
        assert case is not None
        assert case.owner, "somebody has it at every moment"
    for actor, step in ((team.deputy, "handle"), (team.deputy, "reply"), (team.manager, "close")):
        team.wait(hours=1)
        ATTEMPTS[step](team, actor, subject)
    team.wait(days=1)
    ATTEMPTS["erase"](team, team.manager, subject)
    case, steps = stands(team, subject)
    assert case is not None
    assert (case.state, case.reviews, case.erased, case.paused, len(case.pauses)) == (CLOSED, 1, True, False, 1)
    assert case.first_replied is not None
    assert case.replied is not None
    assert case.first_replied < case.replied
    assert len(steps) == 23
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    withdrawn = brought(team, "handled and paused")
    ATTEMPTS["withdraw"](team, team.teller, withdrawn)
    ended, _ = stands(team, withdrawn)
    assert ended is not None
    assert (ended.ended, ended.paused) == (team.now, False), "it ends that day, and so does its pause"
    assert ended.pauses[-1].until == team.now
    any_book.rebuild()
    assert stands(team, subject) == (case, steps)
    assert any_book.verify().ok


def test_a_review_too_late_and_by_whoever_handled_it_is_refused(team: Team) -> None:
    subject = brought(team, "closed")
    with pytest.raises(Refused):
        service.ask_review(team.book, team.handler, subject, owner=team.handler)
    team.wait(days=31)
    with pytest.raises(Refused):
        ATTEMPTS["ask_review"](team, team.handler, subject)


def test_what_is_about_the_manager_is_neither_told_to_him_nor_escalated(team: Team) -> None:
    use_language("en")
    subject = team.register(person=team.manager)
    for step in ("tell_manager", "ask_escalation", "escalate"):
        with pytest.raises(Refused, match="It is about the branch manager"):
            ATTEMPTS[step](team, team.auditor, subject)
    with pytest.raises(BadInput):
        service.pause(team.book, team.auditor, subject, "because")


def test_an_answer_after_the_agreed_time_stays_late_when_it_is_reviewed(team: Team) -> None:
    subject = team.register(owner=team.handler)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(hours=1))
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    team.wait(hours=2)
    service.reply(team.book, team.handler, subject, text="x")
    service.close(team.book, team.manager, subject)
    team.wait(days=20)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        states = {clock.kind: clock.state(team.now) for clock in case_clocks(r, case)}
    assert states["agreed_reply"] == "met_late"
    assert states["outer"] == "met"
    assert states["review"] == "running"
