"""A person's month as text: each component with its lines, then what came after weighting; the lines add up."""

from __future__ import annotations

from supervisor.appraisal.rulebook.saying import money
from supervisor.appraisal.scoring import Line, PersonScore


def explain_score(score: PersonScore) -> list[str]:
    """The score in lines of text, in the language in force."""
    total = "—" if score.total_points_c is None else f"{score.total_points_c / 100:.2f}"
    text = [f"{score.no} {score.name}  {total}  {score.grade}".rstrip()]
    for part in score.components:
        shown = part.note if part.points_c is None else f"{part.points_c / 100:.2f} → {part.share_c / 100:.2f}"
        text.append(f"  {part.name} {part.weight_c / 100:g}%  {shown}")
        text += [f"    {_line(line)}" for line in score.lines if line.component == part.code]
    text += [f"  {_line(line)}" for line in score.lines if not line.component]
    return [*text, *score.notes]


def _line(line: Line) -> str:
    day = line.day.isoformat() if line.day else ""
    what = f"{line.rule} {line.rule_name}".strip()
    return "  ".join(filter(None, (f"{line.points_c / 100:+.2f}", money(line.money_cents), day, what, line.reason)))
