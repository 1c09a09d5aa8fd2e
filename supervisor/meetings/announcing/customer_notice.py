"""The notice to customers about a maintenance window: filled from a template that lies in `resources/notices/` and can
be edited there, and laid out as a poster on one page of A4.

The poster follows the text: its first line is the heading, a line with a time from–to stands large in the middle, lines
that begin with ▪ are points, and the last block is the signature at the right.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from importlib.resources import files

from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import Words, _, language
from supervisor.meetings.announcing.staff_notice import WEEKDAYS
from supervisor.meetings.words import clock

from ..maintenance.ledger import check_list
from ..maintenance.records import CheckList

LONG_WEEKDAYS = tuple(Words(one.zh.replace("周", "星期"), one.en) for one in WEEKDAYS)
_TIME = re.compile(r"\d\d:\d\d\s*[—–-]+\s*\d\d:\d\d")
_SIZES = (22, 20, 18, 16, 14, 12, 10)
_WIDTH_POINTS, _HEIGHT_POINTS = 485, 640  # what a page of A4 holds under the heading, with room to spare
_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #17232A }
p { font-size: SIZEpt; line-height: 140%; margin-top: 0px; margin-bottom: 12px }
.title { font-size: 42pt; font-weight: bold; text-align: center; color: #0B6E75; margin-top: 16px; margin-bottom: 34px }
.when { font-size: WHENpt; font-weight: bold; text-align: center; margin-top: 22px; margin-bottom: 30px }
.point { margin-left: 22px; text-indent: -22px }
.signed { text-align: right; margin-top: 10px; margin-bottom: 0px }
"""


def notice_text(r: Reader, meeting: str) -> str:
    """The notice of a window in the language in force: as it was put down, else filled from the template. Raises
    BadInput while its check-list is meant for no time yet."""
    from supervisor.branch.ledger import branch_profile

    found = check_list(r, meeting)
    return found.notice or filled(found, branch_profile(r).name, r.today)


def filled(found: CheckList, branch: str, issued: date) -> str:
    """The template with the window's own words; lines about something nobody wrote down are left out. Raises BadInput
    without a time."""
    if found.slot is None:
        raise BadInput(_("Say first for which time the check-list is meant."))
    slot = found.slot
    values = {
        "date": _date(slot.day),
        "weekday": str(LONG_WEEKDAYS[slot.day.weekday()]),
        "start": clock(slot.start_minute),
        "end": clock(slot.end_minute),
        "out_of_use": found.out_of_use,
        "channels": found.channels,
        "nearest": found.nearest,
        "branch": branch,
        "issued": _date(issued),
    }
    lines = []
    for line in template().splitlines():
        named = re.findall(r"\{(\w+)\}", line)
        if all(values.get(name, "{" + name + "}") for name in named):
            lines.append(re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), line))
    return "\n".join(lines).strip()


def template() -> str:
    """The template in the language in force."""
    name = "maintenance.zh.txt" if language() == "zh" else "maintenance.en.txt"
    return (files("resources") / "notices" / name).read_text(encoding="utf-8")


def poster_html(text: str) -> str:
    """The notice as one page of A4 to be hung up; every text is escaped."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    parts = ["<!DOCTYPE html>", f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">']
    heading = blocks[0][0] if blocks else ""
    parts.append(f"<title>{escape(heading)}</title><style>{_style(blocks)}</style></head><body>")
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1 and number > 0
        for place, line in enumerate(block):
            if number == place == 0:
                parts.append(f'<p class="title">{escape(line)}</p>')
            else:
                parts.append(f'<p class="{_kind(line, last)}">{escape(line.strip())}</p>')
    return "\n".join([*parts, "</body></html>"])


def points_of(blocks: list[list[str]]) -> int:
    """The largest size of letters, in points, in which all of a notice stands on one page."""

    def height(size: int) -> float:
        wide = [
            sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in line) * size for block in blocks for line in block
        ]
        lines = sum(max(1, -(-width // _WIDTH_POINTS)) for width in wide)
        return lines * size * 1.62 + len(wide) * 9 + 60

    return next((size for size in _SIZES if height(size) <= _HEIGHT_POINTS), _SIZES[-1])


def _style(blocks: list[list[str]]) -> str:
    size = points_of(blocks)
    return _STYLE.replace("SIZE", str(size)).replace("WHEN", str(min(26, size + 7)))


def _kind(line: str, last: bool) -> str:
    if _TIME.search(line) and not line.lstrip().startswith("▪"):
        return "when"
    if last:
        return "signed"
    return "point" if line.lstrip().startswith("▪") else "text"


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh" else day.isoformat()
