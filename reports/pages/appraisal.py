"""Appraisal: everybody's month as live sums over lines, every line with its evidence; rules in force; the fund (A13).

The ranking is a formula over the lines sheet, so a reader can follow any total down to the finding, and change a line
to see what it would have meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.look import ACCENT, GOOD, MUTED
from reports.pages.appraisal_lines import AFTER, IN_TOTAL, MONEY, POINTS, known
from reports.pages.appraisal_lines import heads as line_heads
from reports.pages.appraisal_lines import rows as line_rows
from reports.pages.month import Month
from reports.rulebook_form import cell_of
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.ledger import fund
from supervisor.appraisal.rulebook import Component, Rule
from supervisor.appraisal.rulebook.columns import TABLES
from supervisor.appraisal.scoring import PersonScore
from supervisor.language import _

WHO = 2  # columns that say whose a line is, before those of the line itself


def write(m: Month) -> None:
    """Sheets of summary, lines, rules in force and the staff fund."""
    if m.scores is not None:
        _summary(m)
        _rules(m)
    _fund(m)


def _lines_sheet() -> str:
    return _("Appraisal lines")


def _summary(m: Month) -> None:
    """The ranking stands before its lines, so their place is worked out first. What each component brings to the total
    is the sum of its lines there, and the total the sum of the row: nothing is weighed a second time."""
    assert m.scores is not None
    people = m.scores.people
    lines = Extent(_lines_sheet(), HEAD_ROW + 1, HEAD_ROW + sum(len(one.lines) for one in people), (), {})
    components = m.scores.rulebook.components
    many = len(components)
    heads = [Head(_("Staff no."), 10), Head(_("Name"), 14), Head(_("Role"), 14)]
    heads += [Head(str(each.name), 13, "points") for each in components]
    heads += [
        Head(_("After weighting"), 10, "signed", True), Head(_("Total"), 10, "points"), Head(_("Rank"), 7, "count"),
        Head(_("Grade"), 8), Head(_("Money"), 12, "money", True), Head(_("Evidence"), 9, "count", True),
        Head(_("Remarks"), 34, "wrap"),
    ]  # fmt: skip
    rows = [_person_row(one, line, lines, components) for line, one in enumerate(people, HEAD_ROW + 2)]
    sheet, extent = m.table(_("Appraisal"), heads, rows, colour=ACCENT, freeze_columns=2, note="")
    sheet.write_string(1, 0, f"{m.scores.rulebook.name} {m.scores.rulebook.version} · {m.scores.digest[:12]}",
                       m.formats("note"))  # fmt: skip
    sheet.write_string(1, 2, _("Weight %"), m.formats("label"))
    for index, component in enumerate(components):
        weight_c = component.base_c if component.joins == "points" else component.weight_c
        sheet.write_number(1, 3 + index, weight_c / 100, m.formats("number"))
    _components(m, lines)
    _detail(m)
    if people:
        totals = extent.cells(3 + many + 1)
        scored = [one.total_points_c for one in people if one.total_points_c is not None]
        mean = sum(scored) / len(scored) / 100 if scored else 0
        m.fact(_("People scored"), f"=COUNT({totals})", len(scored), "count")
        m.fact(_("Mean score"), f"=IF(COUNT({totals})=0,0,AVERAGE({totals}))", mean, "number")
    for number, text in enumerate(m.scores.notes, start=extent.last + 3):
        sheet.write_string(number, 0, f"▲ {text}", m.formats("note"))


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(column)


def _person_row(one: PersonScore, line: int, lines: Extent, components: Sequence[Component]) -> list:
    """Row `line` (1-based)."""
    own = f"({lines.cells(0)}=$A{line})"
    in_total = lines.cells(WHO + IN_TOTAL)
    shares = {each.code: each for each in one.components}
    row: list = [one.no, one.name, one.role]
    for index, component in enumerate(components):
        score = shares.get(component.code)
        if score is None or score.points_c is None:
            row.append(AFTER)
            continue
        head = f"{_letter(3 + index)}${HEAD_ROW + 1}"
        formula = f"=SUMPRODUCT({own}*({lines.cells(WHO)}={head})*{in_total})"
        row.append(Formula(formula, score.share_c / 100))
    many = len(components)
    if one.total_points_c is None:
        row += [None, AFTER, None]
    else:
        after_c = sum(each.points_c for each in one.lines if each.component not in shares)
        after = f'=SUMPRODUCT({own}*({lines.cells(WHO)}="{AFTER}")*{in_total})'
        total = f"=ROUND(SUM({_letter(3)}{line}:{_letter(3 + many)}{line}),2)"
        row += [Formula(after, after_c / 100), Formula(total, one.total_points_c / 100), one.rank]
    money = Formula(f"=SUMPRODUCT({own}*{lines.cells(WHO + MONEY)})", one.money_cents / 100)
    return [*row, one.grade, money, one.pieces, "；".join(one.notes)]


def _components(m: Month, lines: Extent) -> None:
    """Every component of everybody: its points, its weight, and what it brings to the total."""
    assert m.scores is not None
    heads = [
        Head(_("Staff no."), 10), Head(_("Name"), 14), Head(_("Component"), 18), Head(_("Weight %"), 10, "number"),
        Head(_("Points"), 11, "points"), Head(_("In total"), 11, "points"), Head(_("Remarks"), 40, "wrap"),
    ]  # fmt: skip
    rows: list[list] = []
    for one in m.scores.people:
        for part in one.components:
            line = HEAD_ROW + 2 + len(rows)
            both = f"({lines.cells(0)}=$A{line})*({lines.cells(WHO)}=$C{line})"
            points: list = [AFTER, AFTER]
            if part.points_c is not None:
                points = [
                    Formula(f"=SUMPRODUCT({both}*{lines.cells(WHO + POINTS)})", part.points_c / 100),
                    Formula(f"=SUMPRODUCT({both}*{lines.cells(WHO + IN_TOTAL)})", part.share_c / 100),
                ]
            rows.append([one.no, one.name, str(part.name), part.weight_c / 100, *points, part.note])
    m.table(_("Appraisal components"), heads, rows, colour=ACCENT, freeze_columns=2)


def _detail(m: Month) -> None:
    assert m.scores is not None
    names = known(m.r, m.scores.rulebook, m.scores.people)
    table = [[one.no, one.name, *row] for one in m.scores.people for row in line_rows(one, names)]
    note = f"{m.branch} · {m.month} · " + _("Every point and every cent with its rule and its evidence.")
    both = [Head(_("Staff no."), 10), Head(_("Name"), 14)]
    m.table(_lines_sheet(), [*both, *line_heads()], table, colour=ACCENT, note=note, freeze_columns=2, across=2)


def _rules(m: Month) -> None:
    assert m.scores is not None
    columns = TABLES["rules"][1]
    heads = [
        Head(str(each.heads), 30 if each.field == "name" else 11, "number" if each.scale == 100 else "wrap")
        for each in columns
    ]
    components = {each.code: str(each.name) for each in m.scores.rulebook.components}

    def cell(rule: Rule, column: Column):
        """Names to be read, not the two languages and the codes that the form of a rule book asks for."""
        if column.field == "name":
            return str(rule.name)
        if column.field == "component":
            return components.get(rule.component, rule.component)
        return cell_of(rule, column)

    rows = [[cell(rule, column) for column in columns] for rule in m.scores.rulebook.rules]
    note = f"{m.scores.rulebook.name} {m.scores.rulebook.version} · SHA-256 {m.scores.digest}"
    m.table(_("Rules in force"), heads, rows, colour=MUTED, note=note, freeze_columns=1)


def _fund(m: Month) -> None:
    heads = [
        Head(_("Day"), 11, "day"), Head(_("Purpose"), 44), Head(_("Income"), 13, "money", True),
        Head(_("Spending"), 13, "money", True), Head(_("Balance"), 13, "money"), Head(_("Entered by"), 16),
    ]  # fmt: skip
    moves = [move for move in fund(m.r) if move.day <= m.last or move.month == m.month]
    rows = []
    for line, move in enumerate(moves, start=HEAD_ROW + 2):
        before = f"E{line - 1}+" if rows else ""
        balance = sum(each.cents for each in moves[: len(rows) + 1])
        rows.append([
            move.day, move.purpose, move.cents if move.cents > 0 else None, -move.cents if move.cents < 0 else None,
            Formula(f"={before}C{line}-D{line}", balance / 100), m.name(move.by),
        ])  # fmt: skip
    note = _("Fines of signed months come in; what staff events cost goes out.")
    m.table(_("Staff fund"), heads, rows, colour=GOOD, note=note)
