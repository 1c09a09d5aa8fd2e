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
from reports.pages.month import Month, quoted, yes_no
from reports.rulebook_form import cell_of
from reports.table import HEAD_ROW, Extent, Formula, Head, Typed
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.ledger import fund
from supervisor.appraisal.rulebook import Component, Rule
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.columns import TABLES
from supervisor.appraisal.scoring import PersonScore
from supervisor.appraisal.scoring.matching import taken
from supervisor.language import _, listed

NOTHING = (None, "", "—", "否", "no", 0)
RULE_WIDTHS = {"name": 28, "items": 24, "component": 12, "code": 7, "source": 13, "overlap": 13}
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
    people = sorted(m.scores.people, key=lambda one: (one.rank is None, one.rank or 0, one.no))
    lines = Extent(_lines_sheet(), HEAD_ROW + 1, HEAD_ROW + sum(len(one.lines) for one in people), (), {})
    components = m.scores.rulebook.components
    many = len(components)
    heads = [
        Head(_("Staff no."), 10, code="no"), Head(_("Name"), 11, code="name"), Head(_("Role"), 12, code="role"),
        *(Head(_weighed(each), 11, "points", code=f"part_{each.code}") for each in components),
        Head(_("After weighting"), 10, "signed", True, code="after"), Head(_("Total"), 10, "points", code="total"),
        Head(_("Rank"), 7, "count", code="rank"), Head(_("Grade"), 8, code="grade"),
        Head(_("Money"), 12, "money", True, code="money"), Head(_("Evidence"), 8, "count", True, code="evidence"),
        Head(_("Remarks"), 37, "wrap", code="notes"), Head(_("Head office's remark"), 22, "wrap", code="office_remark"),
    ]  # fmt: skip
    rows = [_person_row(one, line, lines, components) for line, one in enumerate(people, HEAD_ROW + 2)]
    note = f"{m.branch} · {m.month} · {m.scores.rulebook.name} {m.scores.rulebook.version} · {m.scores.digest[:12]}"
    sheet, extent = m.table(
        _("Appraisal"), heads, rows, colour=ACCENT, freeze_columns=2, note=note, code="people",
        open_columns={len(heads) - 1: Typed()},
        empty=_("Nobody was scored in this period."),
    )  # fmt: skip
    for number, text in enumerate(m.scores.notes, start=extent.last + 3):
        sheet.write_string(number, 0, f"▲ {text}", m.formats("note"))
    _components(m, people, lines)
    _detail(m, people)
    totals = extent.cells(3 + many + 1)
    scored = [one.total_points_c for one in people if one.total_points_c is not None]
    mean = sum(scored) / len(scored) / 100 if scored else 0
    m.fact("appraisal.people", _("People scored"), f"=COUNT({totals})", len(scored), "count")
    m.fact("appraisal.mean", _("Mean score"), f"=IF(COUNT({totals})=0,0,AVERAGE({totals}))", mean, "number")


def _weighed(component: Component) -> str:
    """The head of a component's column: its name, and what it weighs."""
    weight_c = component.base_c if component.joins == "points" else component.weight_c
    words = _("{n} points") if component.joins == "points" else _("weight {n} %")
    return f"{component.name}\n" + words.format(n=f"{weight_c / 100:g}")


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(column)


def _person_row(one: PersonScore, line: int, lines: Extent, components: Sequence[Component]) -> list:
    """Row `line` (1-based)."""
    own = f"({lines.cells(0)}=$A{line})"
    in_total = lines.cells(WHO + IN_TOTAL)
    shares = {each.code: each for each in one.components}
    row: list = [one.no, one.name, one.role]
    for component in components:
        score = shares.get(component.code)
        if score is None or score.points_c is None:
            row.append(AFTER)
            continue
        formula = f"=SUMPRODUCT({own}*({lines.cells(WHO)}={quoted(str(component.name))})*{in_total})"
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
    return [*row, one.grade, money, one.pieces, "；".join(one.notes), None]


def _components(m: Month, people: Sequence[PersonScore], lines: Extent) -> None:
    """Every component of everybody: its points, its weight, and what it brings to the total."""
    heads = [
        Head(_("Staff no."), 10, code="no"), Head(_("Name"), 14, code="name"), Head(_("Component"), 23, code="part"),
        Head(_("Weight %"), 10, "number", code="weight"), Head(_("Points"), 11, "points", code="points"),
        Head(_("In total"), 11, "points", code="in_total"), Head(_("Remarks"), 40, "wrap", code="notes"),
    ]  # fmt: skip
    rows: list[list] = []
    for one in people:
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
    m.table(_("Appraisal components"), heads, rows, colour=ACCENT, freeze_columns=2, code="components")


def _detail(m: Month, people: Sequence[PersonScore]) -> None:
    assert m.scores is not None
    names = known(m.r, m.scores.rulebook, people, m.material)
    table = [[one.no, one.name, *row] for one in people for row in line_rows(one, names)]
    note = f"{m.branch} · {m.month} · " + _("Every point and every cent with its rule and its evidence.")
    both = [Head(_("Staff no."), 10, code="no"), Head(_("Name"), 11, code="name")]
    sheet, extent = m.table(
        _lines_sheet(), [*both, *line_heads()], table, colour=ACCENT, note=note, freeze_columns=2, code="lines",
        empty=_("No evidence counted for or against anybody."),
    )  # fmt: skip
    codes = len(extent.heads) - 1
    sheet.set_column(codes, codes, 15, None, {"hidden": True})  # by them programs find the finding; people its record


def _rules(m: Month) -> None:
    """Every rule by what it says; a column in which no rule of the book says anything is left out, and named."""
    assert m.scores is not None
    columns = TABLES["rules"][1]
    book = m.scores.rulebook
    said = [[_said(rule, column, m) for column in columns] for rule in book.rules]
    used = [place for place in range(len(columns)) if any(row[place] not in NOTHING for row in said)]
    heads = [
        Head(_begun_large(str(columns[place].heads)), RULE_WIDTHS.get(columns[place].field, 10),
             _kind([row[place] for row in said], columns[place].scale == 100), code=columns[place].field)
        for place in used
    ]  # fmt: skip
    rows = [[row[place] for place in used] for row in said]
    note = f"{book.name} {book.version} · SHA-256 {m.scores.digest}"
    sheet, extent = m.table(_("Rules in force"), heads, rows, colour=MUTED, note=note, freeze_columns=1, code="rules")
    left = [str(column.heads) for place, column in enumerate(columns) if place not in used]
    if left:
        words = _("No rule says anything about: {columns}").format(columns=listed(left))
        sheet.write_string(extent.last + 3, 0, words, m.formats("note"))


def _begun_large(words: str) -> str:
    """The title of a column: in English the rule book's own begin small, as they are typed."""
    return words[:1].upper() + words[1:]


def _kind(values: list[object], money: bool) -> str:
    """The kind of a column of rules: figures are figures, also where one says nothing."""
    given = [value for value in values if value not in (None, "")]
    if money or not all(isinstance(value, int | float) for value in given):
        return "number" if money else "wrap"
    return "plain" if all(isinstance(value, int) or value.is_integer() for value in given) else "mean"  # type: ignore[union-attr]


def _said(rule: Rule, column: Column, m: Month) -> object:
    """A cell of a rule in the language in force, with names for codes."""
    value = getattr(rule, column.field)
    assert m.scores is not None
    if column.field == "name":
        return str(value)
    if column.field == "component":
        return next((str(each.name) for each in m.scores.rulebook.components if each.code == value), value)
    if column.field == "items":
        return listed(dict.fromkeys(name for one in value for name in _items(one, rule, m)))
    if isinstance(value, bool):
        return yes_no(value)
    kinds = CHOICES.get(column.kind, {})
    if kinds and isinstance(value, tuple):
        return listed(str(kinds.get(one, one)) for one in value)
    if kinds and isinstance(value, str):
        return str(kinds.get(value, value))
    return cell_of(rule, column)


def _items(pattern: str, rule: Rule, m: Month) -> list[str]:
    """What an item of a rule is called; of a pattern all it takes. What nobody has named, the rule itself names."""
    names, nodes = m.called
    if pattern == "*":
        return [_("all of its source")]
    known = {**nodes, **names}
    if pattern in known:
        return [str(known[pattern])]
    return [str(name) for code, name in known.items() if taken([pattern], code)] or [str(rule.name)]


def _fund(m: Month) -> None:
    heads = [
        Head(_("Day"), 11, "day", code="day"), Head(_("Purpose"), 44, code="purpose"),
        Head(_("Income"), 13, "money", True, code="income"),
        Head(_("Spending"), 13, "money", True, code="spending"), Head(_("Balance"), 13, "money", code="balance"),
        Head(_("Entered by"), 16, code="by"),
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
    m.table(_("Staff fund"), heads, rows, colour=GOOD, note=note, code="fund",
            empty=_("Nothing came into the staff fund and nothing was spent."))  # fmt: skip
