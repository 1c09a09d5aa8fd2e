"""The figures on show, on paper: the picture, its table, the figures of the period in short."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap

from supervisor.desktop.printing import Paper
from supervisor.desktop.screens.complaints.figures_reading import Shown
from supervisor.desktop.screens.complaints.figures_views import Line, view_titles
from supervisor.desktop.wording import number, share
from supervisor.language import _

PICTURE = "picture"


def paper(shown: Shown, view: str, legend: str, lines: list[Line], picture: QPixmap) -> Paper:
    """A page across: what is counted, the picture, a line for each bar or field."""
    f = shown.figures
    title = f"{_('Complaints')} · {view_titles()[view]} · {f.first} – {f.last}"
    facts = [
        (_("Complaints"), f"{f.count:,}"),
        (_("Answered in time"), _share(f.in_time)),
        (_("Share at fault"), _share(f.at_fault)),
        (_("Settled on the spot"), _share(f.on_the_spot)),
        (_("Median hours to the answer"), "–" if f.answer.median_hours is None else number(f.answer.median_hours)),
        (_("Praise"), f"{f.praise:,}"),
    ]
    table = "border='1' cellspacing='0' cellpadding='4' width='100%' style='border-collapse:collapse;font-size:9pt'"
    page = [
        f"<h2 style='margin-bottom:2px'>{escape(title)}</h2>",
        f"<p style='font-size:9pt;margin-top:0'>{escape(legend)}</p>",
        f"<table {table}><tr>"
        + "".join(f"<th align='left'>{escape(head)}</th>" for head, _value in facts)
        + "</tr><tr>",
        "".join(f"<td>{escape(value)}</td>" for _head, value in facts) + "</tr></table>",
        f"<p><img src='{PICTURE}' width='640'></p>",
        f"<table {table}><tr><th align='left' width='30%'>{escape(_('What'))}</th>"
        f"<th align='right' width='10%'>{escape(_('Number of complaints'))}</th><th align='left'> </th></tr>",
    ]
    page += [
        f"<tr><td>{escape(one.name)}</td><td align='right'>{one.cases:,}</td><td>{escape(one.words)}</td></tr>"
        for one in lines
    ]
    page += ["</table>", f"<p style='font-size:8pt'>{escape(_('Only cases that you may read are counted.'))}</p>"]
    return Paper("".join(page), title, landscape=True, pictures={PICTURE: _png(picture)}, foot=title)


def _share(it) -> str:
    return "–" if it.value is None else f"{share(it.value)} ({it.hits}/{it.of})"


def _png(picture: QPixmap) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    buffer.close()
    return bytes(held.data())
