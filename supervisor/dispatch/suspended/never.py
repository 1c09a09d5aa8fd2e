"""Whether internal work that somebody wants to stop is, or comes close to, what the playbook says may never stop.

A commander in a hurry writes three characters, not the playbook's whole line. So the parts of its lines are looked at,
and the words by which branches know these duties. What is such a duty is refused; papers about one (a register to be
tidied, a letter of authority to be filed) and what only speaks of stamps or cash may stop for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from supervisor.language import Words

DUTIES: tuple[frozenset[str], ...] = (
    frozenset({"双人管库", "管库", "金库", "守库", "库房", "vault", "strongroom"}),
    frozenset({"双人临柜", "双人复核", "双人", "twopeople", "dualcontrol"}),
    frozenset({"钥匙", "密码分管", "密码", "keys"}),
    frozenset({"授权", "authoris", "authoriz"}),
    frozenset({"安保", "保安", "值守", "守卫", "监控", "录像", "guard", "cctv", "recording", "surveillance"}),
)
"""Words of one duty each: it is meant where a line of the playbook has one of its words."""
NEAR: tuple[frozenset[str], ...] = (
    frozenset({"印章", "公章", "stamp"}),
    frozenset({"现金", "尾箱", "cash"}),
)
"""Words of what is kept under lock: work with it may wait, leaving it alone may not."""
PAPERS = (
    "归档",
    "整理",
    "台账",
    "登记簿",
    "资料",
    "档案",
    "学习",
    "培训",
    "file",
    "filing",
    "archive",
    "tidy",
    "training",
)
LEAST = 2  # characters from which a part of a line is a duty by itself; one more where it is cut out of a part
_BETWEEN = re.compile(r"[、，,；;。.：:（）()与和及]|\band\b")
_APART = re.compile(r"[^\w一-鿿]+|_")


def touches(
    title: str, never: Iterable[Words], stops: Iterable[Words] = ()
) -> tuple[Literal["", "near", "never"], str]:
    """Whether work may never stop (`never`), may for a reason (`near`) or as it likes (empty), and by which line of the
    playbook. What the playbook itself stops may."""
    text, lines = _plain(title), [text for line in never for text in (line.zh, line.en) if text]
    if not text or text in {_plain(one) for line in stops for one in (line.zh, line.en)}:
        return "", ""
    near = ""
    for line in lines:
        parts = [part for part in map(_plain, _BETWEEN.split(line.lower())) if len(part) >= LEAST]
        whole = _plain(line)
        if text == whole or text in parts or (len(text) > LEAST and text in whole) or whole in text:
            return "never", line
        if any(_shares(words, whole, text) for words in DUTIES) or any(len(p) > 3 and p in text for p in parts):
            if not any(word in text for word in PAPERS):
                return "never", line
            near = near or line
        elif any(_shares(words, whole, text) for words in NEAR):
            near = near or line
    return ("near", near) if near else ("", "")


def _shares(words: frozenset[str], line: str, text: str) -> bool:
    return any(word in line for word in words) and any(word in text for word in words)


def _plain(text: str) -> str:
    return _APART.sub("", text.lower())
