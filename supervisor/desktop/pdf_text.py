"""The text inside a PDF as it was drawn, so that it can be searched and copied.

Qt notes for each glyph of an embedded font the lowest code point that leads to it. In Chinese fonts that is often a
look-alike: 日 is stored as the Kangxi radical U+2F47, 见 as the radical U+2EC5, a space as a tab, and a search for 日期
finds nothing. After a PDF is written, the tables from glyph to text (ToUnicode) are set right: a code point that was
not drawn gives way to the drawn character which shares its glyph in one of our fonts, and where no font tells, to the
character that a fixed table names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from supervisor.desktop.theme import FAMILIES

KANGXI, SUPPLEMENT, LIGATURES = range(0x2F00, 0x2FE0), range(0x2E80, 0x2F00), range(0xFB00, 0xFB07)
# CJK radicals that have no compatibility decomposition (Unicode's EquivalentUnifiedIdeograph.txt names the same pairs)
RADICALS = dict(zip(
    "⺁⺂⺃⺄⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "𠂆乛乚乚亻刂㔾兀尣尢巳幺彑彐忄扌攵旡月母民氵氺灬爫爫丬犭王疋目示礻糹纟罓罒耂肀月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    strict=True,
))  # fmt: skip
SAME = RADICALS | {"\t": " ", "\u00a0": " ", "\u00ad": "-", "\u2011": "-"}
_BLOCK = re.compile(rb"(\d+) beginbf(range|char)\n?(.*?)endbf\2\n?", re.DOTALL)
_LINE = re.compile(rb"<([0-9A-Fa-f]+)>(?:\s*<([0-9A-Fa-f]+)>)?\s*(\[[^\]]*\]|<[0-9A-Fa-f]+>)")
_MOST_LINES = 100  # of one block, by the format


def plain(sign: str) -> str:
    """The character, or the letters, that people mean by a look-alike; any other as it is."""
    code = ord(sign)
    if code in KANGXI or code in LIGATURES:
        return unicodedata.normalize("NFKC", sign)
    if code in SUPPLEMENT:
        return SAME.get(sign, unicodedata.normalize("NFKC", sign))
    return SAME.get(sign, sign)


def is_look_alike(sign: str) -> bool:
    """Whether a character is one that nobody types: a radical as such or a ligature."""
    code = ord(sign)
    return code in KANGXI or code in SUPPLEMENT or code in LIGATURES


def with_drawn_text(pdf: bytes, drawn: str) -> bytes:
    """The PDF with its glyphs named as they were drawn; `drawn` is all text on its pages, in any order."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    right = Corrections(drawn)
    for thing in list(writer._objects):  # the fonts stand among the objects, whichever page uses them
        if not isinstance(thing, DictionaryObject) or thing.get("/Type") != "/Font" or "/ToUnicode" not in thing:
            continue
        named = thing["/ToUnicode"].get_object()
        stream = DecodedStreamObject()
        stream.set_data(mended_map(named.get_data(), right))  # type: ignore[union-attr]
        thing[NameObject("/ToUnicode")] = writer._add_object(stream.flate_encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class Corrections:
    """What each stored code point becomes, given the text that was really drawn."""

    def __init__(self, drawn: str, fonts: Iterable[QRawFont] | None = None) -> None:
        """`fonts` are those that may have been used; ours and the system's when None."""
        self._drawn = Counter(sign for sign in drawn if sign not in "\n\r\t")
        self._fonts = list(our_fonts() if fonts is None else fonts)
        self._sharing: list[Mapping[int, str]] = [_by_glyph(font, self._drawn) for font in self._fonts]
        self._known: dict[str, str] = {}

    def __call__(self, stored: str) -> str:
        """The text for one stored character."""
        if stored not in self._known:
            self._known[stored] = self._found(stored)
        return self._known[stored]

    def _found(self, stored: str) -> str:
        if stored in self._drawn and not is_look_alike(stored):
            return stored
        for font, sharing in zip(self._fonts, self._sharing, strict=True):
            glyph = _glyph(font, stored)
            if glyph and glyph in sharing:
                return plain(sharing[glyph])
        return plain(stored)


def our_fonts() -> list[QRawFont]:
    """The faces that our pages may have been set in, regular and bold."""
    there = set(QFontDatabase.families())
    families = [family for family in FAMILIES if family in there]
    faces = [QFont(family) for family in families] or [QFont(list(FAMILIES))]
    return [QRawFont.fromFont(face) for face in faces]


def _glyph(font: QRawFont, sign: str) -> int:
    found = font.glyphIndexesForString(sign)
    return int(found[0]) if found else 0


def _by_glyph(font: QRawFont, drawn: Mapping[str, int]) -> dict[int, str]:
    """Which drawn character a glyph stands for; of several the one that was drawn most, and no look-alike."""
    found: dict[int, str] = {}
    for sign, _times in sorted(drawn.items(), key=lambda one: (is_look_alike(one[0]), -one[1], one[0])):
        glyph = _glyph(font, sign)
        if glyph:
            found.setdefault(glyph, sign)
    return found


def mended_map(content: bytes, right: Corrections) -> bytes:
    """A ToUnicode table with its targets set right, one glyph a line."""
    pairs = [pair for block in _BLOCK.finditer(content) for pair in _pairs(block[3])]
    lines = [b"<%04X> <%s>" % (code, right_text(text, right).encode("utf-16-be").hex().upper().encode())
             for code, text in pairs if text not in ("", "\0")]  # fmt: skip
    blocks = [lines[at : at + _MOST_LINES] for at in range(0, len(lines), _MOST_LINES)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    head, tail = content.find(b"endcodespacerange\n"), content.find(b"endcmap")
    if head < 0 or tail < 0:
        return content
    return content[: head + len(b"endcodespacerange\n")] + body + content[tail:]


def right_text(text: str, right: Corrections) -> str:
    """Each character of a glyph's text set right."""
    return "".join(map(right, text))


def _pairs(block: bytes) -> Iterable[tuple[int, str]]:
    """Glyph code and text of each line of a range or character block."""
    for line in _LINE.finditer(block):
        first = int(line[1], 16)
        last = int(line[2], 16) if line[2] else first
        if line[3].startswith(b"["):
            texts = [_text(one) for one in re.findall(rb"<([0-9A-Fa-f]+)>", line[3])]
            yield from zip(range(first, last + 1), texts, strict=False)
        else:
            start = _text(line[3].strip(b"<>"))
            for code in range(first, last + 1):
                yield code, start[:-1] + chr(ord(start[-1]) + code - first) if start else ""


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
