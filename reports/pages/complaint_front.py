"""The first sheet of a month's complaints (figures beside the month before) and the last (how each is counted)."""

from __future__ import annotations

from typing import Any

from reports.look import ACCENT, for_print
from reports.pages.complaint_month import Statistics, bare
from reports.table import Formula, text_lines, write_cell
from supervisor.complaints.figures.records import Share
from supervisor.language import _

WIDTHS = (34, 14, 14, 14, 64)


def write(s: Statistics) -> None:
    """What happened, this month and the month before."""
    sheet = s.m.workbook.add_worksheet(_("Overview"))
    sheet.set_tab_color(ACCENT)
    sheet.activate()
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    title = _("Complaints of {branch} {month}").format(branch=s.m.branch, month=s.m.month)
    sheet.write_string(0, 0, title, s.m.formats("title"))
    made = s.m.r.now.astimezone(s.m.r.zone).strftime("%Y-%m-%d %H:%M")
    sheet.write_string(
        1, 0, f"{s.m.first} – {s.m.last} · " + _("made at {when}").format(when=made), s.m.formats("note")
    )
    sheet.set_row(2, 34)
    for column, head in enumerate(
        (_("Figure"), _("This month"), _("Month before"), _("Against the month before"), _("How it is counted"))
    ):
        sheet.write_string(2, column, head, s.m.formats("head"))
    for line, (name, kind, now, before, told) in enumerate(_lines(s), 3):
        sheet.set_row(line, 14.0 * text_lines(told, WIDTHS[-1] - 2) + 6)
        sheet.write_string(line, 0, name, s.m.formats("label"))
        write_cell(sheet, s.m.formats, line, 1, kind, now)
        write_cell(sheet, s.m.formats, line, 2, kind, before)
        ours = now.value if isinstance(now, Formula) else now
        known = isinstance(before, int | float) and isinstance(ours, int | float)
        change = Formula(
            f'=IF(AND(ISNUMBER(B{line + 1}),ISNUMBER(C{line + 1})),B{line + 1}-C{line + 1},"–")',
            ours - before if known else "–",  # type: ignore[operator]
        )
        write_cell(sheet, s.m.formats, line, 3, kind, change)
        sheet.write_string(line, 4, told, s.m.formats("wrap"))
    sheet.freeze_panes(3, 1)
    for_print(sheet, title=f"{s.m.branch} {s.m.month}", head_row=2)


def _lines(s: Statistics) -> list[tuple[str, str, Any, Any, str]]:
    f, was = s.figures, s.figures.before
    every = f"COUNTA({s.cells('number')})"
    yes, no = _("yes"), _("no")

    def so(key: str, hits: int) -> Formula:
        return s.count(key, yes, hits)

    def of_all(key: str, it: Share) -> Formula:
        return s.ratio(bare(so(key, it.hits)), every, it.hits, it.of)

    fault = f"({bare(so('fault', 0))}+{bare(s.count('fault', no, 0))})"
    decided = f"({bare(so('in_time', 0))}+{bare(s.count('in_time', no, 0))})"
    in_time = s.ratio(bare(so("in_time", 0)), decided, f.in_time.hits, f.in_time.of)
    judged = s.ratio(bare(so("fault", 0)), fault, f.at_fault.hits, f.at_fault.of)
    cells = s.cells("answer")

    def before(value: Any) -> Any:
        return "–" if was is None or value is None else value

    def then(name: str) -> Any:
        return before(getattr(was, name).value if was else None)

    return [
        (_("Complaints"), "count", Formula(f"={every}", f.count), before(was.cases if was else None),
         _("Heard in the month, whatever became of them")),
        (_("Praise"), "count", f.praise, before(was.praise if was else None), _("See the sheet of praise")),
        (_("Answered in time"), "share", in_time, then("in_time"),
         _("Of {of} cases answered or past a limit; {open} not answered and not past one are left out").format(
             of=f.in_time.of, open=f.count - f.in_time.of)),
        (_("Share at fault"), "share", judged, then("at_fault"), _("Of the cases in which fault was judged")),
        (_("Settled on the spot"), "share", of_all("spot", f.on_the_spot), then("on_the_spot"),
         _("Handled and answered in one go")),
        (_("Repeated"), "share", of_all("repeat", f.repeat), then("repeat"),
         _("The same customer came again, as far as cases were linked")),
        (_("Median hours to the answer"), "mean", Formula(f'=IF(COUNT({cells})=0,"–",MEDIAN({cells}))',
         "–" if f.answer.median_hours is None else f.answer.median_hours),
         before(was.answer.median_hours if was else None), _("Hours of the calendar, pauses included")),
        (_("Withdrawn complaints"), "count", s.count("state", s.word("state", "withdrawn"), f.withdrawn), None, ""),
        (_("Reopened for a review"), "count", so("reopened", f.reopened), None, ""),
        (_("Reported to head office"), "count", so("escalated", f.escalated), None,
         _("Beyond the branch's authority, also those decided since")),
        (_("Still open"), "count", f.open, None, _("When this workbook was made")),
        (_("Group complaints"), "count", Formula(f"=COUNT({s.cells('group')})", f.groups), None, ""),
        (_("People in group complaints"), "count", Formula(f"=SUM({s.cells('group')})", f.people_in_groups), None, ""),
        (_("Promises that fell due"), "count", f.promises.due, None, _("Call-backs and promised completions")),
        (_("Of them kept in time"), "share", "–" if f.promises.kept.value is None else f.promises.kept.value, None,
         _("{late} late, {given_up} given up, {owed} not due yet").format(
             late=f.promises.late, given_up=f.promises.not_kept, owed=f.promises.owed)),
    ]  # fmt: skip


def explain(s: Statistics) -> None:
    """The last sheet: what is counted, what is not, how intervals are worked out."""
    sheet = s.m.workbook.add_worksheet(_("Notes"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 96)
    sheet.write_string(0, 0, _("Notes"), s.m.formats("title"))
    sheet.set_row(0, 28)
    for line, (head, text) in enumerate(_notes(), 2):
        sheet.set_row(line, 36)
        sheet.write_string(line, 0, head, s.m.formats("label"))
        sheet.write_string(line, 1, text, s.m.formats("wrap"))
    for_print(sheet, title=f"{s.m.branch} {s.m.month}", head_row=None)


def _notes() -> list[tuple[str, str]]:
    return [
        (
            _("Which cases"),
            _(
                "Heard on business days of the month. Cases about the branch manager are head office's own and are not "
                "counted here."
            ),
        ),
        (_("Customers"), _("No name, number or word of a customer is in this workbook.")),
        (
            _("In time"),
            _(
                "A clock that still runs within its time is decided by nobody and is in no share of clocks. A day "
                "limit ends with its last minute; time in which a case was paused for a stated reason does not count "
                "against it."
            ),
        ),
        (
            _("Hours"),
            _(
                "Median and the ninetieth percentile as Excel's PERCENTILE counts them, over cases that were answered. "
                "Of a case reopened for a review the first answer counts."
            ),
        ),
        (
            _("Hour of the day"),
            _(
                "When it happened; where nobody said, when it was heard, for what was said in the branch. Letters and "
                "calls without a time are counted without an hour."
            ),
        ),
        (
            _("Against customers"),
            _("Cases and customers of days with tickets only. Interval: exact Poisson limits of 95 % (Garwood 1936)."),
        ),
        (
            _("Pareto"),
            _(
                "Causes by size; those that together make up the first 80 % are marked, the one that crosses the line "
                "included."
            ),
        ),
        (
            _("People"),
            _(
                "Counts in the order of cases. No share from fewer than five judged cases. How many customers each "
                "served is not known: tickets name windows, not people."
            ),
        ),
    ]
