"""Only that part of the command tree is made which a command line needs; nobody can tell from what it says."""

from __future__ import annotations

import pytest

from supervisor.cli.main import build, group_in


@pytest.mark.parametrize(
    ("tokens", "group"),
    [
        ([], None),
        (["traffic", "peaks"], "traffic"),
        (["--book", "meetings", "traffic", "peaks"], "traffic"),
        (["--book=meetings", "--lang", "zh", "roster"], "roster"),
        (["--login", "book"], None),
        (["--help"], "--help"),
        (["--lang"], None),
    ],
)
def test_the_first_word_that_is_no_option_of_ours_names_the_group(tokens: list[str], group: str | None) -> None:
    assert group_in(tokens) == group


def test_every_group_is_found_by_its_name_whole_and_without_most_others() -> None:
    whole = build()
    names = [name for name in whole if not name.startswith("-")]
    assert len(names) > 10
    for name in names:
        part = build(name)
        assert list(part[name]) == list(whole[name])
        assert len([other for other in part if not other.startswith("-")]) <= 3


@pytest.mark.parametrize("word", ["--help", "--version", "bogus", "Meetings"])
def test_a_word_that_is_no_group_has_the_whole_tree(word: str) -> None:
    assert list(build(word)) == list(build())
