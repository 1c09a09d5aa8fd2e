"""What the lines of a score are, where their evidence comes from and what their items are called, in words."""

from __future__ import annotations

from supervisor.appraisal.numbers.words import ATTENDANCE, CLIENT
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.scoring import Line
from supervisor.complaints.evidence.pieces import HANDLING
from supervisor.complaints.ledger import tree
from supervisor.complaints.words import PRAISE_SOURCES
from supervisor.inspection.ledger import template, versions
from supervisor.journal import Reader
from supervisor.language import Words
from supervisor.meetings.words import KIND_NAMES
from supervisor.roster.words import ABSENCES
from supervisor.training.ledger import courses

KINDS: dict[str, Words] = {
    "start": Words("起点", "Start"),
    "counted": Words("计分", "Counted"),
    "reminder": Words("仅提醒", "Reminder only"),
    "outranked": Words("同一行为已计", "Same act counted elsewhere"),
    "waived": Words("免除", "Waived"),
    "absorbed": Words("账户内免扣", "Taken from an account"),
    "limit": Words("扣完为止", "Item limit"),
    "floor": Words("下限", "Floor"),
    "cap": Words("上限", "Cap"),
    "measure": Words("指标", "Figure"),
    "scaled": Words("折算", "Brought to full points"),
    "combined": Words("多次合成", "Checks put together"),
    "consequence": Words("后果", "Consequence"),
    "award": Words("奖励", "Award"),
    "pay": Words("绩效", "Pay"),
    "rounding": Words("四舍五入", "Rounding"),
    "carried": Words("前期补计", "Carried from a signed month"),
    "carried_award": Words("前期奖励补计", "Award of a signed month"),
}
_OTHER = Words("其他", "Other")
_ORDERS = {
    "order.heard": Words("调度指令已应答", "Order answered"),
    "order.declined": Words("拒绝调度指令", "Order declined"),
    "order.unanswered": Words("调度指令未应答", "Order not answered"),
}
SOURCES: dict[str, str] = {
    "finding": "inspection", "complaint": "complaint", "promise": "handling", "praise": "praise", "test": "training",
    "training": "training", "drill": "training", "roster": "attendance", "meeting": "meeting",
    "order": "order", "record": "number",
}  # fmt: skip
"""What the subject of a piece of evidence begins with -> the source it is."""


def kind_words(kind: str) -> Words:
    """What a line is; a kind of a newer product is other."""
    return KINDS.get(kind, _OTHER)


def source_words(source: str) -> Words:
    """Where evidence comes from; of a newer product, other."""
    return CHOICES["source"].get(source, _OTHER)


def source_of(line: Line, book: RuleBook) -> str:
    """The source of a line's evidence: that of its rule or measure, else by what its evidence is; "" for none."""
    rule = book.rule(line.rule)
    if rule is not None and line.evidence:
        return rule.source
    found = next((each.source for each in book.measures if each.code == line.rule), "")
    return found or SOURCES.get(line.evidence.partition(":")[0], "")


def item_names(r: Reader) -> dict[str, Words]:
    """Every item a line may name, by its code: those of all check-lists there ever were, causes and classes of
    complaints, how cases are dealt with, praise, courses, figures that are entered, absences, meetings, orders."""
    names: dict[str, Words] = dict(HANDLING)
    names |= {code: words for entered in (ATTENDANCE, CLIENT) for code, (words, _heads) in entered.items()}
    names |= {node.code: node.name for name in ("class", "cause") for node in tree(r, name)}
    names |= PRAISE_SOURCES
    for course in courses(r, active_only=False):
        names[course.code] = names[f"session.{course.code}"] = course.name
    names |= {f"attendance.{code}": words for code, words in ABSENCES.items()}
    names |= {f"meeting.{code}": words for code, words in KIND_NAMES.items()} | _ORDERS
    for version in sorted(versions(r), key=lambda each: (each.valid_from, each.order)):
        names |= {item.id: item.words for item in template(r, version.digest).items()}  # the newest version's words win
    return names


def node_names(book: RuleBook) -> dict[str, Words]:
    """Lines of the check-list and measures of a rule book by their code."""
    return {each.code: each.name for each in (*book.items, *book.measures)}
