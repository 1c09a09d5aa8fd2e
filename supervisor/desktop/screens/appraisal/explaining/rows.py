"""A person's statement as the rows of a list: components, check-list lines and inspections, lines, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.wording import MINUS, money, points, share, short_day, signed_points
from supervisor.language import _

COMPONENT, GROUP, LINE, SUM = range(4)


@dataclass(frozen=True)
class Row:
    """One row: `level` how deep it stands, `subject` what tells it from others, `line` and what it moves the total by
    for those that have something behind them."""

    subject: str
    level: int
    title: str
    about: str
    points_c: int | None
    total_c: int | None
    money_cents: int = 0
    source: str = ""
    mark: str = ""  # kind of line where it is not simply counted, and what became of an appeal
    line: Any = None

    @property
    def bad(self) -> bool:
        """Whether it costs something."""
        return self.level == LINE and (self.points_c or 0) < 0 and self.line.kind not in ("limit", "waived")

    @property
    def opens(self) -> bool:
        """Whether something stands behind it."""
        line = self.line
        return line is not None and bool(line.evidence or line.rule or any(why.code == "mean" for why in line.why))

    def words(self) -> str:
        """Everything it says in one line, for copying and for a screen reader."""
        return " · ".join(part for part in (self.title, self.mark, self.about) if part)


Words = Mapping[str, Any]  # names by code


def rows_of(
    statement: Any, items: Words, nodes: Words, checks: Words, source: Callable[[Any], str], mark: Callable[[Any], str]
) -> list[Row]:
    """The rows of a statement. `items` names what lines are about, `nodes` lines of the check-list, `checks`
    inspections; `source` and `mark` say of a line where it comes from and what is special about it."""
    made: list[Row] = []

    def line_row(entry: Any, place: int) -> Row:
        line = entry.line
        title = str(items.get(line.item, "")) or _named(line)
        if line.count > 1:
            title += f" ×{line.count}"
        rule = str(line.rule_name) if str(line.rule_name) != title else ""
        about = " · ".join(filter(None, (
            short_day(line.day) if line.day is not None else "", " ".join(filter(None, (line.rule, rule))), line.reason,
            _owed(line.money_cents),
        )))  # fmt: skip
        # waived or not, it stays the same line
        kind = "" if line.evidence else f"{line.kind}|{place}"
        told = (line.component, kind, line.rule, line.evidence, line.item, line.node, line.check)
        return Row(
            "|".join(told), LINE, title, about,
            line.points_c, entry.total_c, line.money_cents, source(line), mark(line), line,
        )  # fmt: skip

    for part in statement.parts:
        made.append(_component(part, statement.weight_c))
        at = ("", "")
        for place, entry in enumerate(part.entries):
            group = (entry.line.check, entry.line.node)
            if group != at and any(group):
                made += _groups(part, group, at, nodes, checks)
            at = group
            made.append(line_row(entry, place))
    if statement.after:
        money_c = sum(each.line.money_cents for each in statement.after)
        made.append(Row("after", COMPONENT, _("After weighting"), _owed(money_c), None, statement.after_c, money_c))
        made += [line_row(entry, place) for place, entry in enumerate(statement.after)]
    score = statement.score
    if score.total_points_c is not None:
        parts = [points(part.component.share_c) for part in statement.parts if part.component.points_c is not None]
        said = " + ".join(parts) + (f" {_signed(statement.after_c)}" if statement.after else "")
        said = " · ".join(filter(None, (said, _owed(score.money_cents))))
        made.append(Row("total", SUM, _("Total"), said, None, score.total_points_c, score.money_cents))
    return made


def _named(line: Any) -> str:
    from supervisor.appraisal.statement.words import kind_words

    return str(line.rule_name) or str(kind_words(line.kind))


def _groups(part: Any, group: tuple[str, str], at: tuple[str, str], nodes: Words, checks: Words) -> Iterable[Row]:
    """The headings of an inspection scored by itself and of a line of the check-list, each with its sum."""
    check, node = group
    if check and check != at[0]:
        own = [each for each in part.entries if each.line.check == check]
        yield _group(f"{part.component.code}|{check}", str(checks.get(check, check)), own)
    if node and node in nodes and group != (at[0], node):
        own = [each for each in part.entries if (each.line.check, each.line.node) == group]
        if len(own) > 1:
            yield _group(f"{part.component.code}|{check}|{node}", str(nodes[node]), own)


def _group(subject: str, title: str, own: list[Any]) -> Row:
    owed = sum(each.line.money_cents for each in own)
    return Row(
        subject, GROUP, title, _owed(owed), sum(each.line.points_c for each in own), sum(each.total_c for each in own),
        owed,
    )  # fmt: skip


def _component(part: Any, whole_c: int) -> Row:
    """Base, deductions, limits and result, then × weight = share, so that whoever adds up finds the same."""
    component = part.component
    weight = _("weight {share}").format(share=_percent(component.weight_c))
    if component.added:
        weight = _("added to the total")
    elif component.by_points:
        weight = _("weighs by its points")
    owed = sum(each.line.money_cents for each in part.entries)
    if component.points_c is None:
        return Row(
            component.code,
            COMPONENT,
            str(component.name),
            " · ".join(filter(None, (weight, component.note, _owed(owed)))),
            None,
            None,
            owed,
        )
    steps = [_signed(value) for value in (part.lost_c, part.won_c, part.bound_c) if value]
    sum_words = f"{points(part.start_c)} {' '.join(steps)} = {points(component.points_c)}" if steps else ""
    by = _percent(component.weight_c)
    if whole_c and whole_c != 10000:
        by += f" ÷ {_percent(whole_c)}"
    weighed = f"{points(component.points_c)} × {by} = {points(component.share_c)}"
    if component.added or component.by_points:
        weighed = f"→ {points(component.share_c)}" if component.share_c != component.points_c else ""
    about = " · ".join(part for part in (weight, sum_words, weighed, component.note, _owed(owed)) if part)
    return Row(
        component.code, COMPONENT, str(component.name), about, component.points_c, component.share_c, owed
    )  # fmt: skip


def _owed(money_cents: int) -> str:
    return money(money_cents) if money_cents else ""


def _percent(value_c: int) -> str:
    return share(value_c / 10000, 0 if value_c % 100 == 0 else 2)


def _signed(value_c: int) -> str:
    """A step of a sum: − 7.3, + 0.5."""
    return f"{MINUS if value_c < 0 else '+'} {points(abs(value_c))}"


def points_words(row: Row) -> str:
    """The figure inside the component: plain for sums and starts, signed for what moves it."""
    return _figure(row, row.points_c)


def total_words(row: Row) -> str:
    """What it moves the total by."""
    return _figure(row, row.total_c)


def _figure(row: Row, value_c: int | None) -> str:
    if value_c is None:
        return "–" if row.level == COMPONENT and row.subject != "after" else ""
    plain = row.level != LINE or (row.line is not None and row.line.kind == "start")
    return points(value_c) if plain else signed_points(value_c)
