"""How each event changes the rows of its own subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from supervisor.inspection import answer as answers
from supervisor.inspection.answer import Answer, mark, text_and_mark
from supervisor.inspection.events import (
    AnswerCleared,
    AnswerGiven,
    AppealDecided,
    FindingAppealed,
    FindingRaised,
    FindingWaived,
    FindingWithdrawn,
    InspectionAbandoned,
    InspectionBegun,
    InspectionFinished,
    InspectionRevised,
    NoteSet,
    PhotoAttached,
    PhotoRemoved,
    Signed,
    TemplateActivated,
    TemplateRetired,
    WaiverWithdrawn,
)
from supervisor.journal import Entry, Rows

from .tables import (
    ANSWER,
    CLASH,
    FINDING,
    INSPECTION,
    LEDGER,
    PHOTO,
    RETIRED,
    SEEN,
    SIGNATURE,
    STEP,
    VERSION,
)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _iso(number: int) -> str:
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


def _ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


# check-lists ------------------------------------------------------------------------------------------------------


@LEDGER.on(TemplateActivated)
def _activated(rows: Rows, fact: TemplateActivated, entry: Entry) -> None:
    rows.put(
        VERSION,
        digest=fact.digest,
        valid_from=fact.valid_from.isoformat(),
        code=fact.code,
        version=fact.version,
        clock=entry.clock,
        reason=fact.reason,
    )
    rows.drop(RETIRED)


@LEDGER.on(TemplateRetired)
def _retired(rows: Rows, fact: TemplateRetired, entry: Entry) -> None:
    rows.put(RETIRED, day=entry.day, reason=fact.reason)


# answers ----------------------------------------------------------------------------------------------------------


def _answer_row(given: Answer, by: str, at_ms: int) -> dict[str, Any]:
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


def _aside(rows: Rows, item: str, seen: str, text: str, by: str, at_ms: int, why: str = "late") -> None:
    rows.put(CLASH, item=item, mark=seen, answer=text, why=why, by=by, at_ms=at_ms)


def _change(rows: Rows, fact: AnswerGiven | AnswerCleared, item: str, given: Answer | None, entry: Entry) -> None:
    """One slot takes a new answer; what it did not know of is kept beside it until somebody settles it."""
    there = rows.get(ANSWER, item)
    old = there["mark"] if there else ""
    inspection = rows.get(INSPECTION)
    if inspection is not None and inspection["state"] == "finished":
        _aside(rows, item, mark(given), _json(given) if given else "", entry.actor, entry.at_ms)
        return
    if there and there["verdict"] and old != fact.replaces and old != mark(given):
        _aside(rows, item, old, there["answer"], there["by"], there["at_ms"], "clash")
    for settled in fact.settles:
        rows.drop(CLASH, item, settled)
    before = ""
    if there and there["verdict"]:
        standing = answers.decode(there["answer"])
        before = _json(msgspec.structs.replace(standing, note=there["note"]))
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
    if given is not None:
        rows.put_all(ANSWER, [_answer_row(given, entry.actor, entry.at_ms)])
    elif there and there["note"]:
        rows.change(ANSWER, item, verdict="", answer="", mark="")
    else:
        rows.drop(ANSWER, item)


@LEDGER.on(AnswerGiven)
def _given(rows: Rows, fact: AnswerGiven, entry: Entry) -> None:
    _change(rows, fact, fact.answer.item, fact.answer, entry)


@LEDGER.on(AnswerCleared)
def _cleared(rows: Rows, fact: AnswerCleared, entry: Entry) -> None:
    _change(rows, fact, fact.item, None, entry)


def _open(rows: Rows) -> bool:
    inspection = rows.get(INSPECTION)
    return inspection is None or inspection["state"] != "finished"


@LEDGER.on(NoteSet)
def _note(rows: Rows, fact: NoteSet, entry: Entry) -> None:
    if _open(rows) and not rows.change(ANSWER, fact.item, note=fact.note):
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


@LEDGER.on(PhotoAttached)
def _photo(rows: Rows, fact: PhotoAttached, entry: Entry) -> None:
    rows.put(
        PHOTO,
        item=fact.item,
        digest=fact.digest,
        original=fact.original,
        name=fact.name,
        at_ms=entry.at_ms,
    )


@LEDGER.on(PhotoRemoved)
def _no_photo(rows: Rows, fact: PhotoRemoved, _entry: Entry) -> None:
    if _open(rows):
        rows.drop(PHOTO, fact.item, fact.digest)


@LEDGER.on(Signed)
def _signed(rows: Rows, fact: Signed, entry: Entry) -> None:
    rows.put(
        SIGNATURE, capacity=fact.capacity, person=fact.person, picture=fact.picture, at_ms=entry.at_ms,
        how=fact.how or ("drawn" if fact.picture else ""), reason=fact.reason,
    )  # fmt: skip


# inspections ------------------------------------------------------------------------------------------------------


@LEDGER.on(InspectionBegun)
def _begun(rows: Rows, fact: InspectionBegun, entry: Entry) -> None:
    rows.put(
        INSPECTION,
        number=fact.number,
        code=fact.code,
        digest=fact.digest,
        day=_iso(entry.day),
        source=fact.source,
        place=fact.place,
        inspector=entry.actor,
        inspected=_json(fact.inspected),
        incidents=_json(fact.incidents),
        root=fact.root,
        revises=fact.revises,
        revised_by="",
        reason=fact.reason,
        state="begun",
        begun_ms=entry.at_ms,
        warnings="[]",
    )
    rows.put_all(ANSWER, [_answer_row(given, entry.actor, entry.at_ms) for given in fact.carried])
    for given in fact.carried:
        for digest in given.photos:
            rows.put(PHOTO, item=given.item, digest=digest, original="", name="", at_ms=entry.at_ms)


@LEDGER.on(InspectionFinished)
def _finished(rows: Rows, fact: InspectionFinished, entry: Entry) -> None:
    """The answers are those the inspector finished with; others that were under way elsewhere stay listed."""
    inspection = rows.get(INSPECTION)
    if inspection is not None and inspection["state"] == "finished":  # finished on two laptops: the first stands
        marks = {row["item"]: row["mark"] for row in rows.all(ANSWER)}
        for given in fact.answers:
            if marks.get(given.item, "") != mark(given):
                _aside(rows, given.item, mark(given), _json(given), entry.actor, entry.at_ms)
        return
    for clash in rows.all(CLASH):  # the inspector did not see them, or the finish would have waited
        rows.change(CLASH, clash["item"], clash["mark"], why="late")
    standing = {row["item"]: row for row in rows.all(ANSWER)}
    final = {given.item: given for given in fact.answers} if standing else {}
    for item, row in standing.items():
        if row["verdict"] and row["mark"] != mark(final.get(item)):
            _aside(rows, item, row["mark"], row["answer"], row["by"], row["at_ms"])
        if item not in final:
            rows.drop(ANSWER, item)
    photos = {(given.item, digest) for given in fact.answers for digest in given.photos}
    fresh = []
    for given in fact.answers:
        row = standing.get(given.item)
        if row is not None and row["mark"] == mark(given):
            fresh.append(_answer_row(given, row["by"], row["at_ms"]))
        else:
            fresh.append(_answer_row(given, entry.actor, entry.at_ms))
    rows.put_all(ANSWER, fresh)
    for item, digest in sorted(photos):
        if rows.get(PHOTO, item, digest) is None:
            rows.put(PHOTO, item=item, digest=digest, original="", name="", at_ms=entry.at_ms)
    for step in rows.all(STEP):
        rows.drop(STEP, step["entry"])
    rows.put(SEEN, judged=_json([given.item for given in fact.answers if given.verdict in ("pass", "fail")]))
    rows.change(INSPECTION, state="finished", finished_ms=entry.at_ms, warnings=_json(fact.warnings))


@LEDGER.on(InspectionAbandoned)
def _abandoned(rows: Rows, fact: InspectionAbandoned, _entry: Entry) -> None:
    if _open(rows):
        rows.change(INSPECTION, state="abandoned", reason=fact.reason)


@LEDGER.on(InspectionRevised)
def _revised(rows: Rows, fact: InspectionRevised, _entry: Entry) -> None:
    rows.change(INSPECTION, revised_by=fact.by)


# findings ---------------------------------------------------------------------------------------------------------


@LEDGER.on(FindingRaised)
def _raised(rows: Rows, fact: FindingRaised, _entry: Entry) -> None:
    kept = rows.get(FINDING) or {}
    rows.put(
        FINDING,
        inspection=fact.inspection,
        code=fact.code,
        digest=fact.digest,
        item=fact.item,
        clause=fact.clause,
        severity=fact.severity,
        at_ms=_ms(fact.at),
        day=fact.day.isoformat(),
        source=fact.source,
        place=fact.place,
        incidents=_json(fact.incidents),
        answer=_json(fact.answer),
        withdrawn="",
        **{
            name: kept.get(name) or ""
            for name in ("waived", "waived_by", "appeal", "appeal_by", "appeal_state", "appeal_reason")
        },
    )


@LEDGER.on(FindingWithdrawn)
def _withdrawn(rows: Rows, fact: FindingWithdrawn, _entry: Entry) -> None:
    rows.change(FINDING, withdrawn=fact.reason)


@LEDGER.on(FindingWaived)
def _waived(rows: Rows, fact: FindingWaived, entry: Entry) -> None:
    rows.change(FINDING, waived=fact.reason, waived_by=entry.actor)


@LEDGER.on(WaiverWithdrawn)
def _unwaived(rows: Rows, _fact: WaiverWithdrawn, _entry: Entry) -> None:
    rows.change(FINDING, waived="", waived_by="")


@LEDGER.on(FindingAppealed)
def _appealed(rows: Rows, fact: FindingAppealed, entry: Entry) -> None:
    rows.change(FINDING, appeal=fact.text, appeal_by=entry.actor, appeal_state="open", appeal_reason="")


@LEDGER.on(AppealDecided)
def _decided(rows: Rows, fact: AppealDecided, entry: Entry) -> None:
    rows.change(FINDING, appeal_state="upheld" if fact.upheld else "dismissed", appeal_reason=fact.reason)
    if fact.upheld:
        rows.change(FINDING, waived=fact.reason, waived_by=entry.actor)
