"""What changed between two versions of a check-list, item by item, in words and as data. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from supervisor.inspection.template import Choice, Item, Section, Template, Threshold
from supervisor.inspection.words import KINDS, OWNER_ROLES
from supervisor.language import Words, _

from .columns import BY_SEVERITY, FLAGS, SETTINGS, SURVEY, TRANSLATED_WORDS, Column

What = Literal["added", "removed", "moved", "changed"]
Of = Literal["template", "section", "item", "threshold"]

_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "words": TRANSLATED_WORDS["label"],
        "hint": TRANSLATED_WORDS["hint"],
        "constraint_words": TRANSLATED_WORDS["constraint_message"],
        "kind": Words("题型", "kind"),
        "choices": Words("选项", "choices"),
        "relevant": Words("显示条件", "condition"),
        "constraint": Words("校验条件", "constraint"),
        "name": Words("名称", "name"),
        "note": Words("提示", "note"),
        "code": Words("代码", "code"),
        "version": Words("版本号", "version label"),
        "section": Words("所在节", "section"),
        "consequence": TRANSLATED_WORDS["consequence"],
        "more_than": Words("超过次数", "more than"),
    }
)
_ITEM: Mapping[str, Column] = MappingProxyType({column.field: column for column in SURVEY})
_HEAD: Mapping[str, Column] = MappingProxyType({column.field: column for column in SETTINGS})


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: of the check-list itself, a section, an item or a threshold (`id`), in `field` or as a whole.

    `name` is how people call it, `before` and `after` the values in words in the language in force, "" where it was
    not there.
    """

    what: What
    of: Of
    id: str = ""
    name: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


def differences(old: Template, new: Template) -> tuple[Change, ...]:
    """Every difference, the check-list's own first, then sections, items in the order of the new, thresholds."""
    return (
        *_fields(old, new, "template", "", "", ("code", "version", "name", "note", "base_c", "floor_c", "cap_c",
                                                "repeat_days"), _HEAD),
        *_sections(old, new),
        *_items(old, new),
        *_thresholds(old.thresholds, new.thresholds),
    )  # fmt: skip


def field_words(field: str) -> str:
    """How a field is called."""
    if field in _WORDS:
        return str(_WORDS[field])
    column = _ITEM.get(field) or _HEAD.get(field)
    return str(column.heading) if column is not None else field


def in_words(change: Change) -> str:
    """One difference as a sentence."""
    subject = f"{change.id} {change.name}".strip()
    if change.what == "added":
        return _("New: {subject}").format(subject=subject)
    if change.what == "removed":
        return _("Gone: {subject}").format(subject=subject)
    if change.what == "moved":
        if change.before != change.after:
            return _("Moved: {subject}, from {before} to {after}").format(
                subject=subject, before=change.before, after=change.after
            )
        return _("Moved: {subject}, to another place in {after}").format(subject=subject, after=change.after)
    told = _("{field}: {before} → {after}").format(
        field=field_words(change.field), before=change.before or "–", after=change.after or "–"
    )
    return f"{subject} · {told}" if subject else told


def _fields(
    old: Any, new: Any, of: Of, identifier: str, name: str, fields: Sequence[str], columns: Mapping[str, Column]
) -> list[Change]:
    found = []
    for field in fields:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            if isinstance(before, Words) and isinstance(after, Words):
                before, after = _apart(before, after)
            was, now = (shown(columns.get(field), value) for value in (before, after))
            found.append(Change(what="changed", of=of, id=identifier, name=name, field=field, before=was, after=now))
    return found


def _apart(before: Words, after: Words) -> tuple[Words, Words]:
    """Only the language in which two names differ."""
    if before.zh == after.zh:
        return Words("", before.en), Words("", after.en)
    if before.en == after.en:
        return Words(before.zh), Words(after.zh)
    return before, after


def _sections(old: Template, new: Template) -> list[Change]:
    before = {section.id: section for section in old.sections}
    after = {section.id: section for section in new.sections}
    found = [Change(what="removed", of="section", id=one.id, name=str(one.name), before=str(one.name))
             for one in old.sections if one.id not in after]  # fmt: skip
    stayed = _stayed([one for one in before if one in after], [one for one in after if one in before])
    for one in new.sections:
        if one.id not in before:
            found.append(Change(what="added", of="section", id=one.id, name=str(one.name), after=str(one.name)))
            continue
        if one.id not in stayed:
            place = _("the check-list")
            found.append(Change(what="moved", of="section", id=one.id, name=str(one.name), before=place, after=place))
        found += _fields(before[one.id], one, "section", one.id, str(one.name), ("name", "relevant"), {})
    return found


def _items(old: Template, new: Template) -> list[Change]:
    before, after = _placed(old), _placed(new)
    found = [
        Change(what="removed", of="item", id=one, name=str(item.words), before=str(section.name))
        for one, (section, item) in before.items()
        if one not in after
    ]
    stayed = _stayed([one for one in before if one in after], [one for one in after if one in before])
    fields = [name for name in Item.__struct_fields__ if name != "id"]
    for one, (section, item) in after.items():
        if one not in before:
            found.append(Change(what="added", of="item", id=one, name=str(item.words), after=str(section.name)))
            continue
        home, was = before[one]
        if home.id != section.id or one not in stayed:
            found.append(Change(what="moved", of="item", id=one, name=str(item.words), field="section",
                                before=str(home.name), after=str(section.name)))  # fmt: skip
        found += _fields(was, item, "item", one, str(item.words), fields, _ITEM)
    return found


def _placed(template: Template) -> dict[str, tuple[Section, Item]]:
    return {item.id: (section, item) for section in template.sections for item in section.items}


def _stayed(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those that need not have moved: a longest run of both orders (as few moves as will do)."""
    place = {one: at for at, one in enumerate(before)}
    ends: list[str] = []  # the last of the best run of each length
    came: dict[str, str] = {}
    for one in after:
        at = bisect_left([place[end] for end in ends], place[one])
        if at:
            came[one] = ends[at - 1]
        ends[at : at + 1] = [one]
    found: set[str] = set()
    last = ends[-1] if ends else ""
    while last:
        found.add(last)
        last = came.get(last, "")
    return found


def _thresholds(old: Sequence[Threshold], new: Sequence[Threshold]) -> list[Change]:
    def named(one: Threshold) -> str:
        return _("more than {count}: {what}").format(count=one.more_than, what=one.consequence)

    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    return [
        *(Change(what="removed", of="threshold", id=one.item, name=named(one), before=named(one)) for one in gone),
        *(Change(what="added", of="threshold", id=one.item, name=named(one), after=named(one)) for one in come),
    ]


def shown(column: Column | None, value: Any) -> str:
    """A value as people read it: plain points, yuan, the word of an enumeration."""
    if isinstance(value, Words):
        return " / ".join(dict.fromkeys(text for text in (value.zh, value.en) if text))
    if isinstance(value, bool):
        return str(FLAGS["yes" if value else "no"])
    if isinstance(value, tuple):
        return "、".join(f"{one.name} {one.words}" if isinstance(one, Choice) else str(one) for one in value)
    if value is None:  # only the days to mend may be none
        return str(BY_SEVERITY["by_severity"])
    if column is None:
        return str(KINDS[value]) if value in KINDS else str(value)
    reader: Callable[[Any], str] = _SHOWN.get(column.form, str)
    return str(column.words[value]) if column.words is not None and value in column.words else reader(value)


_SHOWN: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "points": lambda value: f"{value / 100:g}",
        "money": lambda value: f"{value / 100:g}",
        "share": lambda value: f"{value * 100:g}%",
        "role": lambda value: str(OWNER_ROLES.get(value, value)),
    }
)
