"""Everything that one inspection's report says, read in one go and in words: for the printed page and the workbook.

Both are made from the same material, so that what is signed on paper and what is sent to head office agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

from supervisor.access import Right, require
from supervisor.actions.ledger import actions_from
from supervisor.branch.ledger import branch_profile, founded, people
from supervisor.errors import BadInput
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import incident
from supervisor.inspection.completeness import Gap
from supervisor.inspection.facts import said
from supervisor.inspection.finishing import lack
from supervisor.inspection.ledger import findings_of, inspection, sheet
from supervisor.inspection.records import Finding, Sheet, Signature
from supervisor.inspection.scoring.explain import explain
from supervisor.inspection.scoring.explain import points as points
from supervisor.inspection.scoring.records import Line
from supervisor.inspection.scoring.rules import skipped
from supervisor.inspection.template import Item
from supervisor.inspection.words import APPEALS, VERDICTS
from supervisor.journal import Reader
from supervisor.language import Words, _

NOT_ANSWERED = Words("未检查", "Not checked")
NOT_ASKED = Words("不涉及", "Not asked")
PASSED_OVER = Words("未进行", "Passed over")
SIGNS = {"pass": "✓", "fail": "✗", "na": "—", "given": "·", "": "○"}


class Link(NamedTuple):
    """The inspection before or after in a chain of corrections: its number, and why it was corrected."""

    number: str = ""
    reason: str = ""


class Mending(NamedTuple):
    """The corrective action that a finding led to."""

    number: str
    owner: str
    due: str
    closed: bool


class Remark(NamedTuple):
    """What is said of one item beside its answer: a label and the words; `later` is what followed afterwards."""

    label: str
    words: str
    later: bool = False


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection with names in the place of subjects; `actions` and `findings` by item."""

    sheet: Sheet
    branch: str
    zone: tzinfo
    names: Mapping[str, str]
    incidents: tuple[str, ...]
    revises: Link
    revised_by: Link
    findings: Mapping[str, Finding]
    actions: Mapping[str, Mending]
    made: datetime
    made_by: str

    def name(self, person: str) -> str:
        """A person's name with the staff number; whoever is not known stays as recorded."""
        return self.names.get(person, person)

    def name_list(self, persons: Iterable[str]) -> str:
        """Several names, joined as the language joins them."""
        return str(COMMA).join(map(self.name, persons))

    def when(self, instant: datetime | None) -> str:
        """An instant in the branch's zone as 2026-11-20 09:05; empty for None."""
        return "" if instant is None else instant.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def line(self, item: str) -> Line | None:
        """How a failed item cost what it cost, or None."""
        return next((line for line in self.sheet.score.lines if line.item == item), None)

    def photos_of(self, item: str) -> list[int]:
        """The running numbers (from 1) of an item's photos, in the order of `photos`."""
        return [number for number, photo in enumerate(self.photos, 1) if photo.item == item]

    @property
    def photos(self) -> list:
        """All photos in the order of the check-list's items."""
        order = {item.id: place for place, item in enumerate(self.sheet.template.items())}
        return sorted(self.sheet.photos, key=lambda photo: order.get(photo.item, len(order)))


def gather(r: Reader, actor: str, wanted: str) -> Report:
    """The report of an inspection by subject or number.

    Raises Refused without the rights to read people's records and to take them out of the program, BadInput for an
    unknown inspection.
    """
    require(r, actor, Right.EXPORT_REPORT)
    require(r, actor, Right.READ_PEOPLE)
    try:
        page = sheet(r, wanted)
    except KeyError:
        raise BadInput(_("There is no inspection {number}.").format(number=wanted)) from None
    one = page.inspection
    names = {each.subject: f"{each.name} {each.no}" for each in people(r, active_only=False)}
    found = {each.item: each for each in findings_of(r, one.subject)}
    item_of = {each.subject: each.item for each in found.values()}
    before = inspection(r, one.revises) if one.revises else None
    after = inspection(r, one.revised_by) if one.revised_by else None
    return Report(
        sheet=page,
        branch=branch_profile(r).name if founded(r) else "",
        zone=r.zone,
        names=names,
        incidents=tuple(_incident(r, subject) for subject in one.incidents),
        revises=Link(before.number, one.reason) if before else Link(),
        revised_by=Link(after.number, after.reason) if after else Link(),
        findings=found,
        actions={
            item_of[each.source]: Mending(
                each.number, names.get(each.owner, each.owner), each.due.isoformat(), each.state == "closed"
            )
            for each in actions_from(r, list(item_of))
        },
        made=r.now,
        made_by=names.get(actor, ""),
    )


def _incident(r: Reader, subject: str) -> str:
    there = incident(r, subject)
    if there is None:
        return subject
    kind = str(KINDS[there.kind].name) if there.kind in KINDS else there.kind
    start = there.start.astimezone(r.zone)
    end = there.end.astimezone(r.zone).strftime("%H:%M") if there.end else "…"
    return f"{kind} {start:%m-%d %H:%M}–{end}"


def verdict(report: Report, item: Item) -> tuple[str, str]:
    """What was answered to an item, as a sign and words; a fact is given as it was recorded."""
    given = report.sheet.answer(item.id)
    if given is None or item.id not in report.sheet.asked:
        if item.id not in report.sheet.asked:
            return "", str(NOT_ASKED)
        failed = [answer.item for answer in report.sheet.answers if answer.verdict == "fail"]
        if item.id in skipped(report.sheet.template.items(), failed):
            return "", str(PASSED_OVER)
        return ("", "") if item.kind == "note" else (SIGNS[""], str(NOT_ANSWERED))
    if given.verdict == "given":
        return "", said(item, given)
    return SIGNS[given.verdict], str(VERDICTS[given.verdict])


def remarks(report: Report, item: Item) -> list[Remark]:
    """All that belongs to one item beside its answer: why it cost what, whom and where, note, photos, what followed."""
    given, line = report.sheet.answer(item.id), report.line(item.id)
    if item.id not in report.sheet.asked:
        given = None
    found, action = report.findings.get(item.id), report.actions.get(item.id)
    told: list[Remark] = []
    if given is not None and given.persons:
        told.append(Remark(_("People"), report.name_list(given.persons)))
    if given is not None and given.places:
        told.append(Remark(_("Place"), str(COMMA).join(given.places)))
    if given is not None and given.value is not None:
        told.append(Remark(str(Words("实测", "Measured")), f"{given.value * 100:g}%"))
    if line is not None and not {"waived", "upheld"} & set(line.causes):  # who waived it and why is said below
        told.append(Remark(str(Words("计分", "Scoring")), explain(line, report.sheet.template)))
    note = report.sheet.notes.get(item.id) or (given.note if given is not None else "")
    if note:
        told.append(Remark(_("Remark"), note))
    photos = report.photos_of(item.id)
    if photos:
        told.append(Remark(_("Photo"), str(COMMA).join(map(str, photos))))
    if given is not None and given.verdict == "fail" and given.mended:
        told.append(Remark(str(Words("处理", "Settled")), str(Words("当场整改", "put right on the spot")), later=True))
    if found is not None and found.waived and found.appeal_state != "upheld":
        told.append(
            Remark(str(WAIVED), f"{found.waived_reason}{LEFT}{report.name(found.waived_by)}{RIGHT}", later=True)
        )
    if found is not None and found.appeal_state:
        decided = f"{SEMICOLON}{found.appeal_reason}" if found.appeal_reason else ""
        state = APPEALS[found.appeal_state]
        told.append(Remark(str(Words("申诉", "Appeal")), f"{state}{COLON}{found.appeal}{decided}", later=True))
    if action is not None:
        done = str(Words("已销号", "closed")) if action.closed else f"{Words('期限', 'due')} {action.due}"
        told.append(Remark(str(Words("整改", "Action")), f"{action.number} {action.owner} {done}", later=True))
    return told


def signed(one: Signature) -> str:
    """How somebody signed, or why not, in words; empty where nothing was said of it."""
    words = str(HOW[one.how]) if one.how in HOW else ""
    return f"{words}{COLON}{one.reason}" if words and one.reason else words


def corrections(report: Report) -> list[str]:
    """What was corrected, waived, accepted as missing or set aside, a sentence each."""
    lines: list[str] = []
    before, after = report.revises, report.revised_by
    if before.number:
        lines.append(_("Corrects {number}: {reason}").format(number=before.number, reason=before.reason))
    if after.number:
        lines.append(
            _("Corrected by {number}: {reason}. That one counts.").format(number=after.number, reason=after.reason)
        )
    for found in report.findings.values():
        if found.waived:
            lines.append(
                _("{item} does not count: {reason} ({by})").format(
                    item=found.item, reason=found.waived_reason, by=report.name(found.waived_by)
                )
            )
    for warning in report.sheet.inspection.warnings:
        item, _colon, what = warning.partition(":")
        gap = lack(Gap(item, what, "warn"))  # type: ignore[arg-type]
        lines.append(_("{item}: missing and accepted by the inspector ({what})").format(item=item, what=gap))
    for clash in report.sheet.clashes:
        came = {
            "answer": _("{item}: another answer by {by} of {at} does not count"),
            "note": _("{item}: a remark by {by} of {at} came after the finish: {text}"),
            "photo": _("{item}: a picture by {by} of {at} came after the finish and does not count"),
            "no_photo": _("{item}: {by} took a picture off at {at}, after the finish"),
        }[clash.what]
        lines.append(
            came.format(item=clash.item, by=report.name(clash.by), at=report.when(clash.at), text=clash.text)
        )  # fmt: skip
    return lines


COLON, COMMA, SEMICOLON = Words("：", ": "), Words("、", ", "), Words("；", "; ")
LEFT, RIGHT = Words("（", " ("), Words("）", ")")
WAIVED = Words("不计分", "Waived")
WHOLE_BRANCH = Words("全网点", "Whole branch")
CORRECTED = Words("已更正", "Corrected")
CAPACITIES = {"inspector": Words("检查人", "Inspector"), "inspected": Words("被检查人", "Inspected")}
HOW = {
    "drawn": Words("手写签名", "drawn"),
    "login": Words("以登录密码签署", "signed by password"),
    "refused": Words("拒绝签字", "refused to sign"),
    "absent": Words("不在场", "was not there"),
}


def lost(report: Report, item: Item) -> int | None:
    """Points lost by an item in hundredths; None where it did not fail."""
    line = report.line(item.id)
    return None if line is None else line.lost_c
