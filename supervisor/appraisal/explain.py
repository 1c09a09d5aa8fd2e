"""Rule books and scores in plain sentences: what a rule says, and how a person's points came about.

Text for people, in the language in force; the CLI prints it, screens and notices show it.
"""

from __future__ import annotations

from supervisor.appraisal.columns import CHOICES
from supervisor.appraisal.evidence import Line, PersonScore
from supervisor.appraisal.rulebook import Band, Component, Consequence, Rule, RuleBook
from supervisor.language import _


def explain_rulebook(book: RuleBook) -> list[str]:
    """The whole book in sentences, component by component."""
    text = [f"{book.name} {book.version}"]
    for component in book.components:
        text.append(_component(component))
        text += [f"  {rule.code} {_rule(rule)}" for rule in book.rules if rule.component == component.code]
    text += [f"{each.code} {_consequence(book, each)}" for each in book.consequences]
    for use in ("grade", "rank"):
        for band in book.bands_for(use):
            text.append(" ".join(filter(None, (
                str(CHOICES["use"][use]), band.label if use == "grade" else "", _bounds(band), _points(band.points_c),
                _money(band.money_cents)))))  # fmt: skip
    return text


def explain_rule(book: RuleBook, code: str) -> str:
    """One rule or consequence in a sentence; "" for a code the book does not have."""
    found = book.rule(code)
    if found is not None:
        return f"{code} {_rule(found)}"
    return next((f"{code} {_consequence(book, each)}" for each in book.consequences if each.code == code), "")


def explain_score(score: PersonScore) -> list[str]:
    """A person's month: each component with its lines, then what came after weighting; the lines add up."""
    total = "—" if score.total_points_c is None else f"{score.total_points_c / 100:.2f}"
    text = [f"{score.no} {score.name}  {total}  {score.grade}".rstrip()]
    for part in score.components:
        shown = part.note if part.points_c is None else f"{part.points_c / 100:.2f}"
        text.append(f"  {part.name} {part.weight_c / 100:g}%  {shown}")
        text += [f"    {_line(line)}" for line in score.lines if line.component == part.code]
    text += [f"  {_line(line)}" for line in score.lines if not line.component]
    return [*text, *score.notes]


def _component(component: Component) -> str:
    sources = "、".join(str(CHOICES["source"][source]) for source in component.sources)
    text = _("{name}, weight {weight} %, from {sources}").format(
        name=component.name, weight=f"{component.weight_c / 100:g}", sources=sources
    )
    if component.start == "mean":
        return text + _("; ") + _("starts from the mean of the recorded values")
    return text + _("; ") + _("starts from {points}").format(points=f"{component.base_c / 100:g}")


def _rule(rule: Rule) -> str:
    own = rule.points_c is None and not rule.bands
    parts = [
        str(rule.name),
        _("points as recorded") if own else _("by the bands {name}").format(name=rule.bands) if rule.bands else
        f"{CHOICES['per'][rule.per]} {_points(rule.points_c)}" if rule.points_c else "",
        _money(rule.money_cents or 0),
    ]  # fmt: skip
    if rule.reminders:
        parts.append(_("the first {count} only remind").format(count=rule.reminders))
    if rule.money_factor != 1:
        parts.append(_("money times {factor} at each repeat").format(factor=rule.money_factor))
    if rule.limit_c is not None:
        parts.append(_("this item moves the score by {limit} at most").format(limit=f"{abs(rule.limit_c) / 100:g}"))
    if rule.overlap:
        parts.append(_overlap(rule.precedence))
    return _(", ").join(filter(None, parts))


def _overlap(precedence: str) -> str:
    """What becomes of several rules that one act meets."""
    if precedence == "highest":
        return _("of several for one act the heaviest counts")
    if precedence == "sum":
        return _("adds up with others for one act")
    return _("of several for one act the least number counts, this is {number}").format(number=precedence)


def _bounds(band: Band) -> str:
    """The borders of a band as they count: ≥ 80 < 90."""
    low = "" if band.low_c is None else f"{'≥' if band.low_included else '>'} {band.low_c / 100:g}"
    high = "" if band.high_c is None else f"{'≤' if band.high_included else '<'} {band.high_c / 100:g}"
    return " ".join(filter(None, (low, high)))


def _consequence(book: RuleBook, each: Consequence) -> str:
    parts = {part.code: str(part.name) for part in book.components}
    return _("{name}: more than {count} of {rules} → {effect} {target}").format(
        name=each.name, count=each.more_than, rules="、".join(each.rules), effect=CHOICES["effect"][each.effect],
        target=parts.get(each.target, each.target) or _points(each.points_c) or _money(each.money_cents),
    ).rstrip()  # fmt: skip


def _line(line: Line) -> str:
    day = line.day.isoformat() if line.day else ""
    what = f"{line.rule} {line.rule_name}".strip()
    return "  ".join(filter(None, (f"{line.points_c / 100:+.2f}", _money(line.money_cents), day, what, line.reason)))


def _points(points_c: int) -> str:
    return _("{points} points").format(points=_signed(points_c)) if points_c else ""


def _money(cents: int) -> str:
    return f"{'−' if cents < 0 else '+'}¥{abs(cents) / 100:g}" if cents else ""


def _signed(hundredths: int) -> str:
    return f"{hundredths / 100:+g}".replace("-", "−")
