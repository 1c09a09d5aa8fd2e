"""Help and tables in Chinese hold no code and no English; arguments are given the same way everywhere."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from cyclopts import App

from supervisor.branch.ledger import names as named
from supervisor.cli.helping import language_in, paragraphs, said
from supervisor.cli.main import build
from supervisor.cli.placeholders import placeholders
from supervisor.cli.traffic_files import columns_of
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language


def commands(app: App, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every command with its docstring."""
    for name in app:
        if not name.startswith("-"):
            inner = app[name]
            yield (*path, name), inner.help or ""
            yield from commands(inner, (*path, name))


def test_every_command_says_in_chinese_what_it_does() -> None:
    use_language("zh")
    found = dict(commands(build()))
    assert len(found) > 50
    silent = [" ".join(path) for path, text in found.items() if not text.strip()]
    foreign = [
        (" ".join(path), part)
        for path, text in found.items()
        for part in paragraphs(text)
        if not re.search(r"[\u4e00-\u9fff]", said(part))
    ]
    assert (silent, foreign) == ([], [])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_option_and_value_says_what_it_is(language: str) -> None:
    use_language(language)
    tree = build()
    found = []
    for path, _text in commands(tree):
        inner = tree
        for name in path:
            inner = inner[name]
        if inner.default_command is not None:
            found += [(" ".join(path), one) for one in inner.assemble_argument_collection() if one.show]
    assert len(found) > 200
    telling = re.compile(r"[\u4e00-\u9fff]" if language == "zh" else r"[a-z]")
    silent = [f"{path} {one.name}" for path, one in found if not telling.search(said(one.parameter.help))]
    assert silent == [], "give the option a help text, or its name one in supervisor/cli/meanings.py"


def test_no_help_text_is_cut_off(supervisor) -> None:
    for tokens in (("traffic", "import"), ("roster", "away"), ("meetings", "request"), ("inspect", "log")):
        for language in ("zh", "en"):
            assert "… " not in supervisor(*tokens, "--help", lang=language).out


@pytest.mark.parametrize("tokens", [("--help",), ("dispatch", "plan", "--help"), ("report", "month", "--help")])
def test_help_is_wholly_in_the_language_asked_for(supervisor, tokens: tuple[str, ...]) -> None:
    chinese, english = supervisor(*tokens, lang="zh"), supervisor(*tokens)
    assert chinese.out.startswith("用法：supervisor")
    assert english.out.startswith("Usage: supervisor")
    for word in ("Usage", "Commands", "Parameters", "required", "default", "Display", "STR"):
        assert word not in chinese.out


def test_a_mistyped_command_is_told_in_the_language_asked_for(supervisor) -> None:
    for tokens in (("bogus",), ("traffic", "peaks", "--nope"), ("dispatch", "declare"), ("book", "info", "more"),
                   ("traffic", "forecast", "--days", "soon")):  # fmt: skip
        chinese, english = supervisor(*tokens, lang="zh"), supervisor(*tokens)
        assert (chinese.code, english.code) == (2, 2)
        assert re.search(r"[\u4e00-\u9fff]", chinese.err)
        assert not re.search(r"[\u4e00-\u9fff]", english.err)
    assert language_in(["--lang=en", "x"]) == "en"
    assert language_in(["x", "--lang", "fr"]) is None


def test_a_value_is_called_as_people_type_it_everywhere(supervisor) -> None:
    for language, word in (("en", "FILE"), ("zh", "文件")):
        told = supervisor("report", "check", lang=language)
        assert told.code == 2
        assert word in told.err
        assert "--file" not in told.err
        shown = supervisor("report", "check", "--help", lang=language).out
        assert word in shown
        assert "--file" not in shown
        assert "--empty" not in shown
    assert "--days" in supervisor("traffic", "forecast", "--days", "soon").err
    assert "--output" in supervisor("report", "month", "2026-10").err
    assert "。 " not in supervisor("report", "check", lang="zh").err


def test_every_value_of_a_command_has_a_name_in_chinese() -> None:
    use_language("zh")
    tree, words, found = build(), placeholders(), []
    for path, _text in commands(tree):
        inner = tree
        for name in path:
            inner = inner[name]
        if inner.default_command is not None:
            found += [one.name.lstrip("-").upper() for one in inner.assemble_argument_collection()
                      if one.index is not None and one.required]  # fmt: skip
    assert len(found) > 50
    assert sorted({word for word in found if not re.search(r"[\u4e00-\u9fff]", words.get(word, ""))}) == []


def test_tables_show_the_branchs_own_names_and_documents_the_codes(supervisor, sample) -> None:
    from supervisor.app import load_rooms

    load_rooms()
    with Book.open(sample) as book, book.read() as r:
        classes = {one.code: one.name for one in named(r, "class")}
        skills = {one.code: one.name for one in named(r, "skill")}
    tokens = ("traffic", "peaks", "2026-11-20")
    codes = {peak["service_class"] for peak in supervisor(*tokens, "--json").json["peaks"]}
    assert codes
    assert codes <= set(classes)
    for lang, side in (("zh", "zh"), ("en", "en")):
        table = supervisor(*tokens, lang=lang).out
        for code in codes:
            assert getattr(classes[code], side) in table
            assert not re.search(rf"^{code}\b", table, re.MULTILINE)
    people = supervisor("branch", "people", lang="zh").out
    assert skills["cash"].zh in people
    assert not re.search(r"[a-z_]{4,}", people)
    number = supervisor("complaints", "list", "--first", "2026-09-01", "--json").json["complaints"][0]["number"]
    course = supervisor("complaints", "show", number, lang="zh").out
    assert "登记" in course
    assert "registered" not in course


def test_absences_are_named_on_the_roster(supervisor) -> None:
    no = supervisor("branch", "people", "--json").json["people"][9]["no"]
    assert supervisor("roster", "away", no, "sick", "2026-11-25").code == 0
    assert "病假" in supervisor("roster", "show", "2026-11-25", lang="zh").out


def test_arguments_are_taken_by_place_and_by_name(supervisor, tmp_path) -> None:
    at = ("--at", "2026-11-20T10:30", "--json")
    by_place = supervisor("dispatch", "plan", "power", *at).json
    assert by_place["incident"] == "power"
    for option in ("--kind", "--incident"):
        assert supervisor("dispatch", "plan", option, "power", *at).json["incident"] == "power"
    for option in ("--date", "--day"):
        assert supervisor("traffic", "peaks", option, "2026-11-20", "--json").json["day"] == "2026-11-20"
    assert supervisor("meetings", "list", "2026-11-18", "--json").json["week"] == "2026-11-16"
    assert supervisor("meetings", "list", "--week", "2026-11-18", "--json").json["week"] == "2026-11-16"
    assert supervisor("meetings", "export", tmp_path / "a.ics", "--week", "2026-11-18").code == 0
    assert supervisor("meetings", "export", "-o", tmp_path / "b.ics", "--week", "2026-11-18").code == 0
    assert supervisor("dispatch", "declare", "--kind", "surge").code == 0


def test_a_meeting_without_a_length_lasts_what_its_kind_usually_does(supervisor) -> None:
    for kind, minutes in (("briefing", 15), ("training", 60)):
        asked = supervisor("meetings", "request", f"x-{kind}", "--kind", kind, "--role", "大堂经理", "--no-place")
        assert (asked.code, asked.err) == (0, "")
        with_length = supervisor("meetings", "plan", "--json").json["answers"]
        sittings = [s for answer in with_length if answer["title"] == f"x-{kind}" for s in answer["sittings"]]
        assert {s["end_minute"] - s["start_minute"] for s in sittings} <= {minutes}


def test_done_but_not_closed_carries_no_mark(supervisor, sample) -> None:
    from supervisor.actions.service import raise_action, report_done
    from supervisor.app import load_rooms
    from supervisor.branch.ledger import people

    load_rooms()
    with Book.open(sample) as book:
        book.set_now(lambda: datetime(2026, 11, 20, 9, tzinfo=book.zone))
        with book.read() as r:
            owner, doer = (one.subject for one in people(r)[:2])
        day = date(2026, 11, 20)
        mended, _forgotten = (
            raise_action(book, SYSTEM, title=title, owner=owner, doer=doer, due=day)
            for title in ("mended", "forgotten")
        )
        report_done(book, doer, mended)
    lines = supervisor("actions", "list").out.splitlines()  # today is later than that Friday
    marked = {
        title: "2026-11-20 !" in next(line for line in lines if title in line) for title in ("mended", "forgotten")
    }
    assert marked == {"mended": False, "forgotten": True}


def test_columns_of_a_new_layout_are_named_once(supervisor, tmp_path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Nr,came\nA1,2026-11-19 09:05:00\n", encoding="utf-8")
    assert supervisor("traffic", "import", path).code == 2
    taken = supervisor("traffic", "import", path, "--columns", "number=Nr,arrived=came", "--json")
    assert taken.json["files"][0]["new"] == 1
    assert supervisor("traffic", "import", path, "--json").json["files"][0]["known"] == 1
    assert supervisor("traffic", "import", path, "--columns", "number=Nr").code == 2
    assert columns_of(" a = b ,c=d") == {"a": "b", "c": "d"}
    with pytest.raises(BadInput):
        columns_of("number")


def test_reasons_against_a_time_name_the_class(sample) -> None:
    from supervisor.app import load_rooms
    from supervisor.meetings.problem.model import Block
    from supervisor.meetings.service import names_of
    from supervisor.meetings.words import block_text

    load_rooms()
    use_language("zh")
    with Book.open(sample) as book, book.read() as r:
        told = block_text(Block(rule="not_at_peak", about="cash", minute=630), names_of(r))
    assert "cash" not in told
    assert "现金" in told


def test_two_languages_after_each_other_have_each_their_own_help(supervisor) -> None:
    said = {spoken: supervisor("roster", "show", "--help", lang=spoken).out for spoken in ("zh", "en", "zh", "en")}
    assert re.search(r"[\u4e00-\u9fff]", said["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", said["en"])
