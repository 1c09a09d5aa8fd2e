"""What is drawn in a PDF can be searched and copied: extracted again, it is the text that was drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import resources
from supervisor.desktop.page_rows import _ROW, WITH_NEXT
from supervisor.desktop.pdf_text import RADICALS, Corrections, is_look_alike, mended_map, plain
from supervisor.desktop.printing import Paper, pdf, picture_size, write_paper, write_pdf
from supervisor.errors import BadInput
from supervisor.language import language, use_language

HOME = Path(resources.__path__[0])
CHINESE = re.compile(r"[\u3400-\u9fff]")


def shown() -> str:
    """Every text of the catalogue, the shipped check-lists, rule books and playbooks."""
    files = [*HOME.glob("locale/zh_CN/*.po"), *HOME.glob("checklists/*.json"), *HOME.glob("rulebooks/*.json"),
             *HOME.glob("playbooks/*.json")]  # fmt: skip
    assert len(files) > 20
    return "".join(path.read_text("utf-8") for path in files)


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    before = language()
    use_language("zh")
    yield
    use_language(before)


def test_every_sign_that_we_show_comes_back_as_itself(qapp: QApplication) -> None:
    signs = sorted({sign for sign in shown() if sign.isprintable() and not sign.isspace()})
    assert sum(1 for sign in signs if CHINESE.match(sign)) > 900
    rows = [signs[at : at + 40] for at in range(0, len(signs), 40)]
    html = "".join(f"<p>{escape(''.join(line))}</p><p><b>{escape(''.join(line))}</b></p>" for line in rows)
    pages = map(squeezed, texts(pdf(Paper(f"<body>{html}</body>", "signs"))))
    found = "".join(re.sub(r"第\d页，共\d页$", "", page) for page in pages)
    assert not [hex(ord(sign)) for sign in found if is_look_alike(sign)]
    assert Counter(found) == Counter(dict.fromkeys(signs, 2))


def test_whole_sentences_come_back_word_for_word(qapp: QApplication) -> None:
    lines = ["2026年11月22日 星期日 09:40—10:05 检查人：见习 长江", "编号 JC-A1-0007 · 得分 96.5（−3.5）· office file",
             "满意率 98.6% ¥1,200.00 “工牌”《制度》【面】2~3、A/B #12 & <b>"]  # fmt: skip
    html = "".join(f"<p>{escape(line)}</p>" for line in lines) + "<h1>日月金木水火土</h1>"
    found = squeezed("".join(texts(pdf(Paper(html, "lines", foot="JC-A1-0007 · 支行")))))
    for line in [*lines, "日月金木水火土", "JC-A1-0007 · 支行"]:
        assert squeezed(line) in found


def test_without_the_cure_it_would_be_look_alikes(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test can fail: what Qt itself writes is full of radicals with the fonts of this machine."""
    from supervisor.desktop import pdf_text

    monkeypatch.setattr(pdf_text, "with_drawn_text", lambda content, _drawn: content)
    found = "".join(texts(pdf(Paper("<p>日月人见长</p>", "raw"))))
    if "日" in found:
        pytest.skip("this machine's font has no look-alikes")
    assert any(map(is_look_alike, found))


def test_a_typed_radical_is_stored_as_the_character_people_search(qapp: QApplication) -> None:
    assert "日见" in squeezed("".join(texts(pdf(Paper("<p>⽇⻅</p>", "typed")))))


@pytest.mark.parametrize(("stored", "meant"), [("⽇", "日"), ("⻅", "见"), ("⻓", "长"), ("ﬃ", "ffi"), ("日", "日")])
def test_the_table_alone_knows(stored: str, meant: str) -> None:
    assert plain(stored) == meant
    assert all(not is_look_alike(sign) for sign in RADICALS.values())


def test_a_table_of_ranges_arrays_and_single_lines_is_read_whole() -> None:
    content = (
        b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n2 beginbfrange\n<0000> <0000> <0000>\n"
        b"<0001> <0003> [<2F47> <0009> <FB03> ]\n<0008> <000A> <0030>\nendbfrange\n1 beginbfchar\n<000B> <2EC5>\n"
        b"endbfchar\nendcmap\nend\n"
    )
    mended = mended_map(content, Corrections("日 ffi012见", fonts=()))
    lines = re.findall(rb"<(\w{4})> <(\w+)>\n", mended)
    text = {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in lines if code != b"0000"}
    assert text == {1: "日", 2: " ", 3: "ffi", 8: "0", 9: "1", 10: "2", 11: "见"}
    assert mended.endswith(b"endcmap\nend\n")


def test_no_row_is_torn_and_the_head_comes_again(qapp: QApplication) -> None:
    body = "".join(f"<tr><td>第{n}行开始{'<br>字' * (n % 9)}<br>第{n}行结束</td></tr>" for n in range(90))
    html = f'<table width="100%" border="1"><thead><tr><th>表头</th></tr></thead><tbody>{body}</tbody></table>'
    pages = list(map(squeezed, texts(pdf(Paper(html, "rows", foot="编号")))))
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert page.count("表头") == 1
        assert "编号" in page
        assert f"{number}" in page
        begun, ended = (set(re.findall(rf"第(\d+)行{word}", page)) for word in ("开始", "结束"))
        assert begun == ended
    assert sum(page.count("结束") for page in pages) == 90


def test_a_heading_of_rows_is_not_left_alone_at_the_foot(qapp: QApplication) -> None:
    rows = "".join(
        f'<tr class="{WITH_NEXT}"><td>节{n}。</td></tr>'
        + "".join(f"<tr><td>项{n}-{k}。</td></tr>" for k in range(n % 7 + 1))
        for n in range(60)
    )
    assert len(_ROW.findall(rows)) > 200
    for page in texts(pdf(Paper(f'<table width="100%"><tbody>{rows}</tbody></table>', "rows", foot="脚"))):
        words = re.findall(r"(节|项)\d", page)
        assert words[-1] == "项"


def test_a_picture_stays_with_its_caption(qapp: QApplication) -> None:
    picture = jpeg(1600, 1200)
    assert picture_size(picture) == (1600, 1200)
    rows = "".join(f'<tr><td><img src="p:{n}" width="300" height="225"></td><td>图{n}。</td></tr>' for n in range(7))
    content = pdf(
        Paper(
            f"<p>前言</p><table width='100%'>{rows}</table>", "photos", pictures={f"p:{n}": picture for n in range(7)}
        )
    )
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    for page in reader.pages:
        drawn = re.findall(rb"/Im\w+\s+Do", page.get_contents().get_data())  # type: ignore[union-attr]
        assert len(drawn) == len(re.findall(r"图\d", page.extract_text()))
    assert len(content) < 1_500_000


def jpeg(width: int, height: int) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(0x884422)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)  # type: ignore[call-overload]
    return bytes(held.data())


def test_written_whole_or_not_at_all(qapp: QApplication, tmp_path: Path) -> None:
    path = write_pdf("<p>日期</p>", tmp_path / "a.pdf", "t", landscape=True)
    assert "日期" in texts(path.read_bytes())[0]
    before = path.read_bytes()
    with pytest.raises(BadInput):
        write_paper(Paper("<p>x</p>", "t"), tmp_path / "nowhere" / "b.pdf")
    blocked = tmp_path / "folder.pdf"
    blocked.mkdir()
    with pytest.raises(BadInput):
        write_paper(Paper("<p>x</p>", "t"), blocked)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.glob("*.p*")) == ["a.pdf", "folder.pdf"]
    assert not list(tmp_path.glob(".*"))


def test_what_cannot_be_read_as_a_picture_leaves_a_frame(qapp: QApplication) -> None:
    content = pdf(Paper('<p><img src="p:1" width="40" height="30">坏图</p>', "t", pictures={"p:1": b"no picture"}))
    assert "坏图" in texts(content)[0]


def test_a_pdf_made_through_the_print_dialog_is_cured_too(qapp: QApplication, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from supervisor.desktop import printing

    paper = Paper("<h1>排班表</h1><p>日期 2026年11月 A1-0007</p>", "roster", landscape=True)
    printer = printing._printer(paper)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "roster.pdf"))
    printing._print(printer, paper)
    assert squeezed("".join(texts((tmp_path / "roster.pdf").read_bytes()))) == "排班表日期2026年11月A1-0007"
