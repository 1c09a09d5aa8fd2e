"""What was said of a month: by the person, in review, and by colleagues together, of whom none is named."""

from __future__ import annotations

from supervisor.appraisal.behind.records import Asked, Told, facts, said
from supervisor.appraisal.ledger import reviews, self_assessments


def assessed(a: Asked) -> Told:
    """A self-assessment."""
    month = a.subject.split(":")[1]
    one = next((each for each in self_assessments(a.r, month, month) if each.subject == a.subject), None)
    if one is None:
        return Told()
    values = "、".join(f"{each.component} {each.value_c / 100:g}" for each in one.values)
    told = facts(
        (said("自评人", "Assessed by"), a.name(one.person)),
        (said("时间", "When"), f"{one.at.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("自评打分", "Own ratings"), values),
        (said("自评内容", "What was written"), one.text),
    )
    return Told(facts=told)


def reviewed(a: Asked) -> Told:
    """The manager's review."""
    month = a.subject.split(":")[1]
    one = next((each for each in reviews(a.r, month, month) if each.subject == a.subject), None)
    if one is None:
        return Told()
    told = facts(
        (said("评定人", "Reviewed by"), a.names.get(one.by, "")),
        (said("时间", "When"), f"{one.at.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("评定分", "Rating"), "" if one.value_c is None else f"{one.value_c / 100:g}"),
        (said("建议等次", "Grade proposed"), one.grade),
        (said("评语", "Comment"), one.comment),
    )
    return Told(facts=told)


def by_colleagues(a: Asked) -> Told:
    """What colleagues came to together; who said what is nobody's to read."""
    whose = said("{name} 的同事", "colleagues of {name}").format(name=a.name(a.person))
    mean = said("互评平均分，不显示评分人", "the mean of what was said; nobody is named")
    return Told(facts=facts((said("来源", "Source"), whose), (said("说明", "What it is"), mean)))
