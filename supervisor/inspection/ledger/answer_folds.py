"""What is answered, noted, photographed and signed during an inspection: rows of its own subject.

What somebody did without knowing of what stands there is kept beside it, until a person looks at both.
"""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.inspection import answer as answers
from supervisor.inspection.answer import Answer, mark, note_mark, text_and_mark
from supervisor.inspection.events import (
    AnswerCleared,
    AnswerGiven,
    LateSeen,
    NoteSet,
    PhotoAttached,
    PhotoRemoved,
    Signed,
)
from supervisor.journal import Entry, Rows

from .tables import ANSWER, CLASH, INSPECTION, LEDGER, PHOTO, SIGNATURE, STEP

CLEARED = "cleared"  # the mark, among contradicting answers, of an item that somebody left unanswered


def as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def answer_row(given: Answer, by: str, at_ms: int) -> dict[str, Any]:
    text, fingerprint = text_and_mark(given)
    return {
        "item": given.item,
        "verdict": given.verdict,
        "answer": text,
        "note": given.note,
        "mark": fingerprint,
        "by": by,
        "at_ms": at_ms,
    }


def aside(rows: Rows, item: str, seen: str, text: str, by: str, at_ms: int, why: str = "late") -> None:
    rows.put(CLASH, item=item, mark=seen, what="answer", answer=text, why=why, by=by, at_ms=at_ms)


def late(rows: Rows, what: str, item: str, text: str, by: str, at_ms: int) -> None:
    """A remark or picture that the finish did not know of: kept beside the inspection, never put into it."""
    rows.put(
        CLASH, item=item, mark=f"{what}:{note_mark(text)}", what=what, answer=text, why="late", by=by, at_ms=at_ms
    )  # fmt: skip


GIVEN_UP = "given_up"  # the mark of an inspection given up by somebody who did not know of all its answers


def given_up(rows: Rows, entry: Entry) -> None:
    """The inspection was given up on one device while it was answered on another: a person decides which holds."""
    rows.put(
        CLASH, item="", mark=GIVEN_UP, what="given_up", answer="", why="late", by=entry.actor, at_ms=entry.at_ms
    )  # fmt: skip


def _change(rows: Rows, fact: AnswerGiven | AnswerCleared, item: str, given: Answer | None, entry: Entry) -> None:
    """One slot takes a new answer; what it did not know of is kept beside it until somebody settles it."""
    there = rows.get(ANSWER, item)
    old = there["mark"] if there else ""
    inspection = rows.get(INSPECTION)
    if inspection is not None and inspection["state"] == "abandoned" and given is not None:
        given_up(rows, entry)
    if not is_open(rows):
        aside(rows, item, mark(given), as_json(given) if given else "", entry.actor, entry.at_ms)
        return
    if old != fact.replaces and old != mark(given):
        if there and there["verdict"]:
            aside(rows, item, old, there["answer"], there["by"], there["at_ms"], "clash")
        elif given is not None and fact.replaces:  # cleared elsewhere, answered anew here
            aside(rows, item, CLEARED, "", _cleared_by(rows, item), entry.at_ms, "clash")
    if fact.replaces:
        rows.drop(CLASH, item, fact.replaces)  # who had said it says something else now
    for settled in fact.settles:
        rows.drop(CLASH, item, settled)
    before = ""
    if there and there["verdict"]:
        standing = answers.decode(there["answer"])
        before = as_json(msgspec.structs.replace(standing, note=there["note"]))
    if fact.undoes:
        rows.change(STEP, fact.undoes, undone=1)
    rows.put(
        STEP,
        entry=entry.id,
        clock=entry.clock,
        item=item,
        before=before,
        after=mark(given),
        by=entry.actor,
        undone=1 if fact.undoes else 0,
    )
    if isinstance(fact, AnswerGiven):
        row = answer_row(fact.answer, entry.actor, entry.at_ms)
        if there:
            row["note"] = _joined(there["note"], fact.saw_note, fact.answer.note)
        rows.put_all(ANSWER, [row])
    elif there and there["note"]:
        rows.change(ANSWER, item, verdict="", answer="", mark="")
    else:
        rows.drop(ANSWER, item)


def _cleared_by(rows: Rows, item: str) -> str:
    steps = [step for step in rows.all(STEP) if step["item"] == item and not step["after"]]
    return max(steps, key=lambda step: step["clock"])["by"] if steps else ""


def _joined(there: str, saw: str | None, said: str) -> str:
    """The remark that stands after somebody who saw that of mark `saw` leaves `said`: what he did not know of is kept
    above his own words, so that two people's remarks are never one over the other."""
    if saw is None or note_mark(there) == saw or said == there:
        return said
    if not there or note_mark(said) == saw:  # taken away elsewhere, or his own is only what he found
        return said if not there and note_mark(said) != saw else there
    return there if not said or said in there.split("\n") else f"{there}\n{said}"


@LEDGER.on(AnswerGiven)
def _given(rows: Rows, fact: AnswerGiven, entry: Entry) -> None:
    _change(rows, fact, fact.answer.item, fact.answer, entry)


@LEDGER.on(AnswerCleared)
def _cleared(rows: Rows, fact: AnswerCleared, entry: Entry) -> None:
    _change(rows, fact, fact.item, None, entry)


def is_open(rows: Rows) -> bool:
    inspection = rows.get(INSPECTION)
    return inspection is None or inspection["state"] != "finished"


@LEDGER.on(NoteSet)
def _note(rows: Rows, fact: NoteSet, entry: Entry) -> None:
    there = rows.get(ANSWER, fact.item)
    if not is_open(rows):
        if fact.note and (there is None or there["note"] != fact.note):
            late(rows, "note", fact.item, fact.note, entry.actor, entry.at_ms)
    elif there is not None:
        rows.change(ANSWER, fact.item, note=_joined(there["note"], fact.saw, fact.note))
    else:
        rows.put(
            ANSWER,
            item=fact.item,
            verdict="",
            answer="",
            note=fact.note,
            mark="",
            by=entry.actor,
            at_ms=entry.at_ms,
        )


def has_photo(rows: Rows, item: str, digest: str) -> bool:
    """Whether a picture is at an item and was not taken off."""
    photo = rows.get(PHOTO, item, digest)
    return photo is not None and not photo["gone"]


@LEDGER.on(PhotoAttached)
def _photo(rows: Rows, fact: PhotoAttached, entry: Entry) -> None:
    if not is_open(rows):
        if not has_photo(rows, fact.item, fact.digest):
            late(rows, "photo", fact.item, fact.digest, entry.actor, entry.at_ms)
        return
    rows.put(
        PHOTO,
        item=fact.item,
        digest=fact.digest,
        original=fact.original,
        name=fact.name,
        by=entry.actor,
        at_ms=entry.at_ms,
        gone=0,
    )


@LEDGER.on(PhotoRemoved)
def _no_photo(rows: Rows, fact: PhotoRemoved, entry: Entry) -> None:
    if is_open(rows):
        rows.change(PHOTO, fact.item, fact.digest, gone=1)
    elif has_photo(rows, fact.item, fact.digest):
        late(rows, "no_photo", fact.item, fact.digest, entry.actor, entry.at_ms)


@LEDGER.on(LateSeen)
def _late_seen(rows: Rows, fact: LateSeen, _entry: Entry) -> None:
    rows.change(CLASH, fact.item, fact.mark, why="seen")


@LEDGER.on(Signed)
def _signed(rows: Rows, fact: Signed, entry: Entry) -> None:
    rows.put(
        SIGNATURE, capacity=fact.capacity, person=fact.person, picture=fact.picture, at_ms=entry.at_ms,
        how=fact.how or ("drawn" if fact.picture else ""), reason=fact.reason, finish=fact.finish,
    )  # fmt: skip
