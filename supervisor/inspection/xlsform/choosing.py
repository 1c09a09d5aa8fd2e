"""The choices sheet: lists of choices by name, each mistake with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from supervisor.inspection.lettering import in_one, is_whole
from supervisor.inspection.template import Choice
from supervisor.inspection.words import VERDICTS
from supervisor.language import Words, _

from .cells import folded
from .finding import Notes
from .intake import Table
from .kinds import VERDICT

VERDICT_CHOICES = tuple(Choice(name=name, words=words) for name, words in VERDICTS.items())
_ALLOWED = MappingProxyType({choice.name: choice for choice in VERDICT_CHOICES})


def read_choices(table: Table | None, notes: Notes) -> Mapping[str, tuple[Choice, ...]]:
    """Lists by name; the verdicts are always there. Mistakes go to `notes`."""
    found: dict[str, list[Choice]] = {}
    if table is None:
        return {VERDICT: VERDICT_CHOICES}
    for row in table.rows:
        listed, name = folded(row.text("list_name")), folded(row.text("name"))
        if not listed:
            notes.at(table, row, "list_name", _("The choice belongs to no list."), _("Name its list."))
            continue
        listed = VERDICT if listed.casefold() == VERDICT else listed
        known = found.setdefault(listed, [])
        words = Words(row.text("label::zh"), row.text("label::en"))
        if not name:
            notes.at(table, row, "name", _("The choice has no name."), _("Give it a short name without blanks."))
            continue
        if not is_whole(name):
            notes.at(table, row, "name", _("The choice's name “{name}” has a blank in it.").format(name=name),
                     _("Write it without blanks, such as {name}.").format(name=in_one(name)))  # fmt: skip
        if not words.zh and not words.en:
            notes.at(table, row, "label::zh", _("The choice has no words."), _("Write what people read."))
        if any(one.name == name for one in known):
            notes.at(table, row, "name",
                     _("The list {list} has the choice {name} twice.").format(list=listed, name=name),
                     _("Delete or rename one of them."))  # fmt: skip
            continue
        if listed == VERDICT and name not in _ALLOWED:
            notes.at(table, row, "name", _("A verdict is pass, fail or na; “{name}” is none.").format(name=name),
                     _("Leave the list verdict as exported; for other answers make a list of your own."))  # fmt: skip
        known.append(Choice(name=name, words=words))
    lists = {listed: tuple(choices) for listed, choices in found.items()}
    return {**lists, VERDICT: VERDICT_CHOICES}


def unused(table: Table | None, used: Collection[str], notes: Notes) -> None:
    """Remark on lists that no question offers."""
    seen: set[str] = set()
    for row in table.rows if table is not None else ():
        listed = folded(row.text("list_name"))
        if listed and listed.casefold() != VERDICT and listed not in used and listed not in seen:
            notes.remark(_("No question offers the list {list}.").format(list=listed), "", table.name if table else "",
                         row.number, table.letters.get("list_name", "") if table else "")  # fmt: skip
        seen.add(listed)


__all__ = ["VERDICT_CHOICES", "read_choices", "unused"]
