"""The register of complaints (投诉登记簿) as a workbook: content, time, handler, cause, solution, feedback result (D9).

Masked unless somebody with the right gives a reason, which is an entry for each case. What a customer wrote arrives as
the same text whatever it begins with: no formula, no link, no number, no escape. A text longer than a cell goes on in
the sheet of continuations; what no file of this kind can hold (U+FFFE, U+FFFF, lone surrogates) is written visibly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from reports.look import BAD, INFO
from reports.opening import Report, report_at, report_of
from reports.table import Head, write_table
from supervisor.access import Right, require
from supervisor.branch.ledger import branch_profile, people
from supervisor.complaints.kernel.deadlines import DeadlineRules
from supervisor.complaints.ledger import case_clocks, complaints, counted_days, deadline_rules, history, tree
from supervisor.complaints.records import CaseFile, Complaint
from supervisor.complaints.register.ledger import readable_subjects
from supervisor.complaints.register.opening import checked_look, may_look, note_looks, read_many
from supervisor.complaints.settings.classes import PAUSE
from supervisor.complaints.steps.telling import told_of
from supervisor.complaints.words import CHANNELS, CLOCK_STATES, CLOCKS, STATES, STEPS
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book, Reader
from supervisor.language import _

CELL_UNITS = 32_000
"""UTF-16 units of a text that stay in its cell; Excel takes 32,767, and the mark that there is more comes after."""

_NOT_IN_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
Tell = Callable[[float], object]


def complaint_register(
    book: Book,
    first: date,
    last: date,
    path: Path,
    *,
    actor: str = SYSTEM,
    reason: str = "",
    channel: str = "",
    state: str = "",
    cause: str = "",
    person: str = "",
    tell: Tell | None = None,
) -> int:
    """Write the cases heard on days `first`…`last` that the actor may read to `path`, whole or not at all; returns how
    many. `reason` opens the sealed texts: each case so opened is logged with it (one that the actor may not open stays
    masked), once the file is written whole and before it lies there, so that neither a look goes unlogged nor a file
    that could not be written counts as a look.

    `tell` hears the share done; what it raises stops the writing, and nothing is left. Raises Refused without the
    rights to export and to read complaints (and, with a reason, to unmask).
    """
    reason = checked_look(reason) if reason else ""
    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_COMPLAINTS)
        if reason:
            require(r, actor, Right.UNMASK)
        may_read = readable_subjects(r, actor, first, last)
        wanted = [
            case
            for case in complaints(r, first, last)
            if case.subject in may_read
            and channel in ("", case.channel)
            and state in ("", case.state)
            and person in ("", case.person)
            and cause in ("", case.cause_code)
        ]
        opened = may_look(r, actor, wanted) if reason else []
        subjects = {case.subject for case in opened}
        files = read_many(r, wanted, opened=subjects, tell=tell or (lambda _share: None))
        before = (lambda: note_looks(book, actor, opened, reason)) if opened else None
        month = f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else ""
        report = report_of(book, r, "register", actor=actor, month=month, about=f"{first} – {last}")
        _write(r, path, files, report, bool(reason), before)
    return len(wanted)


def visible(text: str) -> str:
    """The text as a workbook can hold it: what XML forbids is written as its code."""
    return _NOT_IN_XML.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text)


def pieces(text: str, units: int = CELL_UNITS) -> list[str]:
    """The text in parts of at most so many UTF-16 units, never cut inside a character."""
    if len(text) * 2 <= units:
        return [text]
    parts, begun, size = [], 0, 0
    for place, letter in enumerate(text):
        wide = 2 if ord(letter) > 0xFFFF else 1
        if size + wide > units:
            parts.append(text[begun:place])
            begun, size = place, 0
        size += wide
    return [*parts, text[begun:]]


_LONGER = ("found_complex", "extended", "paused")


class _Register:
    """What the lines of one register have in common: names, words, limits, and what does not fit into its cell."""

    def __init__(self, r: Reader) -> None:
        self.r = r
        self.names = {one.subject: one.name for one in people(r, active_only=False)}
        self.words = {
            (name, node.code): str(node.name) for name in ("class", "cause", "root") for node in tree(r, name)
        }
        self.counted = counted_days(r)
        self.rules: dict[date, DeadlineRules] = {}
        self.continued: list[list[object]] = []

    def heads(self) -> list[Head]:
        """What was said stands on the left page, what was done about it on the right."""
        return [
            Head(_("Record no."), 14), Head(_("Received at"), 15, "instant"), Head(_("Channel"), 11, "wrap"),
            Head(_("Kind of business"), 12, "wrap"), Head(_("Cause"), 12, "wrap"),
            Head(_("What the customer complains of"), 42, "wrap"), Head(_("Wish"), 18, "wrap"),
            Head(_("Customer"), 9, "wrap"), Head(_("Phone"), 13, "wrap"), Head(_("People in the group"), 7, "count"),
            Head(_("Representatives"), 16, "wrap"), Head(_("Person concerned"), 9, "wrap"),
            Head(_("In hand of"), 9, "wrap"), Head(_("Handled by"), 9, "wrap"), Head(_("Facts found"), 24, "wrap"),
            Head(_("Root cause"), 24, "wrap"), Head(_("Measure"), 22, "wrap"),
            Head(_("Head office's decision"), 14, "wrap"), Head(_("Answer to the customer"), 24, "wrap"),
            Head(_("Replied on"), 15, "instant"), Head(_("Customer agrees"), 10), Head(_("Closed on"), 15, "instant"),
            Head(_("Limits kept"), 34, "wrap"), Head(_("State"), 10, "wrap"),
        ]  # fmt: skip

    def line(self, file: CaseFile) -> list[object]:
        """A case as its line."""
        case = file.complaint
        number = visible(case.number)

        def kept(column: str, text: str) -> str:
            parts = pieces(visible(text))
            self.continued.extend([number, column, place, part] for place, part in enumerate(parts[1:], 2))
            return parts[0] if len(parts) == 1 else parts[0] + mark(len(parts))

        speakers = "\n".join(" ".join(filter(None, (one.name, one.phone))) for one in file.representatives)
        root = "\n".join(filter(None, (self._word("root", case.root_code), file.root)))
        return [
            number, self._at(case.received), str(CHANNELS.get(case.channel, case.channel)),
            self._word("class", case.class_code), self._word("cause", case.cause_code),
            kept(_("What the customer complains of"), file.text), kept(_("Wish"), file.wish),
            kept(_("Customer"), file.contact.name), kept(_("Phone"), file.contact.phone), case.group_size or None,
            kept(_("Representatives"), speakers), self._who(case.person), self._who(case.owner),
            self._who(case.handled_by), kept(_("Facts found"), file.facts), kept(_("Root cause"), root),
            kept(_("Measure"), file.measure), kept(_("Head office's decision"), file.decision),
            kept(_("Answer to the customer"), file.reply), self._at(case.replied),
            "" if case.accepted is None else _("yes") if case.accepted else _("no"), self._at(case.ended),
            self._limits(case), str(STATES.get(case.state, case.state)),
        ]  # fmt: skip

    def _at(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else instant.astimezone(self.r.zone).replace(microsecond=0)

    def _word(self, tree_name: str, code: str) -> str:
        return visible(self.words.get((tree_name, code), code))

    def _who(self, person: str) -> str:
        return visible(self.names.get(person, _("head office") if person.startswith("office:") else person))

    def _limits(self, case: Complaint) -> str:
        """Every limit that was not kept or still runs, one to a line; in one word where all were kept."""
        if case.day not in self.rules:
            self.rules[case.day] = deadline_rules(self.r, case.day)
        states = {
            str(CLOCKS.get(one.kind, one.kind)): one.state(self.r.now)
            for one in case_clocks(self.r, case, self.rules[case.day], self.counted)
        }
        told = [
            _("{limit}: {state}").format(limit=name, state=CLOCK_STATES[state])
            for name, state in states.items()
            if state != "met"
        ]
        return "\n".join([*(told or [str(CLOCK_STATES["met"])]), *self._longer(case)])

    def _longer(self, case: Complaint) -> list[str]:
        """What made a limit longer: why, who approved it, when and how the customer was told."""
        if not (case.is_complex or case.extended or case.pauses):
            return []
        reasons = {one.code: str(one.name) for one in tree(self.r, PAUSE)}
        return [
            _("{limit}: {state}").format(
                limit=STEPS[step.kind],
                state=visible(told_of(step, self.r.zone, self._who, lambda code: reasons.get(code, code))),
            )
            for step in history(self.r, case.subject)
            if step.kind in _LONGER
        ]


def _write(
    r: Reader, path: Path, files: Iterable[CaseFile], report: Report, opened: bool,
    before: Callable[[], object] | None,
) -> None:  # fmt: skip
    made = _Register(r)
    branch = branch_profile(r).name
    title = _("Register of complaints")
    shown = _("opened with a reason, which is logged") if opened else _("masked")
    note = f"{branch} · {report.proof.about} · {shown}"
    with report_at(path, report, title=title, before=before) as (workbook, formats):
        write_table(workbook, formats, title, made.heads(), map(made.line, files), note=note, colour=BAD,
                    freeze_columns=1, empty=_("No complaint in this period."), document=f"{branch} {title}",
                    across=2)  # fmt: skip
        if made.continued:
            more = [Head(_("Record no."), 14), Head(_("Column"), 14), Head(_("Part"), 6, "count"),
                    Head(_("Text"), 110, "wrap")]  # fmt: skip
            write_table(workbook, formats, _("Continued"), more, made.continued, note=note, colour=INFO,
                        document=f"{branch} {title}")  # fmt: skip


def mark(parts: int) -> str:
    """What stands behind a text that goes on elsewhere."""
    return _("… (goes on in the sheet of continuations, {parts} parts)").format(parts=parts)


def checked_reason(unmasked: bool, reason: str) -> str:
    """The reason where texts are to be opened. Raises BadInput without one."""
    if unmasked and not reason.strip():
        raise BadInput(_("Write why you need to see the customer's data."))
    return reason.strip() if unmasked else ""
