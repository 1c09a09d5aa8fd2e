"""One inspection as a page to print: plain HTML for A4 that is readable in black and white.

What failed is bold and carries a sign, never a colour alone; the head of the table comes again on each page. Pictures
are referred to by `photo:<digest>`, and `pictures` of the result holds their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import NamedTuple

from supervisor.inspection.words import SOURCES, STATES
from supervisor.journal import Reader
from supervisor.language import Words, _, language

from .content import (
    CAPACITIES,
    COLON,
    CORRECTED,
    SEMICOLON,
    WHOLE_BRANCH,
    Report,
    corrections,
    gather,
    lost,
    points,
    remarks,
    signed,
    verdict,
)

PHOTO_PIXELS = (300, 230)  # at 96 dots to the inch: four photos with their captions on a page
SIGNATURE_PIXELS = (220, 64)
Size = Callable[[bytes], tuple[int, int]]

_STYLE = """
body { font-size: 9.5pt; color: #000000 }
h1 { font-size: 17pt; margin: 0 0 2px 0 }
h2 { font-size: 12pt; margin: 14px 0 4px 0 }
p { margin: 0 }
th { background-color: #e4e4e4; font-weight: bold; text-align: left }
table { border-collapse: collapse; border-color: #8a8a8a }
.small { font-size: 8.5pt; color: #333333 }
.label { background-color: #f0f0f0 }
.section { background-color: #f0f0f0; font-weight: bold }
.failed { font-weight: bold }
.total { font-size: 15pt; font-weight: bold }
.warn { font-weight: bold; border: 1px solid #000000 }
"""
_WIDTHS = (9, 35, 12, 8, 36)  # per cent: item, what is checked, answer, points, particulars


class Printed(NamedTuple):
    """A page ready for the printer: its title, HTML, the foot of each page and the files behind its pictures."""

    title: str
    html: str
    foot: str
    pictures: Mapping[str, bytes]


def print_inspection(r: Reader, actor: str, wanted: str, size: Size) -> Printed:
    """The report of one inspection (subject or number). `size` tells width and height of a picture's bytes.

    Raises Refused and BadInput as `paper.gather`.
    """
    report = gather(r, actor, wanted)
    digests = [photo.digest for photo in report.photos]
    digests += [one.picture for one in report.sheet.signatures if one.picture]
    pictures = held_pictures(r, digests)
    one = report.sheet.inspection
    title = _("Inspection report {number}").format(number=one.number)
    parts = [_head(report, title), _result(report), _items(report), _corrections(report)]
    parts += [_signatures(report, pictures, size), _made(report), _photos(report, pictures, size)]  # photos: an annex
    html = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )
    foot = " · ".join(filter(None, (one.number, str(report.sheet.template.name), report.branch)))
    return Printed(title, html, foot, pictures)


def held_pictures(r: Reader, digests: Iterable[str]) -> dict[str, bytes]:
    """The pictures that the book holds, by `photo:<digest>`; one that it lacks keeps nothing from being printed."""
    found: dict[str, bytes] = {}
    for digest in dict.fromkeys(digests):
        try:
            found[f"photo:{digest}"] = r.blob(digest)
        except KeyError:
            continue
    return found


def _head(report: Report, title: str) -> str:
    one, template = report.sheet.inspection, report.sheet.template
    state = CORRECTED if one.revised_by else STATES[one.state]
    rows = [
        (_("Check-list"), str(template.name), str(Words("版本", "Version")), f"{template.version} · {one.digest[:12]}"),
        (_("Source"), str(SOURCES.get(one.source, one.source)), _("Place"), one.place or str(WHOLE_BRANCH)),
        (_("Inspector"), report.name(one.inspector), _("Inspected"), report.name_list(one.inspected) or "—"),
        (_("Started"), report.when(one.begun), _("Finished"), report.when(one.finished) or "—"),
        (_("State"), str(state), _("Incidents running"), str(SEMICOLON).join(report.incidents) or str(NONE)),
    ]
    cells = "".join(
        f'<tr><td width="13%" class="label">{escape(a)}</td><td width="37%">{escape(b)}</td>'
        f'<td width="13%" class="label">{escape(c)}</td><td width="37%">{escape(d)}</td></tr>'
        for a, b, c, d in rows
    )
    warn = "" if one.state == "finished" else f'<p class="warn">{escape(str(UNFINISHED))}</p>'
    return f"<h1>{escape(report.branch)}　{escape(title)}</h1>{warn}{_table(cells)}"


def _result(report: Report) -> str:
    score = report.sheet.score
    failed = sum(1 for answer in report.sheet.answers if answer.verdict == "fail" and answer.item in report.sheet.asked)
    share = "—" if score.percent_c is None else points(score.percent_c)
    figures = [
        (_("Score"), f"{points(score.score_c)} / {points(score.full_c)}"),
        (str(Words("折合百分", "Out of 100")), share),
        (_("Points lost"), points(score.lost_c)),
        (str(Words("不合格项", "Failed items")), str(failed)),
        (_("Items answered"), f"{score.answered} / {score.items}"),
    ]
    heads = "".join(f'<td width="20%" class="label">{escape(label)}</td>' for label, _value in figures)
    values = "".join(f'<td class="total">{escape(value)}</td>' for _label, value in figures)
    return f"{GAP}{_table(f'<tr>{heads}</tr><tr>{values}</tr>')}"


def _items(report: Report) -> str:
    heads = (
        _("Item"),
        _("What is checked"),
        _("Answer"),
        str(Words("扣分", "Lost")),
        str(Words("说明", "Particulars")),
    )
    head = "".join(f'<th width="{width}%">{escape(text)}</th>' for width, text in zip(_WIDTHS, heads, strict=True))
    rows: list[str] = []
    for section in report.sheet.template.sections:
        mark = next((s for s in report.sheet.score.sections if s.section == section.id), None)
        held = f"　{points(mark.score_c)} / {points(mark.full_c)}" if mark is not None else ""
        forfeited = f"　{Words('整节不得分', 'forfeited')} ({mark.forfeited_by})" if mark and mark.forfeited_by else ""
        rows.append(
            f'<tr class="opens"><td colspan="5" class="section">{escape(f"{section.name}{held}{forfeited}")}</td></tr>'
        )
        rows += [_row(report, item) for item in section.items]
    body = "".join(rows)
    return f"<h2>{escape(str(ANSWERS))}</h2>{_table(body, f'<thead><tr>{head}</tr></thead>')}"


def _row(report: Report, item) -> str:
    sign, words = verdict(report, item)
    cost = lost(report, item)
    marks = "" if cost is None else points(-cost)
    failed = ' class="failed"' if cost is not None else ""
    told = "<br>".join(f"{escape(one.label)}{COLON}{escape(one.words)}" for one in remarks(report, item))
    clause = "" if item.id.startswith(item.clause) else f' <span class="small">({escape(item.clause)})</span>'
    return (
        f"<tr><td{failed}>{escape(item.id)}</td><td{failed}>{escape(str(item.words))}{clause}</td>"
        f'<td{failed}>{escape(f"{sign} {words}".strip())}</td><td{failed} align="right">{escape(marks)}</td>'
        f"<td>{told}</td></tr>"
    )


def _corrections(report: Report) -> str:
    lines = corrections(report)
    return f"{GAP}<h2>{escape(str(CORRECTIONS))}</h2>{_lines(lines)}" if lines else ""


def _photos(report: Report, pictures: Mapping[str, bytes], size: Size) -> str:
    """A photo a row with its caption beside it: a row is never torn apart between two pages."""
    if not report.photos:
        return ""
    rows: list[str] = []
    for number, photo in enumerate(report.photos, 1):
        template = report.sheet.template
        words = str(template.item(photo.item).words) if template.has(photo.item) else ""
        note = report.sheet.notes.get(photo.item, "")
        caption = [f'<span class="failed">{escape(_("Photo"))} {number}　{escape(photo.item)}</span>', escape(words)]
        caption += [f"{escape(_('Remark'))}{COLON}{escape(note)}"] if note else []
        caption.append(
            f'<span class="small">{escape(" · ".join(filter(None, (photo.name, photo.digest[:12]))))}</span>'
        )
        picture = _image(f"photo:{photo.digest}", pictures, size, PHOTO_PIXELS)
        rows.append(f'<tr><td width="48%">{picture}</td><td width="52%">{"<br>".join(caption)}</td></tr>')
    return f"{GAP}<h2>{escape(_('Photos'))}</h2>{_table(''.join(rows))}"


def _signatures(report: Report, pictures: Mapping[str, bytes], size: Size) -> str:
    rows: list[str] = []
    for capacity, words in CAPACITIES.items():
        there = [one for one in report.sheet.signatures if one.capacity == capacity]
        for one in there:
            drawn = _image(f"photo:{one.picture}", pictures, size, SIGNATURE_PIXELS) if one.picture else ""
            how = "" if one.how == "drawn" else escape(signed(one) or ("" if one.picture else str(TYPED)))
            rows.append(_signature(str(words), report.name(one.person), drawn + how, report.when(one.at)))
        if not there:
            rows.append(_signature(str(words), "", "<br><br>", ""))
    return f"{GAP}<h2>{escape(_('Signatures'))}</h2>{_table(''.join(rows))}"


def _signature(capacity: str, name: str, drawn: str, at: str) -> str:
    cells = (("16%", capacity), ("24%", name))
    left = "".join(f'<td width="{width}" valign="middle">{escape(text)}</td>' for width, text in cells)
    when = escape(at) or f'<span class="small">{escape(_("Date"))}{COLON}</span>'
    return f'<tr>{left}<td width="36%">{drawn}</td><td width="24%" valign="middle">{when}</td></tr>'


def _made(report: Report) -> str:
    words = _("Printed {at} by {by}. Check-list digest {digest}.").format(
        at=report.when(report.made), by=report.made_by or "—", digest=report.sheet.inspection.digest
    )
    return f'<p class="small">&nbsp;<br>{escape(words)}</p>'


def _image(name: str, pictures: Mapping[str, bytes], size: Size, room: tuple[int, int]) -> str:
    """A picture made to fit a room in pixels, never enlarged; in words where the book has none."""
    if name not in pictures:
        return escape(str(MISSING))
    width, height = size(pictures[name])
    scale = min(1.0, room[0] / width, room[1] / height)
    return f'<img src="{name}" width="{max(1, round(width * scale))}" height="{max(1, round(height * scale))}">'


def _table(body: str, head: str = "") -> str:
    """The width is an attribute: Qt reads none from a style."""
    return f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{head}<tbody>{body}</tbody></table>'


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<p>· {escape(line)}</p>" for line in lines)


GAP = '<p style="font-size: 4pt">&nbsp;</p>'
NONE = Words("无", "None")
ANSWERS = Words("检查项目", "Items")
CORRECTIONS = Words("更正与说明", "Corrections and remarks")
TYPED = Words("已在系统内确认", "confirmed in the program")
MISSING = Words("（照片缺失）", "(photo missing)")
UNFINISHED = Words("本次检查尚未结束，以下为进行中的记录。", "This inspection is not finished: a record under way.")
