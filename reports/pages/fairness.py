"""How even a hand the month was judged with: scores as found and adjusted with what each rank is worth, how hard each
inspector marks, who was inspected how often by whom. Beside the scores, never instead of them."""

from __future__ import annotations

from reports.look import ACCENT, BORDER, INFO, WARNING
from reports.pages.month import Month
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.appraisal.fairness import Fairness, read, sentences
from supervisor.appraisal.fairness.saying import (
    chance_words,
    coverage_words,
    reliability_words,
    severity_words,
)
from supervisor.journal import SYSTEM
from supervisor.language import _

NOTHING = "—"


def write(m: Month) -> None:
    """The sheets of fairness; whose workbook this is was asked before."""
    found = read(m.r, SYSTEM, m.month, scored=m.scores)
    if found.adjusted:
        _ranks(m, found)
    _severity(m, found)
    _often(m, found)


def _note(m: Month, found: Fairness, words: str) -> str:
    return f"{m.branch} · {found.first} – {found.last} · {words}"


def _ranks(m: Month, found: Fairness) -> None:
    heads = [
        Head(_("Person"), 18), Head(_("Rank"), 8, "count"), Head(_("Score"), 10, "points"),
        Head(_("Adjusted"), 10, "points"), Head(_("Difference"), 10, "signed"), Head(_("Adjusted rank"), 10, "count"),
        Head(_("Most by"), 16), Head(_("Rank, 80 % from"), 10, "count"), Head(_("to"), 8, "count"),
        Head(_("Best quarter"), 10, "share"), Head(_("Worst quarter"), 10, "share"),
        Head(_("Times inspected"), 10, "count"), Head(_("Result"), 34, "wrap"),
    ]  # fmt: skip
    last = HEAD_ROW + 1 + len(found.adjusted)
    alone = m.scores is None or m.scores.rulebook.ranked_by != "all"
    rows = []
    for line, one in enumerate(sorted(found.adjusted, key=lambda each: (each.rank or 999, -each.total)), HEAD_ROW + 2):
        total_c, adjusted_c = round(one.total * 100), round(one.adjusted * 100)
        worth = found.chance_of(one.person)
        after: Formula | int | None = one.adjusted_rank
        if after is not None and not alone:
            column = f"D${HEAD_ROW + 2}:D${last}"
            after = Formula(f'=1+COUNTIFS({column},">"&D{line},B${HEAD_ROW + 2}:B${last},">0")', after)
        rows.append([
            m.name(one.person), one.rank, total_c, adjusted_c,
            Formula(f"=D{line}-C{line}", (adjusted_c - total_c) / 100), after,
            m.name(one.most) if one.most else NOTHING,
            *((worth.low, worth.high, worth.top, worth.bottom, worth.looks, chance_words(worth)) if worth
              else (None, None, None, None, None, NOTHING)),
        ])  # fmt: skip
    note = _note(
        m, found, _("What counts stays the score as found; adjusted: had the mean inspector marked everybody.")
    )
    sheet, extent = m.table(_("Fairness"), heads, rows, colour=ACCENT, note=note, freeze_columns=1, code="fairness")
    said = [*sentences(found), reliability_words(found.reliability)]
    for number, words in enumerate(filter(None, said), start=extent.last + 3):
        sheet.write_string(number, 0, f"▲ {words}", m.formats("note"))
    little = sum(1 for one in found.chances if one.says_little)
    m.fact("appraisal.weak_ranks", _("Ranks that say little"), _little(extent), little, "count")


def _little(extent: Extent) -> str:
    """Everybody whose rank was judged, less those whose rank is reliable."""
    words = extent.cells(12)
    return f'=COUNTA({words})-COUNTIF({words},"{_("reliable")}")-COUNTIF({words},"{NOTHING}")'


def _severity(m: Month, found: Fairness) -> None:
    heads = [
        Head(_("Inspector"), 18), Head(_("Inspections"), 10, "count", True), Head(_("People met"), 10, "count", True),
        Head(_("Points taken"), 11, "points", True), Head(_("The mean inspector would take"), 13, "points"),
        Head(_("Takes, mean = 1"), 10, "mean"), Head(_("80 % from"), 9, "mean"), Head(_("to"), 9, "mean"),
        Head(_("Points a month"), 10, "signed"), Head(_("80 % from"), 9, "signed"), Head(_("to"), 9, "signed"),
        Head(_("Result"), 30, "wrap"),
    ]  # fmt: skip
    rows = []
    for line, one in enumerate(found.severe, HEAD_ROW + 2):
        taken, expected = round(one.found * 100), round(one.expected * 100)
        factor = Formula(f"=IF(E{line}=0,1,D{line}/E{line})", taken / expected if expected else 1)
        rows.append([
            m.name(one.inspector), one.looks, one.seen, taken, expected, factor, one.low, one.high,
            round(one.points * 100), round(one.points_low * 100), round(one.points_high * 100), severity_words(one),
        ])  # fmt: skip
    note = _note(m, found, _("Of the same people, with the same check-lists, in the same months."))
    sheet, extent = m.table(_("How hard inspectors mark"), heads, rows, colour=WARNING, note=note, freeze_columns=1,
                            code="inspectors", empty=_("No inspection was finished in these months."))  # fmt: skip
    if len(rows) < 2:  # one alone is compared with nobody
        return
    chart = m.workbook.add_chart({"type": "bar"})
    assert chart is not None
    chart.add_series({
        "name": _("Points a month"), "categories": f"={extent.cells(0)}", "values": f"={extent.cells(8)}",
        "fill": {"color": ACCENT}, "gap": 80,
    })  # fmt: skip
    chart.set_title({"name": _("Points a month more or fewer than the mean inspector"), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": "+0.0;-0.0;0", "major_gridlines": {"visible": True, "line": {"color": BORDER}}})
    chart.set_size({"width": 720, "height": 120 + 26 * len(rows)})
    sheet.insert_chart(extent.last + 3, 0, chart, {"object_position": 1})


def _often(m: Month, found: Fairness) -> None:
    cover = found.cover
    if cover is None:
        return
    heads = [
        Head(_("Person"), 18), *(Head(m.name(who), 12, "count", True) for who in found.inspectors),
        Head(_("Times inspected"), 10, "count", True), Head(_("By lot"), 10, "mean"), Head(_("Difference"), 10, "mean"),
        Head(_("Result"), 22),
    ]  # fmt: skip
    from xlsxwriter.utility import xl_col_to_name

    many, place = len(found.inspectors), {person: at for at, person in enumerate(found.people)}
    last, whole, lot = (xl_col_to_name(many + n) for n in range(3))
    rows = []
    for line, one in enumerate(cover.people, HEAD_ROW + 2):
        times = [int(cover.by_inspector[row, place[one.person]]) or None for row in range(many)]
        expected = round(one.expected, 2)
        total = Formula(f"=SUM(B{line}:{last}{line})", one.looks) if many else one.looks
        rows.append([
            m.name(one.person), *times, total, expected,
            Formula(f"={whole}{line}-{lot}{line}", round(one.looks - expected, 2)), coverage_words(one),
        ])  # fmt: skip
    note = _note(
        m, found, _("By lot: among those who were there. A walk through the branch counts for everybody there.")
    )
    m.table(_("Who was inspected"), heads, rows, colour=INFO, note=note, freeze_columns=1, code="inspected",
            empty=_("No inspection was finished in these months."))  # fmt: skip
