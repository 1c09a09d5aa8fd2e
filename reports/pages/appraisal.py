"""Appraisal: everybody's month as live sums over lines, every line with its evidence; rules in force; the fund (A13).

The summary is a formula over the lines sheet, so a reader can follow any total down to the finding, and change a line
to see what it would have meant.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.look import ACCENT, GOOD, MUTED
from reports.pages.month import Month
from reports.rulebook_form import cell_of
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.ledger import fund
from supervisor.appraisal.rulebook import Rule
from supervisor.appraisal.rulebook.columns import TABLES
from supervisor.appraisal.scoring import Line, PersonScore
from supervisor.appraisal.statement.words import kind_words
from supervisor.complaints.ledger import tree
from supervisor.complaints.words import PRAISE_SOURCES
from supervisor.journal import Reader
from supervisor.language import Words, _

AFTER = "—"  # stands for "after weighting" where a line belongs to no component, and for "not recorded"


def write(m: Month) -> None:
    """Sheets of summary, lines, rules in force and the staff fund."""
    if m.scores is not None:
        _summary(m)
        _rules(m)
    _fund(m)


def _lines_sheet() -> str:
    return _("Appraisal lines")


def _summary(m: Month) -> None:
    """The summary stands before its lines, so their place is worked out first."""
    assert m.scores is not None
    people = m.scores.people
    line_count = sum(len(one.lines) for one in people)
    lines = Extent(_lines_sheet(), HEAD_ROW + 1, HEAD_ROW + line_count, (), {})
    components = m.scores.rulebook.components
    heads = [Head(_("Staff no."), 10), Head(_("Name"), 14), Head(_("Role"), 14)]
    heads += [Head(str(each.name), 13, "points") for each in components]
    heads += [
        Head(_("Weighted"), 10, "points"), Head(_("After weighting"), 10, "signed", True),
        Head(_("Total"), 10, "points"), Head(_("Rank"), 7, "count"), Head(_("Grade"), 8),
        Head(_("Money"), 12, "money", True),
        Head(_("Evidence"), 9, "count", True), Head(_("Remarks"), 34, "wrap"),
    ]  # fmt: skip
    many = len(components)
    base_c = {each.code: each.base_c for each in components}
    rows = [_person_row(one, line, lines, len(people), base_c) for line, one in enumerate(people, HEAD_ROW + 2)]
    sheet, extent = m.table(_("Appraisal"), heads, rows, colour=ACCENT, freeze_columns=2, note="")
    sheet.write_string(1, 0, f"{m.scores.rulebook.name} {m.scores.rulebook.version} · {m.scores.digest[:12]}",
                       m.formats("note"))  # fmt: skip
    sheet.write_string(1, 2, _("Weight %"), m.formats("label"))
    for index, component in enumerate(components):
        weight_c = component.base_c if component.joins == "points" else component.weight_c
        sheet.write_number(1, 3 + index, weight_c / 100, m.formats("number"))
    _detail(m)
    if people:
        totals = extent.cells(3 + many + 2)
        scored = [one.total_points_c for one in people if one.total_points_c is not None]
        mean = sum(scored) / len(scored) / 100 if scored else 0
        m.fact(_("People scored"), f"=COUNT({totals})", len(scored), "count")
        m.fact(_("Mean score"), f"=IF(COUNT({totals})=0,0,AVERAGE({totals}))", mean, "number")
    for number, text in enumerate(m.scores.notes, start=extent.last + 3):
        sheet.write_string(number, 0, f"▲ {text}", m.formats("note"))


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(column)


def _person_row(one: PersonScore, line: int, lines: Extent, staff: int, base_c: Mapping[str, int]) -> list:
    """Row `line` (1-based): each component is the sum of its lines, the rest follows from the row itself."""
    many = len(base_c)
    first, last = _letter(3), _letter(2 + many)
    full = sum(base_c[part.code] for part in one.components if part.weight_c) / 100
    weighted, after = _letter(3 + many), _letter(4 + many)
    scores, weights = f"{first}{line}:{last}{line}", f"{first}$2:{last}$2"
    own = f"({lines.cells(0)}=$A{line})"
    row: list = [one.no, one.name, one.role]
    for index, component in enumerate(one.components):
        if component.points_c is None:
            row.append(AFTER)
            continue
        head = f"{_letter(3 + index)}${HEAD_ROW + 1}"
        formula = f"=SUMPRODUCT({own}*({lines.cells(2)}={head})*{lines.cells(9)})"
        row.append(Formula(formula, component.points_c / 100))
    extra_c = sum(each.points_c for each in one.lines if not each.component)
    if one.weighted_c is None or one.total_points_c is None:
        row += [AFTER, None, AFTER, None]
    else:
        ranked = f"{weighted}${HEAD_ROW + 2}:{weighted}${HEAD_ROW + 1 + staff}"
        row += [
            Formula(weighted_formula(one, scores, weights, full), one.weighted_c / 100),
            Formula(f'=SUMPRODUCT({own}*({lines.cells(2)}="{AFTER}")*{lines.cells(9)})', extra_c / 100),
            Formula(f"={weighted}{line}+{after}{line}", one.total_points_c / 100),
            Formula(f"=RANK({weighted}{line},{ranked})", one.rank or 0),
        ]  # fmt: skip
    money = Formula(f"=SUMPRODUCT({own}*{lines.cells(10)})", one.money_cents / 100)
    return [*row, one.grade, money, one.pieces, "；".join(one.notes)]


def weighted_formula(one: PersonScore, scores: str, weights: str, full: float = 100) -> str:
    """The weighted mean of the cells, and with it what is added without a weight. Of components that weigh by their
    points the sum, brought to the `full` points of all when something was not recorded."""
    formula = f"=ROUND(SUMPRODUCT({scores},{weights})/SUMPRODUCT(ISNUMBER({scores})*{weights}),2)"
    if any(part.by_points for part in one.components):
        formula = f'=ROUND(SUMIF({weights},">0",{scores})/SUMPRODUCT(ISNUMBER({scores})*{weights})*{full:g},2)'
    added = any(part.added for part in one.components)
    return f"{formula}+SUMIF({weights},0,{scores})" if added else formula


def _detail(m: Month) -> None:
    assert m.scores is not None
    names = {each.code: str(each.name) for each in m.scores.rulebook.components}
    causes = cause_names(m.r)
    heads = [
        Head(_("Staff no."), 10), Head(_("Name"), 14), Head(_("Component"), 13), Head(_("Kind"), 12),
        Head(_("Rule"), 8), Head(_("Rule in words"), 26, "wrap"), Head(_("Item"), 16), Head(_("Day"), 11, "day"),
        Head(_("Count"), 8, "count"), Head(_("Points"), 10, "signed", True), Head(_("Money"), 12, "money", True),
        Head(_("Why"), 36, "wrap"), Head(_("Evidence"), 16, "wrap"),
    ]  # fmt: skip
    rows = [
        [one.no, one.name, names.get(line.component, AFTER), str(kind_words(line.kind)), line.rule, str(line.rule_name),
         item_words(line, causes), line.day, line.count or None, line.points_c, line.money_cents,
         line.reason, line.evidence]
        for one in m.scores.people
        for line in one.lines
    ]  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Every point and every cent with its rule and its evidence.")
    m.table(_lines_sheet(), heads, rows, colour=ACCENT, note=note, freeze_columns=2)


def cause_names(r: Reader) -> dict[str, Words]:
    """The causes of complaints by their codes."""
    return {node.code: node.name for node in tree(r, "cause")}


def item_words(line: Line, causes: Mapping[str, Words]) -> str:
    """What a line is about: the cause of a complaint and the source of praise by name, else the item's own number."""
    kind = line.evidence.partition(":")[0]
    names = causes if kind == "complaint" else PRAISE_SOURCES if kind == "praise" else {}
    return str(names.get(line.item, line.item))


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
