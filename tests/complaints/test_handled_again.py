"""What was found stays until something else is said; what really happened earlier may be entered later, in order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from supervisor.actions.ledger import action
from supervisor.actions.service import raise_action
from supervisor.actions.service import withdraw as withdraw_action
from supervisor.branch.faults import WrongField
from supervisor.complaints import service
from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.ledger import complaint, history
from supervisor.complaints.records import CaseFile, Step
from supervisor.complaints.steps.telling import told_of
from supervisor.errors import BadInput, Refused
from supervisor.language import use_language

from .road import PNG
from .team import Team
from .test_missed_stays import states


def read(team: Team, subject: str) -> CaseFile:
    with team.book.read() as r:
        return service.read_case(r, team.handler, subject)


def told(team: Team, subject: str, kind: str) -> list[str]:
    names = {team.__dict__["person"][name]: name for name in ("manager", "handler", "deputy", "teller")}
    with team.book.read() as r:
        steps: list[Step] = [step for step in history(r, subject) if step.kind == kind]
        return [told_of(step, r.zone, lambda one: names.get(one, one), lambda code: code) for step in steps]


def handled(team: Team) -> str:
    subject = team.register(owner=team.handler)
    service.handle(
        team.book, team.handler, subject, at_fault=True, facts="窗口未开", measure="加开窗口", apologised=True,
        root_code="staffing", root="排班不足", action_title="高峰加开窗口",
    )  # fmt: skip
    return subject


def test_what_is_not_said_again_stays_and_what_is_replaced_is_told(team: Team) -> None:
    use_language("zh")
    subject = handled(team)
    before = read(team, subject)
    team.wait(minutes=5)
    assert service.handle(team.book, team.handler, subject, facts="两个窗口未开") == ("facts",)
    after = read(team, subject)
    assert after.facts == "两个窗口未开"
    for name in ("measure", "root"):
        assert getattr(after, name) == getattr(before, name)
    for name in ("at_fault", "apologised", "root_code", "cause_code", "action"):
        assert getattr(after.complaint, name) == getattr(before.complaint, name), name
    assert service.handle(team.book, team.handler, subject, at_fault=False, measure="") == ("at_fault", "measure")
    assert read(team, subject).measure == "", "emptied, where that is said"
    assert told(team, subject, "handled") == [
        "我行有责", "我行有责；变更：核实情况", "我行无责；变更：是否有责，整改措施"
    ]  # fmt: skip
    assert service.handle(team.book, team.handler, subject, facts="两个窗口未开") == (), "the same again"


def test_a_first_finding_and_that_of_a_review_are_whole(team: Team) -> None:
    subject = team.register(owner=team.handler)
    for wrong in ({"facts": "x"}, {"at_fault": False}, {"at_fault": False, "facts": " "}):
        with pytest.raises(WrongField):
            service.handle(team.book, team.handler, subject, **wrong)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="核实")
    service.reply(team.book, team.handler, subject, text="已答复")
    service.close(team.book, team.manager, subject)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    for wrong in ({"facts": "x"}, {"at_fault": False}):
        with pytest.raises(WrongField):
            service.handle(team.book, team.deputy, subject, **wrong)
    service.handle(team.book, team.deputy, subject, at_fault=False, facts="复核")


def test_an_action_that_is_there_is_named_in_place_of_a_new_one(team: Team) -> None:
    subject = team.register(owner=team.handler)
    there = raise_action(team.book, team.manager, title="大堂加派引导", owner=team.deputy)
    base: dict[str, Any] = {"at_fault": True, "facts": "属实", "apologised": True}
    for wrong in ({"action": "action:none"}, {"action": there, "action_title": "另立"}):
        with pytest.raises(WrongField):
            service.handle(team.book, team.handler, subject, **base, **wrong)
    service.handle(team.book, team.handler, subject, **base, action=there)
    assert read(team, subject).complaint.action == there
    withdraw_action(team.book, team.manager, there, reason="误")
    with pytest.raises(WrongField):
        service.handle(team.book, team.handler, subject, action=there)
    own = handled(team)
    with pytest.raises(WrongField, match="ZG-"):
        service.handle(team.book, team.handler, own, action_title="再立一项")


def test_settled_on_the_spot_raises_an_action_and_asks_the_customer(team: Team) -> None:
    subject = team.register(owner=team.handler)
    base: dict[str, Any] = {"at_fault": True, "facts": "跳号", "answer": "已补办", "apologised": True}
    with pytest.raises(WrongField) as refused:
        service.settle_on_the_spot(team.book, team.handler, subject, **base, accepted=None, action_title="查叫号机")
    assert refused.value.field == "accepted"
    service.settle_on_the_spot(team.book, team.handler, subject, **base, accepted=False, action_title="查叫号机")
    case = read(team, subject).complaint
    assert (case.accepted, case.state) == (False, "replied")
    with team.book.read() as r:
        raised = action(r, case.action)
    assert raised is not None
    assert raised.title == "查叫号机"


def test_what_happened_earlier_is_entered_later_and_in_order(team: Team) -> None:
    use_language("en")
    subject = team.register(owner=team.handler)
    heard = team.now
    team.wait(hours=5)
    minutes = timedelta(minutes=1)
    with pytest.raises(BadInput, match="before the complaint"):
        service.handle(team.book, team.handler, subject, at_fault=False, facts="x", at=heard - minutes)
    with pytest.raises(BadInput, match="not come yet"):
        service.handle(team.book, team.handler, subject, at_fault=False, facts="x", at=team.now + minutes)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x", at=heard + 60 * minutes)
    with pytest.raises(BadInput, match="cannot have happened earlier"):
        service.reply(team.book, team.handler, subject, text="x", at=heard + 30 * minutes)
    service.reply(team.book, team.handler, subject, text="x", at=heard + 90 * minutes)
    for early in (30, 80):
        with pytest.raises(BadInput, match="cannot have happened earlier"):
            service.close(team.book, team.manager, subject, heard + early * minutes)
    service.close(team.book, team.manager, subject, heard + 95 * minutes)
    with team.book.read() as r:
        steps = {step.kind: step for step in history(r, subject)}
    for kind, after in (("handled", 60), ("replied", 90), ("closed", 95)):
        assert (steps[kind].at, steps[kind].entered_later) == (heard + after * minutes, True)


def test_settled_in_its_time_and_entered_later_is_in_time_as_an_answer_is(team: Team) -> None:
    """The house rule for feedback and answers: what counts is when the customer heard it; that it was entered later
    shows."""
    subject = team.register(owner=team.handler)
    heard = team.now
    team.wait(hours=2)
    assert states(team, subject, "on_the_spot") == ["late"]
    service.settle_on_the_spot(
        team.book, team.handler, subject, at_fault=False, facts="x", answer="x", accepted=True,
        at=heard + timedelta(minutes=20),
    )  # fmt: skip
    assert states(team, subject, "on_the_spot") == ["met"]
    with team.book.read() as r:
        assert all(step.entered_later for step in history(r, subject) if step.kind in ("handled", "replied"))


def test_a_time_within_the_minute_of_the_former_step_follows_it(team: Team) -> None:
    subject = team.register(owner=team.handler)
    team.now = team.now.replace(second=45)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    team.wait(hours=1)
    service.reply(team.book, team.handler, subject, text="x", at=team.now.replace(hour=9, minute=0, second=0))
    assert read(team, subject).complaint.state == "replied"


def test_withdrawing_needs_words_or_a_letter_and_the_manager_once_at_fault(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(WrongField) as refused:
        service.withdraw(team.book, team.handler, subject, " ")
    assert refused.value.field == "note"
    with pytest.raises(WrongField) as refused:
        service.withdraw(team.book, team.handler, subject, letters=[("撤诉书.exe", b"MZ")])
    assert refused.value.field == "files"
    service.withdraw(team.book, team.handler, subject, letters=[("撤诉书.png", PNG)])
    team.wait(days=2)
    service.attach(team.book, team.handler, subject, name="补.png", data=PNG + b"2")
    with team.book.read() as r:
        assert len(attachments(r, subject)) == 2
    faulty = handled(team)
    with pytest.raises(Refused, match="支行负责人"):
        service.withdraw(team.book, team.handler, faulty, "客户来电")
    service.withdraw(team.book, team.manager, faulty, "客户来电")
    with team.book.read() as r:
        ended = complaint(r, faulty)
    assert ended is not None
    assert ended.state == "withdrawn"


def test_who_approved_confirmed_and_told_whom_is_in_the_history(team: Team) -> None:
    use_language("zh")
    subject = team.register(owner=team.handler)
    when = f"{team.now:%Y-%m-%d %H:%M}"
    service.hand_over(team.book, team.handler, subject, team.deputy, "熟悉业务")
    service.find_complex(team.book, team.deputy, subject, "需鉴定", team.now, "phone")
    service.extend(team.book, team.deputy, subject, "鉴定未出", "分行张主任", team.now, "face")
    service.pause(team.book, team.deputy, subject, "papers", note="等材料", told_by="message")
    service.resume(team.book, team.deputy, subject)
    service.escalate(team.book, team.manager, subject, "超权限")
    service.record_head_office_decision(
        team.book, team.manager, subject, decision="退费", decided_by="分行李处", owner=team.handler
    )
    assert told(team, subject, "handed_over") == ["deputy；原因：熟悉业务"]
    assert told(team, subject, "found_complex") == [f"需鉴定；已告知客户（{when} 电话告知）"]
    assert told(team, subject, "extended") == [f"鉴定未出；批准人：分行张主任；已告知客户（{when} 当面告知）"]
    assert told(team, subject, "paused") == [f"papers；等材料；已告知客户（{when} 短信或网络告知）"]
    assert told(team, subject, "escalated") == ["超权限；确认上报：manager"]
    assert told(team, subject, "head_office_decided") == ["作出人：分行李处；跟进人：handler"]
    with pytest.raises(BadInput):
        service.pause(team.book, team.deputy, subject, "papers", told_by="pigeon")
