"""A person's month as text and as a document: each component with its lines, then what came after weighting; the
lines add up."""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.appraisal.rulebook.saying import money
from supervisor.appraisal.scoring import Line, PersonScore
from supervisor.language import _


def explain_score(score: PersonScore) -> list[str]:
    """The score in lines of text, in the language in force."""
    total = "—" if score.total_points_c is None else f"{score.total_points_c / 100:.2f}"
    text = [f"{score.no} {score.name}  {total}  {score.grade}".rstrip()]
    for part in score.components:
        shown = part.note if part.points_c is None else f"{part.points_c / 100:.2f} → {part.share_c / 100:.2f}"
        weight = _("added to the total") if part.added else f"{part.weight_c / 100:g}%"
        text.append(f"  {part.name} {weight}  {shown}")
        text += [f"    {_line(line)}" for line in score.lines if line.component == part.code]
    text += [f"  {_line(line)}" for line in score.lines if not line.component]
    return [*text, *score.notes]


def score_document(score: PersonScore) -> dict[str, Any]:
    """The score as plain values (docs/formats.md, appraisal.score): reasons are said in the language in force."""
    plain = msgspec.to_builtins(score)
    del plain["why"]
    plain["notes"] = list(score.notes)
    for row, part in zip(plain["components"], score.components, strict=True):
        row["note"] = part.note
        del row["why"]
    for row, line in zip(plain["lines"], score.lines, strict=True):
        row["reason"] = line.reason
        del row["why"], row["note"]
    return plain


def _line(line: Line) -> str:
    day = line.day.isoformat() if line.day else ""
    what = f"{line.rule} {line.rule_name}".strip()
    return "  ".join(filter(None, (f"{line.points_c / 100:+.2f}", money(line.money_cents), day, what, line.reason)))
