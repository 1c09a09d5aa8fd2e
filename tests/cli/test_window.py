"""A command line without a command opens the window at once; everything else goes to the full parser."""

import pytest

from supervisor.cli.window import Options, desktop_options


@pytest.mark.parametrize(
    ("tokens", "options"),
    [
        ([], Options()),
        (["--book", "a.book"], Options("a.book")),
        (["--book=a.book", "--lang", "en"], Options("a.book", "en")),
        (["book", "info"], None),
        (["--book"], None),
        (["--help"], None),
        (["--lang", "fr"], None),
        (["--login", "x"], None),
    ],
)
def test_which_command_lines_open_the_window(tokens, options):
    assert desktop_options(tokens) == options
