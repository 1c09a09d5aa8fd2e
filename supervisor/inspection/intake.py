"""Check-lists and answers that people bring as files, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .answer import Answer
from .checking import mistakes
from .template import Template, decode

_PLACE = re.compile(r"\$(?:\.sections\[(\d+)\])?(?:\.items\[(\d+)\])?(?:\.(\w+))?")
_VERDICTS = {
    "pass": ("pass", "passed", "ok", "yes", "y", "1", "合格", "是", "通过"),
    "fail": ("fail", "failed", "no", "n", "2", "不合格", "否", "不通过"),
    "na": ("na", "notapplicable", "none", "3", "不适用", "无此项"),
}


def read_template(content: bytes, file: str = "") -> Template:
    """The check-list in a JSON file. Raises BadInput naming section, item (as row), field and cure of every mistake."""
    try:
        template = msgspec.json.decode(content, type=Template)
    except msgspec.ValidationError as error:
        raise BadInput(_("This is not a check-list."), (_placed(error, content, file),)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(_("This is not JSON."), (Fault(str(error), _("Mend the file's form."), file),)) from None
    found = mistakes(template, file)
    if found:
        raise BadInput(_("The check-list has mistakes; nothing was imported."), tuple(found))
    return template


def _placed(error: msgspec.ValidationError, content: bytes, file: str) -> Fault:
    """A decoder's error with the place as people count: section id, item from 1, field."""
    problem, _sep, path = str(error).partition(" - at ")
    section, row, column = "", 0, ""
    found = _PLACE.search(path.strip("`"))
    if found:
        if found[1] is not None:
            section = _section_id(content, int(found[1]))
        row = int(found[2]) + 1 if found[2] is not None else 0
        column = found[3] or ""
    return Fault(problem, _("Write it as resources/checklists/README.md says."), file, section, row, column)


def _section_id(content: bytes, index: int) -> str:
    try:
        return str(msgspec.json.decode(content)["sections"][index]["id"])
    except (KeyError, IndexError, TypeError):
        return str(index + 1)


def template_file(path: Path) -> Template:
    """The check-list in a file on disk. Raises BadInput also where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=error.strerror)) from None
    return read_template(content, path.name)


def shipped() -> list[Template]:
    """The check-lists that come with the program, by code."""
    folder = files("resources") / "checklists"
    found = [decode(one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".json")]
    return sorted(found, key=lambda t: t.code)


def verdict(word: str) -> str | None:
    """pass, fail or na from what people write (yes, 合格, N/A …, any case), or None."""
    plain = "".join(letter for letter in str(word).lower() if letter.isalnum())
    return next((meaning for meaning, words in _VERDICTS.items() if plain in words), None)


def read_answers(
    rows: Iterable[Answer | Mapping[str, Any]],
    template: Template,
    person_of: Mapping[str, str],
    file: str = "",
) -> list[Answer]:
    """Answers as structs from dicts with item, verdict, and any of persons (staff numbers or subjects), places, cases,
    value, note, act, mended, owner. Raises BadInput naming the row (from 1) and field of every mistake.

    `person_of` turns staff numbers into people's subjects.
    """
    found: list[Answer] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    known = set(person_of.values())
    fields = set(Answer.__struct_fields__)
    for row, one in enumerate(rows, 1):
        given = msgspec.to_builtins(one) if isinstance(one, Answer) else dict(one)

        def fault(problem: str, cure: str, column: str, row: int = row) -> None:
            faults.append(Fault(problem, cure, file, "answers", row, column))

        item = str(given.get("item", ""))
        if not template.has(item):
            fault(_("Unknown item “{item}”.").format(item=item), _("Use an id of the check-list."), "item")
            continue
        if item in seen:
            fault(_("Item {item} is answered twice.").format(item=item), _("Keep one answer."), "item")
        seen.add(item)
        meaning = verdict(given.get("verdict", ""))
        if meaning is None:
            fault(
                _("Unknown verdict “{word}”.").format(word=given.get("verdict", "")),
                _("Write pass, fail or na."),
                "verdict",
            )
            continue
        for extra in sorted(set(given) - fields):
            fault(_("Unknown field “{field}”.").format(field=extra), _("Leave it out."), extra)
        persons: list[str] = []
        for nth, who in enumerate(_several(given.get("persons")), 1):
            subject = person_of.get(who, who if who in known else "")
            if subject:
                persons.append(subject)
            else:
                fault(
                    _("item {item}, person {nth}: nobody has the staff number {no}.").format(
                        item=item, nth=nth, no=who
                    ),
                    _("Use a number of the branch."),
                    "persons",
                )  # fmt: skip
        owner = str(given.get("owner") or "")
        plain = {name: given[name] for name in fields & set(given)}
        plain |= {
            "verdict": meaning,
            "persons": persons,
            "places": _several(given.get("places")),
            "owner": person_of.get(owner, owner),
        }
        try:
            answer = msgspec.convert(plain, Answer, strict=False)
        except msgspec.ValidationError as error:
            problem, _sep, path = str(error).partition(" - at ")
            fault(problem, _("Write it as resources/checklists/README.md says."), path.strip("`$."))
            continue
        if answer.cases < 1:
            fault(_("Cases must be at least 1."), _("Write how many were seen."), "cases")
        if answer.value is not None and not 0 <= answer.value <= 1:
            fault(_("A rate is a fraction from 0 to 1."), _("Write 0.05 for 5 %."), "value")
        found.append(answer)
    if faults:
        raise BadInput(_("The answers have mistakes; nothing was entered."), tuple(faults))
    return found


def _several(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,，、;；]", value) if part.strip()]
    return [str(part) for part in value]
