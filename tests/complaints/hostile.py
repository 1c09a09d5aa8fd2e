"""Texts that try to be more than texts, made from a seed: what breaks programs that read, show, print and export."""

from __future__ import annotations

from random import Random

ROMAN = "客户反映柜台等候超过四十分钟"
FIXED = (
    # formulas and what spreadsheets take for one
    "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "{=1+1}", "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x.invalid\",\"点我\")", "＝1+1", "＠SUM(1)", "DDE(\"cmd\";\"/C calc\";\"x\")", "'=1+1", "#N/A",
    "00123", "1e5", "2026-11-22", "TRUE", "http://x.invalid/a?b=1&c=<d>", "mailto:a@b.invalid", "file:///etc/passwd",
    "<r>&</r>", "<r><t>别的</t></r>", "<r></r>", "<r>_x005F_x000D_\x07</r>", "_x0041_x0042_x0043_",
    "_x000D_", "_x0041_", "_x005F_x000D_", "<![CDATA[x]]>", "]]>", "<?xml version='1.0'?>", "&amp;&lt;&#0;&#x1F;",
    # control characters, NUL, halves of pairs, what is no character
    "a\x00b", "\x00", "a\x01\x02\x1b\x7f\x80\x9fb", "\x1b[2J\x1b[31mrot\x1b]0;title\x07", "\x9b31m",
    "a\rb", "a\r\nb\nc",
    "a\ud800b", "\udfff", "\ud83d", "\ude00\ud83d", "a\ufffeb\uffff", "a\u2028b\u2029c", "a\x0bb\x0cc\x1cd\x85e",
    # direction, nothing to see, joined, piled up
    "\u202eexe.txt\u202c", "\u2066a\u2069\u2067b", "a\u200bb\u200cc\u200dd\ufeffe", "\u061c\u200e\u200f",
    "مرحبا بكم", "שלום",
    "👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚒", "🇨🇳" * 40, "e" + "\u0301" * 400, "Z̴̡͎͓a̸l̶g̷o̵" * 20, "\U000e0041\U000e0042\U000e007f",
    "１３８１２３４５６７８", "١٣٨١٢٣٤٥٦٧٨", "138 1234-5678", "138\u200b1234\u200b5678",
    # markup of windows, pages, terminals, templates
    "<img src='http://x.invalid/a.png'>", "<b>粗</b>", "<script>alert(1)</script>", "<table><tr><td>x", "<!-- x",
    "<a href='file:///etc/passwd'>x</a>", "&nbsp;&copy;", "**bold** _x_ [a](http://x.invalid)", "[bold]x[/bold]", "[/]",
    "[/nothing]", "[link=http://x.invalid]x[/link]", "%s %d %n %(x)s", "{0} {name} {0.__class__}", "{", "}",
    "${7*7} `id`", "&File &&", "$(reboot)", "`reboot`", "; rm -rf /", "| nul", "con", "..\\..\\x", "../../etc/passwd",
    "/etc/passwd\x00.png",
    # quotes of queries and documents
    "'; DROP TABLE complaints_case; --", "\" OR 1=1 --", "\\", "\\'", "\\u0000", "\\x1b", "{\"a\": [1,", "null", "[]",
    # rare characters
    "𠮷野家 𡃁𪚥𰻞", "㐀䶵鿿", "\U0003134a\U000323af", "ﾊﾝｶｸ ＡＢＣ", "①㈱™", "\ue000\uf8ff\U000f0000", "￼�",
    "．．／", "Ａ：ｉｎｖａｌｉｄ",
    # blanks of every kind around something
    "\u3000 空格 \u00a0\u2003", "\v字\f", "x\t\ty", "\ufeff字", "a\u00a0b\u3000c", "\ufdd0a\ufdd1\ufdef",
    "\u00ad\u2060",
    # what a window, a button, a menu or a pattern of words would take for its own
    "A&B 公司 &&C", "R&D", "{count} {n:>9} {}", "%(name)s %1 %2 %%n", "<div style='font-size:99px'>", "{{x}}",
)  # fmt: skip
LONG = ("长" * 32_766, "长" * 32_767, "长" * 32_768, "😀" * 16_384, "a" * 1_000_000, "王" * 350_000, "1" * 1_000_000,
        "a@" * 200_000, "1-" * 300_000, "=1+1\n" * 200_000, "\u0301" * 100_000, "x " * 500_000,
        "x" + "\n" * 100_000 + "x", "x" + "\r\n\r" * 30_000 + "y",
        "<r>" + "_x0041_" * 9_000 + "</r>")  # fmt: skip
_PIECES = (*FIXED, ROMAN, "王小明", "13812345678", "a@b.example", "\n", "\t", " ")
_RANGES = ((0x00, 0x20), (0x20, 0x7F), (0x7F, 0xA0), (0x300, 0x36F), (0x600, 0x6FF), (0x2000, 0x206F), (0x3400, 0x4DBF),
           (0x4E00, 0x9FFF), (0xD800, 0xDFFF), (0xE000, 0xF8FF), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF), (0x1F300, 0x1FAFF),
           (0x20000, 0x2A6DF), (0xE0000, 0xE007F), (0x10FF00, 0x10FFFF))  # fmt: skip


def hostile(many: int, seed: int = 6) -> list[str]:
    """So many texts, none of them blank: first each kind as it stands, a few of a megabyte, then mixtures by chance."""
    chance = Random(seed)
    found = [text if text.strip() else f"空{text}" for text in FIXED]
    found += LONG if many > len(FIXED) + 1000 else LONG[:8:2]
    while len(found) < many:
        text = "".join(_piece(chance) for _ in range(chance.randint(1, 6)))
        found.append(text if text.strip() else f"空{text}")
    return found[:many]


def _piece(chance: Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(_PIECES)
    first, last = chance.choice(_RANGES)
    return "".join(chr(chance.randint(first, last)) for _ in range(chance.randint(1, 12)))


def sealed_as(text: str) -> str:
    """What is kept of it under a seal: everything but the blanks around it; half a pair stands by its number."""
    return text.strip().encode("utf-8", "backslashreplace").decode()
