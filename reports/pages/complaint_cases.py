"""The cases of a month without a word of a customer, people by staff number, praise."""

from __future__ import annotations

from reports.look import BAD, GOOD, INFO
from reports.pages.complaint_month import Statistics
from reports.table import Formula, Head
from supervisor.complaints.figures.records import FEW
from supervisor.complaints.promises.ledger import praise
from supervisor.language import _
from supervisor.traffic.sight.words import weekday_words

KEPT, BROKEN, RUNNING = "met", ("met_late", "late"), "running"


def clock_word(state: str) -> str:
    """What a clock comes to."""
    if state == KEPT:
        return _("in time")
    return _("past the limit") if state in BROKEN else _("still running")


def write(s: Statistics) -> None:
    """One line for each case: all that the figures are made of."""
    heads = [
        Head(_("Record no."), 15), Head(_("Heard on"), 11, "day"), Head(_("Channel"), 13, "wrap"),
        Head(_("Kind of business"), 14, "wrap"),
        Head(_("Cause"), 14, "wrap"), Head(_("Root cause"), 14, "wrap"), Head(_("Zone"), 12, "wrap"),
        Head(_("Staff no."), 9),
        Head(_("Person concerned"), 11), Head(_("State"), 9), Head(_("Bank at fault"), 8), Head(_("On the spot"), 8),
        Head(_("Hours to first feedback"), 12, "mean"), Head(_("Hours to the answer"), 12, "mean"),
        Head(_("Hours to the answer, without pauses"), 12, "mean"), Head(_("Whether answered in time"), 8),
        Head(_("Repeated"), 9), Head(_("Review asked for"), 7), Head(_("To head office"), 7),
        Head(_("People in the group"), 8, "count"), Head(_("Weekday"), 8), Head(_("Hour"), 6, "count"),
        Head(_("Day with tickets"), 8),
        *(Head(s.clock_words[kind], 12, "wrap") for kind in s.clocks),
    ]  # fmt: skip
    rows = []
    for case in s.figures.cases:
        states = dict(case.clocks)
        no, name = s.staff(case.person) if case.person else ("", "")
        rows.append([
            case.number, case.day, s.word("channel", case.channel), s.word("class", case.class_code),
            s.word("cause", case.cause_code), s.word("root", case.root_code), s.word("zone", case.zone), no, name,
            s.word("state", case.state), _yes(case.at_fault), _yes(case.on_the_spot), case.feedback_hours,
            case.answer_hours, case.answer_own_hours, _yes(case.in_time), _yes(case.repeat), _yes(case.reopened),
            _yes(case.escalated), case.group_size if case.group_size > 1 else None,
            weekday_words(case.happened.weekday()) if case.hour >= 0 else "", case.hour if case.hour >= 0 else None,
            _yes(case.happened in s.figures.ticket_days),
            *(clock_word(states[kind]) if kind in states else "" for kind in s.clocks),
        ])  # fmt: skip
    note = f"{s.m.branch} · {s.m.month} · " + _("Customers' names, numbers and words stay sealed in the branch.")
    sheet, _extent = s.m.table(s.sheet, heads, rows, colour=BAD, note=note, freeze_columns=1)
    sheet.fit_to_pages(2, 0)  # in one page's width nobody could read it
    sheet.repeat_columns("A:A")


def write_people(s: Statistics) -> None:
    """Whom cases were about: counts; a share from five judged cases on, and no order by shares."""
    heads = [
        Head(_("Staff no."), 14), Head(_("Name"), 16), Head(_("Number of complaints"), 10, "count", True),
        Head(_("Judged"), 10, "count", True), Head(_("At fault"), 10, "count", True),
        Head(_("Share at fault"), 12, "share"), Head(_("On the spot"), 10, "count", True),
        Head(_("Praise"), 10, "count"),
    ]  # fmt: skip
    yes, no_word = _yes(True), _yes(False)
    rows = []
    for one in s.figures.persons:
        line = 4 + len(rows)
        no, name = s.staff(one.person)
        mine = f"({s.cells('staff')}=$A{line})"
        rows.append([
            no, name, Formula(f"=SUMPRODUCT(--{mine})", one.cases),
            Formula(f'=SUMPRODUCT({mine}*(({s.cells("fault")}="{yes}")+({s.cells("fault")}="{no_word}")))', one.judged),
            Formula(f'=SUMPRODUCT({mine}*({s.cells("fault")}="{yes}"))', one.at_fault),
            Formula(f'=IF(D{line}<{FEW},"–",E{line}/D{line})', one.at_fault / one.judged if one.share else "–"),
            Formula(f'=SUMPRODUCT({mine}*({s.cells("spot")}="{yes}"))', one.settled_on_the_spot), one.praise,
        ])  # fmt: skip
    note = f"{s.m.branch} · {s.m.month} · " + _(
        "In the order of cases. No share from fewer than five judged cases: chance alone would decide it."
    )
    s.m.table(_("People concerned"), heads, rows, colour=INFO, note=note)


def write_praise(s: Statistics) -> None:
    """Praise of the month: from whom it came and whom it was about."""
    heads = [Head(_("Record no."), 16), Head(_("Day"), 12, "day"), Head(_("Source"), 16), Head(_("People"), 60, "wrap")]
    rows = [
        [one.number, one.day, s.word("source", one.source), s.m.names(one.persons)]
        for one in praise(s.m.r, s.m.first, s.m.last)
    ]
    s.m.table(_("Praise"), heads, rows, colour=GOOD)


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")
