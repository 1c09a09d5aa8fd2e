"""Complaints, promises and praise: what was found out, never the customer's own data; who may not read the case is told
its number and what it was judged to be."""

from __future__ import annotations

from supervisor.access import Right, allowed
from supervisor.appraisal.behind.records import Asked, Fact, Told, facts, said
from supervisor.complaints.ledger import complaint, tree
from supervisor.complaints.promises.ledger import call_back, one_praise
from supervisor.complaints.rights.privacy import read_case, readable
from supervisor.complaints.words import CHANNELS, PRAISE_SOURCES, PROMISE_STATES, STATES


def complained(a: Asked) -> Told:
    """A case, masked; its texts only for who may read it."""
    case = complaint(a.r, a.subject)
    if case is None:
        return Told()
    names = {node.code: str(node.name) for name in ("class", "cause") for node in tree(a.r, name)}
    may = readable(a.r, a.actor, case)
    texts: list[Fact] = []
    if may:
        file = read_case(a.r, a.actor, a.subject)
        erased = said("（已清除）", "(erased)") if case.erased else ""
        texts = [
            (said("客户反映（已隐去客户信息）", "What the customer said (masked)"), file.text or erased),
            (said("核实情况", "What was found out"), file.facts),
            (said("答复内容", "Answered"), file.reply),
        ]
    fault = said("银行有责任", "the bank was at fault") if case.at_fault else said("银行无责任", "the bank was not")
    heard = f"{case.received.astimezone(a.r.zone):%Y-%m-%d %H:%M}"
    told = facts(
        (said("投诉编号", "Complaint"), case.number),
        (said("受理时间", "Received"), f"{heard} · {CHANNELS.get(case.channel, '')}"),
        (said("业务类别", "Class"), names.get(case.class_code, "")),
        (said("原因", "Cause"), names.get(case.cause_code, "")),
        (said("责任认定", "Judged"), "" if case.at_fault is None else fault),
        (said("状态", "How it stands"), str(STATES.get(case.state, ""))),
        (said("涉及人员", "Whom it concerns"), a.name(case.person)),
        *texts,
    )
    return Told(facts=told, screen="complaints" if may else "", about=a.subject)


def promised(a: Asked) -> Told:
    """A promise to a customer: until when, and how it was kept."""
    one = call_back(a.r, a.subject)
    if one is None:
        return Told()
    done = one.done.astimezone(a.r.zone) if one.done is not None else None
    told = facts(
        (said("回访编号", "Promise"), one.number),
        (said("承诺时限", "Promised until"), f"{one.due.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("状态", "How it stands"), str(PROMISE_STATES.get(one.state(a.r.now), ""))),
        (said("完成时间", "Done at"), f"{done:%Y-%m-%d %H:%M}" if done is not None else ""),
        (said("责任人", "Owner"), a.name(one.owner)),
        (said("未接通次数", "Tries that reached nobody"), str(one.tries) if one.tries else ""),
    )
    may = allowed(a.r, a.actor, Right.READ_COMPLAINTS) or one.owner == a.actor
    return Told(facts=told, screen="complaints" if may else "", about=a.subject)


def praised(a: Asked) -> Told:
    """Praise from outside."""
    one = one_praise(a.r, a.subject)
    if one is None:
        return Told()
    told = facts(
        (said("表扬编号", "Praise"), one.number),
        (said("受理时间", "Received"), f"{one.received.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("来源", "From"), str(PRAISE_SOURCES.get(one.source, ""))),
        (said("表扬内容", "What was praised"), one.what),
        (said("涉及人员", "Whom it concerns"), a.people(one.persons)),
        (said("登记人", "Recorded by"), a.names.get(one.recorded_by, "")),
    )
    may = allowed(a.r, a.actor, Right.READ_COMPLAINTS)
    return Told(facts=told, screen="complaints" if may else "", about=a.subject)
