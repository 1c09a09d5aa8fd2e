"""Placeholders outside cells: text boxes, titles of charts, headers and footers of the printed page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from supervisor.language import _

from .package import ANCHOR, DRAWN, MAIN, Node, Package
from .sheets import Sheet
from .texts import Mark, marks, replaced

_A = f"{{{DRAWN}}}"
_LONGEST = 255  # letters of a header or footer, codes included
Say = Callable[[Mark, str, str], str | None]  # the placeholder, the sheet, where on it → what to put


def fill_drawn(package: Package, sheet: Sheet, say: Say) -> None:
    """Fill what lies over a sheet and in its margins."""
    _margins(sheet, say)
    for part in package.related(sheet.part, "drawing"):
        _paragraphs(package, part, sheet.name, say, _in_drawing)
        for chart in package.related(part, "chart", "chartEx"):
            _paragraphs(package, chart, sheet.name, say, lambda _one: _("chart"))
            for shapes in package.related(chart, "chartUserShapes"):
                _paragraphs(package, shapes, sheet.name, say, lambda _one: _("chart"))


def left_alone(package: Package, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Placeholders where none can be filled: where, and the name."""
    for mark in marks(sheet.name):
        yield _("name of the sheet"), mark.name
    for part in package.related(sheet.part, "comments", "threadedComment"):
        for one in package.xml(part).iter(f"{{{MAIN}}}comment"):
            for mark in marks("".join(text for text in one.itertext())):
                yield one.get("ref", _("comment")), mark.name


def _in_drawing(paragraph: Node) -> str:
    for above in paragraph.iterancestors():
        named = next((one for one in above if str(one.tag).startswith(f"{{{ANCHOR}}}nv")), None)
        if named is not None:
            about = named.find(f"{{{ANCHOR}}}cNvPr")
            if about is not None and about.get("name"):
                return _("text box {name}").format(name=about.get("name"))
    return _("text box")


def _paragraphs(package: Package, part: str, name: str, say: Say, where: Callable[[Node], str]) -> None:
    if b"{" not in package.parts[part] and "｛".encode() not in package.parts[part]:
        return
    for paragraph in package.xml(part).iter(f"{_A}p"):
        texts = [one for one in paragraph.iter(f"{_A}t") if one.text]
        made = replaced([one.text or "" for one in texts], lambda mark, at=paragraph: say(mark, name, where(at)))
        if made is not None:
            for one, text in zip(texts, made, strict=True):
                one.text = text
            package.touch(part)


def _margins(sheet: Sheet, say: Say) -> None:
    for one in sheet.root.iterfind(f"{{{MAIN}}}headerFooter/*"):
        text = one.text or ""
        if not marks(text):
            continue

        def put(mark: Mark, text: str = text) -> str | None:
            said = say(mark, sheet.name, _("header or footer"))
            if said is None:
                return None
            said = said.replace("&", "&&")
            after_size = re.search(r"&\d+$", text[: mark.start]) is not None
            return f" {said}" if after_size and said[:1].isdigit() else said

        made = replaced([text], put)
        if made is not None:
            one.text = made[0][:_LONGEST]
            sheet.touch()
