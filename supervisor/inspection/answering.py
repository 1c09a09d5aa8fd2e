"""Answers that people bring in a file or give by hand, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .answer import Answer
from .completeness import breaks
from .facts import LONGEST_TEXT, NotAFact, read_fact
from .relevance import known_values
from .scoring.rules import MOST_CASES
from .template import Item, Template

_VERDICTS = {
    "pass": ("pass", "passed", "ok", "yes", "y", "1", "合格", "是", "通过"),
    "fail": ("fail", "failed", "no", "n", "2", "不合格", "否", "不通过"),
    "na": ("na", "notapplicable", "none", "3", "不适用", "无此项"),
    "given": ("given", "answered", "已填写", "已填"),
}
_FIELDS = frozenset(Answer.__struct_fields__)
Say = Callable[[str, str, str], None]  # problem, cure, column
LONGEST_NAME = 200  # characters of a place or of an act
LARGEST_PICTURE = 16 * 2**20  # bytes; at 1600 pixels none has a tenth of that


class Picture(NamedTuple):
    """A picture that comes with answers, ready to be stored: small JPEG without location, the SHA-256 and the name of
    the file it was made from."""

    content: bytes
    original: str = ""
    name: str = ""


@dataclass(frozen=True)
class AnswerFault(Fault):
    """A mistake in a list of answers: which one, which field."""

    def __str__(self) -> str:
        where = _("answer {row}, {field}").format(row=self.row, field=self.column or "item")
        return " ".join(filter(None, (self.file, f"{where}{_(': ')}{self.problem}", self.cure)))


def verdict(word: str) -> str | None:
    """pass, fail, na or given from what people write (yes, 合格, N/A …, any case), or None."""
    plain = "".join(letter for letter in str(word).lower() if letter.isalnum())
    return next((meaning for meaning, words in _VERDICTS.items() if plain in words), None)


def read_answers(
    rows: Iterable[Answer | Mapping[str, Any]],
    template: Template,
    person_of: Mapping[str, str],
    file: str = "",
    *,
    standing: Sequence[Answer] = (),
    day: date | None = None,
    constraints: bool = True,
    held: Callable[[str], bool] | None = None,
) -> list[Answer]:
    """Answers as structs from dicts with item, verdict, and any of persons (staff numbers or subjects), places, cases,
    value, note, act, mended, owner, photos; a fact has `text` (a number or list will do) and needs no verdict.

    `person_of` turns staff numbers into people's subjects; `held` says whether there is a picture of that name. With
    `constraints`, a fact that breaks one whose item says stop is a mistake as well, seen beside the other rows and the
    `standing` answers, on the inspection's `day`. Who or what is named twice counts once. Raises BadInput naming the
    row (from 1) and field of every mistake.
    """
    found: list[Answer] = []
    faults: list[Fault] = []
    row_of: dict[str, int] = {}
    known = set(person_of.values())
    for row, one in enumerate(rows, 1):

        def fault(problem: str, cure: str, column: str, row: int = row) -> None:
            faults.append(AnswerFault(problem, cure, file, "answers", row, column))

        if not isinstance(one, Answer | Mapping):
            fault(_("This is no answer."), _('Write {"item": …, "verdict": …}.'), "item")
            continue
        given = msgspec.to_builtins(one) if isinstance(one, Answer) else dict(one)
        name = str(given.get("item", ""))
        if not template.has(name):
            fault(_("Unknown item “{item}”.").format(item=name), _("Use an id of the check-list."), "item")
            continue
        if name in row_of:
            fault(_("Item {item} is answered twice.").format(item=name), _("Keep one answer."), "item")
        row_of.setdefault(name, row)
        item = template.item(name)
        judged = _check(item, given, fault) if item.kind == "check" else _fact(item, given, fault)
        if judged is None:
            continue
        for extra in sorted(set(given) - _FIELDS):
            fault(_("Unknown field “{field}”.").format(field=extra), _("Leave it out."), extra)
        answer = _answer(name, given | judged, person_of, known, held, fault)
        if answer is not None:
            found.append(answer)
    if constraints:
        values = known_values(template, [*(a for a in standing if a.item not in row_of), *found], day)[0]
        for answer in found:
            item = template.item(answer.item)
            if item.if_missing == "stop" and answer.item in values and breaks(item, answer, values, day):
                problem = str(item.constraint_words) or _("“{text}” is outside what it may be.").format(
                    text=answer.text
                )
                cure = _("It must keep to: {constraint}").format(constraint=item.constraint)
                said = f"{item.id}{_(': ')}{problem}"
                faults.append(AnswerFault(said, cure, file, "answers", row_of[item.id], "text"))
    if faults:
        raise BadInput(_("The answers have mistakes; nothing was entered."), tuple(faults))
    return found


def _check(item: Item, given: Mapping[str, Any], fault: Say) -> dict[str, Any] | None:
    """What is special to a check: a verdict, and no fact."""
    meaning = verdict(given.get("verdict", ""))
    if meaning is None or meaning == "given":
        fault(
            _("Unknown verdict “{word}”.").format(word=given.get("verdict", "")),
            _("Write pass, fail or na."),
            "verdict",
        )
        return None
    if given.get("text"):
        fault(_("Item {item} asks for no fact.").format(item=item.id), _("Leave the text out."), "text")
    return {"verdict": meaning, "text": ""}


def _fact(item: Item, given: Mapping[str, Any], fault: Say) -> dict[str, Any] | None:
    """What is special to a fact: its text in the form it is stored in; verdict given, or na where there is none."""
    if item.kind == "note":
        fault(_("Item {item} is only read.").format(item=item.id), _("Leave the row out."), "item")
        return None
    word = given.get("verdict", "") or "given"
    meaning = verdict(word)
    if meaning not in ("given", "na"):
        fault(
            _("Item {item} asks for a fact, not for “{word}”.").format(item=item.id, word=word),
            _("Write the answer into text."),
            "verdict",
        )
        return None
    text = given.get("text")
    if text in (None, "") and given.get("value") is not None:
        text = f"{given['value']:g}" if isinstance(given["value"], float) else given["value"]
    try:
        written = read_fact(item, text)
    except NotAFact as error:
        fault(error.problem, error.cure, "text")
        return None
    if not written and meaning == "given":
        fault(_("Item {item} has no answer.").format(item=item.id), _("Write the answer into text."), "text")
        return None
    return {"verdict": "given" if written else meaning, "text": written, "value": None}


def _answer(
    name: str,
    given: Mapping[str, Any],
    person_of: Mapping[str, str],
    known: set[str],
    held: Callable[[str], bool] | None,
    fault: Say,
) -> Answer | None:
    """The answer with people as subjects; None where a field has the wrong form."""
    persons: list[str] = []
    for nth, who in enumerate(_several(given, "persons", fault), 1):
        subject = person_of.get(who, who if who in known else "")
        if subject:
            persons.append(subject)
        else:
            fault(
                _("item {item}, person {nth}: nobody has the staff number {no}.").format(item=name, nth=nth, no=who),
                _("Use a number of the branch."),
                "persons",
            )
    photos = _several(given, "photos", fault)
    for photo in photos:
        if held is None or not held(photo):
            fault(
                _("There is no picture “{photo}”, neither beside the answers nor in the book.").format(photo=photo),
                _("Name a file relative to the file of answers."),
                "photos",
            )
    plain: dict[str, Any] = {"item": name, "verdict": given["verdict"], "text": given["text"]}
    plain |= {"persons": persons, "places": _several(given, "places", fault), "photos": photos}
    for field, (kind, what) in _forms().items():
        if given.get(field) is not None and field not in plain:
            try:
                plain[field] = msgspec.convert(given[field], kind, strict=False)
            except msgspec.ValidationError:
                cure = _("Write it as resources/checklists/README.md says.")
                fault(_("“{value}” is {what}.").format(value=given[field], what=what), cure, field)
    owner = plain.get("owner", "")
    if owner and owner not in known and owner not in person_of:
        fault(
            _("item {item}: nobody has the staff number {no}.").format(item=name, no=owner),
            _("Use a number of the branch."),
            "owner",
        )
    fields: dict[str, Any] = plain | {"owner": person_of.get(owner, owner)} | _tuples(plain)
    answer = Answer(**fields)
    _bounded(answer, fault)
    return answer


def _forms() -> dict[str, tuple[Any, str]]:
    """Fields that are neither lists nor looked at elsewhere: their type, and what is said of anything else."""
    text = str, _("no text")
    return {
        "cases": (int, _("no whole number")),
        "value": (float, _("no number")),
        "mended": (bool, _("neither true nor false")),
        "note": text,
        "act": text,
        "owner": text,
    }


def _tuples(plain: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The lists of an answer, whoever is in them once."""
    return {field: tuple(dict.fromkeys(plain[field])) for field in ("persons", "places", "photos")}


def _bounded(answer: Answer, fault: Say) -> None:
    """Mistakes of figures and words that nobody can mean."""
    if answer.cases < 1:
        fault(_("Cases must be at least 1."), _("Write how many were seen."), "cases")
    if answer.cases > MOST_CASES:
        fault(
            _("{n} cases of one item in one inspection are more than anybody counts.").format(n=answer.cases),
            _("Write how many were seen, {most} at most.").format(most=MOST_CASES),
            "cases",
        )
    if answer.value is not None and not 0 <= answer.value <= 1:
        fault(_("A rate is a fraction from 0 to 1."), _("Write 0.05 for 5 %."), "value")
    bounds = {"note": LONGEST_TEXT, "act": LONGEST_NAME, "places": LONGEST_NAME}
    for field, most in bounds.items():
        said = getattr(answer, field)
        for text in said if isinstance(said, tuple) else (said,):
            if len(text) > most:
                fault(_("More than {most} characters.").format(most=most), _("Write less."), field)
            if not _writable(text):
                fault(_("There are characters in it that cannot be written."), _("Type it anew."), field)
    for field in ("persons", "places"):
        if len(getattr(answer, field)) > MOST_CASES:
            fault(_("More than {most} are named.").format(most=MOST_CASES), _("Write less."), field)


def remark(text: str) -> str:
    """A remark as it is kept. Raises BadInput for one that is longer than anybody reads, or cannot be written."""
    plain = text.strip()
    if len(plain) > LONGEST_TEXT:
        raise BadInput(_("More than {most} characters.").format(most=LONGEST_TEXT))
    if not _writable(plain):
        raise BadInput(_("There are characters in it that cannot be written."))
    return plain


def evidence(picture: bytes) -> bytes:
    """A picture as it is kept. Raises BadInput for one that was not made small: it would travel with every bundle."""
    if not picture:
        raise BadInput(_("The picture is empty."))
    if len(picture) > LARGEST_PICTURE:
        raise BadInput(
            _("The picture is larger than {most} MB: make it small first.").format(most=LARGEST_PICTURE >> 20)
        )
    return picture


def _writable(text: str) -> bool:
    """Whether a text can stand in a file: no control characters beside line breaks and tabs, no half letters."""
    return not any((letter < " " and letter not in "\n\r\t") or "\ud800" <= letter <= "\udfff" for letter in text)


def _several(given: Mapping[str, Any], field: str, fault: Say) -> list[str]:
    """What a field lists: a list of words or numbers, or words parted by commas."""
    value = given.get(field)
    if value is None or value == "":
        return []
    if isinstance(value, str):
        parts = [value] if field == "photos" else re.split(r"[,，、;；]", value)
        return [part.strip() for part in parts if part.strip()]
    words = [one for one in value if isinstance(one, str | int) and not isinstance(one, bool)] \
        if isinstance(value, list | tuple) else None  # fmt: skip
    if words is None or len(words) != len(value):
        fault(_("“{value}” is no list of words.").format(value=value), _('Write a list, as ["0007", "0008"].'), field)
        return []
    return [text for text in (str(one).strip() for one in words) if text]
