"""What two copies changed apart, side by side, field by field: one list for all rooms, worked out on reading.

Four sorts. A *fact*: two entries about one subject that did not know of each other. An *answer*: one item of one
inspection, answered differently on two devices. What came *late* to an inspection that was finished elsewhere. And what
must be *unique* (a staff number, a log-in, a commander) but is there twice since the copies met. Both values stand in
the record until a person decides, and afterwards too.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from supervisor.inspection.answer import mark
from supervisor.inspection.events import AnswerCleared, AnswerGiven
from supervisor.inspection.ledger import CLEARED, answers_of, inspection, template, waiting_clashes
from supervisor.inspection.records import Clash, Inspection
from supervisor.journal import Entry, Reader
from supervisor.language import _

from .cases_apart import complaints_apart
from .facts_apart import differing, fact_of, facts_apart, latest_of, side_of
from .labels import field_words, kind_words
from .orders_apart import orders_apart
from .records import Contradiction, Field, Side, identity
from .spots_apart import spots_apart
from .suspended_apart import suspended_apart
from .wording import Wording


def contradictions(r: Reader) -> list[Contradiction]:
    """Everything that waits for a person since copies met: facts, answers, and what must be unique."""
    words = Wording(r)
    found = facts_apart(r, words)
    found += _of_answers(r, words)
    found += spots_apart(r, words)
    found += suspended_apart(r, words)
    found += orders_apart(r, words)
    found += complaints_apart(r, words)
    found += _unique(r, words)
    return found


# ---- answers -----------------------------------------------------------------------------------------------------


def _of_answers(r: Reader, words: Wording) -> Iterator[Contradiction]:
    waiting: dict[tuple[str, str], list[str]] = {}
    for subject, clash in waiting_clashes(r):
        if clash.why == "late":
            yield from _of_late(r, words, subject, clash)
        else:
            waiting.setdefault((subject, clash.item), []).append(clash.mark)
    for (subject, item), marks in waiting.items():
        there = inspection(r, subject)
        if there is None:
            continue
        history = r.history(subject)
        sides, contents = [], []
        standing = _said(history, item, "")
        for entry, content in [standing, *(_said(history, item, other) for other in marks)]:
            if entry is not None:
                sides.append(side_of(words, entry, entry.digest.hex(), entry is standing[0]))
                contents.append(content)
        shut = there.state != "begun"
        yield Contradiction(
            id=identity("answer", subject, item), sort="answer", subject=subject, key=item, title=_item(r, there, item),
            sides=tuple(sides), settles=not shut, fields=differing(words, contents),
            hint=_("The inspection is finished: correct it, then the right answer stands.") if shut else "",
        )  # fmt: skip


def _item(r: Reader, there: Inspection, item: str) -> str:
    try:
        title = str(template(r, there.digest).item(item).words)
    except LookupError:
        title = ""
    what = _("Inspection {number}, item {item} {text}").format(number=there.number, item=item, text=title)
    return what.strip()


def _of_late(r: Reader, words: Wording, subject: str, late: Clash) -> Iterator[Contradiction]:
    """What came to a finished inspection without its finish knowing of it: to be corrected by it, or left beside it."""
    there = inspection(r, subject)
    if there is None:
        return
    if late.what == "given_up":
        yield _of_given_up(r, words, there, late)
        return
    stands = next((a for a in answers_of(r, subject) if a.item == late.item), None)
    kept = "" if stands is None else words.value("verdict", stands.verdict)
    said = {
        "answer": words.value("verdict", late.answer.verdict) if late.answer else _("cleared"),
        "note": late.text,
        "photo": _("a picture"),
        "no_photo": _("a picture taken off"),
    }[late.what]
    if late.what == "note":
        kept = stands.note if stands is not None else ""
    elif late.what != "answer":
        kept = ""
    finish = next((one for one in reversed(r.history(subject)) if one.id == there.finish), None)
    standing = Side(
        entry=finish.digest.hex() if finish else "", what=_("as it was finished"), by=words.person(there.inspector),
        at=words.local_of(there.finished) if there.finished else None,
        device=words.device(finish.device) if finish else "", stands=True,
    )  # fmt: skip
    came = Side(entry="", what=_("came late"), by=words.person(late.by), at=words.local_of(late.at), device="",
                stands=False)  # fmt: skip
    names = {"answer": "verdict", "note": "note"}
    field = names.get(late.what, "photos")
    yield Contradiction(
        id=identity("late", subject, f"{late.item}|{late.mark}"), sort="late", subject=subject,
        key=f"{late.item}|{late.mark}", title=_item(r, there, late.item), sides=(standing, came),
        fields=(Field(name=field, label=field_words(field), values=(kept or "—", said)),),
        hint=_("It came after the inspection was finished. If it is right, correct the inspection; else let the "
               "first side stand, and it is not asked about again."),
    )  # fmt: skip


def _of_given_up(r: Reader, words: Wording, there: Inspection, late: Clash) -> Contradiction:
    """Given up on one device and answered on another: it stays given up until a person goes on with it."""
    history = r.history(there.subject)
    sides = [
        Side(
            entry=entry.digest.hex(), what=kind_words(entry.kind), by=words.person(entry.actor),
            at=words.local(entry.at_ms), device=words.device(entry.device), stands=stands,
        )
        for stands, kinds in ((True, ("inspection.abandoned",)), (False, ("inspection.answer_given",)))
        for entry in [next((one for one in reversed(history) if one.kind in kinds), None)]
        if entry is not None
    ]  # fmt: skip
    answered = str(len(answers_of(r, there.subject)))
    return Contradiction(
        id=identity("late", there.subject, late.mark), sort="late", subject=there.subject, key=f"|{late.mark}",
        title=_("Inspection {number}").format(number=there.number), sides=tuple(sides),
        fields=(Field(name="answers", label=field_words("answers"), values=(there.reason, answered)),),
        hint=_("It was given up on one device and answered on another. Let the second side stand to go on with it."),
    )  # fmt: skip


def _said(history: list[Entry], item: str, wanted: str) -> tuple[Entry | None, dict]:
    """The last answer to an item (with a fingerprint; without one, whatever was last), and its content."""
    for entry in reversed(history):
        if entry.kind not in ("inspection.answer_given", "inspection.answer_cleared"):
            continue
        fact = fact_of(entry)
        if isinstance(fact, AnswerGiven) and fact.answer.item == item and wanted in ("", mark(fact.answer)):
            content = msgspec.to_builtins(fact.answer)
            return entry, {name: value for name, value in content.items() if name not in ("item", "note", "photos")}
        if isinstance(fact, AnswerCleared) and fact.item == item and wanted in ("", CLEARED):
            return entry, {}
    return None, {}


# ---- what must be unique -----------------------------------------------------------------------------------------


def _unique(r: Reader, words: Wording) -> Iterator[Contradiction]:
    from supervisor.access.ledger import login_clashes
    from supervisor.branch.ledger import clashes
    from supervisor.incidents.ledger import divided_command

    from .meetings_apart import meetings_apart, meetings_lost

    yield from meetings_apart(r, words)
    yield from meetings_lost(r, words)
    for clash in clashes(r):
        what = _("Staff number {value}") if clash.what == "no" else _("Post code {value}")
        hint = _("Two have it since the copies met: give one of them another in Settings.")
        yield _twice(words, what.format(value=clash.value), clash.what, clash.value, clash.subjects, hint)
    for login, several in login_clashes(r).items():
        hint = _("Several users have it since the copies met; nobody can log in by it until an administrator disables "
                 "all but one in Settings.")  # fmt: skip
        subjects = tuple(one.subject for one in several)
        yield _twice(words, _("Login {value}").format(value=login), "login", login, subjects, hint)
    for one, other in divided_command(r):
        hint = _("Two commanders at one time: agree on one, and hand over on the dispatch screen.")
        subjects = tuple(sorted((one.subject, other.subject)))
        title = _("Command of {one} and {other}").format(one=one.number, other=other.number)
        yield _twice(words, title, "command", "|".join(subjects), subjects, hint)


def _twice(words: Wording, title: str, what: str, key: str, subjects: tuple[str, ...], hint: str) -> Contradiction:
    sides = []
    for subject in subjects:
        history = words.history(subject)
        first = history[0] if history else None
        sides.append(
            Side(
                entry=first.digest.hex() if first else "", what=words.subject(subject, history),
                by=words.person(first.actor) if first else "", at=words.local(first.at_ms) if first else None,
                device=words.device(first.device) if first else "", stands=True,
            )
        )  # fmt: skip
    return Contradiction(
        id=identity(what, "", key), sort="unique", subject=subjects[0] if subjects else "", key=key, title=title,
        sides=tuple(sides), fields=(), settles=False, hint=hint,
    )  # fmt: skip


__all__ = ["Contradiction", "Field", "Side", "contradictions", "fact_of", "identity", "latest_of"]
