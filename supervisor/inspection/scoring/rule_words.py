"""How an item of a check-list is scored, in a sentence a manager reads aloud. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from supervisor.inspection.template import Item, Template
from supervisor.inspection.words import EVIDENCES, KINDS, OWNER_ROLES, SEVERITIES, VERDICTS
from supervisor.language import _

_PIECE = re.compile(
    r"""selected\(\s*(?P<many>\.|\$\{[^{}]*\})\s*,\s*'(?P<one>[^']*)'\s*\)|\$\{(?P<name>[^{}]*)\}|'(?P<text>[^']*)'"""
    r"""|(?<![\w-])(?P<word>and|or|not)(?![\w-])|(?P<sign>!=|>=|<=)"""
)


def rule_words(item: Item, template: Template) -> str:
    """Everything that decides what an answer to this item costs and what follows, parted by semicolons."""
    said = _points(item, template) if item.kind == "check" else _fact(item)
    if item.relevant:
        said.append(_("asked only when {condition}").format(condition=condition_words(item.relevant, template)))
    if item.if_missing == "stop":
        said.append(_("must be answered"))
    elif item.if_missing == "pass" and item.kind != "note":
        said.append(_("may be left out"))
    return _("; ").join(said)


def _fact(item: Item) -> list[str]:
    said = [str(KINDS[item.kind])]
    if item.choices:
        said.append(" / ".join(str(choice.words) for choice in item.choices))
    if item.constraint:
        words = str(item.constraint_words) or item.constraint
        said.append(_("checked: {what}").format(what=words))
    return said


def _points(item: Item, template: Template) -> list[str]:
    said = [_("{points} points").format(points=_plain(item.points_c)), _deduction(item)]
    if item.floor_c < 0:
        said.append(_("down to {points}").format(points=_plain(item.floor_c)))
    elif item.floor_c > 0:
        said.append(_("at least {points} stay").format(points=_plain(item.floor_c)))
    elif 0 < item.per_case_c < item.points_c:
        said.append(_("until its points are used up"))
    if item.gate != "none":
        said.append(
            _("a failure forfeits its section") if item.gate == "section" else _("a failure forfeits the whole check")
        )
        if item.continue_at:
            said.append(_("then on to {item}").format(item=item.continue_at))
    if item.first_is_reminder:
        said.append(_("the first time is a reminder"))
    others = [o.id for o in template.items() if item.same_act and o.same_act == item.same_act and o.id != item.id]
    if others:
        said.append(_("one act with {items}: only the highest counts").format(items=_(", ").join(others)))
    said += _fine(item)
    said.append(str(SEVERITIES[item.severity]))
    if item.owner_role:
        role = OWNER_ROLES.get(item.owner_role, item.owner_role)
        said.append(
            _("{role} mends it within the branch's working days for the severity").format(role=role)
            if item.mend_days is None
            else _("{role} mends it within {days} working days").format(role=role, days=item.mend_days)
        )
    if item.evidence != "none":
        said.append(_("a failure needs: {what}").format(what=EVIDENCES[item.evidence]))
    return [one for one in said if one]


def _deduction(item: Item) -> str:
    if item.per_case_c < 0:
        return _("each case earns {points}").format(points=_plain(-item.per_case_c))
    if item.per_case_c == 0:
        return ""
    words = {
        "place": _("each place costs {points}"),
        "time": _("each time costs {points}"),
        "person_time": _("each person each time costs {points}"),
        "rate": _("each {step} above {limit} costs {points}"),
    }[item.counts]
    return words.format(points=_plain(item.per_case_c), limit=f"{item.limit * 100:g} %", step=f"{item.step * 100:g} %")


def _fine(item: Item) -> list[str]:
    if not item.fine_cents:
        return []
    said = [_("fine of {yuan} yuan").format(yuan=_plain(item.fine_cents))]
    if item.fine_doubles:
        said.append(_("doubling with each repeat"))
    if item.fine_cap_cents:
        said.append(_("{yuan} yuan at most").format(yuan=_plain(item.fine_cap_cents)))
    return said


def _plain(hundredths: int) -> str:
    return f"{hundredths / 100:g}"


def condition_words(condition: str, template: Template) -> str:
    """A condition as people read it: ids for names, the words of verdicts and choices, and, or, not in words."""
    words: Mapping[str, str] = {
        **{choice.name: str(choice.words) for item in template.items() for choice in item.choices},
        **{verdict: str(name) for verdict, name in VERDICTS.items()},
    }
    joints = {"and": _("and"), "or": _("or"), "not": _("not")}
    signs = {"!=": "≠", ">=": "≥", "<=": "≤"}

    def said(piece: re.Match[str]) -> str:
        if piece["many"] is not None:
            subject = piece["many"].strip("${}")
            return _("{item} includes {choice}").format(item=subject, choice=words.get(piece["one"], piece["one"]))
        if piece["name"] is not None:
            return piece["name"]
        if piece["text"] is not None:
            return words.get(piece["text"], piece["text"]) or _("(unanswered)")
        return joints.get(piece["word"] or "") or signs[piece["sign"]]

    return _PIECE.sub(said, condition)
