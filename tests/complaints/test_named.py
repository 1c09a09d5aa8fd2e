"""A customer known to the case is named in nothing that is shown masked, and in nothing that stands in an entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import pytest

from supervisor.complaints import service
from supervisor.complaints.clockwatch.service import accept_clock
from supervisor.complaints.promises import service as promises
from supervisor.complaints.retention import service as retention
from supervisor.complaints.texts.masking import Contact, known_in, mask_known
from supervisor.errors import BadInput

from .team import Team

WHO = Contact(
    name="欧阳靖雯", phone="13987654321", mail="jingwen.ouyang@example.com", address="虚构市东湖区银杏路八十八号"
)
SPEAKER = Contact(name="John Li", phone="13700000001")
SAID = "欧阳靖雯和 john li 来电，住虚构市东湖区银杏路八十八号（银杏路八十八号），邮箱 jingwen.ouyang@example.com"


def case(team: Team, **other: Any) -> str:
    given = {"owner": team.handler, "contact": WHO, "group_size": 2, "representatives": (SPEAKER,)}
    return team.register(**given | other)


def test_texts_of_a_case_are_masked_of_its_own_customer(team: Team) -> None:
    subject = case(team, text=SAID, wish=f"请回复{WHO.name}")
    service.handle(team.book, team.handler, subject, at_fault=False, facts=f"到{WHO.address}核实", root=SAID)
    service.reply(team.book, team.handler, subject, text=f"欧阳 靖雯：{SAID}")
    with team.book.read() as r:
        shown = service.read_case(r, team.supervisor, subject)
    for text in (shown.text, shown.wish, shown.facts, shown.root, shown.reply):
        for piece in ("靖雯", "银杏路", "ohn", "ouyang"):
            assert piece not in text
    assert shown.wish == "请回复欧***"
    assert service.unmask(team.book, team.handler, subject, "核对").text == SAID


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("王明", "王明说", "王*说"),
        ("Li", "Limit of Li: Lisa", "Limit of L*: Lisa"),
        ("王", "王府井", "王府井"),
        ("客户", "客户说", "客户说"),
        ("王明", "王\u3000明说", "王*说"),
        ("a.b", "axb a.b", "axb a**"),
    ],
)
def test_what_is_masked_of_a_name(name: str, text: str, shown: str) -> None:
    assert mask_known(text, [Contact(name=name)]) == shown


@pytest.mark.parametrize(("name", "hit"), [("王明", True), ("王先生", False), ("欧阳女士", False), ("匿名", False)])
def test_a_surname_with_a_title_may_stand_in_a_note(name: str, hit: bool) -> None:
    assert bool(known_in(f"已致电{name}", [Contact(name=name)])) is hit


def opened(team: Team, subject: str, reason: str) -> None:
    digest = service.attach(team.book, team.handler, subject, name="信.png", data=b"\x89PNG\r\n\x1a\n" + bytes(9))
    service.open_attachment(team.book, team.handler, subject, digest, reason)


NOTES: dict[str, Callable[[Team, str, str], Any]] = {
    "hand_over": lambda t, c, x: service.hand_over(t.book, t.handler, c, t.deputy, x),
    "pause": lambda t, c, x: service.pause(t.book, t.handler, c, "papers", note=x),
    "complex": lambda t, c, x: service.find_complex(t.book, t.handler, c, x, t.now),
    "ask_escalation": lambda t, c, x: service.ask_escalation(t.book, t.handler, c, x),
    "escalate": lambda t, c, x: service.escalate(t.book, t.manager, c, x),
    "withdraw": lambda t, c, x: service.withdraw(t.book, t.handler, c, x),
    "interest": lambda t, c, x: service.declare_interest(t.book, t.deputy, c, x),
    "unmask": lambda t, c, x: service.unmask(t.book, t.handler, c, x),
    "open": opened,
    "action": lambda t, c, x: service.handle(
        t.book, t.handler, c, at_fault=True, facts="x", apologised=True, action_title=x, action_owner=t.deputy
    ),
    "hold": lambda t, c, x: retention.hold(t.book, t.manager, c, kind="audit", reason=x),
    "promise": lambda t, c, x: promises.promise(
        t.book, t.handler, owner=t.handler, due=t.now + timedelta(hours=5), matter=x, complaint=c, kind="follow_up"
    ),
}


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("words", [f"回复{WHO.name}", "john li 同意", "去银杏路八十八号", f"打{WHO.phone}"])
def test_no_note_names_the_customer_of_its_case(team: Team, note: str, words: str) -> None:
    subject = case(team)
    with pytest.raises(BadInput) as refused:
        NOTES[note](team, subject, words)
    assert words not in str(refused.value)
    NOTES[note](team, subject, "已说明")


PROMISED: dict[str, Callable[[Team, str, str], Any]] = {
    "hand_over": lambda t, p, x: promises.hand_over_promise(t.book, t.handler, p, t.teller, x),
    "postpone": lambda t, p, x: promises.postpone_promise(t.book, t.handler, p, t.now + timedelta(hours=9), x),
    "try": lambda t, p, x: promises.record_try(t.book, t.handler, p, x),
    "keep": lambda t, p, x: promises.keep_promise(t.book, t.handler, p, x),
    "give_up": lambda t, p, x: promises.give_up_promise(t.book, t.handler, p, x),
    "unmask": lambda t, p, x: promises.unmask_contact(t.book, t.handler, p, x),
    "another": lambda t, p, x: promises.promise(
        t.book, t.handler, owner=t.handler, due=t.now + timedelta(hours=1), matter=x, contact=WHO
    ),
    "told": lambda t, p, x: promises.promise(
        t.book, t.handler, owner=t.handler, due=t.now + timedelta(hours=1), matter="回电", contact=WHO, told_once=[x]
    ),
    "praise": lambda t, p, x: promises.record_praise(
        t.book, t.handler, source="customer", persons=[t.teller], what=x, contact=WHO
    ),
}


@pytest.mark.parametrize("note", PROMISED)
@pytest.mark.parametrize("words", [f"回电{WHO.name}", f"打 {WHO.phone}", "打 13611112222"])
def test_no_words_of_a_promise_name_whom_it_was_given(team: Team, note: str, words: str) -> None:
    given = promises.promise(
        team.book, team.handler, owner=team.handler, due=team.now + timedelta(hours=3), matter="回电", contact=WHO
    )
    with pytest.raises(BadInput):
        PROMISED[note](team, given, words)
    PROMISED[note](team, given, "已说明")


def test_praise_taken_back_and_head_office_and_the_clock_take_no_number(team: Team) -> None:
    team.now = datetime.now(UTC).replace(microsecond=0) + timedelta(days=400)
    praised = promises.record_praise(
        team.book, team.handler, source="customer", persons=[team.teller], what="热情", contact=WHO
    )
    with pytest.raises(BadInput):
        promises.take_back_praise(team.book, team.handler, praised, f"{WHO.name}否认")
    subject = case(team)
    service.escalate(team.book, team.manager, subject, "超权限")
    with pytest.raises(BadInput):
        service.record_head_office_decision(
            team.book, team.handler, subject, decision="退费", decided_by="分行 13611112222", owner=team.handler
        )
    team.wait(days=-2)
    with pytest.raises(BadInput):
        accept_clock(team.book, team.manager, "客户 13611112222 在场")
    accept_clock(team.book, team.manager, "时钟曾快两天")


def test_a_name_as_long_as_a_book_holds_nothing_up() -> None:
    began = process_time()
    assert "长长" not in mask_known("长" * 300_000, [Contact(name="长" * 300_000)])[1:]
    assert process_time() - began < 5
