"""Inspections, every answer with who gave it when, and what the answers rest on (A12, B, C)."""

from __future__ import annotations

from reports.look import ACCENT
from reports.pages.month import Month, word, yes_no
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.inspection.completeness import Gap
from supervisor.inspection.facts import said
from supervisor.inspection.finishing import lack
from supervisor.inspection.paper.content import CAPACITIES, signed
from supervisor.inspection.records import Sheet
from supervisor.inspection.words import SOURCES, STATES, VERDICTS
from supervisor.language import Words, _

COUNTED, LIST, ITEM, ANSWER = 2, 3, 4, 7  # columns of the sheet of answers that others count in


def write(m: Month) -> Extent:
    """Sheets of inspections, answers and evidence; returns where the answers stand."""
    sheets = list(m.material.sheets.values())
    _inspections(m, sheets)
    answers = _answers(m, sheets)
    _evidence(m, sheets)
    return answers


def stands(one: Sheet) -> bool:
    """Whether an inspection is finished and no correction took its place: only such count."""
    return one.inspection.state == "finished" and not one.inspection.revised_by


def _inspections(m: Month, sheets: list[Sheet]) -> None:
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Check-list"), 21, "wrap", code="checklist"), Head(_("Version"), 9, code="version"),
        Head(_("Digest"), 14, code="digest"), Head(_("Source"), 14, code="source"),
        Head(_("Place"), 12, "wrap", code="place"), Head(_("Inspector"), 13, code="inspector"),
        Head(_("Inspected"), 18, "wrap", code="inspected"), Head(_("Began at"), 15, "instant", code="begun"),
        Head(_("Finished"), 15, "instant", code="finished"), Head(_("State"), 9, code="state"),
        Head(_("Items asked"), 8, "count", True, code="items"),
        Head(_("Items answered"), 8, "count", True, code="answered"),
        Head(_("Full marks"), 9, "points", code="full"), Head(_("Marks"), 9, "points", code="marks"),
        Head(_("Share of marks"), 9, "share", code="share"), Head(_("Photos"), 7, "count", True, code="photos"),
        Head(_("Incidents running"), 9, "count", code="incidents"),
        Head(_("Corrected by"), 15, code="corrected_by"),
    ]  # fmt: skip
    numbers = {each.inspection.subject: each.inspection.number for each in sheets}
    rows = []
    for line, each in enumerate(sheets, start=HEAD_ROW + 2):
        one, score = each.inspection, each.score
        share = Formula(f"=IF(O{line}=0,0,P{line}/O{line})", score.score_c / score.full_c if score.full_c else 0)
        rows.append([
            one.number, one.day, str(each.template.name), each.template.version, one.digest[:12],
            word(SOURCES, one.source), one.place, m.name(one.inspector), m.names(one.inspected), m.local(one.begun),
            m.local(one.finished), word(STATES, one.state), score.items, score.answered, score.full_c, score.score_c,
            share, len(each.photos), len(one.incidents), numbers.get(one.revised_by, one.revised_by),
        ])  # fmt: skip
    __, extent = m.table(
        _("Inspections"), heads, rows, colour=ACCENT, freeze_columns=2, code="inspections",
        empty=_("No inspection was made in this period."),
    )  # fmt: skip
    m.fact("inspections.sheets", _("Inspections"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")


def _answers(m: Month, sheets: list[Sheet]) -> Extent:
    heads = [
        Head(_("Inspection"), 15, code="inspection"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Counts"), 7, code="counts"), Head(_("Check-list"), 21, "wrap", code="checklist"),
        Head(_("Item"), 9, code="item"), Head(_("Clause"), 7, code="clause"),
        Head(_("What is checked"), 44, "wrap", code="title"), Head(_("Answer"), 10, "wrap", code="answer"),
        Head(_("Cases"), 7, "count", code="cases"), Head(_("People"), 16, "wrap", code="people"),
        Head(_("Place"), 10, "wrap", code="place"), Head(_("Remark"), 26, "wrap", code="remark"),
        Head(_("Answered by"), 13, code="by"), Head(_("Answered at"), 15, "instant", code="at"),
        Head(_("Photos"), 7, "count", True, code="photos"),
    ]  # fmt: skip
    words = {code: str(name) for code, name in VERDICTS.items()}
    rows: list[list] = []
    for each in sheets:
        one = each.inspection
        items = {item.id: (item, str(item.words)) for item in each.template.items()}
        photos: dict[str, int] = {}
        for photo in each.photos:
            photos[photo.item] = photos.get(photo.item, 0) + 1
        begin = [one.number, one.day, yes_no(stands(each)), m.material.checklists[one.code]]
        for given in each.answers:
            item, asked = items.get(given.item, (None, ""))
            by = m.material.given(one.subject, given.item)
            verdict = said(item, given) if item and given.verdict == "given" else words.get(given.verdict, "")
            rows.append([
                *begin, given.item, item.clause if item else "", asked, verdict,
                given.cases if given.verdict == "fail" else None, m.names(given.persons), "、".join(given.places),
                each.notes.get(given.item) or given.note, m.name(by.by) if by else "",
                m.local(by.at) if by else None, photos.get(given.item) or None,
            ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Inspections under way or corrected since are shown and do not count.")
    __, extent = m.table(
        _("Answers"), heads, rows, colour=ACCENT, freeze_columns=2, note=note, code="answers", across=1,
        empty=_("No item was answered in this period."),
    )  # fmt: skip
    return extent


EVIDENCE = {
    "photo": Words("照片", "Photo"),
    "signature": Words("签字", "Signature"),
    "revises": Words("更正", "Correction"),
    "missing": Words("缺项已确认", "Missing, accepted"),
    "answer": Words("未采用的答案", "Answer set aside"),
    "note": Words("完成后的备注", "Remark after the finish"),
    "no_photo": Words("完成后移除的照片", "Photo taken off after the finish"),
    "given_up": Words("已放弃", "Given up"),
}


def _evidence(m: Month, sheets: list[Sheet]) -> None:
    """Pictures by name and digest, signatures, what was corrected, missing and accepted, or set aside: nothing that was
    recorded is left out because it does not count."""
    heads = [
        Head(_("Inspection"), 15, code="inspection"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Check-list"), 18, "wrap", code="checklist"), Head(_("Version"), 9, code="version"),
        Head(_("Item"), 9, code="item"), Head(_("Kind"), 16, "wrap", code="kind"),
        Head(_("By whom"), 14, code="by"), Head(_("When"), 15, "instant", code="at"),
        Head(_("In words"), 44, "wrap", code="words"),
        Head(_("Digest (SHA-256) of the picture"), 36, "wrap", code="digest"),
    ]  # fmt: skip
    numbers = {each.inspection.subject: each.inspection.number for each in sheets}
    rows: list[list] = []
    for each in sheets:
        one = each.inspection
        begin = [one.number, one.day, m.material.checklists[one.code], each.template.version]

        def add(kind: str, item: str, by: str, at, words: str, digest: str, begin=begin) -> None:
            named = m.name(by) if by else ""
            rows.append([*begin, item, word(EVIDENCE, kind), named, m.local(at), words, digest])

        for photo in each.photos:
            add("photo", photo.item, "", None, photo.name, photo.digest)
        for each_signed in each.signatures:
            words = f"{CAPACITIES[each_signed.capacity]} {signed(each_signed)}".strip()
            add("signature", "", each_signed.person, each_signed.at, words, each_signed.picture)
        if one.revises:
            words = _("Corrects {number}: {reason}").format(
                number=numbers.get(one.revises, one.revises), reason=one.reason)  # fmt: skip
            add("revises", "", one.inspector, one.finished, words, "")
        for warning in one.warnings:
            item, __, what = warning.partition(":")
            add("missing", item, one.inspector, one.finished, lack(Gap(item, what, "warn")), "")  # type: ignore[arg-type]
        for clash in each.clashes:
            words = word(VERDICTS, clash.answer.verdict) if clash.answer else clash.text
            picture = clash.text if clash.what in ("photo", "no_photo") else ""
            add(clash.what, clash.item, clash.by, clash.at, "" if picture else words, picture)
    m.table(
        _("Evidence and corrections"), heads, rows, colour=ACCENT, freeze_columns=2, code="evidence",
        empty=_("No picture, signature or correction belongs to this month's inspections."),
    )  # fmt: skip
