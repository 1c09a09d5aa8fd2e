"""The type column: which kind of line it opens, in XLSForm's words or Chinese ones. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from supervisor.inspection.template import Kind
from supervisor.language import _

from .cells import Unreadable, folded

VERDICT = "verdict"
Part = Literal["item", "open", "close", "aside"]

_PLAIN: Mapping[str, Kind] = MappingProxyType(
    {"integer": "integer", "int": "integer", "整数": "integer", "decimal": "decimal", "小数": "decimal",
     "数字": "decimal",
     "text": "text", "string": "text", "文字": "text", "文本": "text", "date": "date", "日期": "date", "note": "note",
     "只读": "note", "只读说明": "note"}
)  # fmt: skip
_SELECT = re.compile(
    r"(select[_ ]one|select1|单选|select[_ ]multiple|select all that apply|多选)(?: from)?(?:\s+(\S.*))?"
)
_OPEN = re.compile(r"(?:begin|start)[_ ]?group|开始分组|分组开始|分节开始")
_CLOSE = re.compile(r"end[_ ]?group|结束分组|分组结束|分节结束")
_REPEAT = re.compile(r"(?:begin|end|start)[_ ]?repeat|开始重复|结束重复")
# What a phone notes by itself; the journal knows it of every answer.
_ASIDE = frozenset(
    ("start", "end", "today", "deviceid", "username", "email", "phonenumber", "audit", "subscriberid", "simserial")
)
_XML = MappingProxyType({"choice": "select_one", "choices": "select_multiple"})


class Type(msgspec.Struct, frozen=True):
    """What a type cell means: the part the line plays, the kind of question, the list it offers."""

    part: Part
    kind: Kind = "check"
    listed: str = ""

    @property
    def xlsform(self) -> str:
        """The same as XLSForm writes it."""
        if self.part != "item":
            return {"open": "begin_group", "close": "end_group"}.get(self.part, "")
        if self.kind == "check":
            return f"select_one {VERDICT}"
        return f"{_XML[self.kind]} {self.listed}" if self.kind in _XML else self.kind


def read_type(text: str) -> Type:
    """What a type cell means. Raises Unreadable with the cure for what a check-list has no place for."""
    given = " ".join(folded(text).split())
    low = given.casefold()
    if low in ("检查项", "检查", "check"):
        return Type("item")
    if low in _PLAIN:
        return Type("item", _PLAIN[low])
    select = _SELECT.fullmatch(low)
    if select is not None:
        listed = given[select.start(2) :].strip() if select[2] else ""
        if not listed:
            raise Unreadable(
                _("The type “{text}” names no list of choices.").format(text=text),
                _("Write the list's name behind it, such as select_one verdict."),
            )
        if " " in listed:
            raise Unreadable(
                _("The type “{text}” has a word too many.").format(text=text),
                _("Write one list's name without blanks; an extra choice “other” goes on the choices sheet."),
            )
        several = select[1] in ("select_multiple", "select multiple", "select all that apply", "多选")
        if listed.casefold() == VERDICT and not several:
            return Type("item")
        return Type("item", "choices" if several else "choice", listed)
    if _OPEN.fullmatch(low):
        return Type("open")
    if _CLOSE.fullmatch(low):
        return Type("close")
    if _REPEAT.fullmatch(low):
        raise Unreadable(
            _("A check-list has no repeated groups."),
            _("Use begin_group and end_group; how many cases there were is counted with each answer."),
        )
    if low in _ASIDE:
        return Type("aside")
    raise Unreadable(_("The type “{text}” is not known here.").format(text=text), _cure(low))


def _cure(low: str) -> str:
    first = low.split(" ")[0]
    if first in ("image", "photo", "audio", "video", "file", "draw", "signature"):
        return _("Pictures can be added to every check; ask for them in the column evidence.")
    if first == "calculate":
        return _("Leave it out: points are worked out from the scoring columns.")
    offered = [*(word for word in _PLAIN if word.isascii()), "select_one verdict", "begin_group", "end_group"]
    near = difflib.get_close_matches(low, offered, n=1, cutoff=0.6)
    if near:
        return _("Did you mean {word}?").format(word=near[0])
    return _("Use select_one verdict for a check; or integer, decimal, text, date, select_one LIST, select_multiple "
             "LIST, note, begin_group, end_group.")  # fmt: skip
