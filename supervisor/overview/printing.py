"""The briefing as one printable page: plain HTML that a browser, Qt's text document and a printer all
understand.
"""

from __future__ import annotations

from html import escape

from supervisor.language import _, language

from .records import Briefing, Point
from .wording import day_name

_STYLE = """
@page { size: A4; margin: 18mm }
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 12pt; color: #17232A }
h1 { font-size: 18pt; margin: 0 0 2pt 0 }
h2 { font-size: 13pt; margin: 14pt 0 4pt 0; color: #0B6E75 }
p { margin: 0 } .small { font-size: 10pt; color: #5D6D76 }
ul { margin: 0 0 0 16pt; padding: 0 } li { margin: 2pt 0 }
.signs { margin-top: 24pt }
"""


def briefing_html(agenda: Briefing) -> str:
    """A whole HTML document in the language in force; every text is escaped, no script, no outside resource."""
    title = _("Morning briefing")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{escape(f'{agenda.branch} {title} {agenda.day}')}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(agenda.branch)} · {escape(title)}</h1>",
        f'<p class="small">{escape(day_name(agenda.day))}</p>',
    ]
    for number, section in enumerate(agenda.sections, start=1):
        parts.append(f"<h2>{number}. {escape(section.title)}</h2>")
        if section.points:
            parts += ["<ul>", *map(_item, section.points), "</ul>"]
        else:
            parts.append(f'<p class="small">{escape(section.empty)}</p>')
    signs = _("Chair: ________________    Present: ________    Minutes: ________________")
    parts += [f'<p class="signs">{escape(signs)}</p>', "</body></html>"]
    return "\n".join(parts)


def _item(point: Point) -> str:
    detail = f' <span class="small">{escape(point.detail)}</span>' if point.detail else ""
    return f"<li>{escape(point.text)}{detail}</li>"
