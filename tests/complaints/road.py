"""A complaint brought to every stand it can have, and every step tried on it, through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from supervisor.complaints import service
from supervisor.complaints.steps.grouping import add_representative
from supervisor.complaints.texts.masking import Contact

from .team import Team

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
CUSTOMER = Contact(name="王小明", phone="13812345678")
Attempt = Callable[[Team, str, str], Any]


def handle(team: Team, actor: str, subject: str) -> None:
    service.handle(team.book, actor, subject, at_fault=False, facts="核实")


def reply(team: Team, actor: str, subject: str) -> None:
    service.reply(team.book, actor, subject, text="已答复")


def join(team: Team, actor: str, subject: str) -> None:
    """Joined to a case of the same matter that was heard earlier, of `CUSTOMER`."""
    main = team.register(owner=team.handler, contact=CUSTOMER, received=team.now - timedelta(days=100))
    service.join(team.book, actor, subject, main)


ATTEMPTS: dict[str, Attempt] = {
    "hand_over": lambda t, who, c: service.hand_over(t.book, who, c, t.supervisor),
    "tell_manager": lambda t, who, c: service.tell_manager(t.book, who, c),
    "first_feedback": lambda t, who, c: service.give_feedback(t.book, who, c),
    "agree_reply_time": lambda t, who, c: service.agree_reply_time(t.book, who, c, t.now + timedelta(days=1)),
    "find_complex": lambda t, who, c: service.find_complex(t.book, who, c, "需鉴定", t.now),
    "extend": lambda t, who, c: service.extend(t.book, who, c, "鉴定未出", "分行", t.now),
    "pause": lambda t, who, c: service.pause(t.book, who, c, "papers"),
    "resume": lambda t, who, c: service.resume(t.book, who, c),
    "ask_escalation": lambda t, who, c: service.ask_escalation(t.book, who, c, "超权限"),
    "decline_escalation": lambda t, who, c: service.decline_escalation(t.book, who, c, "可自行处理"),
    "escalate": lambda t, who, c: service.escalate(t.book, who, c, "超权限"),
    "head_office_decides": lambda t, who, c: service.record_head_office_decision(
        t.book, who, c, decision="退费", decided_by="分行", owner=t.handler
    ),
    "handle": handle,
    "reply": reply,
    "close": lambda t, who, c: service.close(t.book, who, c),
    "withdraw": lambda t, who, c: service.withdraw(t.book, who, c, "客户说明撤回"),
    "join": join,
    "unjoin": lambda t, who, c: service.unjoin(t.book, who, c, "不是同一件事"),
    "change_group": lambda t, who, c: add_representative(t.book, who, c, Contact(name="王"), size=3),
    "ask_review": lambda t, who, c: service.ask_review(t.book, who, c, owner=t.deputy),
    "attach": lambda t, who, c: service.attach(t.book, who, c, name="x.png", data=PNG),
    "erase": lambda t, who, c: service.erase(t.book, who, c, "客户要求", by_right=True),
}

# how a case comes to a stand: the steps after it was registered with the handler as its owner
STANDS: dict[str, tuple[str, ...]] = {
    "open": (),
    "told": ("tell_manager",),
    "feedback given": ("first_feedback",),
    "complex": ("find_complex",),
    "extended": ("find_complex", "extend"),
    "paused": ("pause",),
    "head office asked for": ("ask_escalation",),
    "with head office": ("escalate",),
    "back from head office": ("escalate", "head_office_decides"),
    "handled": ("handle",),
    "handled and paused": ("handle", "pause"),
    "replied": ("handle", "reply"),
    "closed": ("handle", "reply", "close"),
    "review": ("handle", "reply", "close", "ask_review"),
    "withdrawn": ("withdraw",),
    "joined": ("join",),
    "erased": ("withdraw", "erase"),
}


MANAGERS = ("escalate", "decline_escalation", "close", "erase", "join", "unjoin")


def brought(team: Team, stand: str, **given: Any) -> str:
    """A new case at this stand."""
    subject = team.register(**{"owner": team.handler, "first_taker": team.teller} | given)
    for step in STANDS[stand]:
        ATTEMPTS[step](team, by(team, step), subject)
    return subject


def by(team: Team, step: str, stand: str = "") -> str:
    """Who takes a step of the road; in a review somebody else than who handled the case before."""
    if stand == "review" and step not in MANAGERS:
        return team.deputy
    return team.manager if step in MANAGERS else team.handler
