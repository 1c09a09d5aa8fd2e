"""A finding as it was answered: in which inspection, by which version of the check-list, with its words and photos."""

from __future__ import annotations

from supervisor.appraisal.behind.records import Asked, Fact, Told, facts, said
from supervisor.inspection.ledger import answer_of, answered_by, finding, inspection, note_of, template
from supervisor.inspection.records import Finding
from supervisor.inspection.template import Template
from supervisor.inspection.words import APPEALS, SEVERITIES, SOURCES, VERDICTS


def found(a: Asked) -> Told:
    """The answer behind a finding."""
    one = finding(a.r, a.subject)
    if one is None:
        return Told()
    made = inspection(a.r, one.inspection)
    given = answer_of(a.r, one.inspection, one.item)
    checklist = template(a.r, one.digest)
    at = one.at.astimezone(a.r.zone)
    inspector = answered_by(a.r, one.inspection, one.item) or (made.inspector if made is not None else "")
    note = one.note or note_of(a.r, one.inspection, one.item)
    told = facts(
        (said("检查内容", "Question"), _item(checklist, one.item)),
        (said("检查结果", "Answer"), _answer(one, str(VERDICTS["fail"]))),
        (said("备注", "Remark"), note),
        (said("实测", "Measured"), f"{given.value * 100:g}%" if given is not None and given.value is not None else ""),
        (
            said("时间与方式", "When and how"),
            _joined(f"{at:%Y-%m-%d %H:%M}", one.place, str(SOURCES.get(one.source, ""))),
        ),
        (said("检查人", "Inspector"), a.names.get(inspector, "")),
        (said("涉及人员", "Whom it concerns"), a.people(one.persons)),
        (said("检查编号", "Inspection"), made.number if made is not None else ""),
        (said("检查表", "Check-list"), f"{checklist.name} {checklist.version} · {one.digest[:16]}"),
        (said("纠正情况", "Put right"), said("当场纠正", "on the spot") if one.mended else ""),
        *_afterwards(one),
    )
    # the whole inspection is not for staff to read, the own finding is
    screen, about = ("inspections", one.inspection) if a.everybody else ("appraisal", one.subject)
    return Told(facts=told, photos=one.photos, screen=screen, about=about, more=(one.inspection,))


def _item(checklist: Template, code: str) -> str:
    if not checklist.has(code):
        return code
    item = checklist.item(code)
    return _joined(
        f"{code} {item.words}",
        said("条款 {clause}", "clause {clause}").format(clause=item.clause) if item.clause else "",
    )


def _answer(one: Finding, failed: str) -> str:
    cases = said("{n} 处（次）", "{n} cases").format(n=one.cases) if one.cases > 1 else ""
    remind = said("其中 {n} 次仅提醒", "{n} of them only a reminder").format(n=one.reminders) if one.reminders else ""
    severity = str(SEVERITIES.get(one.severity, ""))
    return _joined(failed, severity, cases, remind, "、".join(one.places))


def _afterwards(one: Finding) -> list[Fact]:
    told: list[Fact] = []
    if one.waived and one.appeal_state != "upheld":
        told.append((said("免除", "Waived"), one.waived_reason))
    if one.appeal_state:
        state = str(APPEALS.get(one.appeal_state, ""))
        told.append((said("申诉", "Appeal"), _joined(state, one.appeal_reason)))
    return told


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
