"""How the events of check-lists, inspections and findings change the rows of their own subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supervisor.inspection.answer import Answer, decode, mark
from supervisor.inspection.events import (
    AppealDecided,
    FindingAppealed,
    FindingRaised,
    FindingWaived,
    InspectionAbandoned,
    InspectionBegun,
    InspectionFinished,
    InspectionResumed,
    InspectionRevised,
    RetirementWithdrawn,
    TemplateActivated,
    TemplateRetired,
    WaiverWithdrawn,
)
from supervisor.journal import Entry, Rows

from .answer_folds import GIVEN_UP, answer_row, as_json, aside, given_up, has_photo, is_open, late
from .tables import ANSWER, CLASH, FINDING, INSPECTION, LEDGER, PHOTO, RETIRED, SEEN, STEP, VERSION


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
    retired = rows.get(RETIRED)
    if retired is not None:  # until the new version counts, the list stays out of use
        rows.change(RETIRED, until=min(filter(None, (retired["until"], fact.valid_from.isoformat()))))


@LEDGER.on(TemplateRetired)
def _retired(rows: Rows, fact: TemplateRetired, entry: Entry) -> None:
    rows.put(RETIRED, day=entry.day, reason=fact.reason, until="")


@LEDGER.on(RetirementWithdrawn)
def _not_retired(rows: Rows, _fact: RetirementWithdrawn, _entry: Entry) -> None:
    rows.drop(RETIRED)


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
        inspected=as_json(fact.inspected),
        incidents=as_json(fact.incidents),
        root=fact.root,
        revises=fact.revises,
        revised_by="",
        reason=fact.reason,
        state="begun",
        begun_ms=entry.at_ms,
        warnings="[]",
    )
    rows.put_all(ANSWER, [answer_row(given, entry.actor, entry.at_ms) for given in fact.carried])
    for given in fact.carried:
        for digest in given.photos:
            _picture(rows, entry, given.item, digest)
    for one in fact.pictures:
        _picture(rows, entry, one.item, one.digest, one.original, one.name)
    for item, note in fact.remarks.items():
        if rows.get(ANSWER, item) is None:
            rows.put(
                ANSWER, item=item, verdict="", answer="", note=note, mark="", by=entry.actor, at_ms=entry.at_ms
            )  # fmt: skip


def _picture(rows: Rows, entry: Entry, item: str, digest: str, original: str = "", name: str = "") -> None:
    rows.put(
        PHOTO, item=item, digest=digest, original=original, name=name, by=entry.actor, at_ms=entry.at_ms, gone=0
    )  # fmt: skip


@LEDGER.on(InspectionFinished)
def _finished(rows: Rows, fact: InspectionFinished, entry: Entry) -> None:
    """The answers are those the inspector finished with; others that were under way elsewhere stay listed."""
    inspection = rows.get(INSPECTION)
    if inspection is not None and inspection["state"] == "finished":  # finished on two laptops: the first stands
        marks = {row["item"]: row["mark"] for row in rows.all(ANSWER)}
        notes = {row["item"]: row["note"] for row in rows.all(ANSWER)}
        for given in fact.answers:
            if marks.get(given.item, "") != mark(given):
                aside(rows, given.item, mark(given), as_json(given), entry.actor, entry.at_ms)
            if given.note and notes.get(given.item, "") != given.note:
                late(rows, "note", given.item, given.note, entry.actor, entry.at_ms)
            for digest in given.photos:
                if not has_photo(rows, given.item, digest):
                    late(rows, "photo", given.item, digest, entry.actor, entry.at_ms)
        return
    for clash in rows.all(CLASH):  # the inspector did not see them, or the finish would have waited
        rows.change(CLASH, clash["item"], clash["mark"], why="late")
    rows.drop(CLASH, "", GIVEN_UP)
    standing = {row["item"]: row for row in rows.all(ANSWER)}
    final = {given.item: given for given in fact.answers} if standing else {}
    _beside(rows, standing, final)
    for item, row in standing.items():
        if row["verdict"] and row["mark"] != mark(final.get(item)):
            aside(rows, item, row["mark"], row["answer"], row["by"], row["at_ms"])
        if item not in final:
            _unanswered(rows, row, fact)
    photos = {(given.item, digest) for given in fact.answers for digest in given.photos}
    fresh = []
    for given in fact.answers:
        row = standing.get(given.item)
        if row is not None and row["mark"] == mark(given):
            fresh.append(answer_row(given, row["by"], row["at_ms"]))
        else:
            fresh.append(answer_row(given, entry.actor, entry.at_ms))
    rows.put_all(ANSWER, fresh)
    for item, digest in sorted(photos):
        if not rows.change(PHOTO, item, digest, gone=0):
            _picture(rows, entry, item, digest)
    for step in rows.all(STEP):
        rows.drop(STEP, step["entry"])
    judged = fact.judged
    if judged is None:
        judged = tuple(given.item for given in fact.answers if given.verdict in ("pass", "fail"))
    rows.put(SEEN, judged=as_json(judged))
    rows.change(
        INSPECTION, state="finished", finished_ms=entry.at_ms, finish=entry.id, finish_clock=entry.clock,
        warnings=as_json(fact.warnings),
    )  # fmt: skip


def _unanswered(rows: Rows, row: dict[str, Any], fact: InspectionFinished) -> None:
    """An item without an answer keeps the remark that says why; one that the finish did not know of stands beside."""
    known = row["note"] if fact.judged is None else fact.remarks.get(row["item"], "")
    if row["note"] and row["note"] != known:
        late(rows, "note", row["item"], row["note"], row["by"], row["at_ms"])
    if known:
        rows.change(ANSWER, row["item"], verdict="", answer="", mark="", note=known)
    else:
        rows.drop(ANSWER, row["item"])


def _beside(rows: Rows, standing: dict[str, dict[str, Any]], final: dict[str, Answer]) -> None:
    """Remarks and pictures to what was answered that the finish does not hold: it did not know of them."""
    for item, given in final.items():
        row = standing.get(item)
        if row is not None and row["note"] and row["note"] != given.note:
            late(rows, "note", item, row["note"], row["by"], row["at_ms"])
    for photo in rows.all(PHOTO):
        known = final.get(photo["item"])
        if known is not None and not photo["gone"] and photo["digest"] not in known.photos:
            rows.drop(PHOTO, photo["item"], photo["digest"])
            late(rows, "photo", photo["item"], photo["digest"], photo["by"], photo["at_ms"])


@LEDGER.on(InspectionAbandoned)
def _abandoned(rows: Rows, fact: InspectionAbandoned, entry: Entry) -> None:
    if not is_open(rows):
        return
    rows.change(INSPECTION, state="abandoned", reason=fact.reason)
    known = fact.answered
    if known is not None and any(row["item"] not in known for row in rows.all(ANSWER) if row["verdict"]):
        given_up(rows, entry)


@LEDGER.on(InspectionResumed)
def _resumed(rows: Rows, _fact: InspectionResumed, _entry: Entry) -> None:
    inspection = rows.get(INSPECTION)
    if inspection is not None and inspection["state"] == "abandoned":
        rows.change(INSPECTION, state="begun", reason="")
    rows.drop(CLASH, "", GIVEN_UP)


@LEDGER.on(InspectionRevised)
def _revised(rows: Rows, fact: InspectionRevised, _entry: Entry) -> None:
    rows.change(INSPECTION, revised_by=fact.by)


# findings ---------------------------------------------------------------------------------------------------------


@LEDGER.on(FindingRaised)
def _raised(rows: Rows, fact: FindingRaised, _entry: Entry) -> None:
    answer = as_json(fact.answer)
    kept = next((row for row in rows.all(FINDING) if _about(row["answer"]) == fact.answer.persons), {})
    rows.put(
        FINDING,
        inspection=fact.inspection,
        finish=fact.finish,
        code=fact.code,
        digest=fact.digest,
        item=fact.item,
        clause=fact.clause,
        severity=fact.severity,
        at_ms=_ms(fact.at),
        day=fact.day.isoformat(),
        source=fact.source,
        place=fact.place,
        incidents=as_json(fact.incidents),
        answer=answer,
        **{
            name: kept.get(name) or ""
            for name in ("waived", "waived_by", "appeal", "appeal_by", "appeal_state", "appeal_reason")
        },
    )


def _about(answer: str) -> tuple[str, ...]:
    return decode(answer).persons


def _of_finding(rows: Rows, about: tuple[str, ...] | None, **values: Any) -> None:
    """What is decided about a finding holds in every inspection of its chain that finds it of the same people."""
    for row in rows.all(FINDING):
        if about is None or _about(row["answer"]) == about:
            rows.change(FINDING, row["inspection"], row["finish"], **values)


@LEDGER.on(FindingWaived)
def _waived(rows: Rows, fact: FindingWaived, entry: Entry) -> None:
    _of_finding(rows, fact.about, waived=fact.reason, waived_by=entry.actor)


@LEDGER.on(WaiverWithdrawn)
def _unwaived(rows: Rows, fact: WaiverWithdrawn, _entry: Entry) -> None:
    _of_finding(rows, fact.about, waived="", waived_by="")


@LEDGER.on(FindingAppealed)
def _appealed(rows: Rows, fact: FindingAppealed, entry: Entry) -> None:
    _of_finding(rows, fact.about, appeal=fact.text, appeal_by=entry.actor, appeal_state="open", appeal_reason="")


@LEDGER.on(AppealDecided)
def _decided(rows: Rows, fact: AppealDecided, entry: Entry) -> None:
    state = "upheld" if fact.upheld else "dismissed"
    for row in rows.all(FINDING):  # decided on two laptops: what stands is one decision, not half of each
        by_appeal = row["appeal_state"] == "upheld" and row["waived"] == row["appeal_reason"]
        if by_appeal and not fact.upheld and (fact.about is None or _about(row["answer"]) == fact.about):
            rows.change(FINDING, row["inspection"], row["finish"], waived="", waived_by="")
    _of_finding(rows, fact.about, appeal_state=state, appeal_reason=fact.reason)
    if fact.upheld:
        _of_finding(rows, fact.about, waived=fact.reason, waived_by=entry.actor)
