"""The briefing as one printable page: plain HTML that a browser, Qt's text document and a printer all
understand.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from supervisor.language import _, language
from supervisor.meetings.agenda.records import HeldAgenda

from .records import Briefing, Point
from .wording import clock, day_name, named

_STYLE = """
@page { size: A4; margin: 18mm }
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 11pt; color: #17232A }
h1 { font-size: 16pt; margin-top: 0px; margin-bottom: 2px }
h2 { font-size: 11pt; margin-top: 5px; margin-bottom: 0px; color: #0B6E75 }
p { margin-top: 0px; margin-bottom: 0px } .small { font-size: 9.5pt; color: #5D6D76 }
ul { margin-top: 0px; margin-bottom: 0px; padding: 0 } li { margin-top: 0px; margin-bottom: 0px }
.signs { margin-top: 18px }
"""


def briefing_html(agenda: Briefing) -> str:
    """An agenda that is still to be held, as a whole HTML document in the language in force."""
    return agenda_html(agenda)


def agenda_html(agenda: Briefing, held: HeldAgenda | None = None, names: Mapping[str, str] | None = None) -> str:
    """A briefing or a review as a whole HTML document in the language in force; struck points are left out, every text
    is escaped, no script, no outside resource. `held` with `names` of people says who led, who was there and when."""
    title = _("Service review of {month}").format(month=agenda.month) if agenda.month else _("Morning briefing")
    when = agenda.day.isoformat()
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{escape(f'{agenda.branch} {title} {when}')}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(agenda.branch)} · {escape(title)}</h1>",
        f'<p class="small">{escape(day_name(agenda.day))}</p>',
    ]
    for number, section in enumerate(agenda.sections, start=1):
        parts.append(f"<h2>{number}. {escape(section.title)}</h2>")
        points = [point for point in section.points if not point.struck]
        if points:
            parts += ["<ul>", *map(_item, points), "</ul>"]
        elif section.empty and not section.points:
            parts.append(f'<p class="small">{escape(section.empty)}</p>')
    if held is None:
        lines = [_("Chair: ________________    Present: ________    Minutes: ________________")]
    else:
        lines = held_lines(held, names or {})
    parts += [f'<p class="signs">{"<br>".join(map(escape, lines))}</p>', "</body></html>"]
    return "\n".join(parts)


def held_lines(held: HeldAgenda, names: Mapping[str, str]) -> list[str]:
    """When it was held, who led it and who was there, a line each."""
    lines = []
    if held.started_minute is not None:
        end = "" if held.ended_minute is None else clock(held.ended_minute)
        lines.append(_("Held {start}–{end}").format(start=clock(held.started_minute), end=end))
    lines.append(_("Chair: {name}").format(name=names.get(held.chair, "–")))
    lines.append(_("Present ({n}): {names}").format(n=len(held.present), names=named(names, held.present)))
    return lines


def _item(point: Point) -> str:
    detail = f' <span class="small">{escape(point.detail)}</span>' if point.detail else ""
    return f"<li>{escape(point.text)}{detail}</li>"
