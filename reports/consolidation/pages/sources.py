"""Which files went into the sum, which did not and why, and what was passed over."""

from __future__ import annotations

from reports.consolidation.pages.whole import Whole
from reports.consolidation.reasons import IGNORED, REASONS, REMARKS, particulars
from reports.look import BAD, GOOD, MUTED
from reports.table import Head
from supervisor.appraisal.state_words import MONTH_STATES
from supervisor.language import Words, _, language, listed

SEALS = {
    "known": Words("在公钥名单中", "among the known keys"),
    "own": Words("未对照名单", "not compared with keys"),
}


def write_refused(w: Whole) -> None:
    """The files that were not taken."""
    heads = [
        Head(_("File"), 40, "wrap"), Head(_("Branch no."), 12), Head(_("Branch"), 20), Head(_("Month"), 10),
        Head(_("Why it was refused"), 32, "wrap"), Head(_("Particulars"), 40, "wrap"),
        Head(_("What to do about it"), 40, "wrap"),
    ]  # fmt: skip
    rows = [
        [one.file, one.branch_no, one.branch, one.month, str(REASONS[one.reason].what), particulars(one),
         str(REASONS[one.reason].cure)]
        for one in w.refused
    ]  # fmt: skip
    w.table(_("Files refused"), heads, rows, colour=BAD, freeze_columns=1, empty=_("No file was refused."))


def write_sources(w: Whole) -> None:
    """The files that were taken, with what proves them."""
    heads = [
        Head(_("Running no."), 9, "count"), Head(_("Branch"), 22), Head(_("Branch no."), 12),
        Head(_("File"), 40, "wrap"),
        Head(_("State of the month"), 18), Head(_("Made at"), 20), Head(_("Device"), 14),
        Head(_("Signer's key"), 26, "wrap"), Head(_("Signer"), 26), Head(_("Program"), 9),
        Head(_("Remarks"), 42, "wrap"), Head(_("Figures missing"), 60, "wrap"), Head(_("SHA-256 of the file"), 68),
    ]  # fmt: skip
    apart = "；\n" if language() == "zh" else ";\n"
    rows = [
        [number, one.branch, one.branch_no, one.file, str(MONTH_STATES.get(one.state or "", one.state or "—")),
         one.made_at[:19].replace("T", " "), one.device, one.signer, str(SEALS[one.seal]), one.program,
         apart.join(str(REMARKS[each]) for each in one.remarks), _missing(w, one.missing), one.sha256]
        for number, one in enumerate(w.taken, 1)
    ]  # fmt: skip
    sheet, _extent = w.table(_("Sources"), heads, rows, colour=GOOD, freeze_columns=2, across=2)
    sheet.repeat_columns(0, 1)  # which branch a row is of is said on both pages


def write_ignored(w: Whole) -> None:
    """Files that are none of our business; no sheet where there were none."""
    if w.ignored:
        heads = [Head(_("File"), 60, "wrap"), Head(_("What kind of file"), 40)]
        rows = [[one.file, str(IGNORED[one.why])] for one in w.ignored]
        w.table(_("Passed over"), heads, rows, colour=MUTED)


def _missing(w: Whole, codes: tuple[str, ...]) -> str:
    names = [str(w.figures[code].name) if code in w.figures else code for code in codes]
    return listed(names[:10]) + (_(" and {n} more").format(n=len(names) - 10) if len(names) > 10 else "")
