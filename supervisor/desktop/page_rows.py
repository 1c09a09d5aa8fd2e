"""Rows of printed tables that stay whole: Qt tears a row apart at the foot of a page, picture here, caption there.

The page is laid out, the first row that lies across the end of a page is found, and the table is divided before it,
with its head again; so on until no row is torn. A row higher than a page stays as it is.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QTextDocument, QTextTable

_ROW = re.compile(r"<tr\b[^>]*>")
_TABLE = re.compile(r"<table\b[^>]*>")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<h2[^>]*>(?:(?!<h2).)*?</h2>\s*$", re.DOTALL)
BREAK = '<p style="page-break-before: always; margin: 0; font-size: 1px">&nbsp;</p>'
WITH_NEXT = "opens"  # class of a row that must not stand alone at the foot of a page
MOST_PAGES = 200


def lay_out(document: QTextDocument, html: str, frame_margin: float) -> None:
    """Put `html` into a document whose page size is set, without a row torn. `frame_margin` in its pixels."""
    seen: set[int] = set()
    for _turn in range(MOST_PAGES):
        _put(document, html, frame_margin)
        torn = next((row for row in _torn_rows(document, html, frame_margin) if row not in seen), None)
        if torn is None:
            return
        before = html
        html, row = _divided(html, torn)
        if html == before:
            seen.add(torn)
        else:
            seen.add(row)


def _put(document: QTextDocument, html: str, frame_margin: float) -> None:
    size = document.pageSize()
    document.setHtml(html)
    document.setPageSize(size)
    frame = document.rootFrame().frameFormat()
    frame.setMargin(frame_margin)
    document.rootFrame().setFrameFormat(frame)


def _torn_rows(document: QTextDocument, html: str, margin: float) -> list[int]:
    """Numbers of the rows that lie across the end of a page, or open something on the next one; heads are no rows."""
    height = document.pageSize().height()
    layout = document.documentLayout()
    tags = [match[0] for match in _ROW.finditer(html)]
    torn: list[int] = []
    number = 0
    opens = -9  # no row yet
    page_before = -1
    for table in _tables(document):
        for line in range(table.rows()):
            tops, ends = [], []
            for column in range(table.columns()):
                cell = table.cellAt(line, column)
                if cell.column() != column:
                    continue
                tops.append(layout.blockBoundingRect(cell.firstCursorPosition().block()).top())
                ends.append(layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom())
            top, end = min(tops), max(ends)
            first, last = int(top // height), int((end - 1) // height)
            over = end > (first + 1) * height - margin + 1  # a picture's block says where it was before it moved on
            if number < len(tags) and line >= table.format().headerRowCount():
                if opens == number - 1 and first != page_before:
                    torn.append(opens)
                moved = line > table.format().headerRowCount() and first != page_before  # leaves a table without an end
                if moved or (over and end - top < height - 3 * margin):
                    torn.append(number)
                if WITH_NEXT in tags[number]:
                    opens = number
            page_before = last
            number += 1
    return torn


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _divided(html: str, number: int) -> tuple[str, int]:
    """The page with its table divided before a row, and the number that this row has then.

    A heading right before the table goes along with the table's first row.
    """
    rows = list(_ROW.finditer(html))
    at = rows[number].start()
    opening = list(_TABLE.finditer(html, 0, at))[-1]
    head = _HEAD.search(html, opening.end(), at)
    between = html[head.end() if head else opening.end() : at]
    if not _ROW.search(between):  # the first row of its table: all of the table begins on the next page
        start = opening.start()
        heading = _HEADING.search(html[:start])
        start = heading.start() if heading else start
        if html[:start].endswith(BREAK):
            return html, number
        return html[:start] + BREAK + html[start:], number
    again = head[0] if head else ""
    extra = len(_ROW.findall(again))
    return f"{html[:at]}</tbody></table>{BREAK}{opening[0]}{again}<tbody>{html[at:]}", number + extra
