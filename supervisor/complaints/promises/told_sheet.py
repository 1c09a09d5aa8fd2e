"""The sheet that a customer takes along: everything that is told in one go, on A4, without any data of his. Pure."""

from __future__ import annotations

from html import escape

from supervisor.complaints.settings.kinds import ServiceKind
from supervisor.complaints.settings.words import GROUPS
from supervisor.language import _, language

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #17232A; font-size: 12pt }
h1 { font-size: 22pt; text-align: center; color: #0B6E75; margin-bottom: 4px }
h2 { font-size: 14pt; color: #0B6E75; margin-top: 16px; margin-bottom: 4px }
p { line-height: 150%; margin-top: 0px; margin-bottom: 6px }
.about { text-align: center; margin-bottom: 14px }
.line { margin-left: 12px }
.foot { margin-top: 26px }
"""


def told_sheet(kind: ServiceKind, branch: str) -> str:
    """One page of HTML; every text is escaped, each line has a box to tick."""
    if kind.promise_minutes:
        promised = _("Completed within {n} minutes once all papers are there").format(n=kind.promise_minutes)
    elif kind.promise_working_days:
        promised = _("Completed within {n} working days once all papers are there").format(n=kind.promise_working_days)
    else:
        promised = _("The time is agreed with you")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{escape(str(kind.name))}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(_('{name}: what to bring and to know').format(name=kind.name))}</h1>",
        f'<p class="about">{escape(" · ".join(part for part in (branch, promised) if part))}</p>',
    ]
    for group, lines in kind.grouped():
        parts.append(f"<h2>{escape(str(GROUPS[group]))}</h2>")
        parts += [f'<p class="line">□ {escape(str(one))}</p>' for one in lines]
    asked = _("If anything is unclear, ask whoever told you; he owns the matter until it is settled.")
    signed = _("Told by: ______________    Date: ______________    Telephone of the branch: ______________")
    parts += [f'<p class="foot">{escape(asked)}</p>', f"<p>{escape(signed)}</p>", "</body></html>"]
    return "\n".join(parts)
